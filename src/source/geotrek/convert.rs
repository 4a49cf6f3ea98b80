//! Converts the objects of the API into those of [`crate::model`], in parallel. Names of endpoints
//! and fields of the API occur only in this folder.

use crate::model::*;
use crate::report::Report;
use crate::source::geotrek::around::Around;
use crate::source::geotrek::file;
use crate::source::geotrek::object::Object;
use crate::source::geotrek::reading::{NO_PLACE, Reading, Taken};
use crate::source::geotrek::settings::Settings;
use crate::source::geotrek::snapshot::Snapshot;
use crate::source::geotrek::terms::Terms;
use crate::source::sanitize::{Own, References, Surroundings};
use rayon::prelude::*;
use reqwest::Url;
use serde_json::value::RawValue;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Endpoints whose objects have an address or are named by other objects, each with the field that
/// holds the name of its objects.
const ENDPOINTS_WITH_ADDRESSES: [(&str, &str); 9] = [
    ("trek", "name"),
    ("poi", "name"),
    ("touristiccontent", "name"),
    ("touristicevent", "name"),
    ("informationdesk", "name"),
    ("structure", "name"),
    ("outdoor_site", "name"),
    ("outdoor_course", "name"),
    ("flatpage", "title"),
];

/// Converts every object of a snapshot. An object that cannot be used gives a warning. `media` is
/// the folder of the fetched files, `taken` the slugs that earlier sources use.
pub fn catalog(
    snapshot: &Snapshot,
    settings: &Settings,
    media: &Path,
    languages: &[Lang],
    taken: &Taken,
    report: &mut Report,
) -> Catalog {
    let server = settings.url.trim_end_matches('/').to_owned();
    let url = Url::parse(&server).ok();
    let own = url.as_ref().map(|url| own(snapshot, media, url)).unwrap_or_default();
    let (mut pictures_in_texts, mut linked_files) = (BTreeSet::new(), BTreeSet::new());
    for own in own.values() {
        match own {
            Own::Picture(file) => drop(pictures_in_texts.insert(file.clone())),
            Own::File(file) => drop(linked_files.insert(file.clone())),
            Own::Missing(_) => {}
        }
    }
    let around = Surroundings {
        server: url.map(Arc::new),
        find: Some(Arc::new(move |address| own.get(address).cloned())),
    };
    let terms = Terms::read(snapshot, media, &around, report);
    let mut reading = Reading {
        snapshot,
        media,
        languages,
        server,
        ascent: settings.ascent,
        around,
        terms,
        locals: HashMap::new(),
        stages: HashSet::new(),
    };
    let locals = ENDPOINTS_WITH_ADDRESSES
        .map(|(endpoint, name)| (endpoint, reading.locals_of(endpoint, name, taken)));
    reading.locals = HashMap::from(locals);
    let children = |raw: &Arc<RawValue>| Object::part(raw, &["children"]).ids("children");
    let treks: Vec<&Arc<RawValue>> = snapshot.of("trek").map(|(_, raw)| raw).collect();
    reading.stages = treks.par_iter().flat_map_iter(|raw| children(raw)).collect();

    let mut catalog = Catalog {
        treks: reading.all("trek", Reading::trek, report),
        pois: reading.all("poi", Reading::poi, report),
        touristic_contents: reading.all("touristiccontent", Reading::content, report),
        touristic_events: reading.all("touristicevent", Reading::event, report),
        outdoor_sites: reading.all("outdoor_site", Reading::outdoor_site, report),
        outdoor_courses: reading.all("outdoor_course", Reading::outdoor_course, report),
        sensitive_areas: reading.all("sensitivearea", Reading::sensitive_area, report),
        infrastructures: reading.all("infrastructure", Reading::infrastructure, report),
        signages: reading.all("signage", Reading::signage, report),
        services: reading.all("service", Reading::service, report),
        hd_views: reading.all("hdviewpoint", Reading::hd_view, report),
        information_desks: reading.all("informationdesk", Reading::desk, report),
        structures: reading.all("structure", Reading::structure, report),
        flatpages: reading.all("flatpage", Reading::flatpage, report),
        menu: reading.menu(report),
        servers: vec![reading.server(report)],
        alerts: Vec::new(),
        pictures_in_texts,
        linked_files,
    };
    if settings.is_partial() {
        follow_treks(&mut catalog, report);
    }
    for server in &catalog.servers {
        unknown_portals(settings, server, report);
    }
    drop_unnamed_structures(&mut catalog);
    catalog
}

