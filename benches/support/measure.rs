//! Processor time, and figures that `docs/budgets.md` keeps.

use std::fs;

/// Prints a figure in the form that `.ci/figures.mjs` reads.
pub fn figure(name: &str, value: f64, decimals: usize) {
    println!("figure: {name} = {value:.decimals$}");
}

/// Seconds of processor time of this process and its ended children, which other programs on the
/// machine hardly change. 0 on systems other than Linux.
pub fn processor_time() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    // User and system time of the process, then of its children, in hundredths of a second
    // (fields 14 to 17 of proc_pid_stat(5)).
    let fields = after_name.split_whitespace().skip(11).take(4);
    fields.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}
