//! What is known of the site: its settings, its addresses, its indexes.

pub mod address;
pub mod index;
pub mod month;
pub mod order;
pub mod policy;
pub mod settings;
pub mod page;
pub mod pagination;
pub mod hero;
pub mod figures;
pub mod pictograms;
pub mod file_path;

use crate::derive::Atlas;
use crate::model::{Lang, Structure, Trek};
use crate::page::site::index::Index;
use crate::page::site::pictograms::Pictograms;
use crate::page::site::settings::Settings;
use crate::picture::Pictures;

/// All that pages are made of.
#[derive(Debug)]
pub struct Site {
    pub atlas: Atlas,
    pub pictures: Pictures,
    pub settings: Settings,
    /// The small drawings of terms.
    pub(super) pictograms: Pictograms,
    pub index: Index,
    /// Of the home page, where the settings name one that is there.
    pub film: Option<hero::Film>,
}

impl Site {
    pub fn new(atlas: Atlas, pictures: Pictures, settings: Settings) -> Site {
        let pictograms = Pictograms::of(&atlas.catalog);
        let months = month::of_treks(&atlas, &settings.languages);
        let index = Index::new(&atlas.catalog, &months, &settings.languages);
        let film = hero::film(&settings);
        Site { atlas, pictures, settings, pictograms, index, film }
    }

    pub fn languages(&self) -> &[Lang] {
        &self.settings.languages
    }

    /// The path on the server of a page of a language: `path` is below the language, as `trek/lac/`.
    pub fn url(&self, lang: &Lang, path: &str) -> String {
        format!("{}{}", self.settings.base_url.path, self.output_path(lang, path))
    }

    /// The path on the server of what is the same in all languages.
    pub fn asset_url(&self, path: &str) -> String {
        format!("{}{path}", self.settings.base_url.path)
    }

    /// The path in the output folder.
    pub fn output_path(&self, lang: &Lang, path: &str) -> String {
        if lang == &self.settings.languages[0] { path.to_owned() } else { format!("{lang}/{path}") }
    }

    /// A full address from a path on the server.
    pub fn canonical(&self, url: &str) -> String {
        format!("{}{url}", self.settings.base_url.origin)
    }

    /// The languages of the site for which `exists`.
    pub fn languages_where(&self, exists: impl Fn(&Lang) -> bool) -> Vec<Lang> {
        self.languages().iter().filter(|lang| exists(lang)).cloned().collect()
    }

    /// Indices of the treks that exist in a language, in the order of their names.
    pub fn treks_in(&self, lang: &Lang) -> &[usize] {
        self.index.treks(lang)
    }

    pub fn structure(&self, id: Option<&crate::model::Id<Structure>>) -> Option<&Structure> {
        let structures = &self.atlas.catalog.structures;
        structures.iter().find(|structure| Some(&structure.id) == id).map(|structure| &**structure)
    }

    /// The structure that signs the site: the one that the settings name, or the only one.
    pub fn signed_by(&self) -> Option<&Structure> {
        let signed = self.settings.home.structure.as_deref();
        let structures = &self.atlas.catalog.structures;
        let named = structures.iter().find(|structure| Some(structure.id.local()) == signed);
        let only = structures.first().filter(|_| structures.len() == 1);
        named.or(only).map(|structure| &**structure)
    }

    /// CSS colour that accents derive from, or empty for the theme's own.
    pub fn color(&self) -> &str {
        self.signed_by().and_then(|structure| structure.color.as_deref()).unwrap_or_default()
    }

    pub fn trek(&self, index: usize) -> &Trek {
        &self.atlas.catalog.treks[index]
    }
}
