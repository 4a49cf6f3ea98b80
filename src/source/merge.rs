//! Makes one catalog of what several sources have.

use crate::model::{Address, Catalog, Id, Kind, Trek, each_kind};
use crate::report::Report;
use crate::source::files;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

pub fn append(catalog: &mut Catalog, mut more: Catalog) {
    each_kind!(K => K::all_mut(catalog).append(K::all_mut(&mut more)));
    catalog.menu.append(&mut more.menu);
    catalog.servers.append(&mut more.servers);
    catalog.pictures_in_texts.append(&mut more.pictures_in_texts);
    catalog.linked_files.append(&mut more.linked_files);
}

/// Keeps one of the objects that two servers have: that of the first source.
pub fn same_objects(catalog: &mut Catalog) {
    fn once<K: Kind>(objects: &mut Vec<Arc<K>>) {
        let mut seen = HashSet::new();
        objects.retain(|object| object.uuid().is_none_or(|uuid| seen.insert(uuid.clone())));
    }
    same_names(catalog);
    each_kind!(K => once(K::all_mut(catalog)));
}

/// Makes treks name the stage and the POI that is kept, where they name one that is not.
fn same_names(catalog: &mut Catalog) {
    let treks = replaced(&catalog.treks);
    let pois = replaced(&catalog.pois);
    let names_one = |trek: &&mut Arc<Trek>| {
        trek.children.iter().any(|id| treks.contains_key(id))
            || trek.pois_excluded.iter().any(|id| pois.contains_key(id))
    };
    for trek in catalog.treks.iter_mut().filter(names_one) {
        let trek = Arc::make_mut(trek);
        trek.children.iter_mut().for_each(|id| rename(id, &treks));
        trek.pois_excluded.iter_mut().for_each(|id| rename(id, &pois));
    }
}

fn rename<T>(id: &mut Id<T>, replaced: &HashMap<Id<T>, Id<T>>) {
    if let Some(kept) = replaced.get(id) {
        *id = kept.clone();
    }
}

/// Objects that an earlier source has too, with the identifier that is kept.
fn replaced<K: Kind>(objects: &[Arc<K>]) -> HashMap<Id<K>, Id<K>> {
    let mut first: HashMap<&String, &Id<K>> = HashMap::new();
    let mut replaced = HashMap::new();
    for object in objects {
        let (id, Some(uuid)) = (object.id(), object.uuid()) else { continue };
        match first.get(uuid) {
            Some(kept) => drop(replaced.insert(id.clone(), (*kept).clone())),
            None => drop(first.insert(uuid, id)),
        }
    }
    replaced
}

/// Sorts the objects of every kind by identifier. Of two that want one address, the first keeps
/// it, where GPX comes before other formats; the other is left out, with a warning.
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

/// Alerts name treks of any source: by the last part of their address, or by the number it begins
/// with, which is that of the Geotrek-admin.
pub fn treks_of_alerts(catalog: &mut Catalog) {
    let mut known: HashMap<&str, &Id<Trek>> = HashMap::new();
    // A number that two servers have names neither.
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

/// Names what is referred to and is not there.
pub fn references(catalog: &Catalog, report: &mut Report) {
    let treks: BTreeSet<_> = catalog.treks.iter().map(|trek| &trek.id).collect();
    let desks: BTreeSet<_> = catalog.information_desks.iter().map(|desk| &desk.id).collect();
    let structures: BTreeSet<_> = catalog.structures.iter().map(|item| &item.id).collect();
    each_kind!(K => {
        for object in K::all(catalog) {
            missing(object.structure(), &structures, "structure", &object.origin, report);
        }
    });
    for alert in &catalog.alerts {
        missing(alert.treks.iter().flatten(), &treks, "trek", &alert.origin, report);
    }
    for trek in &catalog.treks {
        missing(&trek.children, &treks, "stage", &trek.origin, report);
        odd_stages(trek, report);
        missing(&trek.information_desks, &desks, "information desk", &trek.origin, report);
    }
}

fn odd_stages(trek: &Trek, report: &mut Report) {
    let mut odd = Report::default();
    let mut named = BTreeSet::new();
    for stage in &trek.children {
        if stage == &trek.id {
            odd.warn(&trek.origin, "is named as a stage of itself");
        } else if !named.insert(stage) {
            odd.warn(&trek.origin, format!("names the stage `{}` twice", stage.local()));
        }
    }
    report.first_of(&trek.origin, odd);
}

fn missing<'i, T: 'i>(
    ids: impl IntoIterator<Item = &'i Id<T>>,
    known: &BTreeSet<&Id<T>>,
    noun: &str,
    origin: &str,
    report: &mut Report,
) {
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
