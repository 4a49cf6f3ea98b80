//! Extents and resolution of the tiles of a terrain.

use super::Terrain;
use crate::model::Bounds;
use rstar::AABB;
use std::path::Path;

/// Metres in a degree of latitude, on a sphere of the mean radius of the Earth.
const METRES_PER_DEGREE: f64 = 111_195.0;

impl Terrain {
    /// Metres between neighbouring cells of the finest tile at a place in degrees. `None` where there is
    /// no tile.
    pub fn resolution(&self, lon: f64, lat: f64) -> Option<f64> {
        let (tile, at) = self.located(lon, lat).into_iter().next()?;
        let placement = &self.tiles[tile].placement;
        let here = placement.degrees(at.column, at.row)?;
        let below = placement.degrees(at.column, at.row + 1.0)?;
        let right = placement.degrees(at.column + 1.0, at.row)?;
        let metres = |there: (f64, f64)| {
            let across = (there.0 - here.0) * here.1.to_radians().cos();
            across.hypot(there.1 - here.1) * METRES_PER_DEGREE
        };
        Some(metres(below).max(metres(right)))
    }

    /// True where there is a tile, whether its elevation is known or not.
    pub fn covers(&self, lon: f64, lat: f64) -> bool {
        let mut tiles = self.extents.locate_all_at_point(&[lon, lat]);
        tiles.any(|extent| self.tiles[extent.data].locate(lon, lat).is_some())
    }

    /// Files of the tiles that touch an area, finest first, each with its size and dates in words.
    pub fn tiles_within(&self, area: Bounds) -> Vec<(&Path, String)> {
        let stamp = |path: &Path| {
            let file = self.files.iter().find(|file| file.path == path);
            file.map_or(String::new(), |file| format!("{:?}", file.stamp))
        };
        let tiles = self.tiles_in(area).into_iter().map(|tile| self.tiles[tile].path.as_path());
        tiles.map(|path| (path, stamp(path))).collect()
    }

    /// Indices of the tiles that touch an area, finest first.
    pub(super) fn tiles_in(&self, area: Bounds) -> Vec<usize> {
        let area = AABB::from_corners([area.west, area.south], [area.east, area.north]);
        let tiles = self.extents.locate_in_envelope_intersecting(&area);
        let mut tiles: Vec<usize> = tiles.map(|extent| extent.data).collect();
        tiles.sort_unstable();
        tiles
    }
}
