//! Source that reads a Geotrek-admin, in two steps: [`pull`](fn@pull) requests its API v2 and writes a
//! snapshot, [`load`] reads the snapshot.
//!
//! A build without a network, or with a server that fails half-way, still makes a complete site.

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

/// Folder of all snapshots, in the cache.
const FOLDER: &str = "geotrek";

/// Folder of the snapshot of a source. Each server and each set of filters has its own folder, so that
/// portals which share a cache never mix their objects.
pub fn folder(settings: &Settings, cache: &Path) -> PathBuf {
    let name = blake3::hash(endpoints::question(settings).as_bytes()).to_hex();
    cache.join(FOLDER).join(&name[..16])
}

/// True for a file of a snapshot, which is named after its content.
pub fn is_pulled(file: &Path, cache: &Path) -> bool {
    file.starts_with(cache.join(FOLDER))
}

/// Digest of a snapshot without its date, which changes whenever a pull brings something new. `None`
/// when there is no snapshot.
pub fn fingerprint(settings: &Settings, cache: &Path) -> Option<blake3::Hash> {
    Snapshot::fingerprint(&folder(settings, cache))
}

/// Time of the last complete pull, in seconds since 1970. `None` when nothing was pulled.
pub fn pulled(settings: &Settings, cache: &Path) -> Option<u64> {
    Snapshot::about(&folder(settings, cache)).map(|about| about.pulled)
}

/// Results of earlier loads, so that unchanged snapshots are not read again.
#[derive(Default)]
pub struct Memory {
    /// Results by folder of the snapshot.
    by_folder: HashMap<PathBuf, Known>,
    /// Locks of the folders in use: a pull does not remove files of the catalogs in memory.
    in_use: HashMap<PathBuf, Lock>,
}

/// A snapshot that was read.
struct Known {
    /// Hash of the snapshot, the settings and the slugs that were taken.
    key: blake3::Hash,
    catalog: Catalog,
    report: Report,
}

/// Reads the last complete snapshot, or takes it from `memory` if nothing changed. Slugs of the objects
/// in `before` are not used again.
///
/// # Errors
/// When nothing was pulled, or the snapshot is damaged.
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
    let mut problems = Report::default();
    media::verify(&snapshot, &folder, &mut problems);
    let media = snapshot::media(&folder);
    let catalog =
        convert::catalog(&snapshot, settings, &media, context.languages, &taken, &mut problems);
    report.extend(problems.clone());
    memory.by_folder.insert(folder, Known { key, catalog: catalog.clone(), report: problems });
    Ok(catalog)
}

/// Hash of all that a catalog depends on.
fn key(settings: &Settings, context: Context, folder: &Path, taken: &Taken) -> blake3::Hash {
    let file = std::fs::metadata(snapshot::file(folder)).ok();
    let state = file.map(|file| (file.len(), file.modified().ok()));
    let languages = context.languages;
    blake3::hash(format!("{settings:?} {languages:?} {state:?} {taken:?}").as_bytes())
}
