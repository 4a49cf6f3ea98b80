//! Checks the data of a site: reports what is missing, doubtful or contradictory.

use crate::derive::climb::{self, Faults};
use crate::derive::{Atlas, Figures, itinerary, measure};
use crate::model::{Address, InformationDesk, Kind, Structure, Trek, each_kind};
use crate::page::site::address;
use crate::page::{Relief, Site};
use crate::report::Report;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Distance in metres between two consecutive positions of a track that is probably a fault.
const JUMP: f64 = 1_000.0;
/// Largest relative difference between a published figure and the one computed from the track.
const DIFFERENCE: f64 = 0.15;
/// Difference in metres between two figures that is too small to report.
const SMALL: f64 = 50.0;

/// Reports what is missing or doubtful in the data.
pub fn check(site: &Site, report: &mut Report) {
    let catalog = &site.atlas().catalog;
    for (trek, figures) in catalog.treks.iter().zip(&site.atlas().figures) {
        if !trek.attachments.iter().any(|a| a.image().and_then(|file| site.picture(file)).is_some())
        {
            report.warn(&trek.origin, "has no photo");
        }
        for lang in site.languages().iter().filter(|lang| trek.name.get(lang).is_some()) {
            if trek.description.get(lang).is_none() {
                report.warn(&trek.origin, format!("has no description in `{lang}`"));
            }
        }
        if trek.geometry.is_empty() {
            // Already reported when the track was read.
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
    maps(site, report);
    names(site, report);
    desks(site, report);
    duplicates(site, report);
    far_pois(site.atlas(), report);
}

/// Says what would make the maps better, when they are lines on an empty ground.
fn maps(site: &Site, report: &mut Report) {
    let is_plain = site.maps().is_empty() && site.settings.map.relief == Relief::Auto;
    if is_plain {
        let problem = "maps are lines on an empty ground: put tiles of a height model into terrain/ (free: RGE ALTI of the IGN, swissALTI3D of swisstopo, Copernicus GLO-30), and lakes, roads and villages as GeoJSON with the tags of OpenStreetMap into basemap/; `relief = false` in `[map]` keeps them as they are";
        report.warn("site.toml", problem);
    }
}

/// Reports objects without a name in a language of the site: either they have no page in it, or
/// their page shows the name in another language.
fn names(site: &Site, report: &mut Report) {
    each_kind!(K => {
        for object in site.all::<K>() {
            match K::ADDRESS {
                Address::Page => {
                    missing_names(site, &**object, report);
                    borrowed_names(site, &**object, report);
                }
                Address::OptionalPage | Address::Anchor | Address::None => {}
            }
        }
    });
    for structure in site.all::<Structure>() {
        borrowed_names(site, &**structure, report);
    }
}

/// Reports the languages in which an object has no page, because it has no name.
fn missing_names<K: Kind>(site: &Site, object: &K, report: &mut Report) {
    for lang in site.languages().iter().filter(|lang| object.name().get(lang).is_none()) {
        report.warn(object.origin(), format!("does not exist in `{lang}`"));
    }
}

/// Reports the languages in which the page of an object shows a name in another language.
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

/// Reports information desks that have a page but no position, or no name of their own. A
/// Geotrek-admin lists the desks of all its portals: most have no page here.
fn desks(site: &Site, report: &mut Report) {
    let has_page = |desk: &&Arc<InformationDesk>| {
        site.languages().iter().any(|lang| address::has_page(site, lang, desk))
    };
    let desks = site.all::<InformationDesk>().iter().filter(has_page);
    for desk in desks {
        borrowed_names(site, &**desk, report);
        if desk.geometry.is_none() {
            report.warn(&desk.origin, "has no place: its page has no map");
        }
    }
}

/// Reports elevations that are faults of the device. The computed figures leave them out; the
/// downloads keep them.
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

/// Reports published figures (length, ascent, descent) that differ from those computed from the
/// track.
fn differences(trek: &Trek, figures: &Figures, report: &mut Report) {
    let (source, climb) = (trek.published, figures.climb);
    for (name, published, computed) in [
        ("length", source.length_2d, Some(figures.length_2d).filter(|length| *length > 0.0)),
        ("ascent", source.ascent, climb.map(|climb| climb.ascent)),
        ("descent", source.descent, climb.map(|climb| climb.descent)),
    ] {
        let (Some(published), Some(computed)) = (published, computed) else { continue };
        let difference = (published - computed).abs();
        if difference > DIFFERENCE * published.max(computed) && difference > SMALL {
            let problem = format!(
                "its {name} is said to be {published:.0} m, and its track gives {computed:.0} m"
            );
            report.warn(&trek.origin, problem);
        }
    }
}

/// Reports treks with the same name.
fn duplicates(site: &Site, report: &mut Report) {
    for lang in site.languages() {
        let mut named: BTreeMap<&str, &str> = BTreeMap::new();
        for trek in site.all::<Trek>() {
            let Some(name) = trek.name.get(lang) else { continue };
            if let Some(first) = named.insert(name, &trek.origin) {
                report.warn(&trek.origin, format!("has the same name as {first}: “{name}”"));
            }
        }
    }
}

/// Reports POIs that no trek passes.
fn far_pois(atlas: &Atlas, report: &mut Report) {
    for (poi, treks) in atlas.catalog.pois.iter().zip(&atlas.treks_of_poi) {
        if treks.is_empty() && poi.geometry.is_some() {
            let name = poi.name.values().next().map_or(poi.id.local(), String::as_str);
            report.warn(&poi.origin, format!("“{name}” lies along no trek"));
        }
    }
}
