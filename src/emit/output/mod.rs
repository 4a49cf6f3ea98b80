//! Where a site is written: a folder, which changes as a whole or not at all, or memory.

mod disk;
mod files;
mod list;
mod memory;
mod staging;

use anyhow::Result;
pub use disk::Disk;
pub use list::MARK;
pub use memory::Memory;
pub use staging::is_beside_output;
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Receives a site file by file, from several threads.
pub trait Output: Sync {
    /// Takes the content of `path`.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<()>;

    /// Takes a copy of `file` as `path`.
    ///
    /// # Errors
    /// When it cannot be written.
    fn copy(&self, path: &str, file: &Path) -> Result<Taken>;

    /// True when `path`, whose content never changes, was written by an earlier build and still
    /// has the given length in bytes (`None`: any). It then stays in the site.
    fn keep(&self, path: &str, length: Option<u64>) -> bool;

    /// Makes the site what was put, and nothing else.
    fn finish(&self) -> Result<Summary>;
}

/// What became of a file that is to be copied.
#[derive(Debug)]
pub enum Taken {
    Whole,
    /// There is nothing at its path.
    Unreadable(io::Error),
}

/// What became of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
