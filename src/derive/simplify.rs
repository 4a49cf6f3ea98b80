//! Simplified lines: fewer points, within a tolerance of the full line.

use crate::derive::measure::Plane;
use crate::derive::topology::Shared;
use crate::model::Position;

/// Tolerance in metres for the map of one trail.
pub const DETAIL: f64 = 5.0;
/// Tolerance in metres for maps of many trails and for cards.
pub const OVERVIEW: f64 = 30.0;

/// Simplifies a line for each tolerance in metres, by the algorithm of Douglas & Peucker (1973). No
/// point of the line is further than the tolerance from the result, whose stretches are straight in
/// longitude and latitude. The ends of segments are kept.
///
/// Lines that share a path still share it afterwards: between two nodes of `shared`, all of them
/// have the same points.
pub fn lines<const N: usize>(
    segments: &[Vec<Position>],
    shared: &Shared,
    tolerances: [f64; N],
) -> [Vec<Vec<Position>>; N] {
    let finest = tolerances.into_iter().fold(f64::INFINITY, f64::min);
    let weights: Vec<Vec<f64>> =
        segments.iter().map(|segment| weights(segment, shared, finest)).collect();
    tolerances.map(|tolerance| {
        let kept = |(segment, weights): (&Vec<Position>, &Vec<f64>)| {
            let heavy = segment.iter().zip(weights).filter(|(_, weight)| **weight > tolerance);
            heavy.map(|(position, _)| *position).collect()
        };
        segments.iter().zip(&weights).map(kept).collect()
    })
}

/// For each position, the tolerance in metres below which it is kept; 0 when that is less than
/// `finest`.
fn weights(segment: &[Position], shared: &Shared, finest: f64) -> Vec<f64> {
    let mut all = vec![0.0; segment.len()];
    let Some(last) = segment.len().checked_sub(1) else { return all };
    let mut from = 0;
    for to in 1..=last {
        if to < last && !shared.is_node(segment[to]) {
            continue;
        }
        let arc = &segment[from..=to];
        let weights = weights_of_arc(arc, finest);
        all[from..=to].copy_from_slice(&weights);
        from = to;
    }
    (all[0], all[last]) = (f64::INFINITY, f64::INFINITY);
    all
}

/// Weights of the positions of an arc, the part of a line between two nodes. They do not depend on
/// the direction of the arc.
fn weights_of_arc(arc: &[Position], finest: f64) -> Vec<f64> {
    let backwards = arc[0].fixed() > arc[arc.len() - 1].fixed();
    let at = |i: usize| if backwards { arc[arc.len() - 1 - i] } else { arc[i] };
    // The plane is at an end, which simplification keeps: simplifying again changes nothing.
    let plane = Plane::at(at(0));
    let points: Vec<[f64; 2]> = (0..arc.len()).map(|i| plane.project(at(i))).collect();
    let shrinking = plane.shrinking(arc);
    let mut weights = peucker(points.len(), finest / shrinking, |from, to, furthest| {
        furthest_from(&points, from, to, furthest)
    });
    if backwards {
        weights.reverse();
    }
    weights.iter_mut().for_each(|weight| *weight *= shrinking);
    weights
}

/// Simplifies a line in a plane, within a tolerance in the units of its points.
pub fn plane(points: &[[f64; 2]], tolerance: f64) -> Vec<[f64; 2]> {
    let weights = peucker(points.len(), tolerance, |from, to, furthest| {
        furthest_from(points, from, to, furthest)
    });
    let heavy = points.iter().zip(weights).filter(|(_, weight)| *weight > 0.0);
    heavy.map(|(point, _)| *point).collect()
}

/// Finds the point between `from` and `to` that is furthest from the stretch between them. Returns
/// its index and distance; `None` when no point is further than `furthest`.
fn furthest_from(
    points: &[[f64; 2]],
    from: usize,
    to: usize,
    furthest: f64,
) -> Option<(usize, f64)> {
    let ([ax, ay], [bx, by]) = (points[from], points[to]);
    let (dx, dy) = (bx - ax, by - ay);
    let squared = dx * dx + dy * dy;
    let inverse = if squared > 0.0 { 1.0 / squared } else { 0.0 };
    let (mut most, mut found) = (furthest * furthest, None);
    for (i, [x, y]) in points[from + 1..to].iter().enumerate() {
        let (px, py) = (x - ax, y - ay);
        let along = ((px * dx + py * dy) * inverse).clamp(0.0, 1.0);
        let (ox, oy) = (px - along * dx, py - along * dy);
        let off = ox * ox + oy * oy;
        if off > most {
            (most, found) = (off, Some(from + 1 + i));
        }
    }
    found.map(|at| (at, most.sqrt()))
}

