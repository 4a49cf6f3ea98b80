//! Contour lines of a map: which ones are drawn, and where they are rock.

use super::contour::{self, Contour, index_step, interval};
use super::grid::{Grid, Heights, PAD};
use super::relief::slope;

/// Pixels from one cell of the grid of contour lines to the next.
const STEP: usize = 2;
/// Blur in pixels before contour lines are traced, so that they are calm.
const CALM: f64 = 1.6;
/// Smallest distance in pixels between two contour lines on the steeper slopes.
const GAP: f64 = 3.6;
/// Part of the slopes, from 0 to 1, that are less steep than those that choose the interval.
const STEEPER: f64 = 0.85;
/// Slope from which on contour lines are drawn as rock: that of 42 degrees.
const ROCK: f64 = 0.9;
/// Length in pixels of the shortest closed contour line that is drawn.
const SHORTEST: f64 = 18.0;

/// Contour lines of a frame, in drawing units.
pub struct Contours {
    pub lines: Vec<Contour>,
    /// Metres from one line to the next.
    pub interval: i32,
    /// Elevations at which a line is traced, and its distance in units from cell to cell.
    grid: Grid,
    metres: f64,
}

impl Contours {
    /// Traces the contour lines. `metres` is the size of a pixel.
    pub fn trace(heights: &Heights, metres: f64) -> Contours {
        let calm = heights.grid.blurred(CALM);
        let (width, height) = (calm.width / STEP, calm.height / STEP);
        let cells = (0..width * height).map(|at| calm.at(at % width * STEP, at / width * STEP));
        let grid = Grid { width, height, cells: cells.collect() };
        let spacing = metres * STEP as f64;
        let interval = interval(steep(&grid, spacing), metres, GAP);
        let is_known = |[x, y]: &[f64; 2]| {
            let [column, row] = [x, y].map(|place| place.round() as usize * STEP);
            heights.known[row * heights.grid.width + column]
        };
        let mut lines = Vec::new();
        for line in contour::contours(&grid, interval) {
            // Where the elevation is not known, there is no line.
            for part in line.points.split(|point| !is_known(point)) {
                let contour = Contour { elevation: line.elevation, points: part.to_vec() };
                let is_short = contour.points.len() < 2
                    || contour.is_closed() && contour.length() * (STEP as f64) < SHORTEST;
                if !is_short {
                    lines.push(contour);
                }
            }
        }
        let mut contours = Contours { lines, interval, grid, metres: spacing };
        for line in &mut contours.lines {
            let units = line.points.iter().map(|point| point.map(units)).collect::<Vec<_>>();
            line.points = contour::simplified(&units);
        }
        contours
    }

    /// True for a line that is drawn bolder and has its elevation written on it.
    pub fn is_index(&self, line: &Contour) -> bool {
        line.elevation % (self.interval * index_step(self.interval)) == 0
    }

    /// True where the ground is as steep as rock.
    pub fn is_rock(&self, [x, y]: [f64; 2]) -> bool {
        let cell = |place: f64, count: usize| {
            let cell = (place + PAD as f64) / STEP as f64;
            (cell.round() as usize).clamp(1, count - 2)
        };
        let (column, row) = (cell(x, self.grid.width), cell(y, self.grid.height));
        let [east, south] = slope(&self.grid, column, row, self.metres);
        f64::from(east.hypot(south)) > ROCK
    }
}

/// Place in drawing units of a place in the cells of the grid of contour lines.
fn units(cells: f64) -> f64 {
    cells * STEP as f64 + 0.5 - PAD as f64
}

/// Slope, in metres per metre, that the steeper part of the ground has.
fn steep(grid: &Grid, spacing: f64) -> f64 {
    let rows = (1..grid.height - 1).step_by(4);
    let cells =
        rows.flat_map(|row| (1..grid.width - 1).step_by(4).map(move |column| (column, row)));
    let slopes = cells.map(|(column, row)| {
        let [east, south] = slope(grid, column, row, spacing);
        east.hypot(south)
    });
    let mut slopes: Vec<f32> = slopes.collect();
    slopes.sort_by(f32::total_cmp);
    let at = (slopes.len() as f64 * STEEPER) as usize;
    slopes.get(at).map_or(0.0, |slope| f64::from(*slope))
}
