//! The command `sentier`.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// A build allocates millions of small values. This allocator is faster than that of the system.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match sentier::cli::run() {
        Ok(code) => code,
        Err(error) => {
            sentier::cli::print_error(&error);
            sentier::cli::exit_code(&error)
        }
    }
}
