//! `sentier check`

use super::cache::CacheArgs;
use super::progress::Progress;
use super::pull::PullArgs;
use super::wait::Wait;
use super::{WARNINGS, links};
use crate::derive::climb::{self, Faults};
use crate::derive::{Atlas, Figures, itinerary, measure};
use crate::emit::{self, Memory};
use crate::model::{InformationDesk, Trek};
use crate::page::site::address;
use crate::page::{self, Site};
use crate::render::Renderer;
use crate::report::Group;
use crate::{Config, Report};
use anyhow::{Context, Result};
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Do everything but write, and say what could be better, item by item.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  sentier check portal\n  sentier check portal --json > quality.json"
)]
pub struct Check {
    /// Folder of the portal.
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
    /// Do not ask any server: use what was pulled before.
    #[arg(long)]
    offline: bool,
    #[command(flatten)]
    how: PullArgs,
    #[command(flatten)]
    place: CacheArgs,
    #[command(flatten)]
    wait: Wait,
    /// Exit with code 3 when there is anything to say.
    #[arg(long)]
    strict: bool,
}

/// Metres between two positions of a track that nobody walked.
const JUMP: f64 = 1_000.0;
/// The share by which a figure of the source may differ from ours.
const DIFFERENCE: f64 = 0.15;
/// Metres of difference that are too few to matter.
const SMALL: f64 = 50.0;

impl Check {
    pub fn run(self) -> Result<ExitCode> {
        let config = Config::load(&self.dir)?;
        let mut report = Report::default();
        let progress = Progress::new(self.json, false);
        let watch = |step| progress.step(step);
        let cache = self.place.of(&config.root);
        if !self.offline {
            let patience = self.wait.patience(self.json);
            report.extend(self.how.pull(&config, &cache, false, patience, &progress)?);
        }
        let renderer = crate::renderer(&config, &mut report)?;
        let memory = &mut crate::Memory::default();
        let site = crate::prepare(&config, &cache, memory, &watch, &mut report)?;
        quality(&site, &mut report);
        broken_links(&site, &renderer, &mut report)?;
        report.timings = progress.timings();
        report.warnings.sort();
        report.warnings.dedup();
        if self.json {
            println!("{}", serde_json::to_string_pretty(&report).context("failed to print")?);
        } else {
            table(&report);
        }
        let failed = self.strict && !report.warnings.is_empty();
        Ok(ExitCode::from(if failed { WARNINGS } else { 0 }))
    }
}

fn table(report: &Report) {
    super::print_warnings(report, 0);
    let (shared, single): (Vec<Group>, Vec<Group>) =
        report.groups().into_iter().partition(|group| group.warnings.len() > 1);
    let mut by_item: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for warning in single.iter().flat_map(|group| &group.warnings) {
        let line = warning.line.map_or(String::new(), |line| format!("line {line}: "));
        by_item.entry(&warning.item).or_default().push(format!("{line}{}", warning.problem));
    }
    let width = by_item.keys().map(|item| item.chars().count()).max().unwrap_or(0).min(48);
    for (item, problems) in &by_item {
        for (i, problem) in problems.iter().enumerate() {
            println!("{:width$}  {problem}", if i == 0 { item } else { "" });
        }
    }
    for group in &shared {
        println!("\n{} items: {}", group.warnings.len(), group.problem);
        group.warnings.iter().for_each(|warning| println!("    {}", warning.place()));
    }
    let items: BTreeSet<&str> = report.warnings.iter().map(|w| w.item.as_str()).collect();
    match report.warnings.len() {
        0 => println!("All is well."),
        count => println!("\n{count} remarks on {} items.", items.len()),
    }
}

/// What the data lacks.
fn quality(site: &Site, report: &mut Report) {
    let catalog = &site.atlas.catalog;
    for (trek, figures) in catalog.treks.iter().zip(&site.atlas.figures) {
        if !trek
            .attachments
            .iter()
            .any(|a| a.image().and_then(|file| site.pictures.get(file)).is_some())
        {
            report.warn(&trek.origin, "has no photo");
        }
        for lang in site.languages().iter().filter(|lang| trek.name.get(lang).is_some()) {
            if trek.description.get(lang).is_none() {
                report.warn(&trek.origin, format!("has no description in `{lang}`"));
            }
        }
        if trek.geometry.is_empty() {
            // It was told where it was read.
        } else if itinerary::is_in_pieces(trek) {
            report.warn(&trek.origin, "is drawn in pieces that are far apart: there is no profile");
        } else if figures.climb.is_none() {
            report.warn(&trek.origin, "has no elevation: there is no profile and no ascent");
        } else if figures.profile.is_none() {
            report.warn(&trek.origin, "has points without elevation: there is no profile");
        }
        faulty_heights(trek, report);
        differences(trek, figures, report);
        let pairs = trek.geometry.segments().iter().flat_map(|segment| segment.windows(2));
        let longest = pairs.map(|p| measure::distance(p[0], p[1])).fold(0.0, f64::max);
        if longest > JUMP {
            report.warn(&trek.origin, format!("the track jumps over {longest:.0} m at once"));
        }
    }
    names(site, report);
    duplicates(site, report);
    far_pois(&site.atlas, report);
}

