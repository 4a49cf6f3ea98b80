//! What lies along and around each trail, by R-trees: nothing is compared with everything.

use super::Figures;
use super::itinerary;
use super::measure::{self, Plane, to_stretch};
use crate::model::{Catalog, Line, Position, Trek};
use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::GeomWithData;
use std::sync::Arc;

/// Metres from the trail within which a POI lies along it.
const POI_REACH: f64 = 300.0;
/// Metres from the trail within which what was built, or serves walkers, is theirs.
const FACILITY_REACH: f64 = 150.0;
/// Metres from the trail within which services and events are worth naming.
const CONTENT_REACH: f64 = 2_000.0;
const EVENT_REACH: f64 = 5_000.0;
/// Treks that start nearby: how many, and how far in metres.
const NEAREST: usize = 3;
const NEAREST_REACH: f64 = 30_000.0;
/// Mean radius of the Earth (IUGG).
const EARTH: f64 = 6_371_008.8;

/// What is near a trek: indices in the catalog.
#[derive(Debug, Clone, Default)]
pub struct Neighbours {
    /// In walking order.
    pub pois: Vec<Along>,
    /// In walking order, as are the two that follow.
    pub services: Vec<Along>,
    pub infrastructures: Vec<Along>,
    pub signages: Vec<Along>,
    /// The nearest first.
    pub contents: Vec<Along>,
    /// The nearest first.
    pub events: Vec<Along>,
    /// Other treks that start near, the nearest first.
    pub treks: Vec<usize>,
    /// Stages of an itinerary, in order; and the itineraries it is a stage of.
    pub children: Vec<usize>,
    pub parents: Vec<usize>,
}

/// A thing beside a trail.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Along {
    /// Index in the catalog.
    pub item: usize,
    /// Metres from the start, along the trail, to where it is nearest.
    pub distance: f64,
    /// Metres from the trail.
    pub offset: f64,
}

/// A place as a point of the unit sphere: near is near, at any latitude and across 180°.
type Place = GeomWithData<[f64; 3], usize>;

/// True when the places that may lie along a trek are the same objects in the same order.
pub fn same_places(a: &Catalog, b: &Catalog) -> bool {
    fn same<T>(a: &[Arc<T>], b: &[Arc<T>]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
    }
    same(&a.pois, &b.pois)
        && same(&a.services, &b.services)
        && same(&a.infrastructures, &b.infrastructures)
        && same(&a.signages, &b.signages)
        && same(&a.touristic_contents, &b.touristic_contents)
        && same(&a.touristic_events, &b.touristic_events)
}

/// Finds the neighbours of each trek, in parallel. `known`: those of an unchanged trek among
/// unchanged places; only the other treks are looked for again.
pub fn neighbours<'k>(
    catalog: &Catalog,
    figures: &[Arc<Figures>],
    known: &(dyn Fn(&Arc<Trek>) -> Option<&'k Neighbours> + Sync),
) -> Vec<Neighbours> {
    let pois = tree(catalog.pois.iter().map(|poi| Some(poi.geometry)));
    let services = tree(catalog.services.iter().map(|service| Some(service.geometry)));
    let infrastructures = tree(catalog.infrastructures.iter().map(|built| Some(built.geometry)));
    let signages = tree(catalog.signages.iter().map(|signage| Some(signage.geometry)));
    let contents = tree(catalog.touristic_contents.iter().map(|content| Some(content.geometry)));
    let events = tree(catalog.touristic_events.iter().map(|event| Some(event.geometry)));
    let starts = tree(catalog.treks.iter().map(|trek| trek.geometry.start()));
    let family = itinerary::families(&catalog.treks);
    let of = |(index, trek): (usize, &Arc<Trek>)| {
        let (children, parents) = family[index].clone();
        let treks = nearest_treks(index, trek, &starts, &children, &parents);
        if let Some(known) = known(trek) {
            return Neighbours { treks, children, parents, ..known.clone() };
        }
        let in_order = |tree, reach| {
            let mut found = along(trek, &figures[index], tree, reach);
            found.sort_by(|a, b| a.distance.total_cmp(&b.distance).then(a.item.cmp(&b.item)));
            found
        };
        let nearest = |tree, reach| {
            let mut found = along(trek, &figures[index], tree, reach);
            found.sort_by(|a, b| a.offset.total_cmp(&b.offset).then(a.item.cmp(&b.item)));
            found
        };
        Neighbours {
            pois: in_order(&pois, POI_REACH),
            services: in_order(&services, FACILITY_REACH),
            infrastructures: in_order(&infrastructures, FACILITY_REACH),
            signages: in_order(&signages, FACILITY_REACH),
            contents: nearest(&contents, CONTENT_REACH),
            events: nearest(&events, EVENT_REACH),
            treks,
            children,
            parents,
        }
    };
    catalog.treks.par_iter().enumerate().map(of).collect()
}

