//! Which files of a folder make which item.

use crate::model::Lang;
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use walkdir::{DirEntry, WalkDir};

/// Name of the file by which an output folder is recognised: its content is no source.
pub const OUTPUT_MARK: &str = ".sentier.json";
const RESERVED: [&str; 3] = ["static", "theme", "themes"];
pub const TRACKS: [&str; 5] = ["gpx", "geojson", "json", "kml", "kmz"];
const IMAGES: [&str; 5] = ["jpg", "jpeg", "png", "webp", "gif"];

/// The files of one item, enough to read it and to know whether it changed.
#[derive(Debug, Clone)]
pub struct Item {
    pub kind: Kind,
    /// Last part of its address.
    pub slug: String,
    pub files: Vec<File>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A folder under `treks/`.
    Trek,
    /// A track file on its own.
    Track,
    /// `pois.geojson`.
    PoiCollection,
    Poi,
    TouristicContent,
    TouristicEvent,
    InformationDesk,
    Structure,
    FlatPage,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    pub path: PathBuf,
    /// Relative to the source, with `/`: what the user knows it by.
    pub name: String,
    len: u64,
    modified: Option<SystemTime>,
}

impl File {
    pub fn extension(&self) -> String {
        let extension = self.path.extension().unwrap_or_default();
        extension.to_string_lossy().to_ascii_lowercase()
    }

    pub fn is_track(&self) -> bool {
        TRACKS.contains(&self.extension().as_str())
    }

    pub fn is_image(&self) -> bool {
        IMAGES.contains(&self.extension().as_str())
    }

