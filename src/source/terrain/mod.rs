//! Height models: folders of tiles that give trails the elevations they lack.

mod between;
mod drape;
mod geokeys;
mod format;
mod geotiff;
mod hgt;
mod placement;
mod tile;

use crate::input::{Places, Problems, Stamp};
use crate::model::Position;
use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tile::{Block, Located, Tile};

pub use drape::{Drape, Memory, Settings, drape};

/// Bytes of blocks that are kept in memory, at most.
const KEPT: usize = 256 * 1024 * 1024;
/// How many blocks may be read at the same time.
const READERS: usize = 64;

/// All the tiles of a folder as one height model: the finest comes first where they overlap.
///
/// Tiles are read block by block, when a position in them is asked for, and kept.
pub struct Terrain {
    files: Vec<File>,
    /// The finest first.
    tiles: Vec<Tile>,
    /// Boxes around the tiles, in degrees, with their index.
    extents: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    kept: RwLock<Kept>,
    /// Two threads that need the same block share one of these: the second waits for the first.
    reading: [Mutex<()>; READERS],
    /// By name of the tile.
    problems: Mutex<BTreeMap<String, String>>,
}

/// Blocks by tile and number.
#[derive(Default)]
struct Kept {
    blocks: HashMap<(usize, usize), Arc<Block>>,
    bytes: usize,
}

/// A file as it is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
struct File {
    path: PathBuf,
    stamp: Stamp,
}

/// Every file in a folder, hidden ones left out, by name; and what is left out with the reason.
fn files(folder: &Path, places: &Places) -> (Vec<File>, Problems) {
    let is_hidden =
        |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let walked = places.walk(folder, |path| path == folder || !is_hidden(path));
    let problems = walked.problems.into_iter();
    let problems = problems.map(|(path, problem)| (places.shown(&path), problem)).collect();
    let file = |entry: walkdir::DirEntry| {
        let stamp = Stamp::of(&entry.metadata().ok()?);
        Some(File { path: entry.into_path(), stamp })
    };
    (walked.files.into_iter().filter_map(file).collect(), problems)
}

impl Terrain {
    /// Looks at the tiles of a folder. Names are told from `root`, the folder of `site.toml`.
    pub fn open(folder: &Path, root: &Path) -> Terrain {
        let places = Places::new(root.to_owned(), [folder]);
        Terrain::of(files(folder, &places).0, root)
    }

    fn of(files: Vec<File>, root: &Path) -> Terrain {
        let open = |file: &File| {
            let shown = file.path.strip_prefix(root).unwrap_or(&file.path).to_string_lossy();
            let name = shown.replace('\\', "/");
            let opened = Tile::open(&file.path, &name).and_then(|tile| {
                let Some(tile) = tile else { return Ok(None) };
                let extent = tile.placement.extent(tile.columns, tile.rows)?;
                Ok(Some((tile, extent)))
            });
            opened.map_err(|error| (name, format!("is left out: {error:#}")))
        };
        let opened: Vec<_> = files.par_iter().map(open).collect();
        let (mut tiles, mut problems) = (Vec::new(), BTreeMap::new());
        for opened in opened {
            match opened {
                Ok(tile) => tiles.extend(tile),
                Err((name, problem)) => drop(problems.insert(name, problem)),
            }
        }
        // Degrees of latitude per row; the order of names stays where two are equal.
        let fineness = |(tile, extent): &(Tile, rstar::AABB<[f64; 2]>)| {
            (extent.upper()[1] - extent.lower()[1]) / f64::from(tile.rows)
        };
        tiles.sort_by(|a, b| fineness(a).total_cmp(&fineness(b)));
        let (tiles, extents): (Vec<Tile>, Vec<_>) = tiles.into_iter().unzip();
        let extents = extents.into_iter().enumerate();
        let extents = extents.map(|(i, extent)| GeomWithData::new(Rectangle::from(extent), i));
        Terrain {
            files,
            extents: RTree::bulk_load(extents.collect()),
            kept: RwLock::default(),
            reading: std::array::from_fn(|_| Mutex::default()),
            tiles,
            problems: Mutex::new(problems),
        }
    }

    /// True when there is no tile that can be used.
    pub fn is_empty(&self) -> bool {
        self.tiles.is_empty()
    }

    /// Files that cannot be used, or not wholly, with what is wrong. More may follow as tiles are
    /// read.
    pub fn problems(&self) -> Vec<(String, String)> {
        let problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
        problems.iter().map(|(name, problem)| (name.clone(), problem.clone())).collect()
    }

    /// Metres above sea level, bilinear between the four cells around a position.
    ///
    /// Where some of the four are unknown, the others count if the nearest one is among them.
    /// `None` where it is not, and where there is no tile.
    pub fn elevation(&self, position: Position) -> Option<f64> {
        let (lon, lat) = (position.lon(), position.lat());
        self.located(lon, lat).into_iter().find_map(|(tile, at)| self.bilinear(tile, at))
    }