/// Warns of portals in the settings that the server does not have.
fn unknown_portals(settings: &Settings, server: &Server, report: &mut Report) {
    let known = |id: &&u64| server.portals.iter().any(|portal| portal.id == id.to_string());
    let unknown = settings.portals.iter().filter(|id| !server.portals.is_empty() && !known(id));
    for id in unknown {
        let problem =
            format!("`portals` names {id}, which is not there: {}", server.portals_in_words());
        report.warn(&settings.url, problem);
    }
}

/// Returns the pictures and files that were fetched for texts, by their address in the text.
fn own(snapshot: &Snapshot, media: &Path, server: &Url) -> HashMap<String, Own> {
    let objects: Vec<&Arc<RawValue>> = snapshot.objects.values().flat_map(|o| o.values()).collect();
    let found = |address: String, own: fn(PathBuf) -> Own| {
        let file = file::fetched(snapshot, media, &address)?;
        Some((address, file.map_or_else(Own::Missing, own)))
    };
    let picture = |file: PathBuf| Own::Picture(file.into());
    let document = |file| Own::File(Arc::new(LinkedFile { file, name: None }));
    let of_object = |raw: &&Arc<RawValue>| -> Vec<(String, Own)> {
        let References { pictures, links } = file::in_texts(raw, server);
        let pictures = pictures.into_iter().filter_map(|address| found(address, picture));
        let links = links.into_iter().filter_map(|address| found(address, document));
        pictures.chain(links).collect()
    };
    objects.par_iter().flat_map_iter(of_object).collect()
}

/// Removes objects that are neither near a trek of the catalog nor named by one. Used when the
/// settings select some of the treks of the server.
fn follow_treks(catalog: &mut Catalog, report: &mut Report) {
    let positions = |trek: &Arc<Trek>| -> Vec<Position> {
        trek.geometry.positions().chain(trek.departure_geom).collect()
    };
    let near = Around::of(catalog.treks.iter().map(positions));
    let nowhere = catalog.pois.iter().filter(|poi| poi.geometry.is_none());
    let nowhere: HashSet<String> = nowhere.map(|poi| poi.origin.clone()).collect();
    for warning in &mut report.warnings {
        if nowhere.contains(&warning.item) && warning.problem.ends_with(NO_PLACE) {
            let problem = "has no place, and is left out: nobody knows whether it is near a trek of this portal; place it in the admin";
            warning.problem = warning.problem.replace(NO_PLACE, problem);
        }
    }
    catalog.pois.retain(|poi| poi.geometry.is_some_and(|place| near.has(place)));
    catalog.infrastructures.retain(|infrastructure| near.has(infrastructure.geometry));
    catalog.signages.retain(|signage| near.has(signage.geometry));
    catalog.services.retain(|service| near.has(service.geometry));
    let treks: HashSet<_> = catalog.treks.iter().map(|trek| &trek.id).collect();
    let pois: HashSet<_> = catalog.pois.iter().map(|poi| &poi.id).collect();
    let sites: HashSet<_> = catalog.outdoor_sites.iter().map(|site| &site.id).collect();
    catalog.hd_views.retain(|view| {
        view.trek.as_ref().is_some_and(|trek| treks.contains(trek))
            || view.poi.as_ref().is_some_and(|poi| pois.contains(poi))
            || view.outdoor_site.as_ref().is_some_and(|site| sites.contains(site))
    });
    let of_treks = catalog.treks.iter().flat_map(|trek| &trek.information_desks);
    let of_sites = catalog.outdoor_sites.iter().flat_map(|site| &site.information_desks);
    let named: HashSet<_> = of_treks.chain(of_sites).cloned().collect();
    catalog.information_desks.retain(|desk| named.contains(&desk.id));
}

/// Removes the structures that no object names.
fn drop_unnamed_structures(catalog: &mut Catalog) {
    let mut named = HashSet::new();
    each_kind!(K => named.extend(K::all(catalog).iter().filter_map(|o| o.structure().cloned())));
    catalog.structures.retain(|structure| named.contains(&structure.id));
}
