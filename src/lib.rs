//! sentier turns a territory's trail data into a hiking portal: a static website.
//!
//! The code is a pipeline of four stages. Each takes one value and returns the next. No value is
//! changed after its stage:
//!
//! ```text
//! [[sources]] ─▶ source ─Catalog─▶ derive ─Atlas─▶ page ─Vec<Page>─▶ emit ─bytes─▶ Output
//! ```
//!
//! * [`source`] reads files, the snapshots of a Geotrek-admin and height models into a
//!   [`model::Catalog`];
//! * [`derive`](mod@derive) computes lengths, profiles, simplified lines and neighbours, and
//!   returns a [`derive::Atlas`];
//! * [`page`] plans every file of the site: its path and its content;
//! * [`emit`] makes the bytes on all cores and hands them to an [`emit::Output`].
//!
//! The stages use three engines, which do not depend on the stages: [`render`] (HTML from
//! templates), [`export`] (GPX, KML, GeoJSON, iCalendar) and [`picture`] (photographs).
//!
//! The other modules: [`config`] reads `site.toml`, the settings of all stages; [`check`](mod@check)
//! looks for what could be better in a planned site; [`report`] collects warnings, counts and timings; [`input`] decides which files of the computer a portal may read;
//! [`address`] makes slugs from names; [`storage`] writes and locks files that several processes
//! share; `sniff` checks pictures before they are decoded. [`cli`] is the only module that prints
//! and reads the environment, and the only one whose output depends on the clock.

pub mod report;
pub mod storage;
pub mod address;
pub mod input;
mod sniff;
mod archive;
mod crs;
pub mod model;
pub mod terrain;
pub mod map;
pub mod source;
pub mod derive;
pub mod render;
pub mod export;
pub mod picture;
pub mod page;
pub mod emit;
pub mod check;
pub mod config;
pub mod cli;

pub use config::Config;
pub use report::Report;

use anyhow::Result;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Progress of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A stage begins.
    Stage(&'static str),
    /// Number of items of the stage that are done, and number of all its items.
    Done(usize, usize),
}

/// Callback that receives the progress of a build.
pub type Watch<'a> = &'a (dyn Fn(Step) + Sync);

/// Results of a build that the next build in the same process reuses.
#[derive(Default)]
pub struct Memory {
    source: source::Memory,
    site: Option<Arc<page::Site>>,
}

/// Fetches from the servers of the sources what has changed, before a build: see [`source::pull`].
///
/// # Errors
/// When a server cannot be reached, if nothing was pulled earlier or `strict` is set.
pub fn pull(
    config: &Config,
    cache: &Path,
    order: source::geotrek::Order,
    strict: bool,
    patience: storage::Patience,
    watch: Watch,
    report: &mut Report,
) -> Result<()> {
    if config.sources.iter().any(|source| source.server().is_some()) {
        watch(Step::Stage("pull"));
    }
    let progress = |done, of| watch(Step::Done(done, of));
    source::pull(&config.sources, cache, order, strict, patience, &progress, report)
}

/// Builds the site: from the sources to the output. `keys` names the file that tells which files
/// of the last build can be kept; `None` to make all of them.
///
/// # Errors
/// When the site cannot be made. The output is then unchanged.
pub fn build(
    config: &Config,
    cache: &Path,
    output: &dyn emit::Output,
    keys: Option<&emit::KeyFile>,
    watch: Watch,
    report: &mut Report,
) -> Result<emit::Summary> {
    let renderer = renderer(config, report)?;
    // Keeps the pulled files in the cache until the site is written.
    let mut memory = Memory::default();
    let site = prepare(config, cache, &mut memory, watch, report)?;
    watch(Step::Stage("plan"));
    let pages = page::plan(&site, report);
    watch(Step::Stage("emit"));
    let progress = |done| watch(Step::Done(done, pages.len()));
    let explained = keys.and_then(|file| file.explained.as_deref());
    let keys = keys.map(|file| emit::Keys::read(file, renderer.version(), site.versions()));
    let explained = keys.as_ref().zip(explained);
    report.explanation =
        explained.map(|(keys, path)| emit::explain(path, &pages, &site, keys, output));
    let emitted = emit::emit(&pages, &renderer, output, keys, &progress)?;
    report.extend(emitted.report);
    let restored = site.pictures().restored();
    if restored > 0 {
        let problem = format!(
            "{restored} encoded photographs were damaged in the cache, and were encoded again: if this happens again, check the disk"
        );
        report.warn_transient(cache.join(picture::FOLDER).display(), problem);
    }
    Ok(emitted.summary)
}

