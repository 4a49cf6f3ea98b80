//! Trails that get their elevations from a height model.

use crate::support::{Portal, root, tree};
use sentier::model::Position;
use sentier::terrain::Terrain;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

/// A track without elevations, from west to east.
pub fn track(name: &str, lon: f64) -> String {
    let points: String = (0..20)
        .map(|i| format!("<trkpt lat=\"42.5\" lon=\"{:.5}\"/>", lon + f64::from(i) / 400.0))
        .collect();
    format!("<gpx version=\"1.1\"><trk><name>{name}</name><trkseg>{points}</trkseg></trk></gpx>")
}

/// An SRTM tile that rises by so many metres per cell eastwards, of which there are 1200.
pub fn tile(rise: i16) -> Vec<u8> {
    let row = (0..1201_i16).flat_map(|column| (500 + rise * column).to_be_bytes());
    let row: Vec<u8> = row.collect();
    row.repeat(1201)
}

/// Of two trails, one lies in the only tile.
fn portal() -> Portal {
    Portal::empty()
        .with("site.toml", "title = \"Heights\"\nlanguages = [\"en\"]\n")
        .with("treks/lake.gpx", track("The lake", 1.5))
        .with("treks/far.gpx", track("Far away", 2.5))
        .with("terrain/N42E001.hgt", tile(2))
}

/// The page of a trek, no-break spaces as plain ones.
fn page(portal: &Portal, trek: &str) -> String {
    let file = portal.path().join(format!("public/trek/{trek}/index.html"));
    std::fs::read_to_string(file).unwrap().replace(['\u{a0}', '\u{202f}'], " ")
}

/// The GPX of the lake.
fn download(portal: &Portal) -> String {
    std::fs::read_to_string(portal.path().join("public/trek/lake/lake.gpx")).unwrap()
}

