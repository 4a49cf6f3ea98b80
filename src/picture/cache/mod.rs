//! Where encoded photographs are kept: a folder per source, named after its content, with a file
//! per variant, named after its recipe and its own content. Builds and portals may share it, also
//! at the same time: files are there whole or not at all, and the same name is the same content.

pub mod seen;
pub mod upkeep;

use super::encode::{self, Encoded};
use super::recipe::Recipe;
use super::{Credit, Variant};
use crate::whole;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Name of what is known of a source, in its folder. Its date is that of the last use.
const INFO: &str = "info.json";
/// How old a date of use may become before it is renewed, and how long what was used is kept
/// whatever the limit: a build may be about to publish it.
const DAY: Duration = Duration::from_secs(24 * 3600);

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
        let info = fs::read(&info_file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
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

    /// The variant of a recipe, if it is kept.
    pub fn variant(&self, recipe: &Recipe) -> Option<Variant> {
        let file = self.files.get(&recipe.key())?;
        let (_, digits, extension) = parts(file)?;
        Some(Variant {
            width: recipe.width,
            height: recipe.height,
            name: format!("{digits}-{}.{extension}", recipe.width),
            file: self.folder.join(file),
        })
    }

    /// Keeps what was encoded. What is known of the source is written last.
    ///
    /// # Errors
    /// When the cache cannot be written.
    pub fn keep(&mut self, encoded: Encoded) -> Result<Info> {
        fs::create_dir_all(&self.folder).context("failed to create the cache")?;
        for (recipe, bytes) in &encoded.variants {
            let key = recipe.key();
            let file = format!("{key}.{}.{}", digits(bytes), recipe.format.extension());
            write(&self.folder.join(&file), bytes)?;
            self.files.insert(key, file);
        }
        let info = Info { size: encoded.size, color: encoded.color, credit: encoded.credit };
        let json = serde_json::to_vec(&info).context("failed to describe a photograph")?;
        write(&self.folder.join(INFO), &json)?;
        self.info = Some(info.clone());
        Ok(info)
    }
}

/// Key, digits and extension of a file's name: `400x300-w75e2.0123456789abcdef.webp`.
fn parts(file: &str) -> Option<(&str, &str, &str)> {
    let mut parts = file.split('.');
    let (key, digits, extension) = (parts.next()?, parts.next()?, parts.next()?);
    (parts.next().is_none() && digits.len() == 16).then_some((key, digits, extension))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    whole::replace(path, |out| out.write_all(bytes))
        .with_context(|| format!("failed to write {}", path.display()))
}

fn touch(file: &Path, now: SystemTime) {
    let old = |date: SystemTime| now.duration_since(date).is_ok_and(|age| age > DAY);
    let date = fs::metadata(file).and_then(|metadata| metadata.modified());
    if date.is_ok_and(old) {
        // Not to be able to is no harm: it is only forgotten sooner.
        let _ = File::options().append(true).open(file).and_then(|file| file.set_modified(now));
    }
}
