//! Conversion between the cells of a tile and longitude and latitude.

use crate::crs::Reprojection;
use anyhow::{Result, ensure};
use rstar::AABB;

/// Number of steps along each side at which the outline of a tile is reprojected.
const STEPS: u32 = 16;
/// Part of its size by which the bounding box of an outline is enlarged. A side that is curved in
/// degrees may extend further between two steps.
const SLACK: f64 = 0.01;

/// Place of the cells of a tile on Earth. Cell (0, 0) is the first one of the top row. The place of a
/// cell is that of its sample.
pub struct Placement {
    /// Conversion of the coordinates to degrees. `None` when they are in degrees.
    reprojection: Option<Reprojection>,
    /// Coordinates of cell (0, 0).
    origin: [f64; 2],
    /// Step from a cell to the one on its right.
    right: [f64; 2],
    /// Step from a cell to the one below it.
    down: [f64; 2],
}

impl Placement {
    /// Creates a placement.
    ///
    /// # Errors
    /// When the cells have no size.
    pub fn new(
        reprojection: Option<Reprojection>,
        origin: [f64; 2],
        right: [f64; 2],
        down: [f64; 2],
    ) -> Result<Placement> {
        let placement = Placement { reprojection, origin, right, down };
        let numbers = [origin, right, down];
        let are_finite = numbers.iter().flatten().all(|number| number.is_finite());
        ensure!(are_finite && placement.determinant() != 0.0, "its cells have no size");
        Ok(placement)
    }

    fn determinant(&self) -> f64 {
        self.right[0] * self.down[1] - self.down[0] * self.right[1]
    }

    /// Column and row of a place in degrees. `None` outside of the area where the projection is valid.
    pub fn cell(&self, lon: f64, lat: f64) -> Option<(f64, f64)> {
        let (x, y) = match &self.reprojection {
            Some(reprojection) => reprojection.coordinates(lon, lat)?,
            None => (lon, lat),
        };
        let (x, y) = (x - self.origin[0], y - self.origin[1]);
        let determinant = self.determinant();
        let column = (x * self.down[1] - y * self.down[0]) / determinant;
        let row = (y * self.right[0] - x * self.right[1]) / determinant;
        Some((column, row))
    }

    /// Longitude and latitude in degrees at a column and row. `None` outside of the area where the
    /// projection is valid.
    pub fn degrees(&self, column: f64, row: f64) -> Option<(f64, f64)> {
        let at = |i: usize| self.origin[i] + column * self.right[i] + row * self.down[i];
        match &self.reprojection {
            Some(reprojection) => reprojection.degrees(at(0), at(1)),
            None => Some((at(0), at(1))),
        }
    }

    /// Bounding box in degrees of this number of columns and rows, plus half a cell on each side.
    ///
    /// # Errors
    /// When they are not on Earth.
    pub fn extent(&self, columns: u32, rows: u32) -> Result<AABB<[f64; 2]>> {
        let along =
            |count: u32, step: u32| f64::from(count) * f64::from(step) / f64::from(STEPS) - 0.5;
        let outline = (0..=STEPS).flat_map(|step| {
            let (column, row) = (along(columns, step), along(rows, step));
            let (last_column, last_row) = (along(columns, STEPS), along(rows, STEPS));
            [(column, -0.5), (column, last_row), (-0.5, row), (last_column, row)]
        });
        let places: Option<Vec<[f64; 2]>> =
            outline.map(|(column, row)| self.degrees(column, row).map(<[f64; 2]>::from)).collect();
        let on_earth = |place: &[f64; 2]| place[0].abs() <= 181.0 && place[1].abs() <= 91.0;
        let places = places.filter(|places| places.iter().all(on_earth));
        ensure!(places.is_some(), "its coordinates are not on Earth in its coordinate system");
        let around = AABB::from_points(places.iter().flatten());
        let [lower, upper] = [around.lower(), around.upper()];
        let slack = [0, 1].map(|i| (upper[i] - lower[i]) * SLACK);
        Ok(AABB::from_corners(
            [lower[0] - slack[0], lower[1] - slack[1]],
            [upper[0] + slack[0], upper[1] + slack[1]],
        ))
    }
}
