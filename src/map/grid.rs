//! Grids of numbers: elevations on the pixels of a drawing.

use super::frame::Frame;
use crate::terrain::{Sampler, Terrain};
use rayon::prelude::*;

/// Pixels around the drawing that a grid has too, so that light and lines do not change at its edge.
pub const PAD: usize = 24;
/// Cells of the terrain around the drawing that its interpolation needs.
const BEYOND: usize = 3;
/// Distance in cells up to which unknown elevations are taken from known ones. It only serves the
/// computations beside the known area: nothing is drawn there.
const SPREAD: usize = 64;

/// Numbers in rows, from the upper left.
#[derive(Debug, Clone)]
pub struct Grid {
    pub width: usize,
    pub height: usize,
    pub cells: Vec<f32>,
}

impl Grid {
    pub fn at(&self, column: usize, row: usize) -> f32 {
        self.cells[row * self.width + column]
    }

    /// Blurs like a Gaussian of this standard deviation in cells: three passes of means, see Wells,
    /// *Efficient synthesis of Gaussian filters by cascaded uniform filters* (1986).
    pub fn blurred(&self, deviation: f64) -> Grid {
        let radius = ((deviation * deviation * 4.0 + 1.0).sqrt() / 2.0 - 0.5).round() as usize;
        if radius == 0 {
            return self.clone();
        }
        let mut blurred = self.clone();
        for _ in 0..3 {
            let rows = blurred.cells.par_chunks_mut(self.width);
            rows.for_each(|row| means(row, radius));
            blurred = blurred.turned();
            let columns = blurred.cells.par_chunks_mut(self.height);
            columns.for_each(|column| means(column, radius));
            blurred = blurred.turned();
        }
        blurred
    }

    /// The grid with rows and columns exchanged.
    fn turned(&self) -> Grid {
        let mut cells = vec![0.0; self.cells.len()];
        cells.par_chunks_mut(self.height).enumerate().for_each(|(column, turned)| {
            for (row, cell) in turned.iter_mut().enumerate() {
                *cell = self.at(column, row);
            }
        });
        Grid { width: self.height, height: self.width, cells }
    }
}

/// Replaces each number by the mean of those at most `radius` places away. Those beyond the ends are
/// equal to the last one.
fn means(numbers: &mut [f32], radius: usize) {
    let before = numbers.to_vec();
    let last = before.len() - 1;
    let at = |place: usize| before[place.saturating_sub(radius).min(last)];
    // In double precision, so that the sum does not drift.
    let mut sum: f64 = (0..=2 * radius).map(|place| f64::from(at(place))).sum();
    for (place, number) in numbers.iter_mut().enumerate() {
        *number = (sum / (2 * radius + 1) as f64) as f32;
        sum += f64::from(at(place + 2 * radius + 1)) - f64::from(at(place));
    }
}

/// Elevations on the pixels of a drawing and of [`PAD`] pixels around it.
pub struct Heights {
    /// Elevations in metres. Where the terrain does not know them, those of known places nearby.
    pub grid: Grid,
    /// True for each pixel whose elevation is known.
    pub known: Vec<bool>,
}

impl Heights {
    /// Reads the elevations of a frame. `None` when the terrain knows nothing there.
    pub fn read(terrain: &Terrain, frame: &Frame) -> Option<Heights> {
        let cell = spacing(terrain, frame);
        let lattice = Lattice::read(terrain, frame, cell)?;
        Some(lattice.on_pixels(frame))
    }
}

/// Distance in pixels of the places at which the terrain is read: that of its cells, but not less than
/// a pixel.
fn spacing(terrain: &Terrain, frame: &Frame) -> f64 {
    const TRIES: u32 = 5;
    let (width, height) = (f64::from(frame.width), f64::from(frame.height));
    let places = (1..2 * TRIES).flat_map(|row| (1..2 * TRIES).map(move |column| (column, row)));
    let part = |step: u32| f64::from(step) / f64::from(2 * TRIES);
    let cells = places.filter_map(|(column, row)| {
        let (lon, lat) = frame.degrees(part(column) * width, part(row) * height);
        terrain.resolution(lon, lat)
    });
    let finest = cells.fold(f64::MAX, f64::min);
    if finest == f64::MAX { 1.0 } else { (finest / frame.metres()).max(1.0) }
}

/// Elevations at places in a regular distance.
struct Lattice {
    /// Distance of the places in pixels.
    step: f64,
    grid: Grid,
    known: Vec<bool>,
}

impl Lattice {
    fn read(terrain: &Terrain, frame: &Frame, step: f64) -> Option<Lattice> {
        let count = |size: u32| {
            let pixels = f64::from(size) + 2.0 * PAD as f64;
            (pixels / step).ceil() as usize + 2 * BEYOND
        };
        let (width, height) = (count(frame.width), count(frame.height));
        let area = frame.bounds((PAD as f64) + (BEYOND as f64 + 1.0) * step);
        let place = |index: usize| (index as f64 - BEYOND as f64) * step - PAD as f64;
        let row = |row: usize| {
            let mut sampler = Sampler::new(terrain, area);
            let read = move |column| {
                let (lon, lat) = frame.degrees(place(column), place(row));
                sampler.elevation(lon, lat).map_or(f32::NAN, |metres| metres as f32)
            };
            (0..width).map(read).collect::<Vec<f32>>()
        };
        let cells: Vec<f32> = (0..height).into_par_iter().flat_map_iter(row).collect();
        let known: Vec<bool> = cells.iter().map(|cell| !cell.is_nan()).collect();
        if !known.contains(&true) {
            return None;
        }
        let mut grid = Grid { width, height, cells };
        spread(&mut grid);
        Some(Lattice { step, grid, known })
    }

