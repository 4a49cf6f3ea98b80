//! How far a build is: a bar on a terminal, a line per stage elsewhere.

use crate::Step;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::Instant;

/// Follows a build and takes its times.
pub struct Progress {
    stages: Mutex<Vec<(&'static str, Instant)>>,
    bar: Option<ProgressBar>,
    /// Print a line per stage.
    lines: bool,
}

impl Progress {
    pub fn new(quiet: bool, verbose: bool) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        let bar = (terminal && !quiet).then(|| {
            let bar = ProgressBar::new(0);
            let style = ProgressStyle::with_template("{msg:10} {wide_bar} {pos}/{len} {eta}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Progress { stages: Mutex::default(), lines: verbose || (!terminal && !quiet), bar }
    }

    pub fn step(&self, step: Step) {
        match (step, &self.bar) {
            (Step::Stage(name), bar) => {
                let mut stages = self.stages.lock().unwrap_or_else(|e| e.into_inner());
                stages.push((name, Instant::now()));
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
            (Step::Done(..), None) => {}
        }
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
