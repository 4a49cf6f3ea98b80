//! Command line. Only this module prints, and reads the clock and the environment.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "only this module prints")]
#![allow(
    clippy::disallowed_methods,
    reason = "only this module reads the clock and the environment"
)]

mod build;
mod cache;
mod changes;
mod check;
mod completions;
mod host;
mod init;
mod inputs;
mod progress;
mod pull;
mod reload;
mod serve;
mod unchanged;
mod wait;

use crate::storage::Busy;
use anyhow::Result;
use clap::{Parser, Subcommand};
use std::fmt::Display;
use std::io::IsTerminal;
use std::process::ExitCode;

/// Exit code when the site could not be built.
pub const NO_SITE: u8 = 1;
/// Exit code of a build with warnings under `--strict`.
pub const WARNINGS: u8 = 3;
/// Exit code of a build from older data, because a server could not be reached.
pub const STALE: u8 = 4;
/// Exit code when another process used the same folder for longer than `--wait`.
pub const BUSY: u8 = 5;

/// Turns a territory's trail data into a complete hiking portal: a static website.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit codes:\n  0  done\n  1  no site: a message says why\n  2  wrong usage\n  3  done, with warnings, under --strict\n  4  done, but a server could not be reached: the site shows data of an earlier pull\n  5  nothing done: another sentier process is using the same folder\n\nStart with `sentier init portal`, then `sentier serve portal`."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Commands of sentier.
#[derive(Subcommand)]
enum Command {
    Init(init::Init),
    Build(build::Build),
    Pull(pull::Pull),
    Serve(serve::Serve),
    Check(check::Check),
    Cache(cache::Cache),
    Completions(completions::Completions),
}

/// Runs the command that the user typed.
///
/// # Errors
/// When the command fails; [`exit_code`] gives the exit code.
pub fn run() -> Result<ExitCode> {
    match Cli::parse().command {
        Command::Init(init) => init.run(),
        Command::Build(build) => build.run(),
        Command::Pull(pull) => pull.run(),
        Command::Serve(serve) => serve.run(),
        Command::Check(check) => check.run(),
        Command::Cache(cache) => cache.run(),
        Command::Completions(completions) => completions.run(),
    }
}

/// Exit code of a command that failed.
pub fn exit_code(error: &anyhow::Error) -> ExitCode {
    ExitCode::from(if error.is::<Busy>() { BUSY } else { NO_SITE })
}

/// Prints an error with its causes.
pub fn print_error(error: &anyhow::Error) {
    eprintln!("{} {error:#}", paint("31", "error:"));
}

/// Prints messages about servers that could not be reached, and the first groups of warnings.
/// Returns the number of warnings in the groups that are not printed.
fn print_warnings(report: &crate::Report, shown: usize) -> usize {
    for stale in &report.stale {
        eprintln!("{} {stale}", paint("31", "not up to date:"));
    }
    let groups = report.groups();
    let (first, more) = groups.split_at(shown.min(groups.len()));
    first.iter().for_each(|group| print_warning(group));
    more.iter().map(|group| group.warnings.len()).sum()
}

/// Prints one warning.
fn print_warning(warning: &dyn Display) {
    eprintln!("{} {warning}", paint("33", "warning:"));
}

/// Colours a word if standard error is a terminal and `NO_COLOR` is not set.
fn paint(code: &str, word: &str) -> String {
    let wanted = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if wanted { format!("\u{1b}[1;{code}m{word}\u{1b}[0m") } else { word.to_owned() }
}
