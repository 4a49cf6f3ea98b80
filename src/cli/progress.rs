//! How far a build is: a bar on a terminal, a line per stage elsewhere.

use crate::Step;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Follows a build and takes its times.
pub struct Progress {
    stages: Mutex<Vec<(&'static str, Instant)>>,
    bar: Option<ProgressBar>,
    /// Print a line per stage.
    lines: bool,
    /// When a line last said how far a stage is.
    said: Mutex<Option<Instant>>,
}

/// A stage that takes longer says how far it is, where there is no bar.
const OFTEN: Duration = Duration::from_secs(10);

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
            said: Mutex::default(),
        }
    }

    pub fn step(&self, step: Step) {
        match (step, &self.bar) {
            (Step::Stage(name), bar) => {
                let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
                stages.push((name, Instant::now()));
                *self.said.lock().unwrap_or_else(PoisonError::into_inner) = None;
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
            (Step::Done(done, total), None) if self.lines => self.say(done, total),
            (Step::Done(..), None) => {}
        }
    }

    /// Count, rate and time left, every ten seconds.
    fn say(&self, done: usize, total: usize) {
        let stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((name, start)) = stages.last().copied() else { return };
        drop(stages);
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.unwrap_or(start).elapsed() < OFTEN {
            return;
        }
        *said = Some(Instant::now());
        let rate = done as f64 / start.elapsed().as_secs_f64();
        let left = (total.saturating_sub(done) as f64 / rate).ceil();
        let left =
            if left < 120.0 { format!("{left} s") } else { format!("{:.0} min", left / 60.0) };
        eprintln!("{name}: {done} of {total}, {rate:.1} a second, {left} left");
    }

    /// Seconds per stage, up to now.
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
