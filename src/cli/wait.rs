//! Waiting for other processes that use the same folders.

use crate::storage::Patience;
use clap::Args;
use std::time::Duration;

/// Options for waiting.
#[derive(Args, Clone)]
pub struct Wait {
    /// Wait at most this number of seconds for another sentier process that uses the same folder,
    /// then exit with code 5.
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    wait: u64,
    /// Name of this process, which others print while they wait for it.
    #[arg(skip = command_line())]
    holder: String,
}

impl Wait {
    /// Returns how to wait for locks. If `quiet`, does not print that a wait begins.
    pub fn patience(&self, quiet: bool) -> Patience<'_> {
        let notice: &(dyn Fn(&str) + Sync) =
            if quiet { &|_| {} } else { &|sentence| eprintln!("{sentence}") };
        Patience { holder: &self.holder, limit: Duration::from_secs(self.wait), notice }
    }
}

/// Command line of this process with its number, for example `sentier build portal (process 4711)`.
fn command_line() -> String {
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    format!("sentier {} (process {})", words.join(" "), std::process::id())
}
