//! How a command meets others that work on the same folders.

use crate::storage::Patience;
use clap::Args;
use std::time::Duration;

/// How long a command waits for others.
#[derive(Args, Clone)]
pub struct Wait {
    /// Wait up to so many seconds for another sentier that works on the same folder, then exit with
    /// code 5.
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    wait: u64,
    /// What this command tells those who wait for it.
    #[arg(skip = command_line())]
    holder: String,
}

impl Wait {
    /// `quiet`: do not say that a wait begins.
    pub fn patience(&self, quiet: bool) -> Patience<'_> {
        let notice: &(dyn Fn(&str) + Sync) =
            if quiet { &|_| {} } else { &|sentence| eprintln!("{sentence}") };
        Patience { holder: &self.holder, limit: Duration::from_secs(self.wait), notice }
    }
}

/// `sentier build portal (process 4711)`
fn command_line() -> String {
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    format!("sentier {} (process {})", words.join(" "), std::process::id())
}
