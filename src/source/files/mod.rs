//! Source that reads files: one folder per trek, or single track files.

mod alert;
mod beside;
mod catalogue;
mod fence;
mod front_matter;
mod geojson;
mod gpx;
mod kml;
mod memory_share;
mod organisation;
mod paper;
mod places;
mod suggestion;
mod terms;
pub(super) mod text;
mod texts;
mod track;
mod tracks;
mod trek;
pub mod walk;
mod track_file;
pub(super) mod xml;

use crate::address;
use crate::input::{self, OUTPUT_LIST, Places};
use crate::model::{AscentMethod, Catalog, Id, Lang};
use crate::report::Report;
use crate::source::Context;
use crate::terrain;
use anyhow::{Context as _, Result, bail};
use beside::{Folder, Named};
pub use catalogue::mapped_fields;
pub use paper::hint as paper_hint;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
pub use suggestion::{did_you_mean, nearest};
use terms::Terms;
use walk::{Item, Kind};
pub use walk::{RESERVED, may_be_read};

/// Settings of a folder in `[[sources]]`.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder with the files, relative to `site.toml`.
    pub path: PathBuf,
    /// Attributes of GeoJSON catalogues, by the name of the field that they fill.
    pub mapping: BTreeMap<String, String>,
    /// Method that computes the ascents which no text gives.
    pub ascent: AscentMethod,
    pub terrain: terrain::Settings,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            path: PathBuf::from("."),
            mapping: BTreeMap::new(),
            ascent: AscentMethod::Smooth,
            terrain: terrain::Settings::default(),
        }
    }
}

/// Folders with a meaning in a portal.
pub const FOLDERS: [&str; 13] = [
    "treks",
    "pois",
    "contents",
    "events",
    "desks",
    "structures",
    "pages",
    "alerts",
    "basemap",
    "static",
    "terrain",
    "theme",
    "themes",
];

/// Extensions of pictures that are not shown: browsers or this program cannot read them.
const OTHER_IMAGES: [&str; 6] = ["heic", "heif", "avif", "tif", "tiff", "bmp"];

/// Results of the last load, so that unchanged items are not read again.
#[derive(Default)]
pub struct Memory {
    /// Items by the path of their first file.
    items: HashMap<PathBuf, Known>,
    /// Content of `terms.toml`.
    terms: Vec<u8>,
}

/// An item that was read.
struct Known {
    files: Vec<walk::File>,
    /// Hash of the settings it was read with.
    settings: blake3::Hash,
    part: Arc<Part>,
}

/// Result of reading one item.
struct Part {
    catalog: Catalog,
    report: Report,
    named: Named,
}

/// Input and result of reading one item.
struct Reading<'a> {
    languages: &'a [Lang],
    terms: &'a Terms,
    mapping: &'a BTreeMap<String, String>,
    ascent: AscentMethod,
    folder: Folder,
    /// Slugs of the POIs made from its waypoints.
    waypoints: HashSet<String>,
    catalog: Catalog,
    report: Report,
}

/// Reads a folder, in parallel. Items that did not change since the last load are taken from `memory`.
///
/// # Errors
/// When the folder cannot be opened, or is the output of a build.
pub fn load(
    settings: &Settings,
    context: Context,
    memory: &mut Memory,
    report: &mut Report,
) -> Result<Catalog> {
    let folder = context.places.root().join(&settings.path);
    if !folder.is_dir() {
        bail!("the folder {} of a source does not exist", folder.display());
    }
    if folder.join(OUTPUT_LIST).exists() {
        bail!("{} is a site that sentier made, not a folder of trails", folder.display());
    }
    let folder =
        folder.canonicalize().with_context(|| format!("failed to open {}", folder.display()))?;
    let terms = read_terms(&folder, context.places, memory, report);
    let (items, problems) = walk::items(&folder, context.places, &context.languages[0]);
    for (name, problem) in problems {
        report.warn(name, problem);
    }
    let settings_hash = blake3::hash(format!("{settings:?} {:?}", context.languages).as_bytes());
    let read = |item: &Item| -> Arc<Part> {
        let known = memory.items.get(&item.files[0].path);
        let same = |known: &&Known| {
            known.files == item.files
                && known.settings == settings_hash
                && known.part.named.is_unchanged(context.places)
        };
        if let Some(known) = known.filter(same) {
            return known.part.clone();
        }
        let mut reading = Reading {
            languages: context.languages,
            terms: &terms,
            mapping: &settings.mapping,
            ascent: settings.ascent,
            folder: Folder::new(&folder, &settings.path, context.places),
            waypoints: HashSet::new(),
            catalog: Catalog::default(),
            report: Report::default(),
        };
        let named = read_item(item, &mut reading);
        Arc::new(Part { catalog: reading.catalog, report: reading.report, named })
    };
    let parts: Vec<Arc<Part>> = items.par_iter().map(read).collect();

    let mut catalog = Catalog::default();
    for part in &parts {
        crate::source::append(&mut catalog, part.catalog.clone());
        report.extend(part.report.clone());
    }
    for (item, part) in items.into_iter().zip(parts) {
        let path = item.files[0].path.clone();
        memory.items.insert(path, Known { files: item.files, settings: settings_hash, part });
    }
    Ok(catalog)
}

