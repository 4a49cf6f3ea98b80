//! Engine: encodes photographs in given widths and formats, and keeps the results in a cache.

mod settings;
mod recipe;
mod decode;
mod color;
mod credit;
mod avif;
mod encode;
pub mod cache;
mod prepare;

pub use credit::Credit;
pub use prepare::prepare;
pub use settings::{Settings, Size, Written};

use anyhow::Result;
use recipe::Recipe;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Name of the folder of encoded photographs in the cache.
pub const FOLDER: &str = "pictures";

/// A photograph that is ready to be shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picture {
    /// Variants of the whole photograph.
    pub whole: Ladder,
    /// Variants cropped for cards: only of the first photograph of an object, and if the theme asks
    /// for them.
    pub card: Option<Ladder>,
    /// JPEG cropped for social networks: only of the first photograph of an object.
    pub social: Option<Variant>,
    /// Average colour, `#6b7f5e`.
    pub color: String,
    /// Author and copyright from the metadata of the file; empty unless the settings ask for them.
    pub credit: Credit,
}

/// Variants of one crop of a photograph, in several widths and formats.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ladder {
    /// WebP variants, the narrowest first.
    pub webp: Vec<Variant>,
    /// AVIF variants, the narrowest first; empty unless the settings ask for them.
    pub avif: Vec<Variant>,
    /// Fallback for browsers that support neither.
    pub jpeg: Variant,
}

/// One encoding of a photograph: a crop in one width and format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Variant {
    pub width: u32,
    pub height: u32,
    /// Name made from a hash of the content, `0123456789abcdef-400.webp`.
    pub name: String,
    /// Path in the cache.
    #[serde(skip)]
    pub file: PathBuf,
    /// File of the photograph, to encode the variant again when the cache has lost it.
    #[serde(skip)]
    source: Arc<Path>,
    /// Recipe of the variant, to encode it again.
    #[serde(skip)]
    recipe: Recipe,
}

impl Picture {
    fn variants(&self) -> impl Iterator<Item = &Variant> {
        let ladders = [Some(&self.whole), self.card.as_ref()];
        let ladders = ladders.into_iter().flatten();
        ladders
            .flat_map(|ladder| ladder.webp.iter().chain(&ladder.avif).chain([&ladder.jpeg]))
            .chain(&self.social)
    }
}

/// All encoded photographs of a site, by their file.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    by_file: HashMap<PathBuf, Arc<Picture>>,
    restored: Arc<AtomicUsize>,
}

impl Pictures {
    /// Returns the photograph of a file; `None` when the file could not be decoded.
    pub fn get(&self, file: &Path) -> Option<&Picture> {
        self.by_file.get(file).map(|picture| &**picture)
    }

    /// Returns all photographs with their files, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &Picture)> {
        self.by_file.iter().map(|(file, picture)| (file.as_path(), &**picture))
    }

    /// Returns the bytes of a variant from the cache. Encodes it again when its file in the cache
    /// is missing or damaged.
    ///
    /// # Errors
    /// When the cache has no valid file, and the photograph cannot be read or has changed.
    pub fn read(&self, variant: &Variant) -> Result<Vec<u8>> {
        let (bytes, was_damaged) = cache::read(variant)?;
        self.restored.fetch_add(usize::from(was_damaged), Ordering::Relaxed);
        Ok(bytes)
    }

    /// Number of damaged variants that [`read`](Pictures::read) encoded again.
    pub fn restored(&self) -> usize {
        self.restored.load(Ordering::Relaxed)
    }

    /// Returns every variant once, by its name.
    pub fn variants(&self) -> BTreeMap<&str, &Variant> {
        let all = self.by_file.values().flat_map(|picture| picture.variants());
        all.map(|variant| (variant.name.as_str(), variant)).collect()
    }
}

/// A photograph to encode.
#[derive(Debug, Clone)]
pub struct Photograph {
    /// Name of the photograph in messages.
    pub item: String,
    /// True for a file pulled from a server. Its name is a hash of its content, which is verified
    /// when the file is read.
    pub is_pulled: bool,
}

/// All photographs of a site to encode.
#[derive(Debug, Clone, Default)]
pub struct Photographs {
    pub files: BTreeMap<PathBuf, Photograph>,
    /// Files of each object, in order. The first one that can be decoded is shown on cards.
    pub galleries: Vec<Vec<PathBuf>>,
}
