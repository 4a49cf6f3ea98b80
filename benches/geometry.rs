//! `cargo bench --bench geometry`: times the computations on lines.
//!
//! One run measures, on synthetic trails of 1,500 points that never change: simplification beside
//! the `geo` crate, on one core; one elevation profile; the whole stage `derive` for 5,000 trails
//! on all cores, with the share of time that they are busy; and 200,000 POIs near 10,000 trails.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and stops at once")]
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock")]

mod support {
    pub mod measure;
    pub mod numbers;
}

use geo::{LineString, Simplify};
use sentier::Report;
use sentier::derive::topology::Shared;
use sentier::derive::{self, Settings, measure, profile, simplify};
use sentier::model::{Catalog, Id, Line, Localized, Poi, Position, Trek};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;
use support::measure::{figure, processor_time};
use support::numbers::Numbers;

/// Number of points of each trail.
const POINTS: usize = 1_500;
/// Number of times that each measurement is repeated; the best one counts.
const ROUNDS: usize = 5;

fn main() {
    let lines: Vec<Line> = (0..400).map(|i| line(i, POINTS)).collect();
    simplification(&lines);
    let distances = measure::distances(&lines[0]);
    let one = best(|| {
        for _ in 0..100 {
            black_box(profile::profile(black_box(&lines[0]), &distances));
        }
    });
    println!("profile of {POINTS} points       {:.3} ms", one * 10.0);
    stage("5,000 trails", 5_000, 0);
    stage("10,000 trails, 200,000 POIs", 10_000, 200_000);
    let long = line(1, 1_000_000);
    let start = Instant::now();
    let catalog = Catalog { treks: vec![Arc::new(trek(0, long))], ..Catalog::default() };
    black_box(derive::derive(catalog, Settings::default(), None, &mut Report::default()));
    println!("one trail of 1,000,000 points  {:.2} s", start.elapsed().as_secs_f64());
}

/// Times simplification here and in `geo`, on the same lines and with the same tolerance of 5 m.
/// `geo` takes the tolerance in the units of its coordinates, so it gets coordinates in metres.
fn simplification(lines: &[Line]) {
    let flat: Vec<LineString> = lines
        .iter()
        .map(|line| {
            let segment = &line.segments()[0];
            let plane = measure::Plane::at(segment[0]);
            segment
                .iter()
                .map(|position| plane.project(*position))
                .map(<(f64, f64)>::from)
                .collect()
        })
        .collect();
    let (mut ours, mut theirs, mut kept) = (f64::INFINITY, f64::INFINITY, (0, 0));
    for _ in 0..ROUNDS {
        let start = Instant::now();
        kept.0 = 0;
        for line in lines {
            let [simple] = simplify::lines(line.segments(), &Shared::default(), [simplify::DETAIL]);
            kept.0 += simple[0].len();
        }
        ours = ours.min(start.elapsed().as_secs_f64());
        let start = Instant::now();
        kept.1 = flat.iter().map(|line| line.simplify(simplify::DETAIL).0.len()).sum();
        theirs = theirs.min(start.elapsed().as_secs_f64());
    }
    let million = (lines.len() * POINTS) as f64 / 1e6;
    println!(
        "simplification, one core      {:.1} million points/s, {:.2} × `geo` ({:.1}); {} and {} points kept",
        million / ours,
        theirs / ours,
        million / theirs,
        kept.0,
        kept.1
    );
    figure("simplification, times as fast as `geo`", theirs / ours, 2);
    figure("points kept of 600,000", kept.0 as f64, 2);
}

/// Times the whole stage `derive` on all cores, for a grid of trails with POIs at random places.
fn stage(name: &str, treks: usize, pois: usize) {
    let side = (treks as f64).sqrt().ceil() as usize;
    let mut numbers = Numbers(7);
    let mut place = || {
        let (lon, lat) = (numbers.next() + 1.0, numbers.next() + 1.0);
        let span = side as f64 / 2.0;
        Position::new(5.0 + lon * span * 0.03, 43.0 + lat * span * 0.02, None).unwrap()
    };
    let catalog = Catalog {
        pois: (0..pois).map(|i| Arc::new(poi(i, place()))).collect(),
        treks: (0..treks).map(|i| Arc::new(trek(i, line(i, POINTS)))).collect(),
        ..Catalog::default()
    };
    let (start, cpu) = (Instant::now(), processor_time());
    let atlas = derive::derive(catalog, Settings::default(), None, &mut Report::default());
    let (wall, cpu) = (start.elapsed().as_secs_f64(), processor_time() - cpu);
    let along: usize = atlas.neighbours.iter().map(|near| near.pois.len()).sum();
    let cores = rayon::current_num_threads();
    println!(
        "{name:30}{wall:.2} s on {cores} cores, {:.0} % busy, {along} POIs along trails",
        cpu / wall / cores as f64 * 100.0
    );
    figure(&format!("seconds of processors, {name}"), cpu, 2);
}

/// Returns the shortest of several durations of the work, in seconds.
fn best(work: impl Fn()) -> f64 {
    let time = |_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    (0..ROUNDS).map(time).fold(f64::INFINITY, f64::min)
}

fn trek(i: usize, line: Line) -> Trek {
    let mut trek = Trek::new(Id::new("bench", &format!("trek-{i:06}")), String::new());
    trek.name = Localized::everywhere(format!("Trek {i}"));
    trek.geometry = line;
    trek
}

fn poi(i: usize, geometry: Position) -> Poi {
    Poi {
        id: Id::new("bench", &format!("poi-{i:06}")),
        uuid: None,
        name: Localized::everywhere(format!("Poi {i}")),
        description: Localized::default(),
        poi_type: None,
        geometry: Some(geometry),
        attachments: Vec::new(),
        structure: None,
        origin: String::new(),
    }
}

/// Returns the winding line of trail number `i`, in its place of the grid.
fn line(i: usize, points: usize) -> Line {
    let mut numbers = Numbers(i as u64 + 1);
    let side = 100;
    let (mut lon, mut lat) = (5.0 + (i % side) as f64 * 0.03, 43.0 + (i / side) as f64 * 0.02);
    let (mut heading, mut elevation) = (numbers.next() * 3.0, 1_500.0);
    let mut positions = Vec::with_capacity(points);
    for _ in 0..points {
        heading += numbers.next() * 0.3;
        elevation += numbers.next() * 3.0;
        lon += heading.cos() * 0.000_1;
        lat += heading.sin() * 0.000_07;
        positions.push(Position::new(lon, lat, Some(elevation)).unwrap());
    }
    Line::new(vec![positions])
}
