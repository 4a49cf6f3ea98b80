//! The command `sentier`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match sentier::cli::run() {
        Ok(code) => code,
        Err(error) => {
            sentier::cli::print_error(&error);
            ExitCode::from(sentier::cli::NO_SITE)
        }
    }
}