/// Names that are missing: pages that do not exist, and names that stand in.
fn names(site: &Site, report: &mut Report) {
    let catalog = &site.atlas.catalog;
    let published = (catalog.treks.iter().map(|trek| (&trek.origin, &trek.name)))
        .chain(catalog.pois.iter().map(|poi| (&poi.origin, &poi.name)))
        .chain(catalog.touristic_contents.iter().map(|content| (&content.origin, &content.name)))
        .chain(catalog.touristic_events.iter().map(|event| (&event.origin, &event.name)))
        .chain(catalog.outdoor_sites.iter().map(|site| (&site.origin, &site.name)))
        .chain(catalog.outdoor_courses.iter().map(|course| (&course.origin, &course.name)))
        .chain(catalog.flatpages.iter().map(|page| (&page.origin, &page.title)));
    for (origin, name) in published.clone() {
        for lang in site.languages().iter().filter(|lang| name.get(lang).is_none()) {
            report.warn(origin, format!("does not exist in `{lang}`"));
        }
    }
    let has_page = |desk: &&Arc<InformationDesk>| {
        site.languages().iter().any(|lang| address::has_page(site, lang, desk))
    };
    let desks = || catalog.information_desks.iter().filter(has_page);
    let others = (desks().map(|desk| (&desk.origin, &desk.name)))
        .chain(catalog.structures.iter().map(|item| (&item.origin, &item.name)));
    for (origin, name) in published.chain(others) {
        for lang in site.languages() {
            let (Some(spoken), Some(name)) = (name.spoken(lang), name.get(lang)) else { continue };
            let problem = format!(
                "has no name in `{lang}`, where it is published: its page there is called “{name}”, as in `{spoken}`; give it a name there"
            );
            report.warn(origin, problem);
        }
    }
    for desk in desks().filter(|desk| desk.geometry.is_none()) {
        report.warn(&desk.origin, "has no place: its page has no map");
    }
}

/// What devices write that is no height. The figures leave it out; the files to take along do not.
fn faulty_heights(trek: &Trek, report: &mut Report) {
    let Faults { missing, zeros, spikes } = climb::faults(&trek.geometry);
    let all = trek.geometry.positions().count();
    if missing > 0 && missing < all {
        report.warn(&trek.origin, format!("{missing} of {all} points have no elevation"));
    }
    if zeros > 0 {
        let problem = format!("{zeros} points have the elevation 0 among others that do not");
        report.warn(&trek.origin, problem);
    }
    if spikes > 0 {
        let problem = format!("{spikes} points are more than 50 m above or below both neighbours");
        report.warn(&trek.origin, problem);
    }
}

/// Figures of the source that the track does not bear out.
fn differences(trek: &Trek, figures: &Figures, report: &mut Report) {
    let (published, climb) = (trek.published, figures.climb);
    for (name, said, computed) in [
        ("length", published.length_2d, Some(figures.length_2d).filter(|length| *length > 0.0)),
        ("ascent", published.ascent, climb.map(|climb| climb.ascent)),
        ("descent", published.descent, climb.map(|climb| climb.descent)),
    ] {
        let (Some(said), Some(computed)) = (said, computed) else { continue };
        let difference = (said - computed).abs();
        if difference > DIFFERENCE * said.max(computed) && difference > SMALL {
            let problem = format!(
                "its {name} is said to be {said:.0} m, and its track gives {computed:.0} m"
            );
            report.warn(&trek.origin, problem);
        }
    }
}

fn duplicates(site: &Site, report: &mut Report) {
    for lang in site.languages() {
        let mut named: BTreeMap<&str, &str> = BTreeMap::new();
        for trek in &site.atlas.catalog.treks {
            let Some(name) = trek.name.get(lang) else { continue };
            if let Some(first) = named.insert(name, &trek.origin) {
                report.warn(&trek.origin, format!("has the same name as {first}: “{name}”"));
            }
        }
    }
}

fn far_pois(atlas: &Atlas, report: &mut Report) {
    for (poi, treks) in atlas.catalog.pois.iter().zip(&atlas.treks_of_poi) {
        if treks.is_empty() && poi.geometry.is_some() {
            let name = poi.name.values().next().map_or(poi.id.local(), String::as_str);
            report.warn(&poi.origin, format!("“{name}” lies along no trek"));
        }
    }
}

fn broken_links(site: &Arc<Site>, renderer: &Renderer, report: &mut Report) -> Result<()> {
    let pages = page::plan(site, report);
    let mut files: BTreeSet<String> = pages.iter().map(|page| page.path.clone()).collect();
    files.extend(renderer.assets().map(|asset| asset.path.clone()));
    let html: Vec<_> =
        pages.into_iter().filter(|page| matches!(page.content, page::Content::View(_))).collect();
    let memory = Memory::default();
    let item: BTreeMap<String, String> =
        html.iter().map(|page| (page.path.clone(), page.item.clone())).collect();
    emit::emit(&html, renderer, &memory, &|_| {})?;
    let base = &site.settings.base_url.path;
    for (path, bytes) in memory.into_files() {
        let Some(item) = item.get(&path) else { continue };
        let found = links::found(&String::from_utf8_lossy(&bytes));
        for address in found.pictures {
            if !page::site::policy::allows_picture(site, &address) {
                let problem = format!(
                    "shows {address}, which browsers do not load: put the picture into static/, or allow its host in `[security]`"
                );
                report.warn(item, problem);
            }
        }
        for address in found.addresses {
            if links::target(&address, base).is_some_and(|target| !files.contains(&target)) {
                report.warn(item, format!("links to {address}, which is not there"));
            }
        }
    }
    Ok(())
}
