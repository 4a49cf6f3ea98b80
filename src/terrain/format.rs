//! File formats of elevation models.

use crate::input;
use crate::terrain::tile::{Block, Format, Tile};
use crate::terrain::{geotiff, hgt};
use anyhow::{Context, Result, bail};
use std::path::Path;

/// Extensions of elevation models in formats that are not supported.
pub const OTHER_FORMATS: [&str; 10] =
    ["7z", "asc", "bil", "dt1", "dt2", "flt", "gz", "img", "jp2", "zip"];

impl Tile {
    /// Opens a file. `None` when it is not an elevation model.
    ///
    /// # Errors
    /// When the elevation model cannot be used. The message says why, and what to do.
    pub fn open(path: &Path, name: &str) -> Result<Option<Tile>> {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let known = ["tif", "tiff", "hgt", "zip"].contains(&extension.as_str());
        if let Some(problem) = known.then(|| input::readable(path)).and_then(Result::err) {
            bail!("it {problem}");
        }
        match extension.as_str() {
            "tif" | "tiff" => geotiff::open(path, name).map(Some),
            "hgt" => hgt::open(path, name).map(Some),
            "zip" if hgt::corner(path).is_some() => hgt::open(path, name).map(Some),
            other if OTHER_FORMATS.contains(&other) => {
                bail!("`.{other}` is not read here: unpack it, or convert it to GeoTIFF")
            }
            _ => Ok(None),
        }
    }

    /// Reads a block.
    ///
    /// # Errors
    /// When that part of the file is damaged, or the file is gone.
    pub fn read(&self, block: usize) -> Result<Block> {
        // Largest number in the file, and number in memory.
        const BYTES_OF_A_CELL: u64 = (size_of::<f64>() + size_of::<f32>()) as u64;
        let cells = u64::from(self.block[0]) * u64::from(self.block[1]);
        let _share = input::share(cells * BYTES_OF_A_CELL);
        match self.format {
            Format::Hgt => hgt::read(&self.path, self.columns as usize),
            Format::GeoTiff => geotiff::read(self, block),
        }
        .context("it is damaged: download it again, or save it again")
    }
}
