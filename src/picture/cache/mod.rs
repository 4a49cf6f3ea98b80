//! Cache of encoded photographs.
//!
//! Each photograph has a folder named after a hash of its content; each variant is a file in it,
//! named after its recipe and a hash of its own content. Several builds and portals may use the
//! cache at the same time: writes are atomic, and equal names mean equal content.

pub mod seen;
pub mod upkeep;

use super::encode::{self, Encoded};
use super::recipe::Recipe;
use super::{Credit, Variant};
use crate::input;
use crate::storage::{atomic_write, read_checked, write_checked};
use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Name of the file with the [`Info`] of a photograph, in its folder. Its modification time is the
/// time of the last use.
const INFO: &str = "info.json";
/// Time since the last use before which nothing is removed: a build may still publish it.
const DAY: Duration = Duration::from_secs(24 * 3600);
/// Age at which the time of the last use is renewed. Shorter than [`DAY`], so that the files of a
/// running build are never old enough to be removed.
const HALF_A_DAY: Duration = Duration::from_secs(12 * 3600);

/// Facts about a photograph, stored beside its variants.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Info {
    /// Width and height of the photograph in pixels, turned upright.
    pub size: [u32; 2],
    /// Average colour, `#6b7f5e`.
    pub color: String,
    pub credit: Credit,
}

/// Folder of one photograph in the cache.
pub struct Entry {
    folder: PathBuf,
    /// Facts about the photograph; `None` when the photograph is not in the cache.
    pub info: Option<Info>,
    /// Names of files, by the key of their recipe.
    files: HashMap<String, String>,
}

/// Name of the folder of a photograph: 32 hexadecimal digits of a hash of its content and of the
/// version of the encoders.
pub fn name(bytes: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(encode::VERSION.as_bytes()).update(bytes);
    hasher.finalize().to_hex()[..32].to_owned()
}

/// Hash of the content of a variant: 16 hexadecimal digits.
fn content_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

impl Entry {
    /// Opens the folder `name` of a photograph, and sets the time of its last use to `now`.
    pub fn open(cache: &Path, name: &str, now: SystemTime) -> Entry {
        let folder = cache.join(name);
        let info_file = folder.join(INFO);
        let info = read_checked(&info_file).and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let mut files = HashMap::new();
        if info.is_some() {
            let names = fs::read_dir(&folder).into_iter().flatten().flatten();
            for file in names.filter_map(|entry| entry.file_name().into_string().ok()) {
                if let Some((key, _, _)) = name_parts(&file) {
                    files.insert(key.to_owned(), file);
                }
            }
            touch(&info_file, now);
        }
        Entry { folder, info, files }
    }

    /// Returns the variant of a recipe, if it is in the cache. `source` is the file of the
    /// photograph.
    pub fn variant(&self, recipe: &Recipe, source: &Arc<Path>) -> Option<Variant> {
        let file = self.files.get(&recipe.key())?;
        let (_, hash, extension) = name_parts(file)?;
        Some(Variant {
            width: recipe.width,
            height: recipe.height,
            name: format!("{hash}-{}.{extension}", recipe.width),
            file: self.folder.join(file),
            source: source.clone(),
            recipe: *recipe,
        })
    }

    /// Writes encoded variants to the cache, and [`Info`] last.
    ///
    /// # Errors
    /// When the cache cannot be written. [`variant`](Entry::variant) returns the new variants
    /// nevertheless; they are encoded again when they are read.
    pub fn store(&mut self, encoded: Encoded) -> Result<()> {
        let variants: Vec<(String, Vec<u8>)> = encoded
            .variants
            .into_iter()
            .map(|(recipe, bytes)| {
                let file = file_name(&recipe, &bytes);
                self.files.insert(recipe.key(), file.clone());
                (file, bytes)
            })
            .collect();
        let info = Info { size: encoded.size, color: encoded.color, credit: encoded.credit };
        let json = serde_json::to_vec(&info).context("failed to describe a photograph")?;
        self.info = Some(info);
        fs::create_dir_all(&self.folder)
            .with_context(|| format!("failed to create {}", self.folder.display()))?;
        for (file, bytes) in variants {
            let path = self.folder.join(file);
            atomic_write(&path, |out| out.write_all(&bytes))
                .with_context(|| format!("failed to write {}", path.display()))?;
        }
        write(&self.folder.join(INFO), &json)
    }
}

/// Returns the bytes of a variant, and true if its file in the cache was damaged. Encodes it again
/// from the photograph when the file is missing or damaged.
///
/// # Errors
/// When the cache has no valid file, and the photograph cannot be read or has changed.
pub fn read(variant: &Variant) -> Result<(Vec<u8>, bool)> {
    let name = variant.file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let (_, expected, _) =
        name_parts(name).context("the file name of a cached photograph is not valid")?;
    let cached = fs::read(&variant.file).ok();
    let is_damaged = cached.is_some();
    if let Some(bytes) = cached.filter(|bytes| content_hash(bytes) == expected) {
        return Ok((bytes, false));
    }
    let source = variant.source.display();
    let photograph = input::read(&variant.source, input::PHOTOGRAPH)
        .with_context(|| format!("failed to read {source}"))?;
    let encoded = encode::variants(&photograph, |_| vec![variant.recipe])
        .with_context(|| format!("failed to encode {source}"))?;
    let (_, bytes) = encoded.variants.into_iter().next().context("nothing was encoded")?;
    ensure!(
        content_hash(&bytes) == expected,
        "{source} changed while the site was built: build again"
    );
    // A failed write does no harm: the variant is encoded again next time.
    let _ = atomic_write(&variant.file, |out| out.write_all(&bytes));
    Ok((bytes, is_damaged))
}

/// Name of the file of a variant: `400x300-w75e2.0123456789abcdef.webp`.
fn file_name(recipe: &Recipe, bytes: &[u8]) -> String {
    format!("{}.{}.{}", recipe.key(), content_hash(bytes), recipe.format.extension())
}

/// Splits the name of the file of a variant into the key of its recipe, hash and extension.
fn name_parts(file: &str) -> Option<(&str, &str, &str)> {
    let mut parts = file.split('.');
    let (key, hash, extension) = (parts.next()?, parts.next()?, parts.next()?);
    (parts.next().is_none() && hash.len() == 16).then_some((key, hash, extension))
}

fn write(path: &Path, json: &[u8]) -> Result<()> {
    write_checked(path, json).with_context(|| format!("failed to write {}", path.display()))
}

/// Sets the modification time of a file to `now`, unless it is recent.
fn touch(file: &Path, now: SystemTime) {
    let old = |date: SystemTime| now.duration_since(date).is_ok_and(|age| age > HALF_A_DAY);
    let date = fs::metadata(file).and_then(|metadata| metadata.modified());
    if date.is_ok_and(old) {
        // A failure does no harm: the photograph is only removed from the cache sooner.
        let _ = File::options().append(true).open(file).and_then(|file| file.set_modified(now));
    }
}
