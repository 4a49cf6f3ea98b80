//! Operations on files and folders: compare, write, link, remove, exchange.

use crate::storage::atomic_write;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// True when a regular file exists and has this length in bytes. Symbolic links are not followed.
pub fn same_length(file: &Path, length: u64) -> bool {
    fs::symlink_metadata(file).is_ok_and(|found| found.is_file() && found.len() == length)
}

/// True when two files have the same bytes. They are read in pieces, because files may be larger
/// than the memory.
pub fn same_content(file: File, existing: &Path) -> bool {
    let Ok(existing) = File::open(existing) else { return false };
    let (mut one, mut other) = (BufReader::new(file), BufReader::new(existing));
    loop {
        let (Ok(a), Ok(b)) = (one.fill_buf(), other.fill_buf()) else { return false };
        let length = a.len().min(b.len());
        if length == 0 {
            return a.len() == b.len();
        }
        if a[..length] != b[..length] {
            return false;
        }
        one.consume(length);
        other.consume(length);
    }
}

/// Calls `write` with a path, after creating the folders above it when they do not exist.
pub fn in_new_folder(to: &Path, write: impl Fn(&Path) -> io::Result<()>) -> Result<()> {
    let written = match write(to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            to.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| write(to))
        }
        other => other,
    };
    written.with_context(|| format!("failed to write {}", to.display()))
}

/// Makes a hard link, or a copy where the file system has no hard links.
pub fn link(from: &Path, to: &Path) -> Result<()> {
    in_new_folder(to, |to| {
        fs::hard_link(from, to).or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Err(error),
            _ => fs::copy(from, to).map(drop),
        })
    })
}

/// Moves a file to the place of another in one step: readers see the whole old file or the whole
/// new one, also on another file system.
///
/// # Errors
/// When the file cannot be written there.
pub fn move_file(from: &Path, to: &Path) -> Result<()> {
    let moved = fs::rename(from, to).or_else(|error| match error.kind() {
        io::ErrorKind::CrossesDevices => {
            atomic_write(to, |out| io::copy(&mut File::open(from)?, out).map(drop))?;
            fs::remove_file(from)
        }
        _ => Err(error),
    });
    moved.with_context(|| format!("failed to write {}", to.display()))
}

/// Removes a folder with its content, if it exists.
pub fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("failed to remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Exchanges two folders in one step.
///
/// # Errors
/// When the operating system or the file system cannot do that.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub fn swap(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub fn swap(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
