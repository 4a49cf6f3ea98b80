//! Tile of an elevation model: one file, read block by block.

use crate::terrain::placement::Placement;
use std::path::PathBuf;

/// Metres above sea level that are possible for ground. Other values, such as -9999 or -32768, mean
/// "unknown".
const GROUND: std::ops::RangeInclusive<f32> = -500.0..=9_000.0;

/// File format of a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Hgt,
    GeoTiff,
}

/// Part of a tile that is read at once.
#[derive(Debug, Default)]
pub struct Block {
    /// Number of cells in a row.
    pub width: usize,
    /// Elevations in metres, row by row from the top. NaN where they are unknown.
    pub cells: Vec<f32>,
}

impl Block {
    /// Block without any known elevation.
    pub fn unknown() -> Block {
        Block::default()
    }

    /// Elevation of a cell in metres. `None` where it is unknown.
    fn height(&self, column: usize, row: usize) -> Option<f64> {
        let height = self.cells.get(row * self.width + column)?;
        (!height.is_nan()).then(|| f64::from(*height))
    }
}

/// Elevation of a cell, or NaN for a value that means "unknown".
pub fn height(metres: f32) -> f32 {
    if GROUND.contains(&metres) { metres } else { f32::NAN }
}

impl Tile {
    /// True for a cell inside of the tile.
    pub fn has(&self, column: i64, row: i64) -> bool {
        (0..i64::from(self.columns)).contains(&column) && (0..i64::from(self.rows)).contains(&row)
    }

    /// Locates a place in the tile. `None` when it is more than half a cell outside.
    pub fn locate(&self, lon: f64, lat: f64) -> Option<Located> {
        let (column, row) = self.placement.cell(lon, lat)?;
        // A place half-way between two cells belongs to the right one, or the lower one.
        let nearest = [(column + 0.5).floor() as i64, (row + 0.5).floor() as i64];
        self.has(nearest[0], nearest[1]).then_some(Located { column, row, nearest })
    }

    /// Number of the block that contains a cell.
    pub fn block_of(&self, column: u32, row: u32) -> usize {
        let across = self.columns.div_ceil(self.block[0]);
        (row / self.block[1]) as usize * across as usize + (column / self.block[0]) as usize
    }

    /// Elevation in metres of a cell in this block. `None` where it is unknown.
    pub fn height(&self, block: &Block, column: u32, row: u32) -> Option<f64> {
        block.height((column % self.block[0]) as usize, (row % self.block[1]) as usize)
    }
}

/// Location of a place in a tile.
#[derive(Debug, Clone, Copy)]
pub struct Located {
    /// Exact column, with its fraction.
    pub column: f64,
    /// Exact row, with its fraction.
    pub row: f64,
    /// Column and row of the nearest cell.
    pub nearest: [i64; 2],
}

impl Located {
    /// Elevation in metres by bilinear interpolation between the four cells around the place. `height`
    /// returns that of a cell; cells of unknown elevation are left out. `None` where the elevation of the
    /// nearest cell is unknown.
    pub fn interpolated(self, mut height: impl FnMut([i64; 2]) -> Option<f64>) -> Option<f64> {
        height(self.nearest)?;
        let (column, row) = (self.column.floor(), self.row.floor());
        let (right, down) = (self.column - column, self.row - row);
        let corners = [
            ([0, 0], (1.0 - right) * (1.0 - down)),
            ([1, 0], right * (1.0 - down)),
            ([0, 1], (1.0 - right) * down),
            ([1, 1], right * down),
        ];
        let (mut sum, mut known) = (0.0, 0.0);
        for ([columns, rows], weight) in corners.into_iter().filter(|(_, weight)| *weight > 0.0) {
            if let Some(height) = height([column as i64 + columns, row as i64 + rows]) {
                sum += weight * height;
                known += weight;
            }
        }
        Some(sum / known)
    }
}

/// A grid of elevations in a file, of which blocks are read when they are needed.
pub struct Tile {
    pub path: PathBuf,
    /// Path for messages, such as `terrain/N42E001.hgt`.
    pub name: String,
    pub format: Format,
    pub columns: u32,
    pub rows: u32,
    /// Number of columns and of rows in a block.
    pub block: [u32; 2],
    pub placement: Placement,
}
