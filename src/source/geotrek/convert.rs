//! Objects of the API → our nouns, one by one and in parallel. The spelling of the API is in this
//! folder, nowhere else.

use super::Settings;
use super::attachment;
use super::object::Object;
use super::snapshot::Snapshot;
use super::words::Words;
use crate::model::*;
use crate::report::Report;
use crate::source::sanitize::{Own, References, Surroundings};
use crate::source::slug;
use rayon::prelude::*;
use reqwest::Url;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What converting one object may look at.
pub struct Reading<'a> {
    pub snapshot: &'a Snapshot,
    pub media: &'a Path,
    languages: &'a [Lang],
    pub server: String,
    pub ascent: AscentMethod,
    pub around: Surroundings,
    pub words: Words,
    /// By endpoint and identifier, the last part of the address of an object: objects refer to
    /// each other by number, pages by this.
    locals: HashMap<&'static str, HashMap<String, String>>,
    /// Treks that are stages of others.
    stages: HashSet<String>,
}

/// Endpoints whose objects have an address, or others refer to, with the field that names them.
const REFERRED: [(&str, &str); 9] = [
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

/// Addresses that other sources have, by endpoint.
#[derive(Debug, Default)]
pub struct Taken(BTreeMap<&'static str, BTreeSet<String>>);

impl Taken {
    pub fn by(catalog: &Catalog) -> Taken {
        fn locals<T>(objects: &[Arc<T>], id: fn(&T) -> &Id<T>) -> BTreeSet<String> {
            objects.iter().map(|object| id(object).local().to_owned()).collect()
        }
        Taken(BTreeMap::from([
            ("trek", locals(&catalog.treks, |o| &o.id)),
            ("poi", locals(&catalog.pois, |o| &o.id)),
            ("touristiccontent", locals(&catalog.touristic_contents, |o| &o.id)),
            ("touristicevent", locals(&catalog.touristic_events, |o| &o.id)),
            ("outdoor_site", locals(&catalog.outdoor_sites, |o| &o.id)),
            ("outdoor_course", locals(&catalog.outdoor_courses, |o| &o.id)),
            ("informationdesk", locals(&catalog.information_desks, |o| &o.id)),
            ("structure", locals(&catalog.structures, |o| &o.id)),
            ("flatpage", locals(&catalog.flatpages, |o| &o.id)),
        ]))
    }

    /// The same address, or the next that is free: `4-le-lac-2`.
    fn free(&self, endpoint: &str, local: String) -> String {
        let taken = |local: &String| self.0.get(endpoint).is_some_and(|of| of.contains(local));
        let numbered = (2..).map(|number| format!("{local}-{number}"));
        std::iter::once(local.clone()).chain(numbered).find(|local| !taken(local)).unwrap_or(local)
    }
}

/// Reads every object of a snapshot. One that cannot be used is a warning.
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
    let words = Words::read(snapshot, media, &around, report);
    let mut reading = Reading {
        snapshot,
        media,
        languages,
        server,
        ascent: settings.ascent,
        around,
        words,
        locals: HashMap::new(),
        stages: HashSet::new(),
    };
    let locals =
        REFERRED.map(|(endpoint, name)| (endpoint, reading.locals_of(endpoint, name, taken)));
    reading.locals = HashMap::from(locals);
    let children = |raw: &Arc<RawValue>| Object::part(raw, &["children"]).ids("children");
    reading.stages = snapshot.of("trek").flat_map(|(_, raw)| children(raw)).collect();

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
        follow_treks(&mut catalog);
    }
    for server in &catalog.servers {
        unknown_portals(settings, server, report);
    }
    drop_unnamed_structures(&mut catalog);
    catalog
}

fn unknown_portals(settings: &Settings, server: &Server, report: &mut Report) {
    let known = |id: &&u64| server.portals.iter().any(|portal| portal.id == id.to_string());
    let unknown = settings.portals.iter().filter(|id| !server.portals.is_empty() && !known(id));
    for id in unknown {
        let problem =
            format!("`portals` names {id}, which is not there: {}", server.portals_in_words());
        report.warn(&settings.url, problem);
    }
}

/// What was fetched for texts, by the address in the text.
fn own(snapshot: &Snapshot, media: &Path, server: &Url) -> HashMap<String, Own> {
    let objects: Vec<&Arc<RawValue>> = snapshot.objects.values().flat_map(|o| o.values()).collect();
    let found = |address: String, own: fn(PathBuf) -> Own| {
        let file = attachment::fetched(snapshot, media, &address)?;
        Some((address, file.map_or_else(Own::Missing, own)))
    };
    let picture = |file: PathBuf| Own::Picture(file.into());
    let document = |file| Own::File(Arc::new(LinkedFile { file, name: None }));
    let of_object = |raw: &&Arc<RawValue>| -> Vec<(String, Own)> {
        let References { pictures, links } = attachment::in_texts(raw, server);
        let pictures = pictures.into_iter().filter_map(|address| found(address, picture));
        let links = links.into_iter().filter_map(|address| found(address, document));
        pictures.chain(links).collect()
    };
    objects.par_iter().flat_map_iter(of_object).collect()
}

