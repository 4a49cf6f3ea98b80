//! Tests of whole maps, over the height model and the base map of the example.

use super::grid::Heights;
use super::lines::Contours;
use super::*;
use crate::model::{Bounds, Position};
use crate::terrain::Terrain;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content-example")
}

fn terrain() -> Terrain {
    Terrain::open(&example().join("terrain"), &example())
}

fn maps(cache: &Path) -> Maps {
    let text = std::fs::read_to_string(example().join("basemap/valbrune.geojson")).unwrap();
    let basemap = Basemap::new(basemap::read(&text).unwrap());
    let range = Range { low: 800.0, high: 3_250.0 };
    Maps::new(Some(Arc::new(terrain())), basemap, range, cache)
}

fn frame() -> Frame {
    let area = Bounds { west: 6.30, south: 45.02, east: 6.36, north: 45.05 };
    Frame::fit(area, 800, [360, 640], 32.0)
}

fn sheet(maps: &Maps) -> Arc<Sheet> {
    let at = |lon, lat| Position::new(lon, lat, None).unwrap();
    let trail = [at(6.31, 45.025), at(6.3216, 45.0448), at(6.3384, 45.0409)];
    maps.sheet(frame(), [&trail[..]].into_iter(), &[]).unwrap()
}

#[test]
fn contour_lines_are_at_the_height_that_they_say() {
    let terrain = terrain();
    let frame = frame();
    let contours = Contours::trace(&Heights::read(&terrain, &frame).unwrap(), frame.metres());
    let points = contours
        .lines
        .iter()
        .flat_map(|line| line.points.iter().map(|point| (f64::from(line.elevation), *point)));
    let points: Vec<(f64, [f64; 2])> = points.collect();
    let mut errors: Vec<f64> = Vec::new();
    for (elevation, [x, y]) in points.iter().step_by(points.len() / 200) {
        let (lon, lat) = frame.degrees(*x, *y);
        let Some(ground) = terrain.elevation(Position::new(lon, lat, None).unwrap()) else {
            continue;
        };
        errors.push((ground - elevation).abs());
    }
    errors.sort_by(f64::total_cmp);
    assert!(errors.len() >= 190, "{} points", errors.len());
    let half = f64::from(contours.interval) / 2.0;
    // Lines are smoothed: on sharp crests a few are a little farther away.
    let within = errors.iter().filter(|error| **error <= half).count();
    assert!(within * 100 >= errors.len() * 95, "{within} of {} within {half} m", errors.len());
    assert!(errors[errors.len() - 1] < 2.0 * half, "{errors:?}");
}

#[test]
fn a_map_is_drawn_once_and_drawn_again_when_the_cache_is_damaged() {
    let cache = tempfile::tempdir().unwrap();
    let drawn = || {
        let maps = maps(cache.path());
        maps.read(&sheet(&maps))
    };
    let first = drawn();
    let file = cache.path().join(FOLDER).join(&sheet(&maps(cache.path())).key);
    let written = std::fs::metadata(&file).unwrap().modified().unwrap();
    assert_eq!(drawn(), first);
    assert_eq!(
        std::fs::metadata(&file).unwrap().modified().unwrap(),
        written,
        "taken from the cache"
    );
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    assert_eq!(drawn(), first);
    let elsewhere = tempfile::tempdir().unwrap();
    let other = maps(elsewhere.path());
    assert_eq!(other.read(&sheet(&other)), first, "the same bytes");
}

#[test]
fn whoever_changes_the_drawing_changes_the_number_of_the_style() {
    let cache = tempfile::tempdir().unwrap();
    let maps = maps(cache.path());
    let drawn = String::from_utf8(maps.read(&sheet(&maps))).unwrap();
    // Only the lines: they are whole numbers, which hardly depend on the processor.
    let mut parts = drawn.split("<image");
    let before = parts.next().unwrap().to_owned();
    let lines = before + &parts.map(|part| part.split_once("/>").unwrap().1).collect::<String>();
    let digest = blake3::hash(lines.as_bytes()).to_hex()[..16].to_owned();
    // When this fails because maps are drawn differently, raise `STYLE` and write the new digest here:
    // without it, caches keep the old maps.
    assert_eq!((sheet::STYLE, digest.as_str()), (2, "cfdf9703e460b4fd"));
}

#[test]
fn a_drawing_is_well_formed_and_names_what_matters() {
    let cache = tempfile::tempdir().unwrap();
    let maps = maps(cache.path());
    let lines = String::from_utf8(maps.read(&sheet(&maps))).unwrap();
    let mut reader = quick_xml::Reader::from_str(&lines);
    let mut elements = 0;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            _ => elements += 1,
        }
    }
    assert!(elements > 50, "{elements}");
    assert_eq!(
        lines.matches("data:image/webp;base64,UklGR").count(),
        2,
        "relief for light and dark pages"
    );
    for name in ["Pic de l’Aigle", "Lac Bleu", "Refuge du Lac Bleu"] {
        assert!(lines.contains(&format!(">{name}<")), "{name}");
    }
}

#[test]
fn where_nothing_is_known_there_is_no_map() {
    let cache = tempfile::tempdir().unwrap();
    let maps = maps(cache.path());
    let sea = Bounds { west: -30.0, south: 20.0, east: -29.9, north: 20.1 };
    let frame = Frame::fit(sea, 800, [360, 640], 32.0);
    assert_eq!(maps.sheet(frame, std::iter::empty(), &[]), None);
    // A frame of which the height model covers a small part has no relief.
    let edge = Bounds { west: 6.0, south: 45.0, east: 6.2, north: 45.1 };
    let sheet = maps.sheet(Frame::fit(edge, 800, [360, 640], 0.0), std::iter::empty(), &[]);
    assert!(sheet.is_none_or(|sheet| !sheet.has_relief));
}