    /// File name without its extension.
    pub fn stem(&self) -> &str {
        let name = self.name.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

/// Walks the folder in the order of names and groups its files into items.
pub fn items(folder: &Path, default_lang: &Lang) -> (Vec<Item>, Vec<anyhow::Error>) {
    let mut errors = Vec::new();
    let mut items: BTreeMap<(Kind, String), Item> = BTreeMap::new();
    let mut images: BTreeMap<String, Vec<File>> = BTreeMap::new();
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| is_source(entry, folder)) {
        let file = match entry.map_err(anyhow::Error::from).and_then(|entry| file(&entry, folder)) {
            Ok(Some(file)) => file,
            Ok(None) => continue,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        match place(&file, default_lang) {
            Place::Part(kind, slug) => {
                let item = items.entry((kind, slug.clone()));
                item.or_insert_with(|| Item { kind, slug, files: Vec::new() }).files.push(file);
            }
            Place::Whole(kind, slug) => {
                let key = (kind, file.name.clone());
                items.insert(key, Item { kind, slug, files: vec![file] });
            }
            Place::LooseImage(folder) => images.entry(folder).or_default().push(file),
            Place::Nowhere => {}
        }
    }
    let mut items: Vec<Item> = items.into_values().collect();
    adopt_images(&mut items, &images);
    (items, errors)
}

fn is_source(entry: &DirEntry, folder: &Path) -> bool {
    if entry.depth() == 0 {
        return true;
    }
    let hidden = entry.file_name().to_string_lossy().starts_with('.');
    let reserved = entry.depth() == 1
        && entry.path().parent() == Some(folder)
        && RESERVED.iter().any(|name| entry.file_name() == *name);
    let output = entry.file_type().is_dir() && entry.path().join(OUTPUT_MARK).exists();
    !hidden && !reserved && !output
}

fn file(entry: &DirEntry, folder: &Path) -> anyhow::Result<Option<File>> {
    if !entry.file_type().is_file() {
        return Ok(None);
    }
    let metadata: Metadata = entry.metadata()?;
    let relative = entry.path().strip_prefix(folder)?;
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    Ok(Some(File {
        path: entry.path().to_owned(),
        name: parts.join("/"),
        len: metadata.len(),
        modified: metadata.modified().ok(),
    }))
}

enum Place {
    /// One of the files of an item.
    Part(Kind, String),
    /// An item by itself.
    Whole(Kind, String),
    /// A picture beside tracks, in this folder.
    LooseImage(String),
    Nowhere,
}

fn place(file: &File, default_lang: &Lang) -> Place {
    let parts: Vec<&str> = file.name.split('/').collect();
    let is_text = file.extension() == "md";
    match parts[..] {
        ["treks", slug, _, ..] => Place::Part(Kind::Trek, slug::slugify(slug)),
        ["treks", _] if file.is_track() => Place::Whole(Kind::Track, slug::slugify(file.stem())),
        ["structures", slug, _, ..] => Place::Part(Kind::Structure, slug::slugify(slug)),
        ["pages", _] if is_text => {
            let (slug, _) = language(file.stem(), default_lang);
            Place::Part(Kind::FlatPage, slug::slugify(slug))
        }
        ["pages", slug, _, ..] => Place::Part(Kind::FlatPage, slug::slugify(slug)),
        [folder, ref rest @ ..] if noun(folder).is_some() => {
            let Some(kind) = noun(folder) else { return Place::Nowhere };
            match rest {
                [slug, _, ..] => Place::Part(kind, slug::slugify(slug)),
                [_] if is_text => {
                    let (slug, _) = language(file.stem(), default_lang);
                    Place::Part(kind, slug::slugify(slug))
                }
                [_] if kind == Kind::Poi && file.is_track() => {
                    Place::Whole(Kind::PoiCollection, slug::slugify(file.stem()))
                }
                _ => Place::Nowhere,
            }
        }
        [.., "pois.geojson"] => Place::Whole(Kind::PoiCollection, "pois".to_owned()),
        _ if file.is_track() => Place::Whole(Kind::Track, slug_of_path(file)),
        [ref folders @ .., _] if file.is_image() => Place::LooseImage(folders.join("/")),
        _ => Place::Nowhere,
    }
}

fn noun(folder: &str) -> Option<Kind> {
    match folder {
        "pois" => Some(Kind::Poi),
        "contents" => Some(Kind::TouristicContent),
        "events" => Some(Kind::TouristicEvent),
        "desks" => Some(Kind::InformationDesk),
        _ => None,
    }
}

/// `2024/Lac Bleu.gpx` → `2024-lac-bleu`: the folder is part of it, so that an address does not
/// depend on which other files there are.
fn slug_of_path(file: &File) -> String {
    let without_extension = file.name.rsplit_once('.').map_or(&*file.name, |(stem, _)| stem);
    let slug = slug::slugify(without_extension);
    if slug.is_empty() {
        // A name of nothing but signs still needs an address.
        return format!("track-{}", &blake3::hash(file.name.as_bytes()).to_hex()[..8]);
    }
    slug
}

/// `index.fr` → (`index`, French). A text that does not say is in the site's first language.
pub fn language<'a>(stem: &'a str, default_lang: &Lang) -> (&'a str, Lang) {
    stem.rsplit_once('.')
        .and_then(|(slug, tag)| Some((slug, tag.parse().ok()?)))
        .unwrap_or((stem, default_lang.clone()))
}

/// Pictures beside tracks belong to the track that they are named after, or to the only one.
fn adopt_images(items: &mut [Item], images: &BTreeMap<String, Vec<File>>) {
    let mut tracks_in: BTreeMap<String, usize> = BTreeMap::new();
    let folder = |item: &Item| {
        let name = &item.files[0].name;
        name.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned())
    };
    let is_track = |item: &&mut Item| item.kind == Kind::Track;
    for item in items.iter_mut().filter(is_track) {
        *tracks_in.entry(folder(item)).or_default() += 1;
    }
    for item in items.iter_mut().filter(is_track) {
        let folder = folder(item);
        let Some(images) = images.get(&folder) else { continue };
        let only = tracks_in.get(&folder) == Some(&1);
        let stem = item.files[0].stem().to_lowercase();
        let named_after = |image: &&File| only || image.stem().to_lowercase().starts_with(&stem);
        item.files.extend(images.iter().filter(named_after).cloned());
    }
}
