//! The command `sentier build`, with what it costs.

use super::measure::processor_time;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use walkdir::WalkDir;

/// Cost of a build.
pub struct Cost {
    /// Seconds from its start to its end.
    pub seconds: f64,
    /// Seconds of processors.
    pub processors: f64,
    /// Peak memory in megabytes; 0 on systems other than Linux.
    pub memory: u64,
    /// Number of files that it made.
    pub made: u64,
    /// Number of files that it wrote.
    pub written: u64,
}

/// Prints the head of a table of costs.
pub fn print_head() {
    println!(
        "\n{:>24} {:>9} {:>12} {:>9} {:>9} {:>11} {:>14}",
        "after a change of", "s", "processors", "/ copy", "peak MB", "files made", "files written"
    );
}

impl Cost {
    /// Prints the cost as a line of the table. `copying` is what a copy of the site costs, in
    /// seconds of processors.
    pub fn print(&self, what: &str, copying: f64) {
        let Cost { seconds, processors, memory, made, written } = self;
        let ratio = processors / copying;
        println!(
            "{what:>24} {seconds:9.2} {processors:12.2} {ratio:9.2} {memory:9} {made:11} {written:14}"
        );
    }
}

/// Copies a folder file by file. Returns the seconds that it took, and those of processors.
pub fn copy_tree(from: &Path, to: &Path) -> (f64, f64) {
    let (start, before) = (Instant::now(), processor_time());
    for entry in WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
    (start.elapsed().as_secs_f64(), processor_time() - before)
}

/// Runs the command `sentier build` as a user does.
pub fn build(portal: &Path, out: &Path) -> Cost {
    build_with(portal, out, &[])
}

/// Runs `sentier build` with further options.
pub fn build_with(portal: &Path, out: &Path, options: &[&str]) -> Cost {
    let (start, before) = (Instant::now(), processor_time());
    let mut command = Command::new(env!("CARGO_BIN_EXE_sentier"));
    command.arg("build").arg(portal).arg("--out").arg(out).args(options);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut memory = 0;
    let status = loop {
        memory = memory.max(peak(&child.id().to_string()) / 1024);
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    let (seconds, processors) = (start.elapsed().as_secs_f64(), processor_time() - before);
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(status.success(), "{said}");
    let written = number(&said, " files written").unwrap();
    // The first build says only how many files it wrote: all of them.
    let made = said.lines().find(|line| line.ends_with(" files made"));
    let made = made.and_then(|line| number(line, " of ")).unwrap_or(written);
    Cost { seconds, processors, memory, made, written }
}

/// The number before `what` in a text.
fn number(text: &str, what: &str) -> Option<u64> {
    text.split(what).next()?.rsplit(' ').next()?.replace(',', "").parse().ok()
}

/// Peak memory of a process in kilobytes; 0 on systems other than Linux. `process` is its number, or
/// `self`.
pub fn peak(process: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
