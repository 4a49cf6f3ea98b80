//! What the data of a site lacks, and what is odd about it.

use crate::derive::climb::{self, Faults};
use crate::derive::{Atlas, Figures, itinerary, measure};
use crate::model::{Address, InformationDesk, Kind, Trek, each_kind};
use crate::page::Site;
use crate::page::site::address;
use crate::report::Report;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Metres between two positions of a track that nobody walked.
const JUMP: f64 = 1_000.0;
/// The share by which a figure of the source may differ from ours.
const DIFFERENCE: f64 = 0.15;
/// Metres of difference that are too few to matter.
const SMALL: f64 = 50.0;

/// What the data lacks.
pub fn check(site: &Site, report: &mut Report) {
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
    desks_without_place(site, report);
    duplicates(site, report);
    far_pois(&site.atlas, report);
}

/// Reports names that are missing: pages that do not exist, and names that stand in for others.
fn names(site: &Site, report: &mut Report) {
    each_kind!(K => {
        for object in K::all(&site.atlas.catalog) {
            match K::ADDRESS {
                Address::Page => {
                    missing_names(site, &**object, report);
                    borrowed_names(site, &**object, report);
                }
                Address::PageWhereNamed => borrowed_names(site, &**object, report),
                Address::Anchor | Address::None => {}
            }
        }
    });
}

fn missing_names<K: Kind>(site: &Site, object: &K, report: &mut Report) {
    for lang in site.languages().iter().filter(|lang| object.name().get(lang).is_none()) {
        report.warn(object.origin(), format!("does not exist in `{lang}`"));
    }
}

fn borrowed_names<K: Kind>(site: &Site, object: &K, report: &mut Report) {
    for lang in site.languages() {
        let name = object.name();
        let (Some(spoken), Some(name)) = (name.spoken(lang), name.get(lang)) else { continue };
        let problem = format!(
            "has no name in `{lang}`, where it is published: its page there is called “{name}”, as in `{spoken}`; give it a name there"
        );
        report.warn(object.origin(), problem);
    }
}

/// Reports information desks that have a page and no place.
fn desks_without_place(site: &Site, report: &mut Report) {
    let has_page = |desk: &&Arc<InformationDesk>| {
        site.languages().iter().any(|lang| address::has_page(site, lang, desk))
    };
    let desks = site.atlas.catalog.information_desks.iter().filter(has_page);
    for desk in desks.filter(|desk| desk.geometry.is_none()) {
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
