//! A Geotrek-admin as a source: its API v2 is pulled into a snapshot, and the snapshot is read.
//!
//! Two steps, so that a build without a network, or with a server that fails half-way, has a
//! complete site all the same: [`pull`](fn@pull) asks the server, [`load`] only reads.

mod around;
mod endpoints;
mod excluded;
mod pull;
mod media;
mod snapshot;
mod object;
mod attachment;
mod hdview;
mod terms;
mod convert;
mod trek;
mod tourism;
mod outdoor;
mod sensitivity;
mod facility;
mod editorial;
mod losses;
mod settings;
mod reading;
mod file;

use crate::model::Catalog;
use crate::report::Report;
use crate::source::Context;
use crate::storage::Lock;
use anyhow::{Result, bail};
use reading::Taken;
pub use settings::Settings;
use snapshot::Snapshot;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

pub use pull::{Order, pull};

/// Where all snapshots are kept.
const FOLDER: &str = "geotrek";

/// Where a source keeps its snapshot. Each server and each choice of its objects has a folder of
/// its own, so that portals which share a cache never show what another one chose.
pub fn folder(settings: &Settings, cache: &Path) -> PathBuf {
    let name = blake3::hash(endpoints::question(settings).as_bytes()).to_hex();
    cache.join(FOLDER).join(&name[..16])
}

/// True for a file that was pulled into the cache: it is named after its content.
pub fn is_pulled(file: &Path, cache: &Path) -> bool {
    file.starts_with(cache.join(FOLDER))
}

/// Digest of what was pulled, without the date: another one whenever there is something new.
pub fn fingerprint(settings: &Settings, cache: &Path) -> Option<blake3::Hash> {
    Snapshot::fingerprint(&folder(settings, cache))
}

/// When the last complete snapshot was pulled, in seconds since 1970.
pub fn pulled(settings: &Settings, cache: &Path) -> Option<u64> {
    Snapshot::about(&folder(settings, cache)).map(|about| about.pulled)
}

/// What earlier loads read of each source.
#[derive(Default)]
pub struct Memory {
    by_folder: HashMap<PathBuf, Known>,
    /// Locks of the folders whose files the catalogs name: pulls remove none of these files.
    in_use: HashMap<PathBuf, Lock>,
}

struct Known {
    /// Of what it was read: another snapshot, another question, other neighbours.
    key: blake3::Hash,
    catalog: Catalog,
    report: Report,
}

/// Reads the last complete snapshot, if it is not the one that is known. Addresses that objects of
/// `before` have are not given again.
///
/// # Errors
/// When nothing was pulled.
pub fn load(
    settings: &Settings,
    context: Context,
    before: &Catalog,
    memory: &mut Memory,
    report: &mut Report,
) -> Result<Catalog> {
    let folder = folder(settings, context.cache);
    let taken = Taken::by(before);
    let lock = || Lock::shared(&snapshot::use_lock(&folder));
    memory.in_use.entry(folder.clone()).or_insert_with(lock);
    let key = key(settings, context, &folder, &taken);
    if let Some(known) = memory.by_folder.get(&folder).filter(|known| known.key == key) {
        report.extend(known.report.clone());
        return Ok(known.catalog.clone());
    }
    let Some(snapshot) = Snapshot::read(&folder) else {
        let problem = match snapshot::file(&folder).exists() {
            true => "what was pulled is damaged",
            false if settings.is_partial() => "nothing was pulled yet with these filters",
            false => "nothing was pulled yet",
        };
        bail!("{problem} from {}: run `sentier pull` with a network", settings.url);
    };
    let mut told = Report::default();
    media::verify(&snapshot, &folder, &mut told);
    let media = snapshot::media(&folder);
    let catalog =
        convert::catalog(&snapshot, settings, &media, context.languages, &taken, &mut told);
    report.extend(told.clone());
    memory.by_folder.insert(folder, Known { key, catalog: catalog.clone(), report: told });
    Ok(catalog)
}

fn key(settings: &Settings, context: Context, folder: &Path, taken: &Taken) -> blake3::Hash {
    let file = std::fs::metadata(snapshot::file(folder)).ok();
    let state = file.map(|file| (file.len(), file.modified().ok()));
    let languages = context.languages;
    blake3::hash(format!("{settings:?} {languages:?} {state:?} {taken:?}").as_bytes())
}
