//! `sentier completions`

use anyhow::Result;
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::process::ExitCode;

/// Print completions for a shell.
#[derive(Args)]
#[command(
    after_help = "Example:\n  sentier completions bash > ~/.local/share/bash-completion/completions/sentier"
)]
pub struct Completions {
    shell: Shell,
}

impl Completions {
    pub fn run(self) -> Result<ExitCode> {
        let mut command = super::Cli::command();
        clap_complete::generate(self.shell, &mut command, "sentier", &mut std::io::stdout());
        Ok(ExitCode::SUCCESS)
    }
}
