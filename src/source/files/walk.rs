//! The files of a folder, grouped into items.

use crate::address::slug;
use crate::input::{OUTPUT_LIST, Places, Problems, Stamp, path_below};
use crate::model::Lang;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use walkdir::DirEntry;

/// Folders of a source that hold no items.
pub const RESERVED: [&str; 5] = ["basemap", "static", "terrain", "theme", "themes"];
/// Extensions of track files.
pub const TRACKS: [&str; 5] = ["gpx", "geojson", "json", "kml", "kmz"];
/// Extensions of pictures that are shown.
const IMAGES: [&str; 5] = ["jpg", "jpeg", "png", "webp", "gif"];

/// The files of one item, with what shows whether they changed.
#[derive(Debug, Clone)]
pub struct Item {
    pub kind: Kind,
    /// Slug of its page.
    pub slug: String,
    pub files: Vec<File>,
}

/// Kind of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A folder under `treks/`.
    Trek,
    /// A track file on its own.
    Track,
    /// A file of POIs: `pois.geojson`, or a track file in `pois/`.
    PoiCollection,
    Poi,
    TouristicContent,
    TouristicEvent,
    InformationDesk,
    Structure,
    FlatPage,
    Alert,
}

/// A file of an item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    pub path: PathBuf,
    /// Path relative to the source, with `/`, for messages.
    pub name: String,
    /// Changes whenever the file does.
    stamp: Stamp,
}

impl File {
    /// Extension in lower case, without dot.
    pub fn extension(&self) -> String {
        let extension = self.path.extension().unwrap_or_default();
        extension.to_string_lossy().to_ascii_lowercase()
    }

    pub fn is_track(&self) -> bool {
        TRACKS.contains(&self.extension().as_str())
    }

    pub fn is_image(&self) -> bool {
        is_image(&self.path)
    }

    pub fn is_text(&self) -> bool {
        self.extension() == "md"
    }

