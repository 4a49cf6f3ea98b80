//! Versions of all values that pages read.

use super::Site;
use super::reads::{Key, Name, Version, Versions, version};
use super::values::EVERYTHING;
use crate::derive::nearby::{Along, Neighbours};
use crate::model::{Id, Kind, Lang, each_kind};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;

impl Site {
    /// Returns the version of every value that a function of the site notes.
    pub fn versions(&self) -> Versions {
        let mut versions = Versions::default();
        each_kind!(K => versions.add_objects(K::NAME, objects(K::all(&self.atlas.catalog))));
        for (name, version) in self.others() {
            versions.add(name.key(), version);
        }
        versions.add_everything(EVERYTHING.key());
        versions
    }

    /// Returns the name of every value in words.
    pub fn names(&self) -> HashMap<Key, String> {
        let mut names = vec![EVERYTHING];
        each_kind!(K => {
            names.push(Name::One(K::NAME));
            names.extend(K::all(&self.atlas.catalog).iter().map(|one| Name::of(K::NAME, one.id())));
        });
        names.extend(self.others().into_iter().map(|(name, _)| name));
        names.into_iter().map(|name| (name.key(), name.to_string())).collect()
    }

    /// Names and versions of all values other than objects.
    fn others(&self) -> Vec<(Name<'_>, Version)> {
        let (atlas, catalog) = (&self.atlas, &self.atlas.catalog);
        let mut all: Vec<(Name, Version)> = Vec::new();
        all.push((Name::One("menu"), version(&catalog.menu)));
        all.push((Name::One("servers"), version(&catalog.servers)));
        let named = |what: &'static str, trek: usize| Name::of(what, &catalog.treks[trek].id);
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
        all.extend(
            outlines.map(|(area, outline)| (Name::of("outline", &area.id), version(outline))),
        );
        all.extend(self.of_treks("treks of a POI", &catalog.pois, &atlas.treks_of_poi));
        let contents = &catalog.touristic_contents;
        all.extend(self.of_treks("treks of a content", contents, &atlas.treks_of_content));
        let events = &catalog.touristic_events;
        all.extend(self.of_treks("treks of an event", events, &atlas.treks_of_event));
        let alerts = catalog.alerts.iter().enumerate();
        all.extend(alerts.map(|(index, alert)| {
            let treks = self.index.treks_of_alert(index);
            (Name::of("treks of an alert", &alert.id), version(&ids(&catalog.treks, treks)))
        }));
        all.extend(self.of_index());
        all.extend(
            self.pictures.iter().map(|(file, picture)| (Name::Photograph(file), version(picture))),
        );
        let documents = self.documents.iter();
        all.extend(documents.map(|(file, length)| (Name::Length(file), version(length))));
        all
    }

    /// Versions of the lists of the index.
    fn of_index(&self) -> Vec<(Name<'_>, Version)> {
        let treks =
            |treks: &[usize]| ids(&self.atlas.catalog.treks, treks).into_iter().collect::<Vec<_>>();
        let mut all = Vec::new();
        for lang in self.languages() {
            all.push((
                Name::In("treks in", lang.as_str()),
                version(&treks(self.index.treks(lang))),
            ));
        }
        let mut terms = Vec::new();
        for entry in &self.index.terms {
            let treks: Vec<_> =
                entry.treks.iter().map(|(lang, list)| (lang, treks(list))).collect();
            let languages: Vec<&Lang> = entry.treks.keys().collect();
            all.push((Name::term("address of", &entry.term), version(&(&entry.slug, languages))));
            let version = version(&(&entry.term, &entry.slug, treks));
            terms.push(version);
            all.push((Name::term("treks of", &entry.term), version));
        }
        all.push((Name::One("terms"), version(&terms)));
        for (desk, by_lang) in self.index.desks() {
            let by_lang: Vec<_> = by_lang.iter().map(|(lang, list)| (lang, treks(list))).collect();
            let languages: Vec<_> = by_lang.iter().map(|(lang, _)| lang).collect();
            all.push((Name::of("languages of a desk", desk), version(&languages)));
            all.push((Name::of("treks of a desk", desk), version(&by_lang)));
        }
        for (structure, by_lang) in self.index.structures() {
            let by_lang: Vec<_> = by_lang.iter().map(|(lang, list)| (lang, treks(list))).collect();
            all.push((Name::of("treks of a structure", structure), version(&by_lang)));
        }
        all
    }

    /// Versions of the treks of each object.
    fn of_treks<'s, K: Kind>(
        &'s self,
        what: &'static str,
        objects: &'s [Arc<K>],
        treks: &'s [Vec<usize>],
    ) -> impl Iterator<Item = (Name<'s>, Version)> + 's {
        objects.iter().zip(treks).map(move |(object, treks)| {
            (Name::of(what, object.id()), version(&ids(&self.atlas.catalog.treks, treks)))
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
    let one = |object: &Arc<K>| (Name::of(K::NAME, object.id()).key(), version(&**object));
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
