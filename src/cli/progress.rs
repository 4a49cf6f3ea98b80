//! Progress of a build: a bar on a terminal, lines of text elsewhere.

use crate::Step;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Prints the progress of a build and measures its stages.
pub struct Progress {
    /// Name and start of each stage.
    stages: Mutex<Vec<(&'static str, Instant)>>,
    bar: Option<ProgressBar>,
    /// True to print a line per stage.
    lines: bool,
    /// Time at which the progress of the current stage was last printed.
    printed: Mutex<Option<Instant>>,
}

/// Time between two lines about the progress of a stage, where there is no bar.
const INTERVAL: Duration = Duration::from_secs(10);

impl Progress {
    pub fn new(quiet: bool, verbose: bool) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        let bar = (terminal && !quiet).then(|| {
            let bar = ProgressBar::new(0);
            let style =
                ProgressStyle::with_template("{msg:10} {wide_bar} {pos}/{len} {per_sec} {eta}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Progress {
            stages: Mutex::default(),
            lines: verbose || (!terminal && !quiet),
            bar,
            printed: Mutex::default(),
        }
    }

    /// Prints a step of the build.
    pub fn step(&self, step: Step) {
        match (step, &self.bar) {
            (Step::Stage(name), bar) => {
                let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
                stages.push((name, Instant::now()));
                *self.printed.lock().unwrap_or_else(PoisonError::into_inner) = None;
                match bar {
                    Some(bar) => bar.set_message(name),
                    None if self.lines => eprintln!("{name}…"),
                    None => {}
                }
            }
            (Step::Done(done, total), Some(bar)) => {
                bar.set_length(total as u64);
                bar.set_position(done as u64);
            }
            (Step::Done(done, total), None) if self.lines => self.print_rate(done, total),
            (Step::Done(..), None) => {}
        }
    }

    /// Prints count, rate and remaining time, every ten seconds.
    fn print_rate(&self, done: usize, total: usize) {
        let stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((name, start)) = stages.last().copied() else { return };
        drop(stages);
        let mut printed = self.printed.lock().unwrap_or_else(PoisonError::into_inner);
        if printed.unwrap_or(start).elapsed() < INTERVAL {
            return;
        }
        *printed = Some(Instant::now());
        let rate = done as f64 / start.elapsed().as_secs_f64();
        let left = (total.saturating_sub(done) as f64 / rate).ceil();
        let left =
            if left < 120.0 { format!("{left} s") } else { format!("{:.0} min", left / 60.0) };
        eprintln!("{name}: {done} of {total}, {rate:.1} per second, {left} left");
    }

    /// Returns the seconds that each stage took, up to now, and removes the bar.
    pub fn timings(&self) -> Vec<(String, f64)> {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        let stages = self.stages.lock().unwrap_or_else(|e| e.into_inner());
        let ends = stages.iter().skip(1).map(|(_, start)| *start).chain([Instant::now()]);
        let stage = |((name, start), end): (&(&str, Instant), Instant)| {
            ((*name).to_owned(), (end - *start).as_secs_f64())
        };
        stages.iter().zip(ends).map(stage).collect()
    }
}