    /// Folder of the file, relative to the source. Empty for the source itself.
    pub fn folder(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// File name without extension.
    pub fn stem(&self) -> &str {
        let name = self.name.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

/// True for a picture in a format that is shown, by its extension.
pub fn is_image(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    IMAGES.contains(&extension.as_str())
}

/// True for a file that may be read wherever it lies in a source, by its extension.
pub fn may_be_read(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let extension = extension.as_str();
    TRACKS.contains(&extension) || is_image(path) || ["md", "toml"].contains(&extension)
}

/// Walks a folder in the order of names, and groups its files into items.
pub fn items(folder: &Path, places: &Places, default_lang: &Lang) -> (Vec<Item>, Problems) {
    let walked = places.walk(folder, |path| is_source(path, folder));
    let problems = walked.problems.into_iter();
    let mut problems: Problems =
        problems.map(|(path, problem)| (name(&path, folder), problem)).collect();
    let mut items: BTreeMap<(Kind, String), Item> = BTreeMap::new();
    let mut loose = Vec::new();
    for entry in walked.files {
        let file = match file(&entry, folder) {
            Ok(file) => file,
            Err(error) => {
                problems.push((name(entry.path(), folder), format!("is left out: {error}")));
                continue;
            }
        };
        match place(&file, default_lang) {
            // Two folders with the same slug are two items: a later step warns about them.
            Place::Part(kind, name) => {
                let slug = slug(&name);
                let item = items.entry((kind, name));
                item.or_insert_with(|| Item { kind, slug, files: Vec::new() }).files.push(file);
            }
            Place::Whole(kind, name) => {
                let key = (kind, file.name.clone());
                items.insert(key, Item { kind, slug: slug(&name), files: vec![file] });
            }
            Place::Beside => loose.push(file),
            Place::Nowhere => {}
        }
    }
    let mut items: Vec<Item> = items.into_values().collect();
    adopt(&mut items, &loose);
    (items, problems)
}

fn is_source(path: &Path, folder: &Path) -> bool {
    let Some(name) = path.file_name().filter(|_| path != folder) else { return true };
    let hidden = name.to_string_lossy().starts_with('.');
    let reserved = path.parent() == Some(folder) && RESERVED.iter().any(|own| name == *own);
    !hidden && !reserved && !path.join(OUTPUT_LIST).exists()
}

fn file(entry: &DirEntry, folder: &Path) -> walkdir::Result<File> {
    Ok(File {
        path: entry.path().to_owned(),
        name: name(entry.path(), folder),
        stamp: Stamp::of(&entry.metadata()?),
    })
}

/// Path relative to a folder, with `/`. The whole path for a file outside of it.
fn name(path: &Path, folder: &Path) -> String {
    path_below(path, folder).unwrap_or_else(|| path.to_string_lossy().into_owned())
}

/// The item that a file belongs to.
enum Place {
    /// One of several files of an item with this name.
    Part(Kind, String),
    /// The only file of an item with this name.
    Whole(Kind, String),
    /// A picture or a text that may belong to a track in its folder.
    Beside,
    /// None.
    Nowhere,
}

fn place(file: &File, default_lang: &Lang) -> Place {
    let parts: Vec<&str> = file.name.split('/').collect();
    let without_extension = file.name.rsplit_once('.').map_or(&*file.name, |(stem, _)| stem);
    let part = |kind: Kind, name: &str| Place::Part(kind, name.to_owned());
    let text = |kind: Kind| part(kind, language(file.stem(), default_lang).0);
    match parts[..] {
        ["treks", name, _, ..] => part(Kind::Trek, name),
        ["treks", _] if file.is_track() => Place::Whole(Kind::Track, file.stem().to_owned()),
        [folder, ref rest @ ..] if kind_of_folder(folder).is_some() => {
            let kind = kind_of_folder(folder).unwrap_or(Kind::Poi);
            match rest {
                [name, _, ..] => part(kind, name),
                [_] if file.is_text() => text(kind),
                [_] if kind == Kind::Poi && file.is_track() => {
                    Place::Whole(Kind::PoiCollection, file.stem().to_owned())
                }
                // A folder of tracks that happens to have the name of a kind of item.
                [_] if file.is_track() => Place::Whole(Kind::Track, without_extension.to_owned()),
                _ => Place::Nowhere,
            }
        }
        [.., "pois.geojson"] => Place::Whole(Kind::PoiCollection, "pois".to_owned()),
        // The folder is part of the name, so that an address does not depend on other files: `2024/Lac Bleu.gpx` → `2024-lac-bleu`.
        _ if file.is_track() => Place::Whole(Kind::Track, without_extension.to_owned()),
        _ if file.is_image() || file.is_text() => Place::Beside,
        _ => Place::Nowhere,
    }
}

/// Kind of the items in a folder of this name.
fn kind_of_folder(folder: &str) -> Option<Kind> {
    match folder {
        "pois" => Some(Kind::Poi),
        "contents" => Some(Kind::TouristicContent),
        "events" => Some(Kind::TouristicEvent),
        "desks" => Some(Kind::InformationDesk),
        "structures" => Some(Kind::Structure),
        "pages" => Some(Kind::FlatPage),
        "alerts" => Some(Kind::Alert),
        _ => None,
    }
}

/// Splits the language from the name of a text: `index.fr` → (`index`, French). A name without
/// language is in the default language.
pub fn language<'a>(stem: &'a str, default_lang: &Lang) -> (&'a str, Lang) {
    stem.rsplit_once('.')
        .and_then(|(slug, tag)| Some((slug, tag.parse().ok()?)))
        .unwrap_or((stem, default_lang.clone()))
}

/// Adds pictures and texts to the track that they are named after, and pictures to the only track of
/// their folder.
fn adopt(items: &mut [Item], loose: &[File]) {
    let mut tracks_in: BTreeMap<String, usize> = BTreeMap::new();
    let is_track = |item: &&mut Item| item.kind == Kind::Track;
    for item in items.iter_mut().filter(is_track) {
        *tracks_in.entry(item.files[0].folder().to_owned()).or_default() += 1;
    }
    let mut loose_in: BTreeMap<&str, Vec<(String, &File)>> = BTreeMap::new();
    for file in loose {
        loose_in.entry(file.folder()).or_default().push((file.stem().to_lowercase(), file));
    }
    loose_in.values_mut().for_each(|files| files.sort_by(|a, b| a.0.cmp(&b.0)));
    for item in items.iter_mut().filter(is_track) {
        let folder = item.files[0].folder();
        let Some(loose) = loose_in.get(folder) else { continue };
        let only = tracks_in.get(folder) == Some(&1);
        let stem = item.files[0].stem().to_lowercase();
        let belongs = |(own, file): &&(String, &File)| {
            let rest = own.strip_prefix(&stem);
            match file.is_text() {
                true => rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.')),
                false => only || rest.is_some(),
            }
        };
        // Files are sorted: those whose name starts with the stem are next to each other.
        let first = if only { 0 } else { loose.partition_point(|(own, _)| own < &stem) };
        let near = loose[first..].iter().take_while(|(own, _)| only || own.starts_with(&stem));
        let mut adopted: Vec<&File> = near.filter(belongs).map(|(_, file)| *file).collect();
        adopted.sort_by(|a, b| a.name.cmp(&b.name));
        item.files.extend(adopted.into_iter().cloned());
    }
}
