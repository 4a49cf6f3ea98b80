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
        (name, value.split_once("<dd>").unwrap().1.split_once("</dd>").unwrap().0)
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

/// A server with treks that nobody drew: one at a point, one nowhere, one that stays where it is.
fn undrawn() -> Server {
    let server = Server::start();
    let mut point = trek(1, "Le point");
    point["geometry"] = json!({"type": "Point", "coordinates": [6.1, 45.1, 1200.0]});
    point["duration"] = json!(2.5);
    let mut nowhere = trek(2, "Nulle part");
    nowhere["geometry"] = Value::Null;
    let mut here = trek(3, "Sur place");
    here["geometry"]["coordinates"] = json!([[6.101, 45.1, 1200.0], [6.101, 45.1, 1200.0]]);
    (here["length_2d"], here["ascent"], here["max_elevation"]) =
        (json!(0.0), Value::Null, Value::Null);
    server.list("trek", &[point, nowhere, here, trek(4, "La ligne")]);
    server
}

#[test]
fn a_length_that_no_track_bears_out_is_not_doubted() {
    let server = Server::start();
    let mut point = trek(1, "Le point");
    point["geometry"] = json!({"type": "Point", "coordinates": [6.1, 45.1, 1200.0]});
    point["length_2d"] = json!(4400.0);
    server.list("trek", &[point]);
    let portal = server.portal();
    let (site, _) = build(&portal);
    assert!(page(&site, "trek/1-le-point/index.html").contains("4,4\u{a0}km"));
    let check = portal.run(&["check", "--offline"]).out;
    assert!(check.contains("Le point") || check.contains("trek/1"), "{check}");
    assert!(!check.contains("is said to be"), "{check}");
}

#[test]
fn a_trek_that_nobody_drew_has_a_page_without_line() {
    let server = undrawn();
    let portal = server.portal();
    let (site, err) = build(&portal);
    for (slug, has_map) in [("1-le-point", true), ("2-nulle-part", false), ("3-sur-place", true)] {
        let trek = page(&site, &format!("trek/{slug}/index.html"));
        // Below are the cards of others.
        let trek = trek.split("<section id=\"").next().unwrap();
        assert_eq!(trek.contains("data-map"), has_map, "{slug}: {trek}");
        assert_eq!(trek.contains("class=\"departure\""), has_map, "{slug}: {trek}");
        for nothing in
            ["data-profile", "no-profile", "Distance", ">0\u{a0}m", ".gpx", "<path d=\"\"></path>"]
        {
            assert!(!trek.contains(nothing), "{nothing} for {slug}: {trek}");
        }
        assert!(trek.contains("application/ld+json") == trek.contains("og:image"), "{trek}");
        let files = site.keys().filter(|path| path.starts_with(&format!("trek/{slug}/")));
        assert_eq!(files.count(), 1, "nothing to take along");
        for list in ["treks/index.html", "sitemap.xml", "search.json", "site-map/index.html"] {
            assert!(page(&site, list).contains(&format!("/trek/{slug}/")), "{slug} in {list}");
        }
    }
    assert_eq!(facts(page(&site, "trek/1-le-point/index.html")), [("Durée", "2\u{a0}h\u{a0}30")]);
    let told = "trek/1: `geometry` has no line: its page has a map with a point";
    assert!(err.contains(told), "{err}");
    assert!(err.contains("trek/2: `geometry` has no line: its page has no map"), "{err}");
    // Those that start at one place know each other.
    let line = page(&site, "trek/4-la-ligne/index.html");
    let from_here = line.split_once("id=\"from-here\"").unwrap().1;
    assert!(from_here.contains("/trek/1-le-point/") && from_here.contains("/trek/3-sur-place/"));
}