    /// The same places at the elevations of the terrain, those that have none included.
    ///
    /// They are looked up block by block, so that each block is read once, however many trails
    /// cross it and however little of the terrain fits in memory.
    pub fn raise(&self, positions: &[Position]) -> Vec<Position> {
        let block = |(index, position): (usize, &Position)| {
            let (tile, at) = self.located(position.lon(), position.lat()).into_iter().next()?;
            let [column, row] = at.nearest.map(u32::try_from);
            Some((tile, self.tiles[tile].block_of(column.ok()?, row.ok()?), index))
        };
        let mut order: Vec<_> = positions.par_iter().enumerate().filter_map(block).collect();
        order.par_sort_unstable();
        let raised = order.into_par_iter().map(|(_, _, index)| {
            let position = positions[index];
            (index, position.with_elevation(self.elevation(position)))
        });
        let raised: Vec<(usize, Position)> = raised.collect();
        let mut all: Vec<Position> = positions.iter().map(|p| p.with_elevation(None)).collect();
        raised.into_iter().for_each(|(index, position)| all[index] = position);
        all
    }

    /// Metres above sea level of the cell that a position is in; `None` as above.
    pub fn nearest(&self, position: Position) -> Option<f64> {
        let (lon, lat) = (position.lon(), position.lat());
        self.located(lon, lat).into_iter().find_map(|(tile, at)| self.height(tile, at.nearest))
    }

    /// The tiles that hold a place, the finest first, with where it is in each.
    fn located(&self, lon: f64, lat: f64) -> Vec<(usize, Located)> {
        let tiles = self.extents.locate_all_at_point(&[lon, lat]).map(|extent| extent.data);
        let mut located: Vec<(usize, Located)> =
            tiles.filter_map(|tile| Some((tile, self.tiles[tile].locate(lon, lat)?))).collect();
        located.sort_by_key(|(tile, _)| *tile);
        located
    }

    fn bilinear(&self, tile: usize, at: Located) -> Option<f64> {
        self.height(tile, at.nearest)?;
        let (column, row) = (at.column.floor(), at.row.floor());
        let (right, down) = (at.column - column, at.row - row);
        let corners = [
            ([0, 0], (1.0 - right) * (1.0 - down)),
            ([1, 0], right * (1.0 - down)),
            ([0, 1], (1.0 - right) * down),
            ([1, 1], right * down),
        ];
        let (mut sum, mut known) = (0.0, 0.0);
        for ([columns, rows], weight) in corners.into_iter().filter(|(_, weight)| *weight > 0.0) {
            let cell = [column as i64 + columns, row as i64 + rows];
            if let Some(height) = self.height_or_beyond(tile, cell) {
                sum += weight * height;
                known += weight;
            }
        }
        Some(sum / known)
    }

    /// Metres at a cell, which may be one of another tile: then its nearest cell counts.
    fn height_or_beyond(&self, tile: usize, cell: [i64; 2]) -> Option<f64> {
        if self.tiles[tile].has(cell[0], cell[1]) {
            return self.height(tile, cell);
        }
        let (lon, lat) = self.tiles[tile].placement.degrees(cell[0] as f64, cell[1] as f64)?;
        let others = self.located(lon, lat).into_iter().filter(|(other, _)| *other != tile);
        others.into_iter().find_map(|(other, at)| self.height(other, at.nearest))
    }

    /// Metres at a cell that the tile has, `None` where they are unknown.
    fn height(&self, tile: usize, [column, row]: [i64; 2]) -> Option<f64> {
        let (column, row) = (u32::try_from(column).ok()?, u32::try_from(row).ok()?);
        let block = self.block(tile, self.tiles[tile].block_of(column, row));
        self.tiles[tile].height(&block, column, row)
    }

    fn block(&self, tile: usize, number: usize) -> Arc<Block> {
        if let Some(block) = self.known_block(tile, number) {
            return block;
        }
        let reading = &self.reading[(tile + number) % READERS];
        let _reading = reading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(block) = self.known_block(tile, number) {
            return block;
        }
        let block = self.tiles[tile].read(number).unwrap_or_else(|error| {
            let mut problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
            problems
                .insert(self.tiles[tile].name.clone(), format!("is not wholly read: {error:#}"));
            Block::unknown()
        });
        let block = Arc::new(block);
        self.keep(tile, number, block.clone());
        block
    }

    fn known_block(&self, tile: usize, number: usize) -> Option<Arc<Block>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.blocks.get(&(tile, number)).cloned()
    }

    fn keep(&self, tile: usize, number: usize, block: Arc<Block>) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.bytes > KEPT {
            *kept = Kept::default();
        }
        kept.bytes += size_of_val(block.cells.as_slice());
        kept.blocks.insert((tile, number), block);
    }
}

#[cfg(test)]
mod tests;
