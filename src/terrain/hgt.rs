//! SRTM tiles, one degree each: files like `N42E001.hgt`, plain or in a ZIP archive.

use crate::archive;
use crate::input;
use crate::terrain::placement::Placement;
use crate::terrain::tile::{self, Block, Format, Tile};
use anyhow::{Context, Result, bail, ensure};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// Number of samples along a side, for steps of 3 and of 1 arc-second. The outermost samples are on
/// whole degrees, so neighbouring tiles share them.
const SIDES: [u32; 2] = [1201, 3601];

/// Opens a tile. Its place is in the name of the file, its resolution is known from the size.
///
/// # Errors
/// When the name or the size is not that of a tile.
pub fn open(path: &Path, name: &str) -> Result<Tile> {
    let (west, south) = corner(path).context(
        "its name does not say where it is: name it after its south-west corner, like `N42E001.hgt`",
    )?;
    let size = if is_zip(path) {
        let mut archive = archive(path)?;
        let entry = entry(&archive)?;
        archive.by_name(&entry).context("its archive is damaged: download it again")?.size()
    } else {
        std::fs::metadata(path).context("it cannot be read")?.len()
    };
    let Some(side) = SIDES.into_iter().find(|side| bytes(*side) == size) else {
        bail!(
            "it has {size} bytes, where an SRTM tile has {} or {}: download it again",
            bytes(SIDES[0]),
            bytes(SIDES[1])
        );
    };
    let step = 1.0 / f64::from(side - 1);
    Ok(Tile {
        path: path.to_owned(),
        name: name.to_owned(),
        format: Format::Hgt,
        columns: side,
        rows: side,
        block: [side, side],
        placement: Placement::new(None, [west, south + 1.0], [step, 0.0], [0.0, -step])?,
    })
}

/// Longitude and latitude in degrees of the south-west corner of a tile, from the name of its file.
pub fn corner(path: &Path) -> Option<(f64, f64)> {
    let name = path.file_name()?.to_str()?.to_ascii_uppercase();
    let half = |sign: &str, digits: &str, plus: &str, minus: &str, most: u8| -> Option<f64> {
        let degrees: u8 = digits.parse().ok().filter(|degrees| *degrees <= most)?;
        match sign {
            _ if sign == plus => Some(f64::from(degrees)),
            _ if sign == minus => Some(-f64::from(degrees)),
            _ => None,
        }
    };
    let south = half(name.get(..1)?, name.get(1..3)?, "N", "S", 90)?;
    let west = half(name.get(3..4)?, name.get(4..7)?, "E", "W", 180)?;
    Some((west, south))
}

/// Reads a whole tile: big-endian 16-bit integers, with -32768 for unknown elevations.
///
/// # Errors
/// When the file is shorter or longer than expected.
pub fn read(path: &Path, side: usize) -> Result<Block> {
    let size = side * side * 2;
    let mut heights = Vec::with_capacity(size);
    if is_zip(path) {
        let mut archive = archive(path)?;
        let entry = entry(&archive)?;
        archive.by_name(&entry)?.take(size as u64 + 1).read_to_end(&mut heights)?;
    } else {
        File::open(path)?.take(size as u64 + 1).read_to_end(&mut heights)?;
    }
    ensure!(heights.len() == size, "it is too short or too long");
    let (pairs, _) = heights.as_chunks();
    let cells = pairs.iter().map(|pair| tile::height(f32::from(i16::from_be_bytes(*pair))));
    Ok(Block { width: side, cells: cells.collect() })
}

/// Size in bytes of a tile with this number of samples along a side.
fn bytes(side: u32) -> u64 {
    u64::from(side) * u64::from(side) * 2
}

fn is_zip(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

fn archive(path: &Path) -> Result<zip::ZipArchive<BufReader<File>>> {
    let file = File::open(path).context("it cannot be read")?;
    let most = input::TRACK;
    ensure!(file.metadata()?.len() <= most.bytes, "it is larger than {most}, too large for a tile");
    archive::open(BufReader::new(file)).context("its archive cannot be opened: download it again")
}

/// Name of the `.hgt` file in an archive.
fn entry(archive: &zip::ZipArchive<BufReader<File>>) -> Result<String> {
    let tile = |name: &&str| name.to_ascii_lowercase().ends_with(".hgt");
    let name = archive.file_names().find(tile);
    name.map(str::to_owned).context("its archive holds no `.hgt` file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corner_of_a_tile_is_in_its_name() {
        let corner = |name: &str| corner(Path::new(name));
        assert_eq!(corner("N42E001.hgt"), Some((1.0, 42.0)));
        assert_eq!(corner("s01w070.SRTMGL1.hgt.zip"), Some((-70.0, -1.0)));
        for name in ["N42.hgt", "N99E001.hgt", "N42E999.hgt", "X42E001.hgt", "été.zip", "L31.zip"]
        {
            assert_eq!(corner(name), None, "{name}");
        }
    }
}