#[test]
fn the_map_of_all_treks_shows_where_those_start_that_nobody_drew() {
    let server = undrawn();
    let (site, _) = build(&server.portal());
    let data: Value = serde_json::from_str(page(&site, "map.json")).unwrap();
    let points = data["points"].as_array().unwrap().iter();
    let points: Vec<_> = points.map(|p| [p["kind"].clone(), p["url"].clone()]).collect();
    assert_eq!(
        json!(points),
        json!([["trek", "/trek/1-le-point/"], ["trek", "/trek/3-sur-place/"]])
    );
    // The drawing has a line for each that is somewhere: the search hides those of others.
    let list = page(&site, "treks/index.html");
    let lines = list.split_once("<g class=\"map-lines\">").unwrap().1.split_once("</g>").unwrap().0;
    let search: Value = serde_json::from_str(page(&site, "search.json")).unwrap();
    let drawn: Vec<u64> = (search["treks"].as_array().unwrap().iter())
        .map(|trek| trek.get("lines").map_or(1, |lines| lines.as_u64().unwrap()))
        .collect();
    assert_eq!(lines.matches('M').count() as u64, drawn.iter().sum::<u64>());
    assert_eq!(drawn.iter().filter(|lines| **lines == 0).count(), 1);
}

#[test]
fn an_itinerary_that_nobody_drew_is_where_its_stages_are() {
    let server = Server::start();
    let mut tour = trek(9, "Le tour");
    (tour["geometry"], tour["children"]) = (Value::Null, json!([1, 2]));
    let mut lost = trek(8, "Le tour perdu");
    (lost["geometry"], lost["children"]) = (Value::Null, json!([1, 3, 2]));
    let mut nowhere = trek(3, "Nulle part");
    nowhere["geometry"] = Value::Null;
    server.list("trek", &[trek(1, "Un"), trek(2, "Deux"), nowhere, tour, lost]);
    let (site, _) = build(&server.portal());
    let tour = page(&site, "trek/9-le-tour/index.html");
    assert_eq!(fact(tour, "Distance"), Some("2,2\u{a0}km"), "{tour}");
    assert_eq!(fact(tour, "Montée"), Some("192\u{a0}m"), "{tour}");
    assert!(tour.contains("class=\"map-lines\"><path "), "{tour}");
    assert!(tour.contains("de 1,1\u{a0}km à 2,2\u{a0}km"), "{tour}");
    let lost = page(&site, "trek/8-le-tour-perdu/index.html");
    assert_eq!(fact(lost, "Distance"), None, "{lost}");
    assert!(lost.contains("de 0\u{a0}m à 1,1\u{a0}km"), "{lost}");
    assert_eq!(lost.matches("class=\"stage-place\"").count(), 3, "{lost}");
    assert!(!lost.contains("2,2\u{a0}km"), "nobody knows how far: {lost}");
}

/// Names by language.
fn names(french: &str, english: &str) -> Value {
    json!({"fr": french, "en": english})
}

