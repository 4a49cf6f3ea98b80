//! Where encoded photographs are kept: a folder per source, named after its content, with a file
//! per variant, named after its recipe and its own content. Builds and portals may share it, also
//! at the same time: files are there whole or not at all, and the same name is the same content.

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

/// Name of what is known of a source, in its folder. Its date is that of the last use.
const INFO: &str = "info.json";
/// How long what was used is kept whatever the limit: a build may be about to publish it.
const DAY: Duration = Duration::from_secs(24 * 3600);
/// How old a date of use may become before it is renewed. Less than [`DAY`], so that what a build
/// has just opened is never old enough to be forgotten.
const HALF_A_DAY: Duration = Duration::from_secs(12 * 3600);

/// What is known of a photograph whose variants are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Info {
    /// Pixels, turned upright.
    pub size: [u32; 2],
    pub color: String,
    pub credit: Credit,
}

/// What is kept of one source.
pub struct Shelf {
    folder: PathBuf,
    /// `None` when nothing is kept.
    pub info: Option<Info>,
    /// Names of files, by the key of their recipe.
    files: HashMap<String, String>,
}

/// The name of a source in the cache: 32 hexadecimal digits of its content and of the encoder's
/// version.
pub fn name(bytes: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(encode::VERSION.as_bytes()).update(bytes);
    hasher.finalize().to_hex()[..32].to_owned()
}

/// The digits of a content in a name.
fn digits(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

impl Shelf {
    /// Looks what is kept of a source, and notes that it is used at `now`.
    pub fn open(cache: &Path, name: &str, now: SystemTime) -> Shelf {
        let folder = cache.join(name);
        let info_file = folder.join(INFO);
        let info = read_checked(&info_file).and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let mut files = HashMap::new();
        if info.is_some() {
            let names = fs::read_dir(&folder).into_iter().flatten().flatten();
            for file in names.filter_map(|entry| entry.file_name().into_string().ok()) {
                if let Some((key, _, _)) = parts(&file) {
                    files.insert(key.to_owned(), file);
                }
            }
            touch(&info_file, now);
        }
        Shelf { folder, info, files }
    }

    /// The variant of a recipe, if it is kept. `source` is the file of the photograph.
    pub fn variant(&self, recipe: &Recipe, source: &Arc<Path>) -> Option<Variant> {
        let file = self.files.get(&recipe.key())?;
        let (_, digits, extension) = parts(file)?;
        Some(Variant {
            width: recipe.width,
            height: recipe.height,
            name: format!("{digits}-{}.{extension}", recipe.width),
            file: self.folder.join(file),
            source: source.clone(),
            recipe: *recipe,
        })
    }

    /// Keeps what was encoded. What is known of the source is written last.
    ///
    /// # Errors
    /// When the cache cannot be written. The variants are known all the same, and are encoded
    /// again when they are read.
    pub fn keep(&mut self, encoded: Encoded) -> Result<()> {
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

/// The bytes of a variant, and whether those in the cache were damaged. Where the cache has lost
/// or damaged them they are encoded again from the photograph.
///
/// # Errors
/// When they are not in the cache and the photograph can no longer be read, or has changed.
pub fn read(variant: &Variant) -> Result<(Vec<u8>, bool)> {
    let name = variant.file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let (_, expected, _) = parts(name).context("the name of a kept photograph is damaged")?;
    let kept = fs::read(&variant.file).ok();
    let is_damaged = kept.is_some();
    if let Some(bytes) = kept.filter(|bytes| digits(bytes) == expected) {
        return Ok((bytes, false));
    }
    let source = variant.source.display();
    let photograph = input::read(&variant.source, input::PHOTOGRAPH)
        .with_context(|| format!("failed to read {source}"))?;
    let encoded = encode::variants(&photograph, |_| vec![variant.recipe])
        .with_context(|| format!("failed to encode {source}"))?;
    let (_, bytes) = encoded.variants.into_iter().next().context("nothing was encoded")?;
    ensure!(digits(&bytes) == expected, "{source} changed while the site was built: build again");
    // Not to be able to keep it is no harm: it is encoded again next time.
    let _ = atomic_write(&variant.file, |out| out.write_all(&bytes));
    Ok((bytes, is_damaged))
}

/// Name of the file that keeps a variant.
fn file_name(recipe: &Recipe, bytes: &[u8]) -> String {
    format!("{}.{}.{}", recipe.key(), digits(bytes), recipe.format.extension())
}

/// Key, digits and extension of a file's name: `400x300-w75e2.0123456789abcdef.webp`.
fn parts(file: &str) -> Option<(&str, &str, &str)> {
    let mut parts = file.split('.');
    let (key, digits, extension) = (parts.next()?, parts.next()?, parts.next()?);
    (parts.next().is_none() && digits.len() == 16).then_some((key, digits, extension))
}

fn write(path: &Path, json: &[u8]) -> Result<()> {
    write_checked(path, json).with_context(|| format!("failed to write {}", path.display()))
}

fn touch(file: &Path, now: SystemTime) {
    let old = |date: SystemTime| now.duration_since(date).is_ok_and(|age| age > HALF_A_DAY);
    let date = fs::metadata(file).and_then(|metadata| metadata.modified());
    if date.is_ok_and(old) {
        // Not to be able to is no harm: it is only forgotten sooner.
        let _ = File::options().append(true).open(file).and_then(|file| file.set_modified(now));
    }
}
