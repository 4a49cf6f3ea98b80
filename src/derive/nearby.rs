//! Objects along and around each trail, found with R-trees instead of comparing all pairs.

pub use crate::derive::along::Along;
use crate::derive::along::passages;
use crate::derive::figures::Figures;
use crate::derive::itinerary::{self, Family};
use crate::derive::measure;
use crate::model::{Catalog, Line, Position, Trek};
use crate::report::Report;
use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::GeomWithData;
use std::cell::OnceCell;
use std::sync::Arc;

/// Metres from the trail within which a POI lies along it.
const POI_REACH: f64 = 300.0;
/// Metres from the trail within which an infrastructure, a signage or a service lies along it.
const FACILITY_REACH: f64 = 150.0;
/// Metres from the trail within which a touristic content or an information desk is shown.
const CONTENT_REACH: f64 = 2_000.0;
/// Metres from the trail within which a touristic event is shown.
const EVENT_REACH: f64 = 5_000.0;
/// Metres between two starts within which they are the same place.
const SAME_START: f64 = 200.0;
/// Maximum number of treks shown that start at the same place.
const FROM_HERE: usize = 6;
/// Maximum number of treks shown that start nearby.
const NEAREST: usize = 3;
/// Maximum metres to the starts of these treks.
const NEAREST_REACH: f64 = 30_000.0;
/// Mean radius of the Earth in metres (IUGG).
const EARTH: f64 = 6_371_008.8;

/// Objects near a trek. Objects are indices in the catalog.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Neighbours {
    /// POIs, in walking order.
    pub pois: Vec<Along>,
    /// Services, in walking order.
    pub services: Vec<Along>,
    /// Infrastructures, in walking order.
    pub infrastructures: Vec<Along>,
    /// Signages, in walking order.
    pub signages: Vec<Along>,
    /// Touristic contents, nearest first.
    pub contents: Vec<Along>,
    /// Information desks, in walking order.
    pub desks: Vec<Along>,
    /// Touristic events, nearest first.
    pub events: Vec<Along>,
    /// Other treks that start at the same place, nearest first.
    pub from_here: Vec<usize>,
    /// Other treks that start nearby, nearest first.
    pub treks: Vec<usize>,
    /// Stages of the trek, in order, if it is an itinerary.
    pub children: Vec<usize>,
    /// Itineraries that have the trek as a stage.
    pub parents: Vec<usize>,
}

/// Point on the unit sphere with the index of its object. Distances between such points are correct
/// at any latitude and across the antimeridian.
type Place = GeomWithData<[f64; 3], usize>;

/// True when two catalogs have the same objects that may lie along treks, in the same order.
pub fn same_places(a: &Catalog, b: &Catalog) -> bool {
    fn same<T>(a: &[Arc<T>], b: &[Arc<T>]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
    }
    same(&a.pois, &b.pois)
        && same(&a.services, &b.services)
        && same(&a.infrastructures, &b.infrastructures)
        && same(&a.signages, &b.signages)
        && same(&a.information_desks, &b.information_desks)
        && same(&a.touristic_contents, &b.touristic_contents)
        && same(&a.touristic_events, &b.touristic_events)
}

/// Finds the neighbours of each trek, in parallel. `known` returns those found earlier for an
/// unchanged trek among unchanged objects: only the treks near it and its stages are then computed
/// again.
pub fn neighbours<'k>(
    catalog: &Catalog,
    figures: &[Arc<Figures>],
    known: &(dyn Fn(&Arc<Trek>) -> Option<&'k Neighbours> + Sync),
    report: &mut Report,
) -> Vec<Neighbours> {
    let pois = tree(catalog.pois.iter().map(|poi| poi.geometry));
    let services = tree(catalog.services.iter().map(|service| Some(service.geometry)));
    let infrastructures = tree(catalog.infrastructures.iter().map(|built| Some(built.geometry)));
    let signages = tree(catalog.signages.iter().map(|signage| Some(signage.geometry)));
    let contents = tree(catalog.touristic_contents.iter().map(|content| content.geometry));
    let events = tree(catalog.touristic_events.iter().map(|event| event.geometry));
    let desks = tree(catalog.information_desks.iter().map(|desk| desk.geometry));
    let starts = tree(catalog.treks.iter().map(|trek| trek.start()));
    let families = itinerary::families(&catalog.treks, report);
    let of = |(index, trek): (usize, &Arc<Trek>)| {
        let Family { children, parents } = families[index].clone();
        let (from_here, treks) = nearest_treks(index, trek, &starts, &children, &parents);
        if let Some(known) = known(trek) {
            return Neighbours { from_here, treks, children, parents, ..known.clone() };
        }
        let trail = Trail::new(trek, &figures[index]);
        let in_order = |tree, reach| {
            let mut found = trail.along(tree, reach);
            found.sort_by(|a, b| a.distance.total_cmp(&b.distance).then(a.item.cmp(&b.item)));
            found
        };
        let nearest = |tree, reach| {
            let mut found = trail.along(tree, reach);
            found.sort_by(|a, b| a.offset.total_cmp(&b.offset).then(a.item.cmp(&b.item)));
            found
        };
        Neighbours {
            pois: without_excluded(in_order(&pois, POI_REACH), trek, catalog),
            services: in_order(&services, FACILITY_REACH),
            infrastructures: in_order(&infrastructures, FACILITY_REACH),
            signages: in_order(&signages, FACILITY_REACH),
            desks: in_order(&desks, CONTENT_REACH),
            contents: nearest(&contents, CONTENT_REACH),
            events: nearest(&events, EVENT_REACH),
            from_here,
            treks,
            children,
            parents,
        }
    };
    catalog.treks.par_iter().enumerate().map(of).collect()
}

