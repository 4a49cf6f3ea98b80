//! Contour lines: marching squares on a grid of elevations.

use super::grid::Grid;
use super::walk::distance;
use geo::{LineString, Simplify};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A contour line. Walking along it, higher ground is on the left.
#[derive(Debug, Clone, PartialEq)]
pub struct Contour {
    /// Elevation in metres.
    pub elevation: i32,
    /// Points in cells of the grid. A closed line ends where it starts.
    pub points: Vec<[f64; 2]>,
}

impl Contour {
    pub fn is_closed(&self) -> bool {
        self.points.first() == self.points.last()
    }

    /// Length in cells of the grid.
    pub fn length(&self) -> f64 {
        let pairs = self.points.windows(2);
        pairs.map(|pair| distance(pair[0], pair[1])).sum()
    }
}

/// Metres above the written elevation at which a line is traced: elevations are often whole numbers,
/// and a line through the middle of a flat lake would be noise.
const ABOVE: f32 = 0.01;

/// Tolerance in drawing units of the simplification of lines.
const TOLERANCE: f64 = 0.45;

/// Side of a cell of the grid, by its left or upper point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Side {
    row: u32,
    column: u32,
    is_vertical: bool,
}

/// Traces the lines of all elevations that are multiples of `interval` metres.
pub fn contours(grid: &Grid, interval: i32) -> Vec<Contour> {
    let mut steps: BTreeMap<i32, Vec<(Side, Side)>> = BTreeMap::new();
    for row in 0..grid.height - 1 {
        for column in 0..grid.width - 1 {
            for elevation in crossed(corners(grid, column, row), interval) {
                let level = elevation as f32 + ABOVE;
                steps.entry(elevation).or_default().extend(cross(grid, column, row, level));
            }
        }
    }
    let lines = steps.into_iter().flat_map(|(elevation, steps)| {
        let level = elevation as f32 + ABOVE;
        let place = move |side: &Side| crossing(grid, *side, level);
        joined(&steps).into_iter().map(move |sides| {
            let points = sides.iter().map(place).collect();
            Contour { elevation, points }
        })
    });
    lines.collect()
}

/// Elevations of the corners of a cell: upper left, upper right, lower right, lower left.
fn corners(grid: &Grid, column: usize, row: usize) -> [f32; 4] {
    [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(right, down)| grid.at(column + right, row + down))
}

/// Multiples of the interval between the lowest and the highest corner of a cell.
fn crossed(corners: [f32; 4], interval: i32) -> impl Iterator<Item = i32> {
    let (low, high) = corners
        .iter()
        .fold((f32::MAX, f32::MIN), |(low, high), corner| (low.min(*corner), high.max(*corner)));
    let first = ((low - ABOVE) / interval as f32).floor() as i32;
    let last = ((high - ABOVE) / interval as f32).floor() as i32;
    (first + 1..=last).map(move |step| step * interval)
}

/// Steps of a line through a cell, from side to side.
fn cross(grid: &Grid, column: usize, row: usize, level: f32) -> Vec<(Side, Side)> {
    let corners = corners(grid, column, row);
    let side = |right: usize, down: usize, is_vertical| Side {
        row: (row + down) as u32,
        column: (column + right) as u32,
        is_vertical,
    };
    let (top, bottom) = (side(0, 0, false), side(0, 1, false));
    let (left, right) = (side(0, 0, true), side(1, 0, true));
    let mean = corners.iter().sum::<f32>() / 4.0;
    match corners.map(|corner| corner >= level) {
        [true, true, true, true] | [false, false, false, false] => vec![],
        [true, false, false, false] => vec![(left, top)],
        [false, true, false, false] => vec![(top, right)],
        [false, false, true, false] => vec![(right, bottom)],
        [false, false, false, true] => vec![(bottom, left)],
        [true, true, false, false] => vec![(left, right)],
        [false, true, true, false] => vec![(top, bottom)],
        [false, false, true, true] => vec![(right, left)],
        [true, false, false, true] => vec![(bottom, top)],
        [true, true, true, false] => vec![(left, bottom)],
        [true, true, false, true] => vec![(bottom, right)],
        [true, false, true, true] => vec![(right, top)],
        [false, true, true, true] => vec![(top, left)],
        // A saddle: the mean of the corners says which two of them are connected.
        [true, false, true, false] if mean >= level => vec![(right, top), (left, bottom)],
        [true, false, true, false] => vec![(left, top), (right, bottom)],
        [false, true, false, true] if mean >= level => vec![(top, left), (bottom, right)],
        [false, true, false, true] => vec![(top, right), (bottom, left)],
    }
}

/// Joins steps into lines, each as the sides that it crosses.
fn joined(steps: &[(Side, Side)]) -> Vec<Vec<Side>> {
    let next: HashMap<Side, Side> = steps.iter().copied().collect();
    let ends: HashSet<Side> = steps.iter().map(|(_, to)| *to).collect();
    let mut seen = HashSet::new();
    let mut lines = Vec::new();
    // Lines that begin at the edge of the grid come first; what is left are closed ones.
    let open = steps.iter().filter(|(from, _)| !ends.contains(from));
    for (start, _) in open.chain(steps) {
        if !seen.insert(*start) {
            continue;
        }
        let mut line = vec![*start];
        let mut here = *start;
        while let Some(to) = next.get(&here) {
            line.push(*to);
            if !seen.insert(*to) {
                break;
            }
            here = *to;
        }
        lines.push(line);
    }
    lines
}

