//! Versions of all values that pages read.

use super::Site;
use super::reads::{Key, Version, Versions, key, version};
use super::values::EVERYTHING;
use crate::derive::nearby::{Along, Neighbours};
use crate::model::{Id, Kind, each_kind};
use rayon::prelude::*;
use serde::Serialize;
use std::sync::Arc;

impl Site {
    /// Returns the version of every value that a function of the site notes.
    pub fn versions(&self) -> Versions {
        let (atlas, catalog) = (&self.atlas, &self.atlas.catalog);
        let mut versions = Versions::default();
        each_kind!(K => versions.add_objects(K::NAME, objects(K::all(catalog))));
        let mut all: Vec<(Key, Version)> = Vec::new();
        all.push((key(&"menu"), version(&catalog.menu)));
        all.push((key(&"servers"), version(&catalog.servers)));
        let named = |what: &'static str, trek: usize| key(&(what, &catalog.treks[trek].id));
        let of_trek = |trek: usize| {
            let alerts = self.index.alerts_of_trek(trek);
            [
                (named("figures", trek), version(&atlas.figures[trek])),
                (named("neighbours", trek), self.of_neighbours(&atlas.neighbours[trek])),
                (
                    named("areas", trek),
                    version(&ids(&catalog.sensitive_areas, &atlas.areas_of_trek[trek])),
                ),
                (named("alerts", trek), version(&ids(&catalog.alerts, alerts))),
            ]
        };
        all.par_extend((0..catalog.treks.len()).into_par_iter().flat_map_iter(of_trek));
        let outlines = catalog.sensitive_areas.iter().zip(&atlas.outlines);
        all.extend(outlines.map(|(area, outline)| (key(&("outline", &area.id)), version(outline))));
        all.extend(self.of_treks("treks of a POI", &catalog.pois, &atlas.treks_of_poi));
        let contents = &catalog.touristic_contents;
        all.extend(self.of_treks("treks of a content", contents, &atlas.treks_of_content));
        let events = &catalog.touristic_events;
        all.extend(self.of_treks("treks of an event", events, &atlas.treks_of_event));
        let alerts = catalog.alerts.iter().enumerate();
        all.extend(alerts.map(|(index, alert)| {
            let treks = self.index.treks_of_alert(index);
            (key(&("treks of an alert", &alert.id)), version(&ids(&catalog.treks, treks)))
        }));
        all.extend(self.of_index());
        all.extend(self.pictures.iter().map(|(file, picture)| (key(&file), version(picture))));
        let documents = self.documents.iter();
        all.extend(
            documents.map(|(file, length)| (key(&("length", file.as_path())), version(length))),
        );
        for (key, version) in all {
            versions.add(key, version);
        }
        versions.add_everything(key(&EVERYTHING));
        versions
    }

    /// Versions of the lists of the index.
    fn of_index(&self) -> Vec<(Key, Version)> {
        let treks =
            |treks: &[usize]| ids(&self.atlas.catalog.treks, treks).into_iter().collect::<Vec<_>>();
        let mut all = Vec::new();
        for lang in self.languages() {
            all.push((key(&("treks in", lang)), version(&treks(self.index.treks(lang)))));
        }
        let mut terms = Vec::new();
        for entry in &self.index.terms {
            let treks: Vec<_> =
                entry.treks.iter().map(|(lang, list)| (lang, treks(list))).collect();
            let version = version(&(&entry.term, &entry.slug, treks));
            terms.push(version);
            all.push((key(&(entry.term.vocabulary.name(), &entry.term.id)), version));
        }
        all.push((key(&"terms"), version(&terms)));
        for (desk, by_lang) in self.index.desks() {
            let by_lang: Vec<_> = by_lang.iter().map(|(lang, list)| (lang, treks(list))).collect();
            all.push((key(&("treks of a desk", desk)), version(&by_lang)));
        }
        for (structure, by_lang) in self.index.structures() {
            let by_lang: Vec<_> = by_lang.iter().map(|(lang, list)| (lang, treks(list))).collect();
            all.push((key(&("treks of a structure", structure)), version(&by_lang)));
        }
        all
    }

    /// Versions of the treks of each object.
    fn of_treks<'s, K: Kind>(
        &'s self,
        what: &'static str,
        objects: &'s [Arc<K>],
        treks: &'s [Vec<usize>],
    ) -> impl Iterator<Item = (Key, Version)> + 's {
        objects.iter().zip(treks).map(move |(object, treks)| {
            (key(&(what, object.id())), version(&ids(&self.atlas.catalog.treks, treks)))
        })
    }

    /// Version of the neighbours of a trek. Indices are replaced by identifiers, because an object
    /// that is added or removed changes the indices of others.
    fn of_neighbours(&self, near: &Neighbours) -> Version {
        let catalog = &self.atlas.catalog;
        let treks = [&near.from_here, &near.treks, &near.children, &near.parents];
        version(&(
            along(&catalog.pois, &near.pois),
            along(&catalog.services, &near.services),
            along(&catalog.infrastructures, &near.infrastructures),
            along(&catalog.signages, &near.signages),
            along(&catalog.touristic_contents, &near.contents),
            along(&catalog.information_desks, &near.desks),
            along(&catalog.touristic_events, &near.events),
            treks.map(|treks| ids(&catalog.treks, treks)),
        ))
    }
}

/// Key and version of each object of a kind.
fn objects<K: Kind + Serialize>(all: &[Arc<K>]) -> Vec<(Key, Version)> {
    let one = |object: &Arc<K>| (key(&(K::NAME, object.id())), version(&**object));
    all.par_iter().map(one).collect()
}

fn ids<'c, K: Kind>(all: &'c [Arc<K>], indices: &[usize]) -> Vec<&'c Id<K>> {
    indices.iter().map(|index| all[*index].id()).collect()
}

fn along<'c, K: Kind>(
    all: &'c [Arc<K>],
    along: &'c [Along],
) -> Vec<(&'c Id<K>, f64, &'c [f64], f64)> {
    along.iter().map(|a| (all[a.item].id(), a.distance, &*a.again, a.offset)).collect()
}
