//! `cargo bench --bench maps`: what a drawn map costs, and what it weighs.
//!
//! Draws 60 maps of 800 pixels over the height model and the base map of the example, one after the
//! other on one thread, at the scales of a stroll, of a day and of a whole territory.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and stops at once")]
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock and its arguments")]

mod support {
    pub mod measure;
}

use sentier::map::{Basemap, Frame, Maps, Range, basemap};
use sentier::model::Bounds;
use sentier::terrain::Terrain;
use std::path::Path;
use std::sync::Arc;
use support::measure::{figure, processor_time};

/// Height of the area of a map in degrees.
const SCALES: [(&str, f64); 3] = [("stroll", 0.012), ("day", 0.035), ("territory", 0.16)];
/// Maps of each scale.
const COUNT: usize = 20;

fn main() {
    // Before anything uses the threads.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("content-example");
    let text = std::fs::read_to_string(example.join("basemap/valbrune.geojson")).unwrap();
    let terrain = Arc::new(Terrain::open(&example.join("terrain"), &example));
    let cache = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let range = Range { low: 800.0, high: 3_250.0 };
    let basemap = Basemap::new(basemap::read(&text).unwrap());
    let maps = Maps::new(Some(terrain), basemap, range, cache.path());
    let mut all = 0.0;
    for (scale, height) in SCALES {
        let (mut bytes, mut seconds) = (0, 0.0);
        for number in 0..COUNT {
            let (west, south) = (6.24 + 0.015 * number as f64, 44.92 + 0.002 * number as f64);
            let area = Bounds { west, south, east: west + height, north: south + height };
            let sheet =
                maps.sheet(Frame::fit(area, 800, [600, 600], 32.0), std::iter::empty(), &[]);
            let sheet = sheet.unwrap();
            let before = processor_time();
            bytes += maps.read(&sheet).len();
            seconds += processor_time() - before;
        }
        println!(
            "{scale}: {:.3} s of processors, {:.1} kB",
            seconds / COUNT as f64,
            bytes as f64 / 1e3 / COUNT as f64
        );
        all += seconds;
    }
    figure("seconds of a drawn map, processors", all / (COUNT * SCALES.len()) as f64, 3);
}
