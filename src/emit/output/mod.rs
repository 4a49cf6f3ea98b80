//! Outputs of a site: a folder, which is replaced as a whole, or memory.

mod disk;
mod files;
mod in_place;
mod list;
mod memory;
mod staging;

use anyhow::Result;
pub use disk::Disk;
pub use list::{FILE_LIST, read as written_files};
pub use memory::Memory;
use serde::{Deserialize, Serialize};
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

    /// Keeps the file `path` if an earlier build wrote it and it still has this length and date.
    /// Returns whether it is kept.
    fn keep_unchanged(&self, _path: &str, _stamp: Stamp) -> bool {
        false
    }

    /// Length and date of a file of the site; `None` when there is none, or when the output keeps
    /// no files.
    fn stamp(&self, _path: &str) -> Option<Stamp> {
        None
    }

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

/// Length and date of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Length in bytes.
    pub length: u64,
    /// Time of the last change, in nanoseconds since 1970.
    pub modified: u128,
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
