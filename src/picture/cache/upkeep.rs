//! Maintenance of the cache: its size, removal of old entries, verification.

use super::{DAY, INFO, content_hash, name_parts, seen};
use crate::storage::read_checked;
use anyhow::{Context, Result};
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Size of a cache, or of a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    pub photographs: usize,
    pub variants: usize,
    pub bytes: u64,
}

/// Folder of one photograph in the cache.
struct Folder {
    path: PathBuf,
    /// Time of the last use.
    used: SystemTime,
    /// Number of variants.
    variants: usize,
    bytes: u64,
}

/// Lists the folders of all photographs.
fn folders(cache: &Path) -> Vec<Folder> {
    let folders = fs::read_dir(cache).into_iter().flatten().flatten();
    let folders = folders.map(|entry| entry.path()).filter(|path| path.is_dir());
    let one = |path: PathBuf| {
        let files = fs::read_dir(&path).into_iter().flatten().flatten();
        let (mut variants, mut bytes, mut used) = (0, 0, SystemTime::UNIX_EPOCH);
        for file in files {
            let Ok(metadata) = file.metadata() else { continue };
            bytes += metadata.len();
            let name = file.file_name();
            if name == INFO {
                used = last_use(&path).unwrap_or(used);
            } else if name.to_str().and_then(name_parts).is_some() {
                variants += 1;
            }
        }
        Folder { path, used, variants, bytes }
    };
    folders.map(one).collect()
}

/// Computes the size of a cache.
pub fn size(cache: &Path) -> Size {
    folders(cache).into_iter().fold(Size::default(), |size, folder| Size {
        photographs: size.photographs + 1,
        variants: size.variants + folder.variants,
        bytes: size.bytes + folder.bytes,
    })
}

/// Removes the least recently used photographs until the cache holds no more than `limit` bytes,
/// but none that was used within a day; and temporary files of builds that were ended. Returns the
/// size of what it removed.
///
/// # Errors
/// When something cannot be removed.
pub fn prune(cache: &Path, limit: u64, now: SystemTime) -> Result<Size> {
    let mut folders = folders(cache);
    folders.sort_by(|a, b| (a.used, &a.path).cmp(&(b.used, &b.path)));
    let mut total: u64 = folders.iter().map(|folder| folder.bytes).sum();
    let mut removed = Size::default();
    for folder in folders {
        // An interrupted removal leaves a folder with an extension.
        let is_leftover = folder.path.extension().is_some();
        // Another build may have used the photograph meanwhile.
        let used = last_use(&folder.path).unwrap_or(folder.used);
        let age = now.duration_since(used).unwrap_or_default();
        if is_leftover || (age > DAY && total > limit) {
            remove(&folder.path)?;
            total -= folder.bytes;
            removed.photographs += 1;
            removed.variants += folder.variants;
            removed.bytes += folder.bytes;
        } else {
            removed.bytes += remove_temporary(&folder.path, now)?;
        }
    }
    removed.bytes += remove_temporary(cache, now)?;
    seen::forget_missing(cache)?;
    Ok(removed)
}

/// Removes the folder of a photograph. Renames it first, so that another build sees all of it or
/// nothing.
fn remove(folder: &Path) -> Result<()> {
    let renamed = folder.with_extension(format!("gone-{}", std::process::id()));
    let removed = fs::rename(folder, &renamed).and_then(|()| fs::remove_dir_all(&renamed));
    ignore_missing(removed)
        .with_context(|| format!("failed to remove {}", folder.display()))
        .map(drop)
}

/// Removes a file, if another process has not done so.
fn remove_file(file: &Path) -> Result<()> {
    ignore_missing(fs::remove_file(file))
        .with_context(|| format!("failed to remove {}", file.display()))
        .map(drop)
}

/// Returns `None` instead of an error when another process has removed the file meanwhile.
fn ignore_missing<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}

/// Time of the last use of a photograph.
fn last_use(folder: &Path) -> Option<SystemTime> {
    fs::metadata(folder.join(INFO)).ok()?.modified().ok()
}

/// Removes temporary files (`*.part`) that are older than a day, left by builds that were ended.
/// Returns the number of bytes removed.
fn remove_temporary(folder: &Path, now: SystemTime) -> Result<u64> {
    let mut removed = 0;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let Ok(metadata) = entry.metadata() else { continue };
        let age = metadata.modified().ok().and_then(|date| now.duration_since(date).ok());
        if path.extension().is_some_and(|e| e == "part") && age.is_some_and(|age| age > DAY) {
            remove_file(&path)?;
            removed += metadata.len();
        }
    }
    Ok(removed)
}

/// Result of the verification of a cache.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verified {
    /// Number of variants whose content matches the hash in their name.
    pub good: usize,
    /// Paths in the cache of damaged files, which were removed. The next build makes them again.
    pub removed: Vec<PathBuf>,
}

/// Reads the whole cache and removes damaged files.
///
/// # Errors
/// When a file cannot be read or removed.
pub fn verify(cache: &Path) -> Result<Verified> {
    let mut verified = Verified::default();
    let index = cache.join(seen::INDEX);
    if index.exists() && read_checked(&index).is_none() {
        remove_file(&index)?;
        verified.removed.push(PathBuf::from(seen::INDEX));
    }
    let mut folders: Vec<PathBuf> = folders(cache).into_iter().map(|folder| folder.path).collect();
    folders.sort();
    for folder in folders {
        let mut damaged = HashSet::new();
        let entries = ignore_missing(fs::read_dir(&folder)).context("failed to read the cache")?;
        for entry in entries.into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            let name = name.to_str().unwrap_or_default();
            if name == INFO {
                if read_checked(&path).is_none() && path.exists() {
                    damaged.insert(path);
                }
            } else if let Some((_, expected, _)) = name_parts(name) {
                let read = ignore_missing(fs::read(&path));
                let read = read.with_context(|| format!("failed to read {}", path.display()))?;
                match read {
                    Some(bytes) if content_hash(&bytes) == expected => verified.good += 1,
                    Some(_) => drop(damaged.insert(path)),
                    None => {}
                }
            }
        }
        for path in damaged {
            remove_file(&path)?;
            verified.removed.push(path.strip_prefix(cache).unwrap_or(&path).to_owned());
        }
    }
    verified.removed.sort();
    Ok(verified)
}
