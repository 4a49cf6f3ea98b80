//! One file of a height model, read block by block.

use crate::source::terrain::placement::Placement;
use std::path::PathBuf;

/// Metres above sea level between which there is ground to walk on; anything else, such as -9999
/// or -32768, stands for "unknown".
const GROUND: std::ops::RangeInclusive<f32> = -500.0..=9_000.0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Hgt,
    GeoTiff,
}

/// Heights in metres, row by row from the top; NaN where they are unknown.
#[derive(Debug, Default)]
pub struct Block {
    /// Cells of a row.
    pub width: usize,
    pub cells: Vec<f32>,
}

impl Block {
    /// A block of which nothing is known.
    pub fn unknown() -> Block {
        Block::default()
    }

    /// Metres, `None` where they are unknown.
    fn height(&self, column: usize, row: usize) -> Option<f64> {
        let height = self.cells.get(row * self.width + column)?;
        (!height.is_nan()).then(|| f64::from(*height))
    }
}

/// A height as it is kept.
pub fn height(metres: f32) -> f32 {
    if GROUND.contains(&metres) { metres } else { f32::NAN }
}

impl Tile {
    /// True for cells that the tile has.
    pub fn has(&self, column: i64, row: i64) -> bool {
        (0..i64::from(self.columns)).contains(&column) && (0..i64::from(self.rows)).contains(&row)
    }

    /// The cells that are nearest to a place, with the exact column and row; `None` when the place
    /// lies further than half a cell outside.
    pub fn locate(&self, lon: f64, lat: f64) -> Option<Located> {
        let (column, row) = self.placement.cell(lon, lat)?;
        // A place half-way is in the cell right of it and below it.
        let nearest = [(column + 0.5).floor() as i64, (row + 0.5).floor() as i64];
        self.has(nearest[0], nearest[1]).then_some(Located { column, row, nearest })
    }

    /// The block that a cell is in.
    pub fn block_of(&self, column: u32, row: u32) -> usize {
        let across = self.columns.div_ceil(self.block[0]);
        (row / self.block[1]) as usize * across as usize + (column / self.block[0]) as usize
    }

    /// Metres at a cell of this block, `None` where they are unknown.
    pub fn height(&self, block: &Block, column: u32, row: u32) -> Option<f64> {
        block.height((column % self.block[0]) as usize, (row % self.block[1]) as usize)
    }
}

/// A place in a tile.
#[derive(Debug, Clone, Copy)]
pub struct Located {
    /// Exact, between two columns and two rows.
    pub column: f64,
    pub row: f64,
    /// Column and row of the nearest cell.
    pub nearest: [i64; 2],
}

/// A grid of heights. What lies in it is read when it is needed.
pub struct Tile {
    pub path: PathBuf,
    /// What the user knows it by: `terrain/N42E001.hgt`.
    pub name: String,
    pub format: Format,
    pub columns: u32,
    pub rows: u32,
    /// Columns and rows of a block, the part that is read at once.
    pub block: [u32; 2],
    pub placement: Placement,
}
