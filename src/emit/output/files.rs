//! Files that are compared, linked, written and removed.

use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;

pub fn same_length(file: &Path, length: u64) -> bool {
    fs::symlink_metadata(file).is_ok_and(|found| found.is_file() && found.len() == length)
}

/// True when both have the same bytes. They are read piece by piece: files may be larger than the
/// memory.
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

/// Does it, and once more with the folders made when they were missing.
pub fn in_new_folder(to: &Path, write: impl Fn(&Path) -> io::Result<()>) -> Result<()> {
    let written = match write(to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            to.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| write(to))
        }
        other => other,
    };
    written.with_context(|| format!("failed to write {}", to.display()))
}

/// The same file under a second name; a copy where the file system has no links.
pub fn link(from: &Path, to: &Path) -> Result<()> {
    in_new_folder(to, |to| {
        fs::hard_link(from, to).or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Err(error),
            _ => fs::copy(from, to).map(drop),
        })
    })
}

pub fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("failed to remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub fn swap(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub fn swap(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