#[test]
fn a_name_that_is_blank_where_it_is_published_is_that_of_the_next_language_or_a_number() {
    let server = valley();
    let published = json!({"fr": true, "en": true});
    let place = |id: u32, name: Value| json!({"id": id, "name": name, "published": published, "geometry": null, "begin_date": "2027-06-12"});
    for (endpoint, id) in [
        ("poi", 30),
        ("touristiccontent", 31),
        ("touristicevent", 32),
        ("outdoor_site", 50),
        ("outdoor_course", 60),
    ] {
        server.list(endpoint, &[place(id, names("", "Thing")), place(id + 1, Value::Null)]);
    }
    server.list("flatpage", &[
        json!({"id": 1, "title": names("Mentions", ""), "content": names("<p>Ici</p>", "<p>Here</p>"), "published": published}),
        json!({"id": 2, "title": null, "content": names("<p>Ici</p>", ""), "published": published}),
    ]);
    server.json("/api/v2/menu_item/", &json!([{"id": 1, "title": names("", ""), "page_title": names("Mentions", ""), "page": 1, "children": []}]));
    server.list(
        "informationdesk",
        &[
            json!({"id": 5, "name": names("Maison", ""), "latitude": null, "longitude": null}),
            // No trek names this one: it has no page.
            json!({"id": 6, "name": names("Ailleurs", ""), "latitude": null, "longitude": null}),
        ],
    );
    server.list("structure", &[json!({"id": 1, "name": ""})]);
    let mut with_both = trek(7, "Le tour");
    (with_both["information_desks"], with_both["structure"]) = (json!([5]), json!(1));
    let mut lake = trek(4, "Le lac");
    lake["name"] = names("Le lac", " ");
    let mut blank = trek(5, "");
    blank["name"] = names("", "");
    let mut elsewhere = trek(6, "");
    (elsewhere["name"], elsewhere["published"]) =
        (names("", ""), json!({"fr": false, "en": false}));
    server.list("trek", &[lake, blank, elsewhere, with_both]);

    let portal = server.portal();
    let (site, err) = build(&portal);
    for (path, title) in [
        ("trek/4-le-lac/", "<h1>Le lac</h1>"),
        ("en/trek/4-le-lac/", "<h1 lang=\"fr\">Le lac</h1>"),
        ("trek/5/", "<h1>5</h1>"),
        ("en/trek/5/", "<h1>5</h1>"),
        ("poi/30-thing/", "<h1 lang=\"en\">Thing</h1>"),
        ("en/poi/30-thing/", "<h1>Thing</h1>"),
        ("poi/31/", "<h1>31</h1>"),
        ("service/31-thing/", "<h1 lang=\"en\">Thing</h1>"),
        ("service/32/", "<h1>32</h1>"),
        ("event/32-thing/", "<h1 lang=\"en\">Thing</h1>"),
        ("event/33/", "<h1>33</h1>"),
        ("outdoor-site/50-thing/", "<h1 lang=\"en\">Thing</h1>"),
        ("outdoor-site/51/", "<h1>51</h1>"),
        ("outdoor-course/60-thing/", "<h1 lang=\"en\">Thing</h1>"),
        ("outdoor-course/61/", "<h1>61</h1>"),
        ("information/1-mentions/", "<h1>Mentions</h1>"),
        ("en/information/1-mentions/", "<h1 lang=\"fr\">Mentions</h1>"),
        ("information/2/", "<h1>2</h1>"),
        ("desk/5-maison/", "<h1>Maison</h1>"),
        ("en/desk/5-maison/", "<h1 lang=\"fr\">Maison</h1>"),
        ("structure/1/", "<h1>1</h1>"),
    ] {
        let page = page(&site, &format!("{path}index.html"));
        assert!(page.contains(title), "no {title} in {path}: {page}");
        let is_about_a_place =
            ["poi", "service", "event", "outdoor"].iter().any(|kind| path.contains(kind));
        assert!(!is_about_a_place || !page.contains("data-map"), "a map of nothing: {path}");
        assert!(!page.contains("<aside class=\"trek-map\"></aside>"), "an empty box: {path}");
    }
    assert!(!site.keys().any(|path| path.starts_with("trek/6")), "it is not published");
    let list = page(&site, "en/treks/index.html");
    assert!(list.contains("<a href=\"/en/trek/4-le-lac/\" lang=\"fr\">Le lac</a>"), "{list}");
    assert!(
        page(&site, "index.html").contains("<a href=\"/information/1-mentions/\">Mentions</a>")
    );
    let calendar = page(&site, "event/33/33.ics");
    assert!(!calendar.contains("GEO") && calendar.contains("SUMMARY:33"), "{calendar}");
    for told in [
        "trek/5: `name` is blank",
        "poi/31: `name` is blank",
        "poi/31: `geometry` has no place",
        "structure/1: `name` is blank",
    ] {
        assert!(err.contains(told), "no “{told}” in {err}");
    }
    assert!(!err.contains("trek/6"), "{err}");

    let check = portal.run(&["check", "--offline"]).out;
    for told in [
        "/trek/4/  ",
        "has no name in `en`, where it is published: its page there is called “Le lac”, as in `fr`",
        "has no name in `fr`, where it is published: its page there is called “Thing”, as in `en`",
        "`name` is blank: it is called by its number; give it one in the admin",
        "`geometry` has no place: its page has no map; place it in the admin",
    ] {
        assert!(check.contains(told), "no “{told}” in {check}");
    }
    assert!(!check.contains("Ailleurs"), "a desk without a page: {check}");
}
