//! Elevation models: folders of tiles that give trails their missing elevations.

mod between;
mod drape;
mod extent;
mod geokeys;
mod format;
mod geotiff;
mod hgt;
mod placement;
mod sampler;
mod tile;

use crate::input::{Places, Problems, Stamp};
use crate::model::Position;
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tile::{Block, Located, Tile};

pub use drape::{Drape, Memory, Settings, drape};
pub use sampler::Sampler;

/// Largest size in bytes of the blocks in memory.
const CACHED: usize = 256 * 1024 * 1024;
/// Number of locks, and so of blocks that may be read at the same time.
const READERS: usize = 64;

/// All tiles of a folder as one elevation model. Where tiles overlap, the finest one is used.
///
/// Tiles are read block by block when they are needed. Blocks are cached.
pub struct Terrain {
    files: Vec<File>,
    /// Tiles, finest first.
    tiles: Vec<Tile>,
    /// Bounding boxes of the tiles, in degrees, with the index of each tile.
    extents: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    cache: RwLock<Cache>,
    /// Locks of blocks, so that of two threads that need the same block the second waits for the first.
    reading: [Mutex<()>; READERS],
    /// Problems by name of the tile.
    problems: Mutex<BTreeMap<String, String>>,
}

/// Blocks in memory.
#[derive(Default)]
struct Cache {
    /// Blocks by index of the tile and number of the block.
    blocks: HashMap<(usize, usize), Arc<Block>>,
    /// Size of all blocks.
    bytes: usize,
}

/// A file, and what shows whether it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct File {
    path: PathBuf,
    stamp: Stamp,
}

/// Finds the files of a folder that are not hidden, in the order of names. Returns them, and the paths
/// that cannot be used with their problems.
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

impl fmt::Debug for Terrain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Terrain").field("files", &self.files).finish_non_exhaustive()
    }
}

impl Terrain {
    /// Opens the tiles of a folder. `root` is the folder of `site.toml`: paths in messages are relative
    /// to it.
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
        // Degrees of latitude per row. The sort is stable: equally fine tiles stay in order of names.
        let fineness = |(tile, extent): &(Tile, AABB<[f64; 2]>)| {
            (extent.upper()[1] - extent.lower()[1]) / f64::from(tile.rows)
        };
        tiles.sort_by(|a, b| fineness(a).total_cmp(&fineness(b)));
        let (tiles, extents): (Vec<Tile>, Vec<_>) = tiles.into_iter().unzip();
        let extents = extents.into_iter().enumerate();
        let extents = extents.map(|(i, extent)| GeomWithData::new(Rectangle::from(extent), i));
        Terrain {
            files,
            extents: RTree::bulk_load(extents.collect()),
            cache: RwLock::default(),
            reading: std::array::from_fn(|_| Mutex::default()),
            tiles,
            problems: Mutex::new(problems),
        }
    }

    /// True when no tile can be used.
    pub fn is_empty(&self) -> bool {
        self.tiles.is_empty()
    }

    /// Names of files that cannot be used, or only in part, with their problems. Reading more tiles may
    /// add some.
    pub fn problems(&self) -> Vec<(String, String)> {
        let problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
        problems.iter().map(|(name, problem)| (name.clone(), problem.clone())).collect()
    }

    /// Elevation of a position in metres above sea level, by bilinear interpolation between the four
    /// cells around it. Cells of unknown elevation are left out.
    ///
    /// `None` where the elevation of the nearest cell is unknown, and where there is no tile.
    pub fn elevation(&self, position: Position) -> Option<f64> {
        let (lon, lat) = (position.lon(), position.lat());
        let elevation = |(tile, at): (usize, Located)| {
            at.interpolated(|cell| self.height_or_beyond(tile, cell))
        };
        self.located(lon, lat).into_iter().find_map(elevation)
    }

    /// Returns the positions with the elevations of the terrain, or without where it has none.
    ///
    /// Positions are looked up block by block, so that each block is read once, even if the terrain
    /// does not fit in memory.
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

    /// Elevation of the nearest cell in metres above sea level. `None` where it is unknown, and where
    /// there is no tile.
    pub fn nearest(&self, position: Position) -> Option<f64> {
        let (lon, lat) = (position.lon(), position.lat());
        self.located(lon, lat).into_iter().find_map(|(tile, at)| self.height(tile, at.nearest))
    }

    /// Indexes of the tiles that contain a place, finest first, with its location in each.
    fn located(&self, lon: f64, lat: f64) -> Vec<(usize, Located)> {
        let tiles = self.extents.locate_all_at_point(&[lon, lat]).map(|extent| extent.data);
        let mut located: Vec<(usize, Located)> =
            tiles.filter_map(|tile| Some((tile, self.tiles[tile].locate(lon, lat)?))).collect();
        located.sort_by_key(|(tile, _)| *tile);
        located
    }

    /// Elevation of a cell in metres. For a cell outside of the tile, that of the nearest cell of another
    /// tile.
    fn height_or_beyond(&self, tile: usize, cell: [i64; 2]) -> Option<f64> {
        if self.tiles[tile].has(cell[0], cell[1]) {
            return self.height(tile, cell);
        }
        let (lon, lat) = self.tiles[tile].placement.degrees(cell[0] as f64, cell[1] as f64)?;
        let others = self.located(lon, lat).into_iter().filter(|(other, _)| *other != tile);
        others.into_iter().find_map(|(other, at)| self.height(other, at.nearest))
    }

    /// Elevation of a cell of a tile in metres. `None` where it is unknown.
    fn height(&self, tile: usize, [column, row]: [i64; 2]) -> Option<f64> {
        let (column, row) = (u32::try_from(column).ok()?, u32::try_from(row).ok()?);
        let block = self.block(tile, self.tiles[tile].block_of(column, row));
        self.tiles[tile].height(&block, column, row)
    }

    /// Block of a tile, from the cache or from the file. A block that cannot be read has no elevations,
    /// and is a problem.
    fn block(&self, tile: usize, number: usize) -> Arc<Block> {
        if let Some(block) = self.cached_block(tile, number) {
            return block;
        }
        let reading = &self.reading[(tile + number) % READERS];
        let _reading = reading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(block) = self.cached_block(tile, number) {
            return block;
        }
        let block = self.tiles[tile].read(number).unwrap_or_else(|error| {
            let mut problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
            problems
                .insert(self.tiles[tile].name.clone(), format!("is only partly read: {error:#}"));
            Block::unknown()
        });
        let block = Arc::new(block);
        self.keep(tile, number, block.clone());
        block
    }

    fn cached_block(&self, tile: usize, number: usize) -> Option<Arc<Block>> {
        let cache = self.cache.read().unwrap_or_else(PoisonError::into_inner);
        cache.blocks.get(&(tile, number)).cloned()
    }

    /// Adds a block to the cache, which is emptied first when it is full.
    fn keep(&self, tile: usize, number: usize, block: Arc<Block>) {
        let mut cache = self.cache.write().unwrap_or_else(PoisonError::into_inner);
        if cache.bytes > CACHED {
            *cache = Cache::default();
        }
        cache.bytes += size_of_val(block.cells.as_slice());
        cache.blocks.insert((tile, number), block);
    }
}

#[cfg(test)]
mod tests;
