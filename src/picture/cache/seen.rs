//! Which files were read before, so that they are not read again.

use super::write;
use crate::storage::read_checked;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// What the cache remembers of a file, so that it is not read again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    pub len: u64,
    /// Nanoseconds since 1970.
    pub modified: u128,
    /// Name of the source in the cache.
    pub name: String,
}

/// Name of the index in the cache of photographs.
pub const INDEX: &str = "seen.json";

/// The files that were read before, by their path.
pub fn load(cache: &Path) -> HashMap<PathBuf, Seen> {
    let index = read_checked(&cache.join(INDEX));
    index.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// Remembers files, beside those that another build has remembered meanwhile.
///
/// # Errors
/// When the cache cannot be written.
pub fn remember(cache: &Path, new: &HashMap<PathBuf, Seen>) -> Result<()> {
    let mut all: BTreeMap<PathBuf, Seen> = load(cache).into_iter().collect();
    all.extend(new.iter().map(|(file, seen)| (file.clone(), seen.clone())));
    let json = serde_json::to_vec(&all).context("failed to write the index of photographs")?;
    write(&cache.join(INDEX), &json)
}

/// Forgets files that are no longer there, and those of which nothing is kept.
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
