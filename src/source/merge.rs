//! Merges the catalogs of several sources into one, and reports what does not fit together.

use crate::model::{Address, Catalog, Id, Kind, Trek, each_kind};
use crate::report::Report;
use crate::source::files;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Adds all objects of another catalog.
pub fn append(catalog: &mut Catalog, mut more: Catalog) {
    each_kind!(K => K::all_mut(catalog).append(K::all_mut(&mut more)));
    catalog.menu.append(&mut more.menu);
    catalog.servers.append(&mut more.servers);
    catalog.pictures_in_texts.append(&mut more.pictures_in_texts);
    catalog.linked_files.append(&mut more.linked_files);
}

/// Removes duplicates: of objects with the same `uuid`, the one of the first source stays.
pub fn remove_duplicates(catalog: &mut Catalog) {
    fn keep_first<K: Kind>(objects: &mut Vec<Arc<K>>) {
        let mut seen = HashSet::new();
        objects.retain(|object| object.uuid().is_none_or(|uuid| seen.insert(uuid.clone())));
    }
    redirect_references(catalog);
    each_kind!(K => keep_first(K::all_mut(catalog)));
}

/// Changes references of treks to duplicates (stages, excluded POIs) into references to the objects
/// that stay.
fn redirect_references(catalog: &mut Catalog) {
    let treks = duplicates(&catalog.treks);
    let pois = duplicates(&catalog.pois);
    let names_duplicate = |trek: &&mut Arc<Trek>| {
        trek.children.iter().any(|id| treks.contains_key(id))
            || trek.pois_excluded.iter().any(|id| pois.contains_key(id))
    };
    for trek in catalog.treks.iter_mut().filter(names_duplicate) {
        let trek = Arc::make_mut(trek);
        trek.children.iter_mut().for_each(|id| redirect(id, &treks));
        trek.pois_excluded.iter_mut().for_each(|id| redirect(id, &pois));
    }
}

fn redirect<T>(id: &mut Id<T>, duplicates: &HashMap<Id<T>, Id<T>>) {
    if let Some(kept) = duplicates.get(id) {
        *id = kept.clone();
    }
}

/// Returns the identifiers of duplicates, each with the identifier of the object that stays.
fn duplicates<K: Kind>(objects: &[Arc<K>]) -> HashMap<Id<K>, Id<K>> {
    let mut first: HashMap<&String, &Id<K>> = HashMap::new();
    let mut duplicates = HashMap::new();
    for object in objects {
        let (id, Some(uuid)) = (object.id(), object.uuid()) else { continue };
        match first.get(uuid) {
            Some(kept) => drop(duplicates.insert(id.clone(), (*kept).clone())),
            None => drop(first.insert(uuid, id)),
        }
    }
    duplicates
}

/// Sorts the objects of every kind by identifier. When two objects of a kind have the same address,
/// only the first stays, and a warning names the other. GPX comes before other formats.
pub fn sort(catalog: &mut Catalog, report: &mut Report) {
    each_kind!(K => match K::ADDRESS {
        Address::None => {
            K::all_mut(catalog).sort_by(|a, b| (&a.id, &a.origin).cmp(&(&b.id, &b.origin)));
        }
        _ => sort_by_address(K::all_mut(catalog), report),
    });
}

fn sort_by_address<K: Kind>(objects: &mut Vec<Arc<K>>, report: &mut Report) {
    fn order<K: Kind>(object: &K) -> (&str, bool, &String) {
        let origin = object.origin();
        (object.id().local(), !origin.to_lowercase().ends_with(".gpx"), origin)
    }
    objects.sort_by(|a, b| order(&**a).cmp(&order(&**b)));
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    objects.retain(|object| {
        let (id, origin) = (object.id().local(), object.origin());
        let Some(first) = taken.get(id) else {
            taken.insert(id.to_owned(), origin.clone());
            return true;
        };
        let problem =
            format!("no page: {first} already has the address `{id}`; rename one of the two");
        report.warn(origin, problem);
        false
    });
}

/// Finds the treks that alerts name. An alert names a trek of any source by its slug, or by the
/// number at the beginning of the slug, which is the identifier in the Geotrek-admin.
pub fn resolve_treks_of_alerts(catalog: &mut Catalog) {
    let mut known: HashMap<&str, &Id<Trek>> = HashMap::new();
    // `None` for a number that two servers use: it could mean either trek.
    let mut by_number: HashMap<&str, Option<&Id<Trek>>> = HashMap::new();
    for trek in &catalog.treks {
        let local = trek.id.local();
        known.insert(local, &trek.id);
        if let Some(number) = local.split('-').next().filter(|_| trek.id.source() != files::SOURCE)
        {
            let same = by_number.entry(number).or_insert(Some(&trek.id));
            *same = same.filter(|id| **id == trek.id);
        }
    }
    for (number, id) in by_number {
        if let Some(id) = id {
            known.entry(number).or_insert(id);
        }
    }
    for alert in &mut catalog.alerts {
        for id in Arc::make_mut(alert).treks.iter_mut().flatten() {
            if let Some(found) = known.get(id.local()) {
                *id = (*found).clone();
            }
        }
    }
}

/// Reports references to objects that do not exist.
pub fn check_references(catalog: &Catalog, report: &mut Report) {
    let treks: BTreeSet<_> = catalog.treks.iter().map(|trek| &trek.id).collect();
    let desks: BTreeSet<_> = catalog.information_desks.iter().map(|desk| &desk.id).collect();
    let structures: BTreeSet<_> = catalog.structures.iter().map(|item| &item.id).collect();
    each_kind!(K => {
        for object in K::all(catalog) {
            report_missing(object.structure(), &structures, "structure", &object.origin, report);
        }
    });
    for alert in &catalog.alerts {
        report_missing(alert.treks.iter().flatten(), &treks, "trek", &alert.origin, report);
    }
    for trek in &catalog.treks {
        report_missing(&trek.children, &treks, "stage", &trek.origin, report);
        check_stages(trek, report);
        report_missing(&trek.information_desks, &desks, "information desk", &trek.origin, report);
    }
}

/// Reports stages that an itinerary names twice, and itineraries that are stages of themselves.
fn check_stages(trek: &Trek, report: &mut Report) {
    let mut problems = Report::default();
    let mut named = BTreeSet::new();
    for stage in &trek.children {
        if stage == &trek.id {
            problems.warn(&trek.origin, "is named as a stage of itself");
        } else if !named.insert(stage) {
            problems.warn(&trek.origin, format!("names the stage `{}` twice", stage.local()));
        }
    }
    report.first_of(&trek.origin, problems);
}

/// Reports the identifiers that are not in `known`. `noun` is the kind of object in the warnings,
/// `origin` the object that names them.
fn report_missing<'i, T: 'i>(
    ids: impl IntoIterator<Item = &'i Id<T>>,
    known: &BTreeSet<&Id<T>>,
    noun: &str,
    origin: &str,
    report: &mut Report,
) {
    // Number of warnings that suggest a similar name: the search for one is slow.
    const HINTS: usize = 20;
    let mut missing = Report::default();
    for id in ids.into_iter().filter(|id| !known.contains(id)) {
        let hint = match missing.warnings.len() < HINTS {
            true => files::did_you_mean(id.local(), known.iter().map(|known| known.local())),
            false => String::new(),
        };
        let problem = format!("names the {noun} `{}`, which is not there{hint}", id.local());
        missing.warn(origin, problem);
    }
    report.first_of(origin, missing);
}
