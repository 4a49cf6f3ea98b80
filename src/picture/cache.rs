//! Where encoded photographs are kept: a folder per source, named after its content, with a file
//! per variant, named after its recipe and its own content. Builds and portals may share it, also
//! at the same time: files are there whole or not at all, and the same name is the same content.

use super::encode::{self, Encoded};
use super::recipe::Recipe;
use super::{Credit, Variant};
use crate::whole;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
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

/// What the cache remembers of a file, so that it is not read again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    pub len: u64,
    /// Nanoseconds since 1970.
    pub modified: u128,
    /// Name of the source in the cache.
    pub name: String,
}

const INDEX: &str = "seen.json";

/// The files that were read before, by their path.
pub fn seen(cache: &Path) -> HashMap<PathBuf, Seen> {
    let index = fs::read(cache.join(INDEX)).ok();
    index.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// Remembers files, beside those that another build has remembered meanwhile.
///
/// # Errors
/// When the cache cannot be written.
pub fn remember(cache: &Path, new: &HashMap<PathBuf, Seen>) -> Result<()> {
    let mut all: BTreeMap<PathBuf, Seen> = seen(cache).into_iter().collect();
    all.extend(new.iter().map(|(file, seen)| (file.clone(), seen.clone())));
    let json = serde_json::to_vec(&all).context("failed to write the index of photographs")?;
    write(&cache.join(INDEX), &json)
}

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
    forget_missing(cache)?;
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

/// Forgets files that are no longer there, and those of which nothing is kept.
fn forget_missing(cache: &Path) -> Result<()> {
    let mut seen: BTreeMap<PathBuf, Seen> = seen(cache).into_iter().collect();
    let before = seen.len();
    seen.retain(|file, seen| file.is_file() && cache.join(&seen.name).is_dir());
    if seen.len() == before {
        return Ok(());
    }
    let json = serde_json::to_vec(&seen).context("failed to write the index of photographs")?;
    write(&cache.join(INDEX), &json)
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
