//! What an owner may want to know of a cache, and do to it.

use super::{DAY, INFO, digits, parts, seen};
use crate::storage::read_checked;
use anyhow::{Context, Result};
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How much is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    pub photographs: usize,
    pub variants: usize,
    pub bytes: u64,
}

/// One source, as it lies in the cache.
struct Kept {
    folder: PathBuf,
    used: SystemTime,
    variants: usize,
    bytes: u64,
}

fn kept(cache: &Path) -> Vec<Kept> {
    let folders = fs::read_dir(cache).into_iter().flatten().flatten();
    let folders = folders.map(|entry| entry.path()).filter(|path| path.is_dir());
    let one = |folder: PathBuf| {
        let files = fs::read_dir(&folder).into_iter().flatten().flatten();
        let (mut variants, mut bytes, mut used) = (0, 0, SystemTime::UNIX_EPOCH);
        for file in files {
            let Ok(metadata) = file.metadata() else { continue };
            bytes += metadata.len();
            let name = file.file_name();
            if name == INFO {
                used = last_use(&folder).unwrap_or(used);
            } else if name.to_str().and_then(parts).is_some() {
                variants += 1;
            }
        }
        Kept { folder, used, variants, bytes }
    };
    folders.map(one).collect()
}

/// How much a cache keeps.
pub fn size(cache: &Path) -> Size {
    kept(cache).into_iter().fold(Size::default(), |size, kept| Size {
        photographs: size.photographs + 1,
        variants: size.variants + kept.variants,
        bytes: size.bytes + kept.bytes,
    })
}

/// Forgets what was not used for longest, until no more than `limit` bytes are kept, and what
/// builds left behind that were ended half-way. What was used within a day stays. Gives what is
/// gone.
///
/// # Errors
/// When something cannot be removed.
pub fn prune(cache: &Path, limit: u64, now: SystemTime) -> Result<Size> {
    let mut kept = kept(cache);
    kept.sort_by(|a, b| (a.used, &a.folder).cmp(&(b.used, &b.folder)));
    let mut total: u64 = kept.iter().map(|kept| kept.bytes).sum();
    let mut gone = Size::default();
    for source in kept {
        // A removal that was killed half-way.
        let is_leftover = source.folder.extension().is_some();
        // Another build may have used it since it was looked at.
        let used = last_use(&source.folder).unwrap_or(source.used);
        let age = now.duration_since(used).unwrap_or_default();
        if is_leftover || (age > DAY && total > limit) {
            remove(&source.folder)?;
            total -= source.bytes;
            gone.photographs += 1;
            gone.variants += source.variants;
            gone.bytes += source.bytes;
        } else {
            gone.bytes += remove_parts(&source.folder, now)?;
        }
    }
    gone.bytes += remove_parts(cache, now)?;
    seen::forget_missing(cache)?;
    Ok(gone)
}

/// Removes the folder of a source in one step: another build sees all of it or nothing.
fn remove(folder: &Path) -> Result<()> {
    let gone = folder.with_extension(format!("gone-{}", std::process::id()));
    let removed = fs::rename(folder, &gone).and_then(|()| fs::remove_dir_all(&gone));
    unless_gone(removed).with_context(|| format!("failed to remove {}", folder.display())).map(drop)
}

/// Removes a file, if another process has not done so.
fn remove_file(file: &Path) -> Result<()> {
    unless_gone(fs::remove_file(file))
        .with_context(|| format!("failed to remove {}", file.display()))
        .map(drop)
}

/// What another process has taken away meanwhile is no error.
fn unless_gone<T>(done: io::Result<T>) -> io::Result<Option<T>> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}

/// When a source was last used.
fn last_use(folder: &Path) -> Option<SystemTime> {
    fs::metadata(folder.join(INFO)).ok()?.modified().ok()
}

/// Removes files that a build was writing when it was ended, a day ago or more: bytes.
fn remove_parts(folder: &Path, now: SystemTime) -> Result<u64> {
    let mut gone = 0;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let Ok(metadata) = entry.metadata() else { continue };
        let age = metadata.modified().ok().and_then(|date| now.duration_since(date).ok());
        if path.extension().is_some_and(|e| e == "part") && age.is_some_and(|age| age > DAY) {
            remove_file(&path)?;
            gone += metadata.len();
        }
    }
    Ok(gone)
}

/// What is wrong in a cache and was removed: the next build makes it again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verified {
    /// Variants that are what their name says.
    pub good: usize,
    /// Files that were not, and are gone: path in the cache.
    pub removed: Vec<PathBuf>,
}

/// Reads everything that is kept and removes what is not what its name says.
///
/// # Errors
/// When something cannot be read or removed.
pub fn verify(cache: &Path) -> Result<Verified> {
    let mut verified = Verified::default();
    let index = cache.join(seen::INDEX);
    if index.exists() && read_checked(&index).is_none() {
        remove_file(&index)?;
        verified.removed.push(PathBuf::from(seen::INDEX));
    }
    let mut folders: Vec<PathBuf> = kept(cache).into_iter().map(|kept| kept.folder).collect();
    folders.sort();
    for folder in folders {
        let mut wrong = HashSet::new();
        let entries = unless_gone(fs::read_dir(&folder)).context("failed to read the cache")?;
        for entry in entries.into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            let name = name.to_str().unwrap_or_default();
            if name == INFO {
                if read_checked(&path).is_none() && path.exists() {
                    wrong.insert(path);
                }
            } else if let Some((_, expected, _)) = parts(name) {
                let read = unless_gone(fs::read(&path));
                let read = read.with_context(|| format!("failed to read {}", path.display()))?;
                match read {
                    Some(bytes) if digits(&bytes) == expected => verified.good += 1,
                    Some(_) => drop(wrong.insert(path)),
                    None => {}
                }
            }
        }
        for path in wrong {
            remove_file(&path)?;
            verified.removed.push(path.strip_prefix(cache).unwrap_or(&path).to_owned());
        }
    }
    verified.removed.sort();
    Ok(verified)
}