/// Reads the alerts beside `site.toml`, for a portal without a source of files there. Servers have no
/// alerts.
pub fn alerts(context: Context, report: &mut Report) -> Catalog {
    let (items, problems) =
        walk::items(context.places.root(), context.places, &context.languages[0]);
    for (name, problem) in problems.into_iter().filter(|(name, _)| name.starts_with("alerts")) {
        report.warn(name, problem);
    }
    let terms = Terms::parse("terms.toml", "", report);
    let mut reading = Reading {
        languages: context.languages,
        terms: &terms,
        mapping: &BTreeMap::new(),
        ascent: AscentMethod::default(),
        folder: Folder::new(context.places.root(), Path::new("."), context.places),
        waypoints: HashSet::new(),
        catalog: Catalog::default(),
        report: Report::default(),
    };
    for item in items.iter().filter(|item| item.kind == Kind::Alert) {
        read_item(item, &mut reading);
    }
    report.extend(reading.report);
    reading.catalog
}

/// Reads `terms.toml`. When it changed, forgets all items, as each may use a term.
fn read_terms(folder: &Path, places: &Places, memory: &mut Memory, report: &mut Report) -> Terms {
    let file = folder.join("terms.toml");
    let bytes = match places.file(&file) {
        Ok(_) => input::read(&file, input::TEXT).unwrap_or_else(|error| {
            report.warn("terms.toml", error);
            Vec::new()
        }),
        Err(refused) => {
            // The walk already warns about a link.
            if !refused.is_missing() && !file.is_symlink() {
                report.warn("terms.toml", refused);
            }
            Vec::new()
        }
    };
    if bytes != memory.terms {
        memory.items.clear();
    }
    let mut problems = Report::default();
    let terms = Terms::parse("terms.toml", &text::decode(&bytes), &mut problems);
    report.first_of("terms.toml", problems);
    memory.terms = bytes;
    terms
}

/// Reads an item. Returns the pictures and files that its texts link to.
fn read_item(item: &Item, reading: &mut Reading) -> Named {
    for file in item.files.iter().filter(|file| OTHER_IMAGES.contains(&file.extension().as_str())) {
        reading.report.warn(&file.name, "is not shown: save it as JPEG, PNG or WebP");
    }
    match item.kind {
        Kind::Trek => trek::folder(item, reading),
        Kind::Track if item.files.iter().any(walk::File::is_text) => trek::folder(item, reading),
        Kind::Track => track_file::bare(item, reading),
        Kind::PoiCollection => places::collection(&item.files[0], &item.slug, reading),
        Kind::Structure => organisation::structure(item, reading),
        Kind::FlatPage => organisation::flatpage(item, reading),
        Kind::Alert => alert::alert(item, reading),
        Kind::Poi | Kind::TouristicContent | Kind::TouristicEvent | Kind::InformationDesk => {
            if !places::place(item, reading) {
                track_file::tracks_of(item, reading);
            }
        }
    }
    let named = reading.folder.named();
    reading.catalog.pictures_in_texts.clone_from(&named.pictures);
    reading.catalog.linked_files.clone_from(&named.files);
    named
}

/// Source in the identifiers of objects from files.
pub const SOURCE: &str = "files";

/// Identifier of an object with this slug.
fn id<T>(slug: &str) -> Id<T> {
    Id::new(SOURCE, slug)
}

/// Identifier of the object whose file or folder has this name.
fn reference<T>(name: &str) -> Id<T> {
    id(&address::slug(name))
}