/// Removes the POIs that the manager of the trek has excluded.
fn without_excluded(mut pois: Vec<Along>, trek: &Trek, catalog: &Catalog) -> Vec<Along> {
    pois.retain(|along| !trek.pois_excluded.contains(&catalog.pois[along.item].id));
    pois
}

/// R-tree of the positions, with their indices. Objects without a position are left out.
fn tree(positions: impl Iterator<Item = Option<Position>>) -> RTree<Place> {
    let places = positions.enumerate();
    let places = places.filter_map(|(i, position)| Some(Place::new(on_sphere(position?), i)));
    RTree::bulk_load(places.collect())
}

/// Point on the unit sphere.
fn on_sphere(position: Position) -> [f64; 3] {
    let (lon, lat) = (position.lon().to_radians(), position.lat().to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

/// A trail, prepared to look for objects along it.
struct Trail<'t> {
    line: &'t Line,
    /// Middle of each stretch of the simplified line on the unit sphere, and half its length in
    /// metres.
    stretches: Vec<([f64; 3], f64)>,
    /// Metres from the start to each position of the line: computed when they are needed.
    distances: OnceCell<Vec<f64>>,
}

impl Trail<'_> {
    fn new<'t>(trek: &'t Trek, figures: &Figures) -> Trail<'t> {
        let pairs = figures.overview.iter().flat_map(|segment| segment.windows(2));
        let stretch = |pair: &[Position]| {
            let (a, b) = (on_sphere(pair[0]), on_sphere(pair[1]));
            let middle = [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0, (a[2] + b[2]) / 2.0];
            (middle, measure::distance(pair[0], pair[1]) / 2.0)
        };
        let stretches = pairs.map(stretch).collect();
        Trail { line: &trek.geometry, stretches, distances: OnceCell::new() }
    }

    /// Objects of an R-tree within `reach` metres of the trail, in the order of the catalog.
    fn along(&self, tree: &RTree<Place>, reach: f64) -> Vec<Along> {
        // Candidates are the objects within a circle around each stretch of the simplified line.
        let mut candidates: Vec<(usize, [f64; 3])> = Vec::new();
        for (middle, half) in &self.stretches {
            let radius = (half + reach + crate::derive::simplify::OVERVIEW) * 1.01 / EARTH;
            let found = tree.locate_within_distance(*middle, radius * radius);
            candidates.extend(found.map(|place| (place.data, *place.geom())));
        }
        candidates.sort_by_key(|(item, _)| *item);
        candidates.dedup_by_key(|(item, _)| *item);
        let passages = |(item, place)| {
            let distances = self.distances.get_or_init(|| measure::distances(self.line));
            passages(self.line, distances, from_sphere(place), reach, item)
        };
        candidates.into_iter().filter_map(passages).collect()
    }
}

/// Position of a point on the unit sphere.
fn from_sphere([x, y, z]: [f64; 3]) -> Position {
    let lat = z.atan2(x.hypot(y)).to_degrees();
    Position::new(y.atan2(x).to_degrees(), lat, None)
        .expect("a point of the sphere has a longitude and a latitude")
}

/// Returns the treks that start at the same place, and those that start nearby, each nearest first.
/// Stages and itineraries of the trek are left out.
fn nearest_treks(
    index: usize,
    trek: &Trek,
    starts: &RTree<Place>,
    children: &[usize],
    parents: &[usize],
) -> (Vec<usize>, Vec<usize>) {
    let Some(start) = trek.start() else { return Default::default() };
    let reach = (NEAREST_REACH / EARTH).powi(2);
    let same = (SAME_START / EARTH).powi(2);
    let family =
        |other: usize| other == index || children.contains(&other) || parents.contains(&other);
    let mut near: Vec<(f64, usize)> = starts
        .nearest_neighbor_iter_with_distance_2(&on_sphere(start))
        .take_while(|(_, distance)| *distance <= reach)
        .map(|(place, distance)| (distance, place.data))
        .filter(|(_, other)| !family(*other))
        .scan(0, |further, (distance, other)| {
            *further += usize::from(distance > same);
            (*further <= NEAREST).then_some((distance, other))
        })
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let (here, near): (Vec<_>, Vec<_>) = near.into_iter().partition(|(d, _)| *d <= same);
    let indices = |found: Vec<(f64, usize)>| found.into_iter().map(|(_, other)| other);
    (indices(here).take(FROM_HERE).collect(), indices(near).collect())
}
