//! A synthetic portal of any size: treks with a track and texts in two languages, and POIs.

use super::numbers::Numbers;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Number of points of each track.
pub const POINTS: usize = 1_500;

/// Writes `site.toml`, `number` treks and a POI beside each fourth of them. The same number gives
/// the same files.
pub fn write(portal: &Path, number: usize) {
    fs::create_dir_all(portal).unwrap();
    fs::write(
        portal.join("site.toml"),
        "title = \"Synthetic\"\nbase_url = \"https://example.org\"\nlanguages = [\"fr\", \"en\"]\n",
    )
    .unwrap();
    // Trails are equally dense on the ground, whatever their number.
    let side = (number as f64).sqrt().ceil() as usize;
    for i in 0..number {
        let folder = portal.join(format!("treks/trek-{i:05}"));
        fs::create_dir_all(&folder).unwrap();
        let start = (5.0 + (i % side) as f64 * 0.03, 43.0 + (i / side) as f64 * 0.02);
        fs::write(folder.join("track.gpx"), track(i, start)).unwrap();
        for lang in ["fr", "en"] {
            fs::write(folder.join(format!("index.{lang}.md")), text(i, lang)).unwrap();
        }
    }
    fs::create_dir_all(portal.join("pois")).unwrap();
    let pois = (0..number / 4).map(|i| poi(i * 4, side)).collect::<Vec<_>>().join(",");
    let pois = format!(r#"{{"type":"FeatureCollection","features":[{pois}]}}"#);
    fs::write(portal.join("pois/pois.geojson"), pois).unwrap();
}

/// A POI at the start of trek number `i`, as a GeoJSON feature.
fn poi(i: usize, side: usize) -> String {
    let (lon, lat) = (5.0 + (i % side) as f64 * 0.03, 43.0 + (i / side) as f64 * 0.02);
    format!(
        r#"{{"type":"Feature","id":"poi-{i}","properties":{{"name":"Point {i}","type":"Lac"}},"geometry":{{"type":"Point","coordinates":[{lon:.6},{lat:.6}]}}}}"#
    )
}

/// A winding track of [`POINTS`] points, as GPX.
fn track(i: usize, (mut lon, mut lat): (f64, f64)) -> String {
    let mut numbers = Numbers(i as u64 + 1);
    let mut gpx = String::from(
        "<gpx version=\"1.1\" creator=\"bench\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>\n",
    );
    let (mut heading, mut elevation) = (numbers.next() * 3.0, 1_500.0);
    for _ in 0..POINTS {
        heading += numbers.next() * 0.3;
        elevation += numbers.next() * 3.0;
        lon += heading.cos() * 0.000_1;
        lat += heading.sin() * 0.000_07;
        let _ = writeln!(
            gpx,
            "<trkpt lat=\"{lat:.6}\" lon=\"{lon:.6}\"><ele>{elevation:.1}</ele></trkpt>"
        );
    }
    gpx + "</trkseg></trk></gpx>\n"
}

/// The Markdown file of trek number `i`, with its front matter.
fn text(i: usize, lang: &str) -> String {
    let (name, sentence) = match lang {
        "fr" => ("Sentier", "Le chemin monte dans la forêt, puis longe le ruisseau jusqu’au col. "),
        _ => ("Path", "The path climbs through the forest, then follows the stream to the pass. "),
    };
    format!(
        "+++\nname = \"{name} {i}\"\npractice = \"Pédestre\"\ndifficulty = \"Moyen\"\nduration = {}\nthemes = [\"Lac\", \"Flore\"]\ndescription_teaser = \"{sentence}\"\n+++\n{}\n",
        2 + i % 6,
        sentence.repeat(12)
    )
}
