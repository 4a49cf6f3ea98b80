//! Index of the photographs read in earlier builds, so that unchanged files are not read again.

use super::write;
use crate::storage::read_checked;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// State of a file when it was last read. A file with the same size and date is unchanged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// Size in bytes.
    pub len: u64,
    /// Modification time, in nanoseconds since 1970.
    pub modified: u128,
    /// Name of its folder in the cache.
    pub name: String,
}

/// File name of the index in the cache of photographs.
pub const INDEX: &str = "seen.json";

/// Reads the index: state of files by their path.
pub fn load(cache: &Path) -> HashMap<PathBuf, Seen> {
    let index = read_checked(&cache.join(INDEX));
    index.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// Adds files to the index. Keeps files that another build has added meanwhile.
///
/// # Errors
/// When the cache cannot be written.
pub fn remember(cache: &Path, new: &HashMap<PathBuf, Seen>) -> Result<()> {
    let mut all: BTreeMap<PathBuf, Seen> = load(cache).into_iter().collect();
    all.extend(new.iter().map(|(file, seen)| (file.clone(), seen.clone())));
    let json = serde_json::to_vec(&all).context("failed to write the index of photographs")?;
    write(&cache.join(INDEX), &json)
}

/// Removes files from the index that no longer exist or are no longer in the cache.
///
/// # Errors
/// When the cache cannot be written.
pub fn forget_missing(cache: &Path) -> Result<()> {
    let mut seen: BTreeMap<PathBuf, Seen> = load(cache).into_iter().collect();
    let before = seen.len();
    seen.retain(|file, seen: &mut Seen| file.is_file() && cache.join(&seen.name).is_dir());
    if seen.len() == before {
        return Ok(());
    }
    let json = serde_json::to_vec(&seen).context("failed to write the index of photographs")?;
    write(&cache.join(INDEX), &json)
}