    /// Interpolates on the pixels, with cubic B-splines: they are smooth, and blur by about half a cell.
    fn on_pixels(&self, frame: &Frame) -> Heights {
        let [width, height] = [frame.width, frame.height].map(|size| size as usize + 2 * PAD);
        let at = |pixel: usize| {
            let place = (pixel as f64 + 0.5) / self.step + BEYOND as f64;
            (place.floor() as usize, spline(place.fract() as f32), place.round() as usize)
        };
        let columns: Vec<_> = (0..width).map(at).collect();
        let row = |row: usize| {
            let (top, weights, nearest_row) = at(row);
            // Along the columns first, once for all pixels of the row.
            let blend = |column: usize| {
                let cells = (0..4).map(|i| weights[i] * self.grid.at(column, top - 1 + i));
                cells.sum::<f32>()
            };
            let blended: Vec<f32> = (0..self.grid.width).map(blend).collect();
            let pixel = |(left, weights, nearest): &(usize, [f32; 4], usize)| {
                let cells = (0..4).map(|i| weights[i] * blended[left - 1 + i]);
                (cells.sum::<f32>(), self.known[nearest_row * self.grid.width + nearest])
            };
            columns.iter().map(pixel).collect::<Vec<_>>()
        };
        let (cells, known) = (0..height).into_par_iter().flat_map_iter(row).unzip();
        Heights { grid: Grid { width, height, cells }, known }
    }
}

/// Weights of four neighbours in a cubic B-spline, `t` from the second to the third.
fn spline(t: f32) -> [f32; 4] {
    let (t2, t3) = (t * t, t * t * t);
    [
        (1.0 - 3.0 * t + 3.0 * t2 - t3) / 6.0,
        (4.0 - 6.0 * t2 + 3.0 * t3) / 6.0,
        (1.0 + 3.0 * t + 3.0 * t2 - 3.0 * t3) / 6.0,
        t3 / 6.0,
    ]
}

/// Replaces unknown numbers by the mean of their known neighbours, from the known ones outwards.
fn spread(grid: &mut Grid) {
    let (width, height) = (grid.width as i64, grid.height as i64);
    for _ in 0..SPREAD {
        let before = grid.cells.clone();
        let mut is_filled = true;
        for row in 0..height {
            for column in 0..width {
                let at = (row * width + column) as usize;
                if !before[at].is_nan() {
                    continue;
                }
                let (mut sum, mut count) = (0.0, 0.0);
                for (x, y) in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
                    let (x, y) = (column + x, row + y);
                    if (0..width).contains(&x) && (0..height).contains(&y) {
                        let neighbour = before[(y * width + x) as usize];
                        if !neighbour.is_nan() {
                            sum += neighbour;
                            count += 1.0;
                        }
                    }
                }
                if count > 0.0 {
                    grid.cells[at] = sum / count;
                }
                is_filled = false;
            }
        }
        if is_filled {
            return;
        }
    }
    let known = grid.cells.iter().copied().filter(|cell| !cell.is_nan());
    let (sum, count) = known.fold((0.0, 0.0), |(sum, count), cell| (sum + cell, count + 1.0));
    let mean = sum / count;
    grid.cells.iter_mut().filter(|cell| cell.is_nan()).for_each(|cell| *cell = mean);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blur_keeps_the_sum_and_has_the_deviation_of_a_gaussian() {
        let mut grid = Grid { width: 101, height: 101, cells: vec![0.0; 101 * 101] };
        grid.cells[50 * 101 + 50] = 1.0;
        let blurred = grid.blurred(5.0);
        let sum: f32 = blurred.cells.iter().sum();
        assert!((sum - 1.0).abs() < 1e-3, "{sum}");
        let cells = blurred.cells.iter().enumerate();
        let variance: f64 =
            cells.map(|(at, cell)| ((at % 101) as f64 - 50.0).powi(2) * f64::from(*cell)).sum();
        assert!((variance.sqrt() - 5.0).abs() < 0.5, "{}", variance.sqrt());
    }

    #[test]
    fn unknown_numbers_are_taken_from_known_ones() {
        let mut grid = Grid { width: 3, height: 1, cells: vec![4.0, f32::NAN, f32::NAN] };
        spread(&mut grid);
        assert_eq!(grid.cells, [4.0, 4.0, 4.0]);
    }

    #[test]
    fn splines_have_weights_that_sum_to_one() {
        for t in [0.0, 0.3, 1.0] {
            assert!((spline(t).iter().sum::<f32>() - 1.0).abs() < 1e-6);
        }
    }
}