fn tree(positions: impl Iterator<Item = Option<Position>>) -> RTree<Place> {
    let places = positions.enumerate();
    let places = places.filter_map(|(i, position)| Some(Place::new(on_sphere(position?), i)));
    RTree::bulk_load(places.collect())
}

fn on_sphere(position: Position) -> [f64; 3] {
    let (lon, lat) = (position.lon().to_radians(), position.lat().to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

fn along(trek: &Trek, figures: &Figures, tree: &RTree<Place>, reach: f64) -> Vec<Along> {
    if tree.size() == 0 {
        return Vec::new();
    }
    // Chords of the simplified line are short enough to look around each of their ends.
    let mut candidates: Vec<(usize, [f64; 3])> = Vec::new();
    for pair in figures.overview.iter().flat_map(|segment| segment.windows(2)) {
        let (a, b) = (on_sphere(pair[0]), on_sphere(pair[1]));
        let middle = [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0, (a[2] + b[2]) / 2.0];
        let half = measure::distance(pair[0], pair[1]) / 2.0;
        let radius = (half + reach + super::simplify::OVERVIEW) * 1.01 / EARTH;
        let found = tree.locate_within_distance(middle, radius * radius);
        candidates.extend(found.map(|place| (place.data, *place.geom())));
    }
    candidates.sort_by_key(|(item, _)| *item);
    candidates.dedup_by_key(|(item, _)| *item);
    if candidates.is_empty() {
        return Vec::new();
    }
    let distances = measure::distances(&trek.geometry);
    let nearest = candidates.into_iter().map(|(item, place)| {
        let (distance, offset) = nearest_on(&trek.geometry, &distances, from_sphere(place));
        Along { item, distance, offset }
    });
    nearest.filter(|along| along.offset <= reach).collect()
}

fn from_sphere([x, y, z]: [f64; 3]) -> Position {
    let lat = z.atan2(x.hypot(y)).to_degrees();
    Position::new(y.atan2(x).to_degrees(), lat, None)
        .expect("a point of the sphere has a longitude and a latitude")
}

/// Where on the line a place is nearest: metres from the start, metres off the line.
fn nearest_on(line: &Line, distances: &[f64], place: Position) -> (f64, f64) {
    let plane = Plane::at(place);
    let (mut best, mut at) = (f64::INFINITY, 0.0);
    let mut index = 0;
    for segment in line.segments() {
        let mut before = plane.project(segment[0]);
        for (i, position) in segment.iter().enumerate().skip(1) {
            let here = plane.project(*position);
            let (offset, part) = to_stretch([0.0, 0.0], before, here);
            if offset < best {
                let (from, to) = (distances[index + i - 1], distances[index + i]);
                (best, at) = (offset, from + part * (to - from));
            }
            before = here;
        }
        index += segment.len();
    }
    (at, best)
}

fn nearest_treks(
    index: usize,
    trek: &Trek,
    starts: &RTree<Place>,
    children: &[usize],
    parents: &[usize],
) -> Vec<usize> {
    let Some(start) = trek.geometry.start() else { return Vec::new() };
    let reach = (NEAREST_REACH / EARTH).powi(2);
    let family =
        |other: usize| other == index || children.contains(&other) || parents.contains(&other);
    let mut near: Vec<(f64, usize)> = starts
        .nearest_neighbor_iter_with_distance_2(&on_sphere(start))
        .take_while(|(_, distance)| *distance <= reach)
        .map(|(place, distance)| (distance, place.data))
        .filter(|(_, other)| !family(*other))
        .take(NEAREST)
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    near.into_iter().map(|(_, other)| other).collect()
}