/// Returns a renderer with the theme that the settings name.
///
/// # Errors
/// When the theme does not exist, or one of its files cannot be read.
pub fn renderer(config: &Config, report: &mut Report) -> Result<render::Renderer> {
    let languages = &config.page.languages;
    let place = render::Place { base: &config.page.base_url.path, default_lang: &languages[0] };
    let renderer = render::Renderer::new(&config.theme, &config.places, place)?;
    for (item, problem) in renderer.problems() {
        report.warn(item, problem);
    }
    for lang in languages.iter().filter(|lang| !renderer.speaks(lang)) {
        let problem = format!(
            "the theme has no translation for `{lang}`: buttons and titles stay in another language until you write theme/i18n/{lang}.ftl"
        );
        report.warn(config::FILE, problem);
    }
    Ok(renderer)
}

/// Runs the stages before the plan: reads the sources, computes the figures and encodes the
/// photographs.
///
/// # Errors
/// When a source cannot be read, or has no objects.
pub fn prepare(
    config: &Config,
    cache: &Path,
    memory: &mut Memory,
    watch: Watch,
    report: &mut Report,
) -> Result<Arc<page::Site>> {
    watch(Step::Stage("load"));
    let places = config.places.clone().without(cache);
    let context = source::Context { places: &places, cache, languages: &config.page.languages };
    let catalog = source::load(&config.sources, context, &mut memory.source, report)?;
    config.check(&catalog, report);
    watch(Step::Stage("derive"));
    let atlas = derive::derive(
        catalog,
        config.figures.clone(),
        memory.site.as_ref().map(|site| site.atlas()),
        report,
    );
    watch(Step::Stage("pictures"));
    let photographs = photographs(&atlas.catalog, config, cache);
    let progress = |done| watch(Step::Done(done, photographs.files.len()));
    let pictures = picture::prepare(&photographs, &config.pictures, cache, &progress, report);
    let maps = maps(&atlas, &places, config, cache, memory, report);
    let page = page::Settings { places, ..config.page.clone() };
    let site = Arc::new(page::Site::new(atlas, pictures, maps, page));
    memory.site = Some(site.clone());
    Ok(site)
}

/// Returns what the maps are drawn from.
fn maps(
    atlas: &derive::Atlas,
    places: &input::Places,
    config: &Config,
    cache: &Path,
    memory: &Memory,
    report: &mut Report,
) -> map::Maps {
    let range = page::relief_range(atlas);
    let (terrain, basemap) = match config.page.map.relief {
        page::Relief::Never => (None, map::Basemap::default()),
        _ => (memory.source.terrain(), source::basemap(places, report)),
    };
    if config.page.map.relief == page::Relief::Wanted && terrain.is_none() && basemap.is_empty() {
        let problem = "`relief = true` in `[map]`, but there is nothing to draw maps from: put a height model into terrain/, or GeoJSON with the tags of OpenStreetMap into basemap/";
        report.warn(config::FILE, problem);
    }
    map::Maps::new(terrain, basemap, range, cache)
}

/// Returns every photograph that a page may show, with a name that the user knows.
fn photographs(catalog: &model::Catalog, config: &Config, cache: &Path) -> picture::Photographs {
    let photograph = |origin: &str, file: &Path| {
        let is_pulled = source::geotrek::is_pulled(file, cache);
        let item = match file.strip_prefix(&config.root) {
            Ok(own) if !file.starts_with(cache) => own.display().to_string(),
            _ => format!("a photograph of {origin}"),
        };
        (file.to_owned(), picture::Photograph { item, is_pulled })
    };
    // `Config::check` has warned about a hero that does not exist.
    let hero = config
        .page
        .hero
        .iter()
        .filter(|hero| hero.image().is_some_and(|file| config.places.file(file).is_ok()));
    let hero: Vec<model::Attachment> = hero.cloned().collect();
    let galleries = catalog.galleries().into_iter().chain([(config::FILE, hero.as_slice())]);
    let mut photographs = picture::Photographs::default();
    for (origin, attachments) in galleries {
        let images: Vec<PathBuf> =
            attachments.iter().filter_map(|a| Some(a.image()?.to_owned())).collect();
        photographs.files.extend(images.iter().map(|file| photograph(origin, file)));
        photographs.galleries.push(images);
    }
    let in_texts = catalog.pictures_in_texts.iter();
    photographs.files.extend(in_texts.map(|file| photograph("a text", file)));
    photographs
}
