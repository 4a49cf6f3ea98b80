//! Engine: photographs → variants of given widths, encoded once and kept in a cache.

mod color;
mod encode;

use crate::report::Report;
use crate::whole;
use anyhow::{Context, Result};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Widths in pixels of the WebP variants; a photograph is never enlarged.
const WIDTHS: [u32; 4] = [400, 800, 1200, 1920];
/// Width of the JPEG for those that read nothing newer.
const JPEG_WIDTH: u32 = 1200;
/// Part of the cache key: to be raised whenever `encode` gives other bytes.
const RECIPE: &str = "2";

/// A photograph that is ready to be shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Name of its variants: a hash of its content.
    pub hash: String,
    /// The narrowest first.
    pub webp: Vec<Variant>,
    pub jpeg: Variant,
    /// Average colour, `#6b7f5e`.
    pub color: String,
}

/// One encoding of a photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    pub width: u32,
    pub height: u32,
}

/// All photographs of a site, by their file.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    folder: PathBuf,
    by_file: HashMap<PathBuf, Arc<Picture>>,
}

impl Pictures {
    /// `None` for a file that is no picture, or a broken one.
    pub fn get(&self, file: &Path) -> Option<&Picture> {
        self.by_file.get(file).map(|picture| &**picture)
    }

    /// Every picture once, in the order of their names.
    pub fn all(&self) -> BTreeMap<&str, &Picture> {
        self.by_file.values().map(|picture| (picture.hash.as_str(), &**picture)).collect()
    }

    /// Where the cache keeps a variant: `extension` is `webp` or `jpg`.
    pub fn variant(&self, picture: &Picture, variant: Variant, extension: &str) -> PathBuf {
        variant_path(&self.folder.join(&picture.hash), variant, extension)
    }
}

fn variant_path(folder: &Path, variant: Variant, extension: &str) -> PathBuf {
    folder.join(format!("{}.{extension}", variant.width))
}

/// What the cache remembers of a file, so that it is not read again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Seen {
    len: u64,
    modified: u128,
    hash: String,
}

/// A photograph whose variants are in the cache.
type Ready = (Seen, Arc<Picture>);

/// Encodes what is not in the cache yet, on all cores. What cannot be decoded is a warning.
///
/// `progress` hears how many are done.
///
/// # Errors
/// When the cache cannot be written.
pub fn prepare(
    files: &BTreeMap<PathBuf, String>,
    cache: &Path,
    progress: &(dyn Fn(usize) + Sync),
    report: &mut Report,
) -> Result<Pictures> {
    let folder = cache.join("pictures");
    if files.is_empty() {
        return Ok(Pictures { folder, by_file: HashMap::new() });
    }
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("failed to create the cache {}", folder.display()))?;
    let index_file = folder.join("seen.json");
    let seen: HashMap<PathBuf, Seen> = std::fs::read(&index_file)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    let (done, encoded) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let prepared: Vec<(PathBuf, Result<Ready>)> = files
        .par_iter()
        .map(|(file, _)| {
            let picture = one(file, seen.get(file), &folder, &encoded);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            (file.clone(), picture)
        })
        .collect();
    let mut by_file = HashMap::new();
    let mut now_seen = BTreeMap::new();
    for (file, picture) in prepared {
        match picture {
            Ok((seen, picture)) => {
                now_seen.insert(file.clone(), seen);
                by_file.insert(file, picture);
            }
            Err(error) => {
                report.warn(&files[&file], format!("is left out: {error:#}"));
            }
        }
    }
    let index = serde_json::to_vec(&now_seen).context("failed to write the picture index")?;
    write_whole(&index_file, &index)?;
    report.count("pictures", by_file.len());
    report.count("pictures_encoded", encoded.into_inner());
    Ok(Pictures { folder, by_file })
}

fn one(file: &Path, seen: Option<&Seen>, folder: &Path, encoded: &AtomicUsize) -> Result<Ready> {
    let metadata = std::fs::metadata(file).context("it cannot be read")?;
    let modified = metadata.modified().ok().and_then(|time| {
        let since = time.duration_since(std::time::UNIX_EPOCH).ok()?;
        Some(since.as_nanos())
    });
    let (len, modified) = (metadata.len(), modified.unwrap_or_default());
    if let Some(seen) = seen.filter(|seen| seen.len == len && seen.modified == modified)
        && let Some(picture) = cached(&folder.join(&seen.hash))
    {
        return Ok((seen.clone(), Arc::new(picture)));
    }
    let bytes = std::fs::read(file).context("it cannot be read")?;
    let mut hasher = blake3::Hasher::new();
    let hash = hasher.update(RECIPE.as_bytes()).update(&bytes).finalize().to_hex();
    let hash = hash[..16].to_owned();
    let home = folder.join(&hash);
    let picture = match cached(&home) {
        Some(picture) => picture,
        None => {
            encoded.fetch_add(1, Ordering::Relaxed);
            encode_into(&home, &hash, &bytes)?
        }
    };
    Ok((Seen { len, modified, hash }, Arc::new(picture)))
}

/// The description is written last: where it is, the variants are.
fn cached(home: &Path) -> Option<Picture> {
    let description = std::fs::read(home.join("picture.json")).ok()?;
    serde_json::from_slice(&description).ok()
}

fn encode_into(home: &Path, hash: &str, bytes: &[u8]) -> Result<Picture> {
    let encoded = encode::variants(bytes, &WIDTHS, JPEG_WIDTH)?;
    std::fs::create_dir_all(home).context("failed to create the cache")?;
    for (variant, bytes) in &encoded.webp {
        write_whole(&variant_path(home, *variant, "webp"), bytes)?;
    }
    let (jpeg, bytes) = &encoded.jpeg;
    write_whole(&variant_path(home, *jpeg, "jpg"), bytes)?;
    let picture = Picture {
        hash: hash.to_owned(),
        webp: encoded.webp.iter().map(|(variant, _)| *variant).collect(),
        jpeg: *jpeg,
        color: encoded.color,
    };
    let description = serde_json::to_vec(&picture).context("failed to describe a picture")?;
    write_whole(&home.join("picture.json"), &description)?;
    Ok(picture)
}

fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    whole::replace(path, |out| out.write_all(bytes))
        .with_context(|| format!("failed to write {}", path.display()))
}
