//! GeoTIFF tiles: one band of elevations, in strips or tiles.

use crate::terrain::geokeys::GeoKeys;
use crate::terrain::placement::Placement;
use crate::terrain::tile::{self, Block, Format, Tile};
use anyhow::{Context, Result, bail, ensure};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use tiff::ColorType;
use tiff::decoder::{ChunkType, Decoder, DecodingResult, Limits};
use tiff::tags::Tag;

type Tiff = Decoder<BufReader<File>>;

/// Number of cells in the strips that are read together. A strip may be one row only.
const CELLS: u32 = 256 * 1024;
/// Largest number of cells in a strip or tile: 128 MB in memory, and twice that while it is read.
const MOST_CELLS: u64 = 32 * 1024 * 1024;
/// Supported compressions: none, LZW, DEFLATE (two codes), PackBits and Zstandard.
const COMPRESSIONS: [u16; 6] = [1, 5, 8, 32946, 32773, 50000];
const GDAL_METADATA: Tag = Tag::Unknown(42112);

/// Opens a tile: its place, its size and that of its blocks.
///
/// # Errors
/// When it is not a TIFF, has no elevations, has no place, or its blocks are too large.
pub fn open(path: &Path, name: &str) -> Result<Tile> {
    let mut tiff = decoder(path).context("it is not a GeoTIFF that can be read: save it again")?;
    let (columns, rows) = tiff.dimensions()?;
    let color = tiff.colortype().context("it holds no heights")?;
    ensure!(
        matches!(color, ColorType::Gray(16 | 32 | 64)),
        "it holds a picture, not one band of heights in metres"
    );
    let compression = tiff.find_tag_unsigned(Tag::Compression)?.unwrap_or(1);
    ensure!(
        COMPRESSIONS.contains(&compression),
        "its compression is not read here: save it with DEFLATE or LZW"
    );
    let metadata = tiff.get_tag_ascii_string(GDAL_METADATA).unwrap_or_default();
    ensure!(
        !metadata.contains("role=\"scale\"") && !metadata.contains("role=\"offset\""),
        "its heights are scaled: save them as they are, in metres"
    );
    let (width, height) = tiff.chunk_dimensions();
    let height = height.min(rows);
    ensure!(
        u64::from(width) * u64::from(height) <= MOST_CELLS,
        "its parts are too large to be read one by one: save it in tiles (`TILED=YES` in GDAL)"
    );
    let together = match tiff.get_chunk_type() {
        ChunkType::Strip => (CELLS / width / height).max(1),
        ChunkType::Tile => 1,
    };
    Ok(Tile {
        path: path.to_owned(),
        name: name.to_owned(),
        format: Format::GeoTiff,
        columns,
        rows,
        block: [width, height * together],
        placement: placement(&mut tiff)?,
    })
}

fn decoder(path: &Path) -> Result<Tiff> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MOST_CELLS as usize * size_of::<f64>();
    limits.intermediate_buffer_size = limits.decoding_buffer_size;
    Ok(Decoder::new(BufReader::new(File::open(path)?))?.with_limits(limits))
}

fn placement(tiff: &mut Tiff) -> Result<Placement> {
    let directory = tiff.get_tag_u16_vec(Tag::GeoKeyDirectoryTag).unwrap_or_default();
    let keys = GeoKeys::new(&directory, &numbers(tiff, Tag::GeoDoubleParamsTag));
    let (mut origin, right, down) = affine(tiff)?;
    if !keys.pixel_is_point() {
        origin = [0, 1].map(|i| origin[i] + (right[i] + down[i]) / 2.0);
    }
    Placement::new(keys.reprojection()?, origin, right, down)
}

/// Origin of the raster, step from a cell to the one on its right, and step to the one below it.
fn affine(tiff: &mut Tiff) -> Result<([f64; 2], [f64; 2], [f64; 2])> {
    if let [a, b, _, x, d, e, _, y, ..] = numbers(tiff, Tag::ModelTransformationTag)[..] {
        return Ok(([x, y], [a, d], [b, e]));
    }
    let scale = numbers(tiff, Tag::ModelPixelScaleTag);
    let tie = numbers(tiff, Tag::ModelTiepointTag);
    let ([width, height, ..], [column, row, _, x, y, ..]) = (&scale[..], &tie[..]) else {
        bail!("it does not say where it is: save it as a GeoTIFF, with its position inside");
    };
    let origin = [x - column * width, y + row * height];
    Ok((origin, [*width, 0.0], [0.0, -height]))
}

/// Numbers of a tag. Empty when it is missing.
fn numbers(tiff: &mut Tiff, tag: Tag) -> Vec<f64> {
    tiff.get_tag_f64_vec(tag).unwrap_or_default()
}

/// Reads a block: a tile, or several strips.
///
/// # Errors
/// When that part of the file is damaged.
pub fn read(tile: &Tile, block: usize) -> Result<Block> {
    let mut tiff = decoder(&tile.path)?;
    let void: Option<f64> = tiff
        .get_tag_ascii_string(Tag::GdalNodata)
        .ok()
        .and_then(|void| void.trim_matches(['\0', ' ']).parse().ok());
    let strips = tiff.get_chunk_type() == ChunkType::Strip;
    let lengths = if strips { Tag::StripByteCounts } else { Tag::TileByteCounts };
    let lengths = tiff.get_tag_u64_vec(lengths)?;
    let together = match strips {
        true => tile.block[1] / tiff.chunk_dimensions().1.min(tile.rows).max(1),
        false => 1,
    } as usize;
    let first = block * together;
    let mut read = Block::unknown();
    for (chunk, length) in lengths.iter().enumerate().skip(first).take(together) {
        let index = u32::try_from(chunk)?;
        let (width, height) = tiff.chunk_data_dimensions(index);
        let (width, height) = (width as usize, height as usize);
        read.width = width;
        // GDAL does not write blocks without any elevation.
        match length {
            0 => read.cells.resize(read.cells.len() + width * height, f32::NAN),
            _ => append(&mut read.cells, tiff.read_chunk(index)?, void)?,
        }
    }
    Ok(read)
}

/// Appends elevations of any number type. `void` is the value that means "unknown".
fn append(cells: &mut Vec<f32>, chunk: DecodingResult, void: Option<f64>) -> Result<()> {
    let height = |metres: f64| match void {
        Some(void) if metres == void => f32::NAN,
        _ => tile::height(metres as f32),
    };
    match chunk {
        DecodingResult::I16(chunk) => cells.extend(chunk.into_iter().map(|h| height(h.into()))),
        DecodingResult::U16(chunk) => cells.extend(chunk.into_iter().map(|h| height(h.into()))),
        DecodingResult::I32(chunk) => cells.extend(chunk.into_iter().map(|h| height(h.into()))),
        DecodingResult::U32(chunk) => cells.extend(chunk.into_iter().map(|h| height(h.into()))),
        DecodingResult::F32(chunk) => cells.extend(chunk.into_iter().map(|h| height(h.into()))),
        DecodingResult::F64(chunk) => cells.extend(chunk.into_iter().map(height)),
        _ => bail!("its numbers are of a type that is not read here"),
    }
    Ok(())
}