#[test]
fn a_track_without_elevations_gets_them_from_the_tile_it_lies_in() {
    let portal = portal();
    let ran = portal.run(&["build", "--report", portal.path().join("r.json").to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    // From column 600 to column 657.
    let lake = page(&portal, "lake");
    assert!(lake.contains("data-profile"), "{lake}");
    assert!(lake.contains("114 m up and 0 m down"), "{lake}");
    assert!(lake.contains("between 1,700 m and 1,814 m"), "{lake}");
    assert!(download(&portal).contains("<ele>1706</ele>"), "the download has them too");

    assert!(!page(&portal, "far").contains("data-profile"), "no profile is invented");
    let warning = "treks/far.gpx: 20 of its 20 positions are where terrain knows no height";
    assert!(ran.err.contains(warning) && ran.err.contains("N42E002"), "{}", ran.err);
    assert_eq!(ran.err.matches("warning").count(), 1, "{}", ran.err);
    let report = std::fs::read_to_string(portal.path().join("r.json")).unwrap();
    assert!(report.contains("\"draped\": 1"), "{report}");
}

/// Between two positions of a track lies a hill that neither of them is on.
#[test]
fn a_sparse_track_over_a_hill_climbs_it() {
    let hill = |column: i16| 500 + 20 * (6 - (column - 605).abs()).clamp(0, 5);
    let row: Vec<u8> = (0..1201).flat_map(|column| hill(column).to_be_bytes()).collect();
    let points = [1.4985, 1.51, 1.4985];
    let points = points.map(|lon| format!("<trkpt lat=\"42.5\" lon=\"{lon}\"/>")).concat();
    let gpx = format!("<gpx version=\"1.1\"><trk><trkseg>{points}</trkseg></trk></gpx>");
    let portal = portal().with("treks/lake.gpx", gpx).with("terrain/N42E001.hgt", row.repeat(1201));
    assert_eq!(portal.run(&["build"]).code, 0);
    let lake = page(&portal, "lake");
    assert!(lake.contains("197 m up and 197 m down, between 500 m and 600 m"), "{lake}");
}

#[test]
fn a_new_tile_is_a_change_and_the_same_ones_are_none() {
    let portal = portal();
    assert_eq!(portal.run(&["build"]).code, 0);
    assert!(portal.run(&["build"]).out.contains(" 0 files written"));
    portal.write("terrain/N42E002.hgt", tile(1));
    let ran = portal.run(&["build"]);
    assert!(!ran.out.contains(" 0 files written") && !ran.err.contains("warning"), "{ran:?}");
    assert!(page(&portal, "far").contains("data-profile"));
    portal.write("terrain/N42E002.hgt", tile(3));
    portal.run(&["build"]);
    assert!(page(&portal, "far").contains("between 2,300 m and 2,471 m"));
}

#[test]
fn a_source_may_have_its_own_tiles_and_want_all_its_treks_on_them() {
    let heights = Portal::empty().with("N42E001.hgt", tile(2)).with("broken.tif", "nothing");
    let place = heights.path().to_str().unwrap().replace('\\', "/");
    let lake = track("The lake", 1.5).replace("/>", "><ele>9</ele></trkpt>");
    let settings = |drape: &str| {
        format!(
            "title = \"Heights\"\nlanguages = [\"en\"]\n[[sources]]\nterrain = \"{place}\"\n{drape}"
        )
    };
    let portal = Portal::empty().with("site.toml", settings("")).with("treks/lake.gpx", lake);
    let ran = portal.run(&["build"]);
    assert!(ran.err.contains("broken.tif: is left out"), "{}", ran.err);
    assert!(download(&portal).contains("<ele>9</ele>"), "it has its own");
    portal.write("site.toml", settings("drape = \"all\"\n"));
    portal.run(&["build"]);
    assert!(download(&portal).contains("<ele>1706</ele>"));
    heights.write("N42E001.hgt", tile(1));
    portal.run(&["build"]);
    assert!(download(&portal).contains("<ele>1103</ele>"), "another tile");
}

#[test]
fn heights_that_are_all_too_high_by_the_same_are_told() {
    let lifted = |metres: f64| {
        let points: String = (0..20)
            .map(|i| {
                let lon = 1.5 + f64::from(i) / 400.0;
                let ground = 500.0 + 2.0 * (lon - 1.0) * 1200.0;
                format!(
                    "<trkpt lat=\"42.5\" lon=\"{lon:.5}\"><ele>{:.1}</ele></trkpt>",
                    ground + metres
                )
            })
            .collect();
        format!("<gpx version=\"1.1\"><trk><trkseg>{points}</trkseg></trk></gpx>")
    };
    let portal = portal().with("treks/high.gpx", lifted(53.7)).with("treks/good.gpx", lifted(4.0));
    let ran = portal.run(&["build"]);
    let told = "treks/high.gpx: its heights are all about 54 m above the height model";
    assert!(ran.err.contains(told) && !ran.err.contains("good.gpx"), "{}", ran.err);
}

/// What another program finds at a place of a height model.
struct Reference {
    lon: f64,
    lat: f64,
    bilinear: f64,
    nearest: f64,
}

/// Longitude, latitude, bilinear, nearest. Computed with GDAL 3.10 and PROJ 9.5 in Python: the
/// place is put into the file's coordinate system by `pyproj`, and into cells by the transform
/// that `rasterio` reads; `nearest` is what `rasterio`'s `sample` gives there, `bilinear` is between
/// the four cell centres around it.
const ALPS: [(&str, [[f64; 4]; 5]); 2] = [
    (
        "realisation/RGI50-11.01270",
        [
            [8.03692, 46.56762, 2935.99, 2929.83],
            [8.16506, 46.64808, 2917.52, 2927.72],
            [8.11038, 46.62169, 2509.74, 2503.20],
            [8.14217, 46.57562, 3576.09, 3573.95],
            [8.02849, 46.67884, 2272.46, 2282.64],
        ],
    ),
    (
        "test-files",
        [
            [10.64908, 46.71465, 1684.50, 1692.0],
            [10.84787, 46.85238, 2804.83, 2791.0],
            [10.76312, 46.80717, 3094.20, 3107.0],
            [10.81244, 46.7283, 1883.53, 1903.0],
            [10.63629, 46.90509, 2104.66, 2107.0],
        ],
    ),
];

/// Against figures that others computed, where the data lies beside the checkout.
#[test]
fn heights_are_those_that_others_find() {
    let data = root().join("../shared/data");
    if !data.join("dem").is_dir() {
        // Past the capture of the test harness, so that nobody takes it for a success.
        let place = data.display();
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: no test against real height models, they are not at {place}"
        );
        return;
    }
    let mut table = String::from("points  bilinear  nearest  (largest difference in metres)\n");
    let srtm = data.join("dem/srtm_hgt_zip");
    for (name, bytes) in tree(&data.join("reference/drape_points")) {
        compare(&srtm, &name, &references(&bytes), &mut table);
    }
    for (folder, rows) in ALPS {
        let reference =
            |[lon, lat, bilinear, nearest]: [f64; 4]| Reference { lon, lat, bilinear, nearest };
        let references: Vec<Reference> = rows.into_iter().map(reference).collect();
        compare(&data.join("dem/oggm").join(folder), folder, &references, &mut table);
    }
    let _ = writeln!(std::io::stderr(), "{table}");
}

/// The rows of a table with a header.
fn references(csv: &[u8]) -> Vec<Reference> {
    let text = std::str::from_utf8(csv).unwrap();
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let row = |line: &str| {
        let row: BTreeMap<&str, &str> = names.iter().copied().zip(line.split(',')).collect();
        let number = |name: &str| row[name].parse().unwrap();
        Reference {
            lon: number("lon"),
            lat: number("lat"),
            bilinear: number("dem_bilinear"),
            nearest: number("dem_nearest"),
        }
    };
    lines.map(row).collect()
}

fn compare(folder: &Path, name: &str, references: &[Reference], table: &mut String) {
    let terrain = Terrain::open(folder, folder);
    assert!(!references.is_empty(), "{name}");
    let (mut bilinear, mut nearest) = (0.0_f64, 0.0_f64);
    for reference in references {
        let position = Position::new(reference.lon, reference.lat, None).unwrap();
        let found = terrain.elevation(position).unwrap();
        bilinear = bilinear.max((found - reference.bilinear).abs());
        let found = terrain.nearest(position).unwrap();
        nearest = nearest.max((found - reference.nearest).abs());
    }
    assert_eq!(terrain.problems(), [], "{name}");
    writeln!(table, "{:6} {bilinear:9.4} {nearest:8.4}  {name}", references.len()).unwrap();
    assert!(bilinear < 1.0, "{name}: {bilinear} m");
    // Two decimals of a number that is kept in 32 bits.
    assert!(nearest < 0.006, "{name}: {nearest} m");
}
