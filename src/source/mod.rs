//! Stage 1: what the sources say → [`Catalog`]. The only room with a network.

pub mod files;
pub mod sanitize;

use crate::model::{Catalog, Id, Lang, Structure, Trek};
use crate::report::Report;
use anyhow::{Result, bail};
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// One `[[sources]]` of `site.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub kind: Kind,
    /// Folder with the files, relative to `site.toml`.
    #[serde(default = "here")]
    pub path: PathBuf,
    /// For GeoJSON of trails with other attribute names: our field's name = their attribute.
    #[serde(default, deserialize_with = "mapping")]
    pub mapping: BTreeMap<String, String>,
}

/// A table whose keys are fields of ours.
fn mapping<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, String>, D::Error> {
    let mapping = BTreeMap::<String, String>::deserialize(from)?;
    let known = |key: &String| files::mapped_fields().any(|field| field == key);
    match mapping.keys().find(|key| !known(key)) {
        None => Ok(mapping),
        Some(key) => {
            let hint = files::did_you_mean(key, files::mapped_fields());
            Err(D::Error::custom(format!("`{key}` is not one of our fields{hint}")))
        }
    }
}

/// Where data comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Files,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { kind: Kind::Files, path: here(), mapping: BTreeMap::new() }
    }
}

fn here() -> PathBuf {
    PathBuf::from(".")
}

/// What every source needs to know of the site.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Folder of `site.toml`.
    pub root: &'a Path,
    /// The first is the language of texts that do not name theirs.
    pub languages: &'a [Lang],
}

/// What earlier loads read, so that the next one reads only what changed.
#[derive(Default)]
pub struct Memory {
    files: files::Memory,
}

/// Reads all sources into one catalog, sorted by identifier.
///
/// # Errors
/// When a source as a whole cannot be read. What is wrong with one item is a warning.
pub fn load(
    sources: &[Settings],
    context: Context,
    memory: &mut Memory,
    report: &mut Report,
) -> Result<Catalog> {
    let mut catalog = Catalog::default();
    for settings in sources {
        let loaded = match settings.kind {
            Kind::Files => files::load(settings, context, &mut memory.files, report)?,
        };
        append(&mut catalog, loaded);
    }
    sort(&mut catalog, report);
    if catalog.treks.is_empty() {
        bail!(
            "no trail was found in {}: put GPX, GeoJSON or KML files there, or folders with a track under `treks/`",
            context.root.display()
        );
    }
    references(&catalog, report);
    count(&catalog, report);
    Ok(catalog)
}

fn append(catalog: &mut Catalog, mut more: Catalog) {
    catalog.treks.append(&mut more.treks);
    catalog.pois.append(&mut more.pois);
    catalog.touristic_contents.append(&mut more.touristic_contents);
    catalog.touristic_events.append(&mut more.touristic_events);
    catalog.information_desks.append(&mut more.information_desks);
    catalog.structures.append(&mut more.structures);
    catalog.flatpages.append(&mut more.flatpages);
}

fn sort(catalog: &mut Catalog, report: &mut Report) {
    sort_by_id(&mut catalog.treks, |trek| (trek.id.local(), &trek.origin), report);
    sort_by_id(&mut catalog.pois, |poi| (poi.id.local(), &poi.origin), report);
    sort_by_id(&mut catalog.touristic_contents, |item| (item.id.local(), &item.origin), report);
    sort_by_id(&mut catalog.touristic_events, |item| (item.id.local(), &item.origin), report);
    sort_by_id(&mut catalog.information_desks, |desk| (desk.id.local(), &desk.origin), report);
    sort_by_id(&mut catalog.structures, |item| (item.id.local(), &item.origin), report);
    sort_by_id(&mut catalog.flatpages, |page| (page.id.local(), &page.origin), report);
}

/// Two objects cannot have one address: the first keeps it, where GPX comes before other formats.
fn sort_by_id<T>(items: &mut Vec<T>, key: impl Fn(&T) -> (&str, &String), report: &mut Report) {
    items.sort_by(|a, b| {
        let order = |item| {
            let (id, origin): (&str, &String) = key(item);
            (id, !origin.to_lowercase().ends_with(".gpx"), origin)
        };
        order(a).cmp(&order(b))
    });
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    items.retain(|item| {
        let (id, origin) = key(item);
        let Some(first) = taken.get(id) else {
            taken.insert(id.to_owned(), origin.clone());
            return true;
        };
        let problem =
            format!("no page: {first} already has the address `{id}`; rename one of the two");
        report.warn(origin, problem);
        false
    });
}

/// Names what is referred to and is not there.
fn references(catalog: &Catalog, report: &mut Report) {
    let treks: BTreeSet<_> = catalog.treks.iter().map(|trek| &trek.id).collect();
    let desks: BTreeSet<_> = catalog.information_desks.iter().map(|desk| &desk.id).collect();
    let structures: BTreeSet<_> = catalog.structures.iter().map(|item| &item.id).collect();
    let mut structure = |id: Option<&Id<Structure>>, origin: &str| {
        missing(id, &structures, "structure", origin, report);
    };
    catalog.treks.iter().for_each(|t| structure(t.structure.as_ref(), &t.origin));
    catalog.pois.iter().for_each(|p| structure(p.structure.as_ref(), &p.origin));
    catalog.touristic_contents.iter().for_each(|c| structure(c.structure.as_ref(), &c.origin));
    catalog.touristic_events.iter().for_each(|e| structure(e.structure.as_ref(), &e.origin));
    for trek in &catalog.treks {
        missing(&trek.children, &treks, "stage", &trek.origin, report);
        odd_stages(trek, report);
        missing(&trek.information_desks, &desks, "information desk", &trek.origin, report);
    }
}

fn odd_stages(trek: &Trek, report: &mut Report) {
    for (i, stage) in trek.children.iter().enumerate() {
        if stage == &trek.id {
            report.warn(&trek.origin, "is named as a stage of itself");
        } else if trek.children[..i].contains(stage) {
            report.warn(&trek.origin, format!("names the stage `{}` twice", stage.local()));
        }
    }
}

fn missing<'i, T: 'i>(
    ids: impl IntoIterator<Item = &'i Id<T>>,
    known: &BTreeSet<&Id<T>>,
    noun: &str,
    origin: &str,
    report: &mut Report,
) {
    for id in ids.into_iter().filter(|id| !known.contains(id)) {
        let hint = files::did_you_mean(id.local(), known.iter().map(|known| known.local()));
        report.warn(origin, format!("names the {noun} `{}`, which is not there{hint}", id.local()));
    }
}

fn count(catalog: &Catalog, report: &mut Report) {
    report.count("treks", catalog.treks.len());
    report.count("pois", catalog.pois.len());
    report.count("touristic_contents", catalog.touristic_contents.len());
    report.count("touristic_events", catalog.touristic_events.len());
    report.count("information_desks", catalog.information_desks.len());
    report.count("structures", catalog.structures.len());
    report.count("flatpages", catalog.flatpages.len());
}
