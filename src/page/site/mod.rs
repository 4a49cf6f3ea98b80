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
pub mod reads;
mod values;
mod versions;
pub mod pictograms;
pub mod file_path;

use crate::derive::Atlas;
use crate::input::Places;
use crate::map::{Maps, Sheet};
use crate::model::{Attachment, AttachmentKind, Catalog, Lang, Structure, Term, Trek};
use crate::page::site::index::Index;
use crate::page::site::pictograms::Pictograms;
use crate::page::site::reads::Version;
use crate::page::site::settings::Settings;
use crate::page::site::shared::Views;
use crate::picture::Pictures;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// Everything that pages are made from. Functions that return what a page may show note that it is
/// read: see [`reads`].
#[derive(Debug)]
pub struct Site {
    atlas: Atlas,
    pictures: Pictures,
    maps: Maps,
    /// Sheet of the map of each trek, once it is planned.
    trek_sheets: Vec<OnceLock<Option<Arc<Sheet>>>>,
    pub settings: Settings,
    /// Pictograms of terms.
    pub(super) pictograms: Pictograms,
    index: Index,
    /// Length in bytes of each document that objects have as an attachment.
    documents: BTreeMap<PathBuf, u64>,
    /// Cards of the treks.
    pub(super) cards: Views<Trek>,
    /// Views of the terms.
    pub(super) terms: Views<Term>,
    /// Film of the home page; `None` when the settings name none, or when its file is missing.
    pub film: Option<hero::Film>,
    /// See [`common`](Site::common).
    common: Version,
}

impl Site {
    pub fn new(atlas: Atlas, pictures: Pictures, maps: Maps, settings: Settings) -> Site {
        let pictograms = Pictograms::of(&atlas.catalog);
        let months = month::of_treks(&atlas, &settings.languages);
        let index = Index::new(&atlas.catalog, &months, &settings.languages);
        let documents = documents(&atlas.catalog);
        let film = hero::film(&settings);
        let (cards, terms) = (Views::new(&settings.languages), Views::new(&settings.languages));
        let without_folders = Settings { places: Places::default(), ..settings.clone() };
        let sprite = pictograms.sprite.as_ref().map(|(path, _)| path);
        let pictogram_files: Vec<&String> = pictograms.files.keys().collect();
        let values =
            (format!("{without_folders:?} {:?} {film:?}", atlas.settings), sprite, pictogram_files);
        let common = reads::version(&values);
        Site {
            trek_sheets: atlas.catalog.treks.iter().map(|_| OnceLock::new()).collect(),
            atlas,
            pictures,
            maps,
            settings,
            pictograms,
            index,
            documents,
            cards,
            terms,
            film,
            common,
        }
    }

    /// Version of what every file may show without noting that it is read: settings, pictograms and
    /// the film of the home page.
    pub fn common(&self) -> Version {
        self.common
    }

    /// Data and cache of the drawn maps. The plan of a page holds the key of the sheet that the page
    /// shows, so that reading them need not be noted.
    pub fn maps(&self) -> &Maps {
        &self.maps
    }

    /// Sheet of the map of a trek, which is the same in all languages: `plan` is called once.
    pub fn trek_sheet(
        &self,
        trek: usize,
        plan: impl FnOnce() -> Option<Arc<Sheet>>,
    ) -> Option<Arc<Sheet>> {
        self.trek_sheets[trek].get_or_init(plan).clone()
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

    /// Structure with an identifier; `None` when `id` is `None` or no structure has it.
    pub fn structure(&self, id: Option<&crate::model::Id<Structure>>) -> Option<&Structure> {
        let structures = self.all::<Structure>();
        structures.iter().find(|structure| Some(&structure.id) == id).map(|structure| &**structure)
    }

    /// Structure that signs the site: the one that the settings name, or the only one.
    pub fn signed_by(&self) -> Option<&Structure> {
        let signed = self.settings.home.structure.as_deref();
        let structures = self.all::<Structure>();
        let named = structures.iter().find(|structure| Some(structure.id.local()) == signed);
        let only = structures.first().filter(|_| structures.len() == 1);
        named.or(only).map(|structure| &**structure)
    }

    /// CSS colour that the accents derive from, or empty for the colour of the theme.
    pub fn color(&self) -> &str {
        self.signed_by().and_then(|structure| structure.color.as_deref()).unwrap_or_default()
    }
}

/// Returns the lengths of the documents among the attachments of all objects.
fn documents(catalog: &Catalog) -> BTreeMap<PathBuf, u64> {
    let document = |attachment: &Attachment| {
        let AttachmentKind::File(file) = &attachment.kind else { return None };
        Some((file.clone(), std::fs::metadata(file).ok()?.len()))
    };
    catalog.attachments().filter_map(|(_, attachment)| document(attachment)).collect()
}