/// Place where a line crosses a side.
fn crossing(grid: &Grid, side: Side, level: f32) -> [f64; 2] {
    let (column, row) = (side.column as usize, side.row as usize);
    let (right, down) = if side.is_vertical { (0, 1) } else { (1, 0) };
    let (from, to) = (grid.at(column, row), grid.at(column + right, row + down));
    let part = f64::from((level - from) / (to - from)).clamp(0.0, 1.0);
    [column as f64 + part * right as f64, row as f64 + part * down as f64]
}

/// Simplifies a line to the points that can be seen, by the algorithm of Douglas and Peucker.
pub fn simplified(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let line: LineString<f64> = points.iter().map(|[x, y]| (*x, *y)).collect();
    line.simplify(TOLERANCE).into_inner().into_iter().map(|point| [point.x, point.y]).collect()
}

/// Smallest of the usual intervals in metres that leaves `gap` pixels between two lines on a slope that
/// rises `steep` metres per metre. `metres` is the size of a pixel.
pub fn interval(steep: f64, metres: f64, gap: f64) -> i32 {
    const USUAL: [i32; 7] = [5, 10, 20, 50, 100, 200, 500];
    let is_wide = |interval: &i32| f64::from(*interval) / steep.max(0.001) / metres >= gap;
    USUAL.into_iter().find(is_wide).unwrap_or(500)
}

/// Number of intervals from one index line, drawn bolder and with its elevation, to the next.
pub fn index_step(interval: i32) -> i32 {
    match interval {
        50 | 500 => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cone of 100 m with its top in the middle, a metre per cell.
    fn cone() -> Grid {
        let size = 121;
        let height = |at: usize| {
            let (x, y) = ((at % size) as f32 - 60.0, (at / size) as f32 - 60.0);
            100.0 - x.hypot(y)
        };
        Grid { width: size, height: size, cells: (0..size * size).map(height).collect() }
    }

    #[test]
    fn lines_of_a_cone_are_circles_at_their_elevation() {
        let lines = contours(&cone(), 20);
        let closed: Vec<&Contour> = lines.iter().filter(|line| line.is_closed()).collect();
        assert_eq!(closed.iter().map(|line| line.elevation).collect::<Vec<_>>(), [40, 60, 80]);
        for line in closed {
            let radius = 100.0 - f64::from(line.elevation);
            for [x, y] in &line.points {
                let distance = (x - 60.0).hypot(y - 60.0);
                assert!((distance - radius).abs() < 0.05, "{distance} of {radius}");
            }
            assert!((line.length() - 2.0 * std::f64::consts::PI * radius).abs() < 3.0);
        }
    }

    #[test]
    fn higher_ground_is_on_the_left() {
        for line in contours(&cone(), 20) {
            for step in line.points.windows(2) {
                let middle = [(step[0][0] + step[1][0]) / 2.0, (step[0][1] + step[1][1]) / 2.0];
                let along = [step[1][0] - step[0][0], step[1][1] - step[0][1]];
                let to_top = [60.0 - middle[0], 60.0 - middle[1]];
                // With y down, the left of a direction (x, y) is (y, -x).
                assert!(to_top[0] * along[1] - to_top[1] * along[0] >= -1e-9);
            }
        }
    }

    #[test]
    fn every_crossing_of_random_ground_is_on_one_line() {
        let size = 40;
        let mut seed = 7u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f32::from((seed >> 24) as u8) / 4.0
        };
        let cells: Vec<f32> = (0..size * size).map(|_| random()).collect();
        let grid = Grid { width: size, height: size, cells };
        let level = 30.0 + ABOVE;
        let differs = |a: f32, b: f32| usize::from((a >= level) != (b >= level));
        let mut sides = 0;
        for row in 0..size {
            for column in 0..size {
                let here = grid.at(column, row);
                if column + 1 < size {
                    sides += differs(here, grid.at(column + 1, row));
                }
                if row + 1 < size {
                    sides += differs(here, grid.at(column, row + 1));
                }
            }
        }
        let lines = contours(&grid, 30).into_iter().filter(|line| line.elevation == 30);
        let crossed: usize =
            lines.map(|line| line.points.len() - usize::from(line.is_closed())).sum();
        assert_eq!(crossed, sides);
    }

    #[test]
    fn intervals_leave_room_between_lines() {
        assert_eq!(interval(0.6, 5.6, 3.6), 20);
        assert_eq!(interval(0.6, 24.0, 3.6), 100);
        assert_eq!(interval(0.0, 5.0, 3.6), 5);
        assert_eq!(interval(9.0, 100.0, 3.6), 500);
    }
}
