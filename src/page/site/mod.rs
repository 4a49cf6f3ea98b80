//! The site: data, settings, addresses and indexes that all pages use.

pub mod address;
pub mod index;
pub mod month;
pub mod order;
pub mod policy;
pub mod settings;
pub mod shared;
pub mod page;
pub mod pagination;
pub mod hero;
pub mod figures;
pub mod pictograms;
pub mod file_path;

use crate::derive::Atlas;
use crate::model::{Lang, Structure, Term, Trek};
use crate::page::site::index::Index;
use crate::page::site::pictograms::Pictograms;
use crate::page::site::settings::Settings;
use crate::page::site::shared::Views;
use crate::picture::Pictures;

/// Everything that pages are made from.
#[derive(Debug)]
pub struct Site {
    pub atlas: Atlas,
    pub pictures: Pictures,
    pub settings: Settings,
    /// Pictograms of terms.
    pub(super) pictograms: Pictograms,
    pub index: Index,
    /// Cards of the treks.
    pub(super) cards: Views<Trek>,
    /// Views of the terms.
    pub(super) terms: Views<Term>,
    /// Film of the home page; `None` when the settings name none, or when its file is missing.
    pub film: Option<hero::Film>,
}

impl Site {
    pub fn new(atlas: Atlas, pictures: Pictures, settings: Settings) -> Site {
        let pictograms = Pictograms::of(&atlas.catalog);
        let months = month::of_treks(&atlas, &settings.languages);
        let index = Index::new(&atlas.catalog, &months, &settings.languages);
        let film = hero::film(&settings);
        let (cards, terms) = (Views::new(&settings.languages), Views::new(&settings.languages));
        Site { atlas, pictures, settings, pictograms, index, cards, terms, film }
    }

    pub fn languages(&self) -> &[Lang] {
        &self.settings.languages
    }

    /// Path of a page on the server. `path` is its path below the language: `trek/lac/`.
    pub fn url(&self, lang: &Lang, path: &str) -> String {
        format!("{}{}", self.settings.base_url.path, self.output_path(lang, path))
    }

    /// Path on the server of a file that is the same in all languages. `path` is its path in the
    /// output folder.
    pub fn asset_url(&self, path: &str) -> String {
        format!("{}{path}", self.settings.base_url.path)
    }

    /// Path of a file in the output folder. `path` is its path below the language. The first
    /// language has no folder of its own.
    pub fn output_path(&self, lang: &Lang, path: &str) -> String {
        if lang == &self.settings.languages[0] { path.to_owned() } else { format!("{lang}/{path}") }
    }

    /// Full address, with scheme and host, of a path on the server.
    pub fn canonical(&self, url: &str) -> String {
        format!("{}{url}", self.settings.base_url.origin)
    }

    /// Languages of the site for which `exists` returns true.
    pub fn languages_where(&self, exists: impl Fn(&Lang) -> bool) -> Vec<Lang> {
        self.languages().iter().filter(|lang| exists(lang)).cloned().collect()
    }

    /// Indices of the treks that have a name in a language, sorted by that name.
    pub fn treks_in(&self, lang: &Lang) -> &[usize] {
        self.index.treks(lang)
    }

    /// Structure with an identifier; `None` when `id` is `None` or no structure has it.
    pub fn structure(&self, id: Option<&crate::model::Id<Structure>>) -> Option<&Structure> {
        let structures = &self.atlas.catalog.structures;
        structures.iter().find(|structure| Some(&structure.id) == id).map(|structure| &**structure)
    }

    /// Structure that signs the site: the one that the settings name, or the only one.
    pub fn signed_by(&self) -> Option<&Structure> {
        let signed = self.settings.home.structure.as_deref();
        let structures = &self.atlas.catalog.structures;
        let named = structures.iter().find(|structure| Some(structure.id.local()) == signed);
        let only = structures.first().filter(|_| structures.len() == 1);
        named.or(only).map(|structure| &**structure)
    }

    /// CSS colour that the accents derive from, or empty for the colour of the theme.
    pub fn color(&self) -> &str {
        self.signed_by().and_then(|structure| structure.color.as_deref()).unwrap_or_default()
    }

    pub fn trek(&self, index: usize) -> &Trek {
        &self.atlas.catalog.treks[index]
    }
}
