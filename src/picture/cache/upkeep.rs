//! What an owner may want to know of a cache, and do to it.

use super::{DAY, INFO, Info, digits, parts, seen};
use anyhow::{Context, Result};
use std::collections::HashSet;
use std::fs;
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
                used = metadata.modified().unwrap_or(used);
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
        let age = now.duration_since(source.used).unwrap_or_default();
        if age > DAY && total > limit {
            fs::remove_dir_all(&source.folder)
                .with_context(|| format!("failed to remove {}", source.folder.display()))?;
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

/// Removes files that a build was writing when it was ended, a day ago or more: bytes.
fn remove_parts(folder: &Path, now: SystemTime) -> Result<u64> {
    let mut gone = 0;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let Ok(metadata) = entry.metadata() else { continue };
        let age = metadata.modified().ok().and_then(|date| now.duration_since(date).ok());
        if path.extension().is_some_and(|e| e == "part") && age.is_some_and(|age| age > DAY) {
            fs::remove_file(&path)
                .with_context(|| format!("failed to remove {}", path.display()))?;
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
    let mut folders: Vec<PathBuf> = kept(cache).into_iter().map(|kept| kept.folder).collect();
    folders.sort();
    for folder in folders {
        let mut wrong = HashSet::new();
        for entry in fs::read_dir(&folder).context("failed to read the cache")?.flatten() {
            let path = entry.path();
            let bytes =
                fs::read(&path).with_context(|| format!("failed to read {}", path.display()))?;
            let name = entry.file_name();
            let name = name.to_str().unwrap_or_default();
            if name == INFO {
                if serde_json::from_slice::<Info>(&bytes).is_err() {
                    wrong.insert(path);
                }
            } else if let Some((_, expected, _)) = parts(name) {
                if digits(&bytes) == expected {
                    verified.good += 1;
                } else {
                    wrong.insert(path);
                }
            }
        }
        for path in wrong {
            fs::remove_file(&path)
                .with_context(|| format!("failed to remove {}", path.display()))?;
            verified.removed.push(path.strip_prefix(cache).unwrap_or(&path).to_owned());
        }
    }
    verified.removed.sort();
    Ok(verified)
}
