//! Sensitive areas that trails cross.

use crate::derive::figures::Figures;
use crate::derive::measure::{Plane, to_stretch};
use crate::model::{Bounds, Position, SensitiveArea};
use rayon::prelude::*;
use std::sync::Arc;

/// Metres around an area that count as inside: animals do not stop at its outline.
const REACH: f64 = 50.0;
/// Margin of bounding boxes in degrees, larger than [`REACH`].
const MARGIN: f64 = 0.002;

/// Returns for each trek the indices of the areas that it crosses or touches, in ascending order.
pub fn crossed(figures: &[Arc<Figures>], areas: &[Arc<SensitiveArea>]) -> Vec<Vec<usize>> {
    let boxes: Vec<Option<Bounds>> =
        areas.iter().map(|area| Bounds::around(area.geometry.iter().flatten().copied())).collect();
    let of = |figures: &Arc<Figures>| {
        let near = |index: &usize| match (figures.bounds, boxes[*index]) {
            (Some(a), Some(b)) => overlap(a, b),
            _ => false,
        };
        let crosses = |index: &usize| crosses(&figures.detail, &areas[*index].geometry);
        (0..areas.len()).filter(near).filter(crosses).collect()
    };
    figures.par_iter().map(of).collect()
}

/// True when two bounding boxes overlap or nearly overlap.
fn overlap(a: Bounds, b: Bounds) -> bool {
    a.west <= b.east + MARGIN
        && b.west <= a.east + MARGIN
        && a.south <= b.north + MARGIN
        && b.south <= a.north + MARGIN
}

/// True when a position of the line is inside the area, or a stretch of the line comes within
/// [`REACH`] metres of its outline.
fn crosses(line: &[Vec<Position>], area: &[Vec<Position>]) -> bool {
    let Some(first) = line.first().and_then(|segment| segment.first()) else { return false };
    let plane = Plane::at(*first);
    let project = |rings: &[Vec<Position>]| -> Vec<Vec<[f64; 2]>> {
        rings.iter().map(|ring| ring.iter().map(|p| plane.project(*p)).collect()).collect()
    };
    let (line, area) = (project(line), project(area));
    let stretches = || line.iter().flat_map(|segment| segment.windows(2));
    let edges = || area.iter().flat_map(|ring| ring.windows(2));
    line.iter().flatten().any(|point| is_inside(*point, &area))
        || stretches().any(|s| edges().any(|e| is_near([s[0], s[1]], [e[0], e[1]])))
}

/// True when a point is inside of an area, by the even-odd rule.
fn is_inside([x, y]: [f64; 2], rings: &[Vec<[f64; 2]>]) -> bool {
    let edges = rings.iter().flat_map(|ring| ring.windows(2));
    let crossed = edges.filter(|edge| {
        let ([x0, y0], [x1, y1]) = (edge[0], edge[1]);
        (y0 > y) != (y1 > y) && x < (x1 - x0) * (y - y0) / (y1 - y0) + x0
    });
    crossed.count() % 2 == 1
}

/// True when two stretches cross or come within [`REACH`] metres of each other.
fn is_near(a: [[f64; 2]; 2], b: [[f64; 2]; 2]) -> bool {
    // Most pairs are far apart: their ranges of one coordinate tell.
    let apart_in = |axis: usize| {
        let range = |s: [[f64; 2]; 2]| (s[0][axis].min(s[1][axis]), s[0][axis].max(s[1][axis]));
        let ((a_from, a_to), (b_from, b_to)) = (range(a), range(b));
        a_from - REACH > b_to || b_from - REACH > a_to
    };
    if apart_in(0) || apart_in(1) {
        return false;
    }
    let side = |p: [f64; 2], q: [f64; 2], r: [f64; 2]| {
        (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    };
    let apart =
        |s: [[f64; 2]; 2], t: [[f64; 2]; 2]| side(s[0], s[1], t[0]) * side(s[0], s[1], t[1]) < 0.0;
    if apart(a, b) && apart(b, a) {
        return true;
    }
    let ends = [(a[0], b), (a[1], b), (b[0], a), (b[1], a)];
    ends.into_iter().any(|(point, stretch)| to_stretch(point, stretch[0], stretch[1]).0 <= REACH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trail_crosses_touches_or_passes_an_area() {
        let at = |lon: f64, lat: f64| Position::new(lon, lat, None).unwrap();
        let area =
            [vec![at(6.0, 45.0), at(6.01, 45.0), at(6.01, 45.01), at(6.0, 45.01), at(6.0, 45.0)]];
        let check = |line: [Position; 2], expected: bool| {
            assert_eq!(crosses(&[line.to_vec()], &area), expected, "{line:?}");
        };
        check([at(5.99, 45.005), at(6.02, 45.005)], true);
        check([at(6.004, 45.004), at(6.005, 45.005)], true);
        check([at(5.9996, 45.0), at(5.9996, 45.01)], true);
        check([at(5.99, 45.0), at(5.99, 45.01)], false);
    }
}
