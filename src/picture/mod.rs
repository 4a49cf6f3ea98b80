//! Engine: photographs → variants of given widths, encoded once and kept in a cache.

mod settings;
mod recipe;
mod decode;
mod color;
mod credit;
mod encode;
pub mod cache;
mod prepare;

pub use credit::Credit;
pub use prepare::prepare;
pub use settings::{Settings, Size, Written};

use anyhow::Result;
use recipe::Recipe;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Name of the folder of the cache that holds photographs.
pub const FOLDER: &str = "pictures";

/// A photograph that is ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    pub whole: Ladder,
    /// The cut for cards, of a photograph that comes first in an object, if the theme wants it.
    pub card: Option<Ladder>,
    /// The cut for social networks, of a photograph that comes first in an object: a JPEG.
    pub social: Option<Variant>,
    /// Average colour, `#6b7f5e`.
    pub color: String,
    /// What the file says of its author, when the settings ask for it.
    pub credit: Credit,
}

/// The same part of a photograph in several widths.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// The narrowest first.
    pub webp: Vec<Variant>,
    /// Empty when the settings do not ask for it.
    pub avif: Vec<Variant>,
    pub jpeg: Variant,
}

/// One encoding of a photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    pub width: u32,
    pub height: u32,
    /// Name that changes with the content, `0123456789abcdef-400.webp`.
    pub name: String,
    /// Where the cache keeps it.
    pub file: PathBuf,
    /// File of the photograph, and how it is encoded: for when the cache has lost the variant.
    source: Arc<Path>,
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

/// All photographs of a site, by their file.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    by_file: HashMap<PathBuf, Arc<Picture>>,
    restored: Arc<AtomicUsize>,
}

impl Pictures {
    /// `None` for a file that is no picture, or a broken one.
    pub fn get(&self, file: &Path) -> Option<&Picture> {
        self.by_file.get(file).map(|picture| &**picture)
    }

    /// The bytes of a variant: those of the cache, or, where it has lost or damaged them, encoded
    /// again.
    ///
    /// # Errors
    /// When they are not in the cache and the photograph can no longer be read, or has changed.
    pub fn read(&self, variant: &Variant) -> Result<Vec<u8>> {
        let (bytes, was_damaged) = cache::read(variant)?;
        self.restored.fetch_add(usize::from(was_damaged), Ordering::Relaxed);
        Ok(bytes)
    }

    /// Number of damaged variants that [`read`](Pictures::read) has encoded again.
    pub fn restored(&self) -> usize {
        self.restored.load(Ordering::Relaxed)
    }

    /// Every variant once, by its name.
    pub fn variants(&self) -> BTreeMap<&str, &Variant> {
        let all = self.by_file.values().flat_map(|picture| picture.variants());
        all.map(|variant| (variant.name.as_str(), variant)).collect()
    }
}

/// What is known of a photograph before it is read.
#[derive(Debug, Clone)]
pub struct Photograph {
    /// What the user knows it by.
    pub item: String,
    /// True for a file that was pulled and is named after its content, which is verified when it is
    /// read.
    pub is_pulled: bool,
}

/// The photographs of a site.
#[derive(Debug, Clone, Default)]
pub struct Photographs {
    pub files: BTreeMap<PathBuf, Photograph>,
    /// For each object its files in order: the first that can be read is shown on cards.
    pub galleries: Vec<Vec<PathBuf>>,
}
