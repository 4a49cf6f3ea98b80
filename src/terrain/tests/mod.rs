//! Tests of elevation models with tiles of planes, where bilinear interpolation is exact.

mod drape;
mod tile;

use super::*;
use crate::crs::Reprojection;
use crate::model::{Id, Line, Trek};
use crate::report::Report;
use std::fs;
use std::io::{Cursor, Write};
use tempfile::TempDir;
use tiff::encoder::colortype::{self, ColorType};
use tiff::encoder::{Compression, TiffEncoder, TiffValue};
use tiff::tags::Tag;

/// Temporary folder of tiles.
struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn with(self, name: &str, bytes: &[u8]) -> Folder {
        fs::write(self.0.path().join(name), bytes).unwrap();
        self
    }

    fn terrain(&self) -> Terrain {
        Terrain::open(self.0.path(), self.0.path())
    }
}

fn portal(folder: &Path) -> Places {
    Places::new(folder.to_owned(), [])
}

fn at(lon: f64, lat: f64) -> Position {
    Position::new(lon, lat, None).unwrap()
}

#[track_caller]
fn close(found: Option<f64>, expected: f64) {
    assert!(found.is_some_and(|found| (found - expected).abs() < 1e-6), "{found:?} {expected}");
}

/// Elevation of a plane that rises from the corner 42 N 1 E, by 2 m per column eastwards and 3 m per
/// row southwards.
fn plane(lon: f64, lat: f64) -> f64 {
    2.0 * (lon - 1.0) * 1200.0 + 3.0 * (43.0 - lat) * 1200.0 + 100.0
}

/// SRTM tile. `height` is called with column and row.
fn hgt(side: usize, height: impl Fn(usize, usize) -> i16) -> Vec<u8> {
    let cells = (0..side * side).map(|i| height(i % side, i / side));
    cells.flat_map(i16::to_be_bytes).collect()
}

/// SRTM tile of [`plane`], this number of columns further east.
fn hgt_of_plane(east: usize) -> Vec<u8> {
    hgt(1201, |column, row| (2 * (column + east) + 3 * row + 100) as i16)
}

fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(bytes).unwrap();
    archive.finish().unwrap().into_inner()
}

/// Tags of a GeoTIFF.
#[derive(Clone)]
struct Tags {
    columns: u32,
    keys: Vec<[u16; 2]>,
    /// Values of tag 34264, or of 33550 and 33922.
    transformation: Option<[f64; 16]>,
    scale: f64,
    corner: [f64; 2],
    void: Option<&'static str>,
    compression: Compression,
}

impl Tags {
    /// Tags for cells of this size. `corner` is that of the first cell.
    fn new(keys: &[[u16; 2]], scale: f64, corner: [f64; 2]) -> Tags {
        Tags {
            columns: 20,
            keys: keys.to_vec(),
            transformation: None,
            scale,
            corner,
            void: None,
            compression: Compression::Uncompressed,
        }
    }

    fn write<C: ColorType>(&self, cells: &[C::Inner]) -> Vec<u8>
    where
        [C::Inner]: TiffValue,
    {
        let mut file = Cursor::new(Vec::new());
        let mut tiff = TiffEncoder::new(&mut file).unwrap().with_compression(self.compression);
        let rows = cells.len() as u32 / self.columns;
        let mut image = tiff.new_image::<C>(self.columns, rows).unwrap();
        image.rows_per_strip(3).unwrap();
        let mut directory = vec![1, 1, 0, self.keys.len() as u16];
        directory.extend(self.keys.iter().flat_map(|[key, value]| [*key, 0, 1, *value]));
        let tags = image.encoder();
        tags.write_tag(Tag::GeoKeyDirectoryTag, &directory[..]).unwrap();
        let [x, y] = self.corner;
        match self.transformation {
            Some(matrix) => tags.write_tag(Tag::ModelTransformationTag, &matrix[..]).unwrap(),
            None => {
                let scale = [self.scale, self.scale, 0.0];
                tags.write_tag(Tag::ModelPixelScaleTag, &scale[..]).unwrap();
                tags.write_tag(Tag::ModelTiepointTag, &[0.0, 0.0, 0.0, x, y, 0.0][..]).unwrap();
            }
        }
        if let Some(void) = self.void {
            tags.write_tag(Tag::GdalNodata, void).unwrap();
        }
        image.write_data(cells).unwrap();
        file.into_inner()
    }
}

const WGS84: [[u16; 2]; 2] = [[1024, 2], [2048, 4326]];
const LAMBERT_93: [[u16; 2]; 2] = [[1024, 1], [3072, 2154]];
const UTM_32: [[u16; 2]; 2] = [[1024, 1], [3072, 32632]];
