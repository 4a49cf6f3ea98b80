//! Objects of a Geotrek-admin whose geometry or name is not what one expects.

use crate::geotrek::{Server, done, trek, valley};
use crate::support::{Portal, tree};
use serde_json::{Value, json};
use std::collections::BTreeMap;

type Site = BTreeMap<String, Vec<u8>>;

/// Builds the portal, and returns the site with what was said.
fn build(portal: &Portal) -> (Site, String) {
    let ran = portal.run(&["build", "-v"]);
    done(&ran);
    (tree(&portal.path().join("public")), ran.err)
}

fn page<'s>(site: &'s Site, path: &str) -> &'s str {
    let known = || site.keys().map(String::as_str).collect::<Vec<_>>().join("\n");
    let bytes = site.get(path).unwrap_or_else(|| panic!("no {path} among\n{}", known()));
    std::str::from_utf8(bytes).unwrap()
}

/// A trek of lines along a meridian: the northings and heights of each, in 1/1000 degree (some
/// 111 m) and metres.
fn in_parts(id: u32, name: &str, parts: &[&[(f64, f64)]]) -> Value {
    let line = |part: &&[(f64, f64)]| -> Vec<Value> {
        part.iter().map(|(north, z)| json!([6.1, 45.1 + north / 1000.0, z])).collect()
    };
    let mut trek = trek(id, name);
    trek["geometry"] = json!({"type": "MultiLineString", "coordinates": parts.iter().map(line).collect::<Vec<_>>()});
    for figure in ["ascent", "descent", "min_elevation", "max_elevation"] {
        trek[figure] = json!(0);
    }
    trek
}

/// The figures at the top of a page, as it shows them.
fn facts(page: &str) -> Vec<(&str, &str)> {
    let facts = page.split_once("<dl class=\"facts\">").unwrap().1.split_once("</dl>").unwrap().0;
    let fact = |fact| {
        let (name, value): (&str, &str) = str::split_once(fact, "</dt>").unwrap();
        (name, value.rsplit_once("</svg>").unwrap().1.split_once("</dd>").unwrap().0)
    };
    facts.split("<dt>").skip(1).map(fact).collect()
}

fn fact<'p>(page: &'p str, name: &str) -> Option<&'p str> {
    facts(page).into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

fn properties(site: &Site, slug: &str) -> Value {
    let file: Value =
        serde_json::from_str(page(site, &format!("trek/{slug}/{slug}.geojson"))).unwrap();
    file["properties"].clone()
}

#[test]
fn figures_of_a_line_in_parts_that_are_zero_follow_from_its_heights() {
    let server = Server::start();
    // The parts touch, and each climbs less than what counts by itself.
    let steps: Vec<[(f64, f64); 2]> = (0..40)
        .map(|i| {
            [
                (f64::from(i), 1000.0 + f64::from(i) * 2.0),
                (f64::from(i + 1), 1002.0 + f64::from(i) * 2.0),
            ]
        })
        .collect();
    let parts: Vec<&[(f64, f64)]> = steps.iter().map(|step| &step[..]).collect();
    let mut climbing = in_parts(1, "Montée", &parts);
    climbing["duration"] = json!(0.0);
    climbing["length_2d"] = json!(0.0);
    // Some figures are known: these are shown.
    let mut half =
        in_parts(2, "Demi", &[&[(0.0, 1000.0), (1.0, 1100.0)], &[(2.0, 1100.0), (3.0, 1000.0)]]);
    half["max_elevation"] = json!(1150);
    server.list("trek", &[climbing, half]);
    let portal = server
        .portal_with("ascent = \"smooth\"\n[[figures.seasons]]\nabove = 0\nfrom = 1\nto = 2\n");
    let (site, _) = build(&portal);
    let climbing = page(&site, "trek/1-montee/index.html");
    assert_eq!(fact(climbing, "Montée"), Some("80\u{a0}m"), "{climbing}");
    assert_eq!(fact(climbing, "Distance"), Some("4,4\u{a0}km"));
    assert_eq!(properties(&site, "1-montee")["min_elevation"], 1000.0);
    assert!(climbing.contains("data-profile"), "{climbing}");
    let half = properties(&site, "2-demi");
    let figures =
        ["ascent", "descent", "min_elevation", "max_elevation"].map(|name| half[name].clone());
    assert_eq!(json!(figures), json!([100.0, 100.0, 1000.0, 1150.0]));
}

