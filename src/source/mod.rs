//! Stage 1: reads the sources into a [`Catalog`]. The only module that uses the network.

mod document;
mod basemap;
pub mod files;
pub mod geotrek;
mod http;
mod line;
mod merge;
pub mod player;
pub mod sanitize;
mod settings;
mod svg;

pub(crate) use merge::append;
pub use settings::Settings;

use crate::input::Places;
use crate::map::Basemap;
use crate::model::{Catalog, Kind, Lang, Server, each_kind};
use crate::report::Report;
use crate::storage::{Busy, Patience};
use crate::terrain;
use anyhow::{Result, bail};
use std::path::Path;
use std::sync::Arc;

/// Settings of the site that every source needs.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Folders that the portal may read.
    pub places: &'a Places,
    /// Folder of the cache, which holds the snapshots of servers.
    pub cache: &'a Path,
    /// Languages of the site. Texts without a language are in the first.
    pub languages: &'a [Lang],
}

/// Results of earlier loads, so that the next load reads only what changed.
#[derive(Default)]
pub struct Memory {
    files: files::Memory,
    geotrek: geotrek::Memory,
    terrain: terrain::Memory,
}

impl Memory {
    /// Height model of the last load; `None` when no source has one.
    pub fn terrain(&self) -> Option<Arc<terrain::Terrain>> {
        self.terrain.first()
    }
}

/// Pulls the changes since the last pull from the servers of all sources.
///
/// # Errors
/// When the pull from a server fails and there is no earlier snapshot of it, or `strict` is true.
/// With an earlier snapshot and without `strict`, the snapshot stays and the failure is added to
/// [`Report::stale`]. Also when another pull does not end in time ([`Busy`]).
pub fn pull(
    sources: &[Settings],
    cache: &Path,
    order: geotrek::Order,
    strict: bool,
    patience: Patience,
    progress: &(dyn Fn(usize, usize) + Sync),
    report: &mut Report,
) -> Result<()> {
    for settings in sources.iter().filter_map(Settings::server) {
        let folder = geotrek::folder(settings, cache);
        let pulled = geotrek::pull(settings, &folder, order, patience, progress);
        let Err(error) = pulled else { continue };
        if error.is::<Busy>() {
            return Err(error);
        }
        let error = error.context(format!("failed to pull from {}", settings.url));
        match geotrek::pulled(settings, cache).filter(|_| !strict) {
            Some(pulled) => {
                let age = age(order.now.saturating_sub(pulled));
                report.stale.push(format!("{error:#}. The site shows what was pulled {age} ago"));
            }
            None => return Err(error),
        }
    }
    Ok(())
}

/// Duration in words, from a number of seconds: `3 hours`.
fn age(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{seconds} seconds"),
        120..7_200 => format!("{} minutes", seconds / 60),
        7_200..172_800 => format!("{} hours", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}

/// Reads all sources into one catalog, sorted by identifier.
///
/// # Errors
/// When a source as a whole cannot be read, or when there is no trek. A problem with one item is a
/// warning.
pub fn load(
    sources: &[Settings],
    context: Context,
    memory: &mut Memory,
    report: &mut Report,
) -> Result<Catalog> {
    let mut catalog = Catalog::default();
    for settings in sources {
        let mut loaded = match settings {
            Settings::Files(settings) => files::load(settings, context, &mut memory.files, report)?,
            Settings::Geotrek(settings) => {
                geotrek::load(settings, context, &catalog, &mut memory.geotrek, report)?
            }
        };
        let (terrain, places) = (settings.terrain(), context.places);
        terrain::drape(terrain, places, &mut loaded.treks, &mut memory.terrain, report)?;
        append(&mut catalog, loaded);
    }
    if !sources.iter().any(|settings| settings.is_root()) {
        append(&mut catalog, files::alerts(context, report));
    }
    merge::remove_duplicates(&mut catalog);
    merge::sort(&mut catalog, report);
    if catalog.treks.is_empty() {
        if let Some(server) = sources.iter().find_map(Settings::server) {
            bail!(no_trek(server, &catalog.servers));
        }
        bail!(
            "no trail was found in {}: put GPX, GeoJSON or KML files there, or folders with a track under `treks/`",
            context.places.root().display()
        );
    }
    merge::resolve_treks_of_alerts(&mut catalog);
    merge::check_references(&catalog, report);
    count(&catalog, report);
    Ok(catalog)
}

/// Reads the base map of the portal. A file that cannot be used is a warning.
pub fn basemap(places: &Places, report: &mut Report) -> Basemap {
    basemap::load(places, report)
}

/// Returns the error for a server that gave no trek: the probable reason, and the portals that the
/// server has.
fn no_trek(settings: &geotrek::Settings, servers: &[Server]) -> String {
    let why = match settings.is_partial() {
        true => "the filters of this source in site.toml leave nothing",
        false => "none is published there",
    };
    let server = servers.iter().find(|server| !server.portals.is_empty());
    let portals = server.map_or(String::new(), |s| format!("; {}", s.portals_in_words()));
    format!("no trek came from {}: {why}{portals}", settings.url)
}

/// Counts the objects of each kind for the report.
fn count(catalog: &Catalog, report: &mut Report) {
    each_kind!(K => report.count(K::NAME, K::all(catalog).len()));
}
