//! Sheets: maps that a site shows, drawn when they are needed and kept in the cache.

use super::basemap::Basemap;
use super::digest::Digests;
use super::drawing::{self, Content};
use super::frame::Frame;
use super::grid::Heights;
use super::label::Room;
use super::lines::Contours;
use super::relief::{Light, Range, light};
use super::style::{DARK, LIGHT, Relief};
use crate::model::Position;
use crate::storage::{read_checked, write_checked};
use crate::terrain::Terrain;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Number that changes whenever the same data are drawn differently. A test notices it.
pub const STYLE: u32 = 2;
/// Quality of the pictures, from 0 to 100.
const QUALITY: f32 = 72.0;
/// Smallest part of a frame, from 0 to 1, whose elevation must be known for a relief.
const KNOWN: f64 = 0.7;
/// Number of locks, and so of sheets that are drawn at the same time.
const DRAWING: usize = 64;

/// Data from which the maps of a site are drawn, and the cache of drawn maps.
#[derive(Debug)]
pub struct Maps {
    terrain: Option<Arc<Terrain>>,
    basemap: Basemap,
    /// Elevations between which the colours of the ground lie.
    range: Range,
    /// Folder of the drawn maps.
    folder: PathBuf,
    digests: Digests,
    /// Locks of sheets, so that each is drawn once.
    drawing: [Mutex<()>; DRAWING],
}

/// A map of one area.
#[derive(Debug, PartialEq)]
pub struct Sheet {
    pub frame: Frame,
    /// Digest of all that the map is drawn from, as 16 hexadecimal digits.
    pub key: String,
    /// True for a map with relief and contour lines.
    pub has_relief: bool,
    /// Trail that names keep clear of, in drawing units.
    trail: Vec<Vec<[f64; 2]>>,
    /// Marks that names keep clear of, in drawing units.
    marks: Vec<[f64; 2]>,
}

impl Sheet {
    /// Room for names: all but the trail and the marks.
    fn room(&self) -> Room {
        let (width, height) = (f64::from(self.frame.width), f64::from(self.frame.height));
        let mut room = Room::new(width, height);
        // The scale bar and the arrow to the north.
        room.take([0.0, height - 50.0, width / 4.0 + 30.0, height]);
        room.take([width - 56.0, 0.0, width, 72.0]);
        self.trail.iter().for_each(|line| room.take_line(line, 6.0));
        self.marks.iter().for_each(|mark| room.take_mark(*mark));
        room
    }
}

impl Maps {
    /// `cache` is the folder of the cache.
    pub fn new(
        terrain: Option<Arc<Terrain>>,
        basemap: Basemap,
        range: Range,
        cache: &Path,
    ) -> Maps {
        let terrain = terrain.filter(|terrain| !terrain.is_empty());
        let folder = cache.join(super::FOLDER);
        let digests = Digests::new(&folder);
        let drawing = std::array::from_fn(|_| Mutex::default());
        Maps { terrain, basemap, range, folder, digests, drawing }
    }

    /// True when there is nothing to draw maps from.
    pub fn is_empty(&self) -> bool {
        self.terrain.is_none() && self.basemap.is_empty()
    }

    /// Plans the map of a frame, without drawing it. Names keep clear of the trail and of the marks that
    /// the page draws on the map. `None` where nothing is known of the ground.
    pub fn sheet<'p>(
        &self,
        frame: Frame,
        trail: impl Iterator<Item = &'p [Position]>,
        marks: &[Position],
    ) -> Option<Arc<Sheet>> {
        let area = frame.bounds(0.0);
        let terrain = self.terrain.as_deref().filter(|terrain| covered(terrain, &frame) >= KNOWN);
        let objects = drawing::objects(&frame, &self.basemap);
        if terrain.is_none() && objects.is_empty() {
            return None;
        }
        let trail: Vec<Vec<[f64; 2]>> = trail.map(|segment| frame.points(segment)).collect();
        let marks = frame.points(marks);
        let tiles = terrain.map(|terrain| self.digests.of(terrain, area));
        let range = terrain.map(|_| self.range);
        let objects: Vec<[u8; 16]> = objects.into_iter().map(|(_, digest)| digest).collect();
        let inputs = (STYLE, frame, range, tiles, objects, &trail, &marks);
        let inputs = postcard::to_stdvec(&inputs).expect("plain data can always be written");
        let key = blake3::hash(&inputs).to_hex()[..16].to_owned();
        Some(Arc::new(Sheet { frame, key, has_relief: terrain.is_some(), trail, marks }))
    }

    /// Returns a sheet as SVG: from the cache, or drawn now.
    pub fn read(&self, sheet: &Sheet) -> Vec<u8> {
        let file = self.folder.join(&sheet.key);
        let lock = usize::from_str_radix(&sheet.key[..4], 16).unwrap_or_default() % DRAWING;
        let _lock = self.drawing[lock].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(drawn) = read_checked(&file) {
            return drawn;
        }
        let drawn = self.draw(sheet).into_bytes();
        // Without the file, the next build draws the map again.
        let folder = std::fs::create_dir_all(&self.folder);
        let _ = folder.and_then(|()| write_checked(&file, &drawn));
        drawn
    }

    fn draw(&self, sheet: &Sheet) -> String {
        let frame = &sheet.frame;
        let terrain = self.terrain.as_deref().filter(|_| sheet.has_relief);
        let heights = terrain.and_then(|terrain| Heights::read(terrain, frame));
        let metres = frame.metres();
        let lit = heights.as_ref().map(|heights| light(heights, metres, self.range));
        let relief = lit.map(|lit| [&LIGHT, &DARK].map(|style| picture(&lit, style)));
        let contours = heights.as_ref().map(|heights| Contours::trace(heights, metres));
        let content = Content { relief, contours, objects: &self.basemap };
        drawing::draw(frame, &content, sheet.room())
    }
}

/// Relief in the colours of a style, as a WebP picture.
fn picture(lit: &Light, style: &Relief) -> Vec<u8> {
    let pixels = lit.colored(style);
    let encoder = webpx::Encoder::new_rgb(&pixels, lit.width as u32, lit.height as u32);
    let encoder = encoder.quality(QUALITY).method(4);
    encoder.encode(webpx::Unstoppable).expect("pixels of the right number can always be encoded")
}

/// Part of a frame, from 0 to 1, that lies in tiles of the terrain.
fn covered(terrain: &Terrain, frame: &Frame) -> f64 {
    const STEPS: u32 = 10;
    let places = (0..STEPS).flat_map(|row| (0..STEPS).map(move |column| (column, row)));
    let at = |step: u32, size: u32| (f64::from(step) + 0.5) / f64::from(STEPS) * f64::from(size);
    let covered = places.filter(|(column, row)| {
        let (lon, lat) = frame.degrees(at(*column, frame.width), at(*row, frame.height));
        terrain.covers(lon, lat)
    });
    covered.count() as f64 / f64::from(STEPS * STEPS)
}
