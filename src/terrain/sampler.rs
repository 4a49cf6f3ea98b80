//! Reading of many elevations of one area.

use super::Terrain;
use super::tile::Block;
use crate::model::Bounds;
use std::sync::Arc;

/// Number of blocks that a sampler holds: neighbouring places are in few of them.
const HELD: usize = 4;

/// Reads the elevations of an area one after the other, faster than [`Terrain::elevation`]: it knows
/// the tiles of the area, and holds the blocks that it used last.
pub struct Sampler<'t> {
    terrain: &'t Terrain,
    /// Tiles of the area, finest first.
    tiles: Vec<usize>,
    /// Blocks with their tile and number, the one used last at the end.
    held: Vec<(usize, usize, Arc<Block>)>,
}

impl<'t> Sampler<'t> {
    pub fn new(terrain: &'t Terrain, area: Bounds) -> Sampler<'t> {
        Sampler { terrain, tiles: terrain.tiles_in(area), held: Vec::new() }
    }

    /// Elevation in metres above sea level at a place in degrees, by bilinear interpolation. `None`
    /// where that of the nearest cell is unknown, and where there is no tile.
    pub fn elevation(&mut self, lon: f64, lat: f64) -> Option<f64> {
        for at in 0..self.tiles.len() {
            let tile = self.tiles[at];
            let Some(located) = self.terrain.tiles[tile].locate(lon, lat) else { continue };
            let elevation = located.interpolated(|cell| self.height_or_beyond(tile, cell));
            if elevation.is_some() {
                return elevation;
            }
        }
        None
    }

    fn height_or_beyond(&mut self, tile: usize, cell: [i64; 2]) -> Option<f64> {
        if self.terrain.tiles[tile].has(cell[0], cell[1]) {
            return self.height(tile, cell);
        }
        self.terrain.height_or_beyond(tile, cell)
    }

    fn height(&mut self, tile: usize, [column, row]: [i64; 2]) -> Option<f64> {
        let (column, row) = (u32::try_from(column).ok()?, u32::try_from(row).ok()?);
        let number = self.terrain.tiles[tile].block_of(column, row);
        let is_it = |held: &(usize, usize, Arc<Block>)| (held.0, held.1) == (tile, number);
        match self.held.iter().rposition(is_it) {
            Some(at) if at + 1 == self.held.len() => {}
            Some(at) => {
                let used = self.held.remove(at);
                self.held.push(used);
            }
            None => {
                if self.held.len() == HELD {
                    self.held.remove(0);
                }
                self.held.push((tile, number, self.terrain.block(tile, number)));
            }
        }
        let (_, _, block) = self.held.last()?;
        self.terrain.tiles[tile].height(block, column, row)
    }
}