/// Algorithm of Douglas & Peucker (1973): returns for each of `count` points the error without it,
/// or 0 when the error is at most `finest`. `furthest(from, to, least)` returns the point between
/// two others with the largest error and this error, if it is more than `least`.
pub fn peucker(
    count: usize,
    finest: f64,
    furthest: impl Fn(usize, usize, f64) -> Option<(usize, f64)>,
) -> Vec<f64> {
    let mut weights = vec![0.0; count];
    let Some(last) = count.checked_sub(1) else { return weights };
    (weights[0], weights[last]) = (f64::INFINITY, f64::INFINITY);
    // A point weighs at most as much as the point that divided the stretch it is on.
    let mut stretches = vec![(0, last, f64::INFINITY)];
    while let Some((from, to, limit)) = stretches.pop() {
        if let Some((at, off)) = furthest(from, to, finest) {
            weights[at] = off.min(limit);
            stretches.push((from, at, weights[at]));
            stretches.push((at, to, weights[at]));
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::measure::to_stretch;
    use proptest::prelude::*;

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat, None).unwrap()
    }

    /// Directed Hausdorff distance from the input to the output, in metres. The points of the
    /// output are points of the input, so the distance in the other direction is zero at them.
    fn hausdorff(full: &[Position], simple: &[Position]) -> f64 {
        let off = |position: &Position| {
            let plane = Plane::at(*position);
            let near = simple.windows(2).map(|pair| {
                to_stretch([0.0, 0.0], plane.project(pair[0]), plane.project(pair[1])).0
            });
            near.fold(f64::INFINITY, f64::min)
        };
        full.iter().map(off).fold(0.0, f64::max)
    }

    /// Random walk with steps of up to some tens of metres.
    fn walk() -> impl Strategy<Value = Vec<Position>> {
        (-60.0..60.0_f64, prop::collection::vec((-50_i32..50, -50_i32..50), 2..400)).prop_map(
            |(lat, steps)| {
                let (mut x, mut y) = (60_000_000, (lat * 1e7) as i32);
                let mut walk = vec![at(f64::from(x) / 1e7, f64::from(y) / 1e7)];
                for (dx, dy) in steps {
                    (x, y) = (x + dx * 100, y + dy * 100);
                    walk.push(at(f64::from(x) / 1e7, f64::from(y) / 1e7));
                }
                walk
            },
        )
    }

    proptest! {
        #[test]
        fn no_point_is_further_than_the_tolerance(walk in walk(), tolerance in 1.0..60.0_f64) {
            let [simple] = lines(std::slice::from_ref(&walk), &Shared::default(), [tolerance]);
            let simple = &simple[0];
            prop_assert!(hausdorff(&walk, simple) <= tolerance * 1.001);
            prop_assert_eq!((simple[0], simple[simple.len() - 1]), (walk[0], walk[walk.len() - 1]));
            let [again] = lines(std::slice::from_ref(simple), &Shared::default(), [tolerance]);
            prop_assert_eq!(&again[0], simple, "simplifying again changes nothing");
        }

        #[test]
        fn the_way_back_is_the_same_line(walk in walk()) {
            let mut back = walk.clone();
            back.reverse();
            let [[there], [mut here]] = [walk, back].map(|walk| {
                let [simple] = lines(&[walk], &Shared::default(), [OVERVIEW]);
                <[Vec<Position>; 1]>::try_from(simple).unwrap()
            });
            here.reverse();
            prop_assert_eq!(there, here);
        }

        #[test]
        fn moving_along_the_equator_changes_nothing(
            steps in prop::collection::vec((-50_i32..50, -50_i32..50), 2..200),
            east in 0_i32..90,
        ) {
            let walk = |offset: i32| {
                let (mut x, mut y) = (offset * 10_000_000, 0);
                steps.iter().map(|(dx, dy)| {
                    (x, y) = (x + dx * 100, y + dy * 100);
                    at(f64::from(x) / 1e7, f64::from(y) / 1e7)
                }).collect::<Vec<_>>()
            };
            let count = |offset| lines(&[walk(offset)], &Shared::default(), [DETAIL])[0][0].len();
            prop_assert_eq!(count(0), count(east));
        }
    }

    #[test]
    fn long_lines_keep_their_tolerance() {
        // 250 km towards the north: one plane is not accurate for all of it.
        let walk: Vec<Position> = (0..20_000)
            .map(|i| {
                let t = f64::from(i) / 20_000.0;
                at(6.0 + (t * 900.0).sin() * 0.004, 60.0 + t * 2.25)
            })
            .collect();
        for tolerance in [DETAIL, OVERVIEW] {
            let [simple] = lines(std::slice::from_ref(&walk), &Shared::default(), [tolerance]);
            let worst = hausdorff(&walk, &simple[0]);
            assert!(worst <= tolerance * 1.001, "{worst} for {tolerance}");
            assert!(simple[0].len() < walk.len() / 3, "{}", simple[0].len());
        }
    }

    #[test]
    fn lines_that_share_a_path_share_it_simplified() {
        let path: Vec<Position> = (0..600)
            .map(|i| at(6.0 + f64::from(i) * 1e-4, 45.0 + (f64::from(i) / 9.0).sin() * 4e-4))
            .collect();
        let branch = |lat: f64| {
            (1..300).map(move |i| {
                at(6.06 + f64::from(i) * 1e-4, lat + f64::from(i) * 1e-4 * (lat - 45.0).signum())
            })
        };
        let one: Vec<Position> = path.iter().copied().chain(branch(45.0005)).collect();
        let mut two: Vec<Position> = path.iter().copied().chain(branch(44.9995)).collect();
        two.reverse();
        let [one, two] = [vec![one], vec![two]];
        let shared = Shared::of(&[&one[0], &two[0]]);
        let kept = |segments: &[Vec<Position>]| {
            let [simple] = lines(segments, &shared, [OVERVIEW]);
            let on_path = simple[0].iter().filter(|p| path.contains(p)).copied();
            let mut on_path: Vec<Position> = on_path.collect();
            on_path.sort_by_key(|position| position.fixed());
            on_path
        };
        assert_eq!(kept(&one), kept(&two));
        assert!(kept(&one).len() > 10 && kept(&one).len() < 300);
    }

    #[test]
    fn areas_keep_their_common_border() {
        // A winding border from south to north; one area lies west of it, one east.
        let border: Vec<Position> = (0..=500)
            .map(|i| at(6.0 + (f64::from(i) / 6.0).sin() * 3e-4, 45.0 + f64::from(i) * 1e-4))
            .collect();
        let ring = |far: f64| {
            let corners = [at(far, 45.05), at(far, 45.0)];
            let mut ring: Vec<Position> = border.iter().copied().chain(corners).collect();
            ring.push(ring[0]);
            ring
        };
        let (west, mut east) = (ring(5.9), ring(6.1));
        // Drawn in the other direction, from another corner.
        east.reverse();
        east.pop();
        east.rotate_left(100);
        east.push(east[0]);
        let shared = Shared::of(&[&west, &east]);
        let kept = |ring: &Vec<Position>| {
            let [simple] = lines(std::slice::from_ref(ring), &shared, [OVERVIEW]);
            assert!(hausdorff(ring, &simple[0]) <= OVERVIEW * 1.001);
            let mut on_border: Vec<Position> =
                simple[0].iter().filter(|position| border.contains(position)).copied().collect();
            on_border.sort_by_key(|position| position.fixed());
            on_border.dedup();
            on_border
        };
        let (west, east) = (kept(&west), kept(&east));
        let apart = |a: &[Position], b: &[Position]| a.iter().filter(|p| !b.contains(p)).count();
        assert!(apart(&west, &east) == 0 && apart(&east, &west) == 0, "{west:?} {east:?}");
        assert!(west.len() > 20 && west.len() < 250, "{}", west.len());
    }
}
