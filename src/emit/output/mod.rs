//! Outputs of a site: a folder, which is replaced as a whole, or memory.

mod disk;
mod files;
mod list;
mod memory;
mod staging;

use anyhow::Result;
pub use disk::Disk;
pub use list::FILE_LIST;
pub use memory::Memory;
pub use staging::is_beside_output;
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Receives a site file by file, from several threads.
pub trait Output: Sync {
    /// Adds a file with the content `bytes`.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<()>;

    /// Adds a copy of `file` as `path`.
    ///
    /// # Errors
    /// When the copy cannot be written.
    fn copy(&self, path: &str, file: &Path) -> Result<Taken>;

    /// Keeps the file `path`, whose content never changes, if an earlier build wrote it and it has
    /// the given length in bytes (`None`: any length). Returns whether it is kept.
    fn keep(&self, path: &str, length: Option<u64>) -> bool;

    /// Completes the site: files of earlier builds that were neither added nor kept are removed.
    fn finish(&self) -> Result<Summary>;
}

/// Result of copying a file into the site.
#[derive(Debug)]
pub enum Taken {
    /// The whole file was copied.
    Whole,
    /// The file cannot be read, and the site has no copy of it.
    Unreadable(io::Error),
}

/// Number of files that were written, were unchanged, and were removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// Locks a mutex, also when a thread that held it has panicked.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
