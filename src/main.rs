//! The command `sentier`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match sentier::cli::run() {
        Ok(code) => code,
        Err(error) => {
            sentier::cli::print_error(&error);
            sentier::cli::exit_code(&error)
        }
    }
}