#[test]
fn heights_of_a_line_in_parts_that_are_all_zero_are_unknown() {
    let server = Server::start();
    let nothing = in_parts(1, "Rien", &[&[(0.0, 0.0), (1.0, 0.0)], &[(3.0, 0.0), (4.0, 0.0)]]);
    // Only one of the parts lies on the height model.
    let half = in_parts(2, "Moitié", &[&[(0.0, 0.0), (1.0, 0.0)], &[(3.0, 900.0), (4.0, 950.0)]]);
    let mut outside = trek(3, "Dehors");
    outside["geometry"]["coordinates"] = json!([[6.1, 45.1, 0], [6.1, 45.11, 0]]);
    for figure in ["ascent", "descent", "min_elevation", "max_elevation"] {
        outside[figure] = json!(0);
    }
    server.list("trek", &[nothing, half, outside]);
    let portal = server.portal();
    portal.write(
        "site.toml",
        format!(
            "{}[[figures.seasons]]\nabove = 0\nfrom = 5\nto = 6\n",
            std::fs::read_to_string(portal.path().join("site.toml")).unwrap()
        ),
    );
    let (site, _) = build(&portal);
    for slug in ["1-rien", "2-moitie", "3-dehors"] {
        let trek = page(&site, &format!("trek/{slug}/index.html"));
        assert!(!trek.contains("data-profile") && !trek.contains("class=\"season\""), "{trek}");
        assert_eq!(facts(trek).len(), 1, "the distance only: {trek}");
        for figure in ["ascent", "descent", "min_elevation", "max_elevation", "season_from"] {
            assert_eq!(properties(&site, slug)[figure], Value::Null, "{figure} of {slug}");
        }
        let gpx = page(&site, &format!("trek/{slug}/{slug}.gpx"));
        assert!(!gpx.contains("<ele>0"), "{gpx}");
        assert!(!page(&site, &format!("trek/{slug}/{slug}.kml")).contains(",0\n"));
        assert!(!page(&site, &format!("trek/{slug}/{slug}.geojson")).contains(",0]"));
    }
    assert!(!page(&site, "treks/index.html").contains(">0\u{a0}m<"));
    assert!(!page(&site, "search.json").contains("\"months\""));
    assert!(!site.keys().any(|path| path.starts_with("month/")));
}

#[test]
fn a_flat_trail_climbs_nothing() {
    let server = Server::start();
    let mut flat = trek(1, "Plat");
    flat["geometry"]["coordinates"] = json!([[6.1, 45.1, 1200], [6.1, 45.11, 1200]]);
    (flat["ascent"], flat["descent"]) = (json!(0), json!(0));
    (flat["min_elevation"], flat["max_elevation"]) = (json!(1200), json!(1200));
    server.list("trek", &[flat]);
    let (site, _) = build(&server.portal());
    let flat = page(&site, "trek/1-plat/index.html");
    assert_eq!(fact(flat, "Montée"), Some("0\u{a0}m"), "{flat}");
    assert!(flat.contains("data-profile"), "{flat}");
}

/// Where a POI of the valley may be shown beside its lake.
fn shows_source(site: &Site) -> [bool; 4] {
    let lake = |end: &str| page(site, &format!("trek/4-le-lac/{end}"));
    [
        lake("index.html").contains("La source"),
        lake("4-le-lac.gpx").contains("La source"),
        lake("4-le-lac.kml").contains("La source"),
        page(site, "poi/30-la-source/index.html").contains("/trek/4-le-lac/"),
    ]
}

#[test]
fn a_poi_that_the_admin_leaves_out_of_a_trek_is_not_shown_there() {
    const POIS_OF_LAKE: &str = "/api/v2/poi/?trek=4&fields=id&page_size=1000";
    let list = |ids: &[u32]| {
        let results: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
        json!({"count": ids.len(), "next": null, "previous": null, "results": results})
    };
    let server = valley();
    server.json(POIS_OF_LAKE, &list(&[]));
    let portal = server.portal();
    let (site, _) = build(&portal);
    assert_eq!(shows_source(&site), [false; 4]);
    assert!(
        page(&site, "trek/5-la-crete/index.html").contains("La source"),
        "of another trek it is"
    );
    assert!(site.contains_key("poi/30-la-source/index.html"));

    // What did not change is not asked for again, until everything is.
    server.json(POIS_OF_LAKE, &list(&[30]));
    server.asked();
    let (site, _) = build(&portal);
    assert_eq!(shows_source(&site), [false; 4]);
    assert!(!server.asked().iter().any(|asked| asked.contains("poi/?trek=")));
    done(&portal.run(&["build", "--full"]));
    assert_eq!(shows_source(&tree(&portal.path().join("public"))), [true; 4]);

    // A list that breaks off leaves out nothing.
    server.json(POIS_OF_LAKE, &json!({"count": 1, "results": []}));
    done(&portal.run(&["build", "--full"]));
    assert_eq!(shows_source(&tree(&portal.path().join("public"))), [true; 4]);

    // The POI was edited: the treks near it are asked for.
    server.json(POIS_OF_LAKE, &list(&[]));
    server.list("poi", &[json!({
        "id": 30, "name": {"fr": "La source"}, "published": {"fr": true}, "update_datetime": "2026-06-01",
        "geometry": {"type": "Point", "coordinates": [6.1, 45.106, 1260.0]},
    })]);
    let (site, _) = build(&portal);
    assert_eq!(shows_source(&site), [false; 4]);
}