/// Leaves out what belongs to treks that are not wanted.
fn follow_treks(catalog: &mut Catalog) {
    let near = Around::of(&catalog.treks);
    catalog.pois.retain(|poi| near.has(poi.geometry));
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

/// A structure without anything of its own has nothing to say here.
fn drop_unnamed_structures(catalog: &mut Catalog) {
    let named: HashSet<_> = (catalog.treks.iter().filter_map(|t| t.structure.clone()))
        .chain(catalog.pois.iter().filter_map(|p| p.structure.clone()))
        .chain(catalog.touristic_contents.iter().filter_map(|c| c.structure.clone()))
        .chain(catalog.touristic_events.iter().filter_map(|e| e.structure.clone()))
        .chain(catalog.outdoor_sites.iter().filter_map(|s| s.structure.clone()))
        .chain(catalog.outdoor_courses.iter().filter_map(|c| c.structure.clone()))
        .collect();
    catalog.structures.retain(|structure| named.contains(&structure.id));
}

impl Reading<'_> {
    /// Converts the objects of an endpoint, in parallel.
    fn all<T: Send>(
        &self,
        endpoint: &str,
        convert: fn(&Self, &str, &Object) -> Option<T>,
        report: &mut Report,
    ) -> Vec<Arc<T>>
    where
        Arc<T>: Send,
    {
        let objects: Vec<(&String, &Arc<RawValue>)> = self.snapshot.of(endpoint).collect();
        let one = |(id, raw): &(&String, &Arc<RawValue>)| {
            let mut told = Report::default();
            let object = Object::parse(format!("{endpoint}/{id}"), raw, &self.around, &mut told);
            let found = object.and_then(|object| {
                let found = convert(self, id, &object);
                object.finish(&mut told);
                found
            });
            (found, told)
        };
        let converted: Vec<(Option<T>, Report)> = objects.par_iter().map(one).collect();
        let mut found = Vec::with_capacity(converted.len());
        for (object, told) in converted {
            found.extend(object.map(Arc::new));
            report.extend(told);
        }
        found
    }

    /// The last part of an address: the identifier, and the name in the site's first language.
    pub fn local(&self, id: &str, name: &Localized<String>) -> String {
        match name.any(self.languages) {
            Some(name) => slug(&format!("{id}-{name}")),
            None => slug(id),
        }
    }

    pub fn id<T>(&self, local: &str) -> Id<T> {
        Id::new(&self.server, local)
    }

    /// The object that others name by this number, if there is one.
    pub fn named<T>(&self, endpoint: &str, id: &str) -> Option<Id<T>> {
        self.locals.get(endpoint)?.get(id).map(|local| self.id(local))
    }

    fn locals_of(&self, endpoint: &str, name: &str, taken: &Taken) -> HashMap<String, String> {
        let local = |(id, raw): (&String, &Arc<RawValue>)| {
            let local = self.local(id, &Object::part(raw, &[name]).names(name));
            (id.clone(), taken.free(endpoint, local))
        };
        self.snapshot.of(endpoint).map(local).collect()
    }

    /// True for a trek that is a stage of another.
    pub fn is_stage(&self, id: &str) -> bool {
        self.stages.contains(id)
    }

    /// An address on the server, whatever host it names: servers behind a proxy often write one
    /// that is not theirs.
    pub fn on_server(&self, address: &str) -> String {
        let path = address.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
        path.map_or(address.to_owned(), |(_, path)| format!("{}/{path}", self.server))
    }

    pub fn structure_of(&self, object: &Object) -> Option<Id<Structure>> {
        self.named("structure", &object.id("structure")?)
    }

    /// The names of an object in the languages in which it is published. One that is published
    /// without a name is called as in another language.
    pub fn published(&self, object: &Object, key: &str) -> Localized<String> {
        let names = object.names(key);
        let published = self.languages.iter().filter(|lang| object.is_published(lang));
        let name = |lang: &Lang| names.get(lang).or_else(|| names.any(self.languages)).cloned();
        published.filter_map(|lang| Some((lang.clone(), name(lang)?))).collect()
    }

    pub fn origin(&self, endpoint: &str, id: &str) -> String {
        format!("{}/api/v2/{endpoint}/{id}/", self.server)
    }

    pub fn placed(&self, object: &Object) -> Option<Position> {
        let place = object.place("geometry");
        if place.is_none() {
            object.wrong("geometry", "has no place: it is left out");
        }
        place
    }
}

/// The neighbourhood of treks, in cells: what is further than one cell from all is not near.
struct Around(BTreeSet<(i32, i32)>);

impl Around {
    /// 1e-7 degrees: about 500 m of latitude.
    const CELL: i32 = 50_000;

    fn of(treks: &[Arc<Trek>]) -> Around {
        let positions = treks.iter().flat_map(|trek| trek.geometry.positions());
        Around(positions.map(Around::cell).collect())
    }

    fn cell(position: Position) -> (i32, i32) {
        let (lon, lat) = position.fixed();
        (lon.div_euclid(Around::CELL), lat.div_euclid(Around::CELL))
    }

    fn has(&self, position: Position) -> bool {
        let (x, y) = Around::cell(position);
        (-1..=1).any(|dx| (-1..=1).any(|dy| self.0.contains(&(x + dx, y + dy))))
    }
}
