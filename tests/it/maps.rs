//! Maps that are drawn while the site is built.

use crate::support::{Built, Portal, build, example};
use crate::terrain::{tile, track};
use std::collections::BTreeSet;
use std::path::Path;

const LAKE: &str = r#"{"type": "Feature", "properties": {"natural": "water", "name": "Blue <lake>"},
    "geometry": {"type": "Polygon", "coordinates": [[[1.51, 42.495], [1.53, 42.495], [1.53, 42.505], [1.51, 42.505], [1.51, 42.495]]]}}"#;

fn collection(features: &str) -> String {
    format!("{{\"type\": \"FeatureCollection\", \"features\": [{features}]}}")
}

/// A trail over a tile, and one over none.
fn portal(map: &str) -> Portal {
    Portal::empty()
        .with("site.toml", format!("title = \"Maps\"\nlanguages = [\"en\"]\n[map]\n{map}\n"))
        .with("treks/lake.gpx", track("The lake", 1.5))
        .with("treks/far.gpx", track("Far away", 2.5))
}

/// The sheets that a page shows, in a site under a path.
fn sheets(built: &Built, base: &str, page: &str) -> Vec<String> {
    let start = format!("class=\"map-sheet\" src=\"{base}");
    let parts = built.text(page).split(&start).skip(1);
    parts.map(|part| part.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn every_map_of_the_example_is_on_a_sheet_that_is_there() {
    let built = example();
    let mut shown = BTreeSet::new();
    for (path, bytes) in built.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        let maps = page.matches("<svg class=\"map-still").count();
        let sheets = sheets(&built, "/rando/", path);
        assert_eq!(sheets.len(), maps, "{path}");
        shown.extend(sheets);
    }
    let files = built.files.keys().filter(|path| path.starts_with("assets/maps/"));
    assert_eq!(files.cloned().collect::<BTreeSet<_>>(), shown, "none is missing, none is too many");
    assert!(shown.len() > 60, "{}", shown.len());
    let [sheet] = &sheets(&built, "/rando/", "trek/pic-de-l-aigle/index.html")[..] else {
        panic!("one sheet")
    };
    let drawing = built.text(sheet);
    assert!(drawing.contains(">Pic de l’Aigle<") && drawing.contains(">2795<"), "its summit");
    assert!(built.text("trek/pic-de-l-aigle/index.html").contains("Pays de Valbrune (fictional)"));
}

#[test]
fn a_height_model_gives_relief_where_it_is() {
    let portal = portal("").with("terrain/N42E001.hgt", tile(2));
    let built = portal.build();
    let [sheet] = &sheets(&built, "/", "trek/lake/index.html")[..] else { panic!("one sheet") };
    let drawing = built.text(sheet);
    assert_eq!(drawing.matches("data:image/webp").count(), 2, "for light and dark pages");
    assert!(drawing.contains("class=\"c\"") || drawing.contains("class=\"i\""), "contour lines");
    assert_eq!(sheets(&built, "/", "trek/far/index.html"), [] as [String; 0]);
}

#[test]
fn a_base_map_alone_gives_water_and_names() {
    let portal =
        portal("credit = \"© Somebody\"").with("basemap/a/lakes.geojson", collection(LAKE));
    let built = portal.build();
    let [sheet] = &sheets(&built, "/", "trek/lake/index.html")[..] else { panic!("one sheet") };
    let drawing = built.text(sheet);
    assert!(
        drawing.contains("class=\"l\"") && drawing.contains(">Blue &lt;lake&gt;<"),
        "{drawing}"
    );
    assert!(!drawing.contains("data:image/webp"));
    assert!(built.text("trek/lake/index.html").contains("© Somebody"));
    assert!(!built.files.keys().any(|path| path.contains("lakes")), "it is no trail");
    // What is drawn on a map is a part of its address.
    portal.write("basemap/a/lakes.geojson", collection(&LAKE.replace("Blue", "Green")));
    assert_ne!(sheets(&portal.build(), "/", "trek/lake/index.html")[0], *sheet);
}

#[test]
fn a_base_map_that_cannot_be_used_is_a_warning() {
    let portal = portal("")
        .with("basemap/broken.geojson", &LAKE[..90])
        .with("basemap/empty.geojson", collection(&LAKE.replace("natural", "colour")))
        .with("basemap/extract.osm.pbf", "OSMHeader")
        .with("basemap/README.md", "Where it is from.")
        .with("basemap/lakes.geojson", collection(LAKE));
    let built = portal.build();
    built.assert_warns("basemap/broken.geojson", "is left out");
    built.assert_warns("basemap/empty.geojson", "the tags of OpenStreetMap");
    built.assert_warns("basemap/extract.osm.pbf", "`.geojson`");
    assert_eq!(built.warnings().iter().filter(|w| w.starts_with("basemap/")).count(), 3);
    assert_eq!(sheets(&built, "/", "trek/lake/index.html").len(), 1, "the others are used");
}

#[test]
fn relief_is_what_the_settings_say() {
    let built = portal("relief = false").with("terrain/N42E001.hgt", tile(2)).build();
    assert!(!built.files.keys().any(|path| path.starts_with("assets/maps/")));
    let built = portal("relief = true").build();
    built.assert_warns("site.toml", "there is nothing to draw maps from");
    let ran = portal("relief = \"auto\"").run(&["check"]);
    assert!(ran.err.contains("RGE ALTI") || ran.out.contains("RGE ALTI"), "{ran:?}");
    let wrong = portal("relief = \"yes\"");
    let error = build(wrong.path(), &wrong.path().join(".sentier"), None).err().unwrap();
    assert!(format!("{error:#}").contains("relief"), "{error:#}");
}

#[test]
fn a_map_is_drawn_once_for_all_languages_and_builds() {
    let portal = portal("").with("terrain/N42E001.hgt", tile(2));
    portal.write("site.toml", "title = \"Maps\"\nlanguages = [\"en\", \"fr\"]\n");
    let first = portal.build();
    let english = sheets(&first, "/", "trek/lake/index.html");
    assert_eq!(english, sheets(&first, "/", "fr/trek/lake/index.html"));
    let drawn = portal.path().join(".sentier/maps").join(key(&english[0]));
    let before = std::fs::metadata(&drawn).unwrap().modified().unwrap();
    assert_eq!(portal.build().files, first.files);
    assert_eq!(std::fs::metadata(&drawn).unwrap().modified().unwrap(), before);
}

/// Key of a sheet: its name without ending.
fn key(sheet: &str) -> String {
    Path::new(sheet).file_stem().unwrap().to_str().unwrap().to_owned()
}
