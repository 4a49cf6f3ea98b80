//! How treks are found: the index of the search, the form, and the pages of the months.

use crate::support::{Built, Portal};
use serde_json::{Value, json};

const SETTINGS: &str = "title = \"Lacs\"\nbase_url = \"https://example.org/rando/\"\nlanguages = [\"fr\", \"en\"]\n[[sources]]\nkind = \"files\"\npath = \".\"\n";
const SEASONS: &str = "[[figures.seasons]]\nabove = 1800\nfrom = 6\nto = 9\n[[figures.seasons]]\nabove = 900\nfrom = 11\nto = 2\n";
const GPX: &str = r#"<gpx version="1.1"><trk><trkseg><trkpt lat="45.1" lon="6.1"/><trkpt lat="45.11" lon="6.1"/></trkseg></trk></gpx>"#;

/// A trek in French, and in English under the same name where `english`, with these lines of facts.
fn trek(portal: Portal, slug: &str, english: bool, facts: &str) -> Portal {
    let portal = portal.with(&format!("treks/{slug}/track.gpx"), GPX);
    let languages = ["fr", "en"].into_iter().take(1 + usize::from(english));
    languages.fold(portal, |portal, lang| {
        portal.with(
            &format!("treks/{slug}/index.{lang}.md"),
            format!("+++\n{facts}\n+++\nMarcher.\n"),
        )
    })
}

fn found(built: &Built, path: &str) -> Value {
    serde_json::from_str(built.text(path)).unwrap()
}

/// The addresses on the cards of a page, in their order.
fn cards(built: &Built, path: &str) -> Vec<String> {
    let cards = built.text(path).split("class=\"card-title\"><a href=\"").skip(1);
    cards.map(|card| card.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn the_index_has_the_treks_of_a_language_in_the_order_of_the_list() {
    let portal = Portal::empty().with("site.toml", SETTINGS);
    let facts = "name = \"Le Cœur des Écrins\"\ndeparture = \"Col d’Izoard\"\ncities = [\"Arvieux\"]\ndistricts = [\"Queyras, Écrins\"]\npractice = \"hiking\"\ndifficulty = \"easy\"";
    let portal = trek(portal, "coeur", true, facts);
    let portal = trek(portal, "avers", false, "name = \"Àvers\"");
    let two = GPX.replace("</trkseg>", "</trkseg><trkseg><trkpt lat=\"45.5\" lon=\"6.1\"/><trkpt lat=\"45.6\" lon=\"6.1\"/></trkseg>");
    let portal = portal.with("treks/avers/track.gpx", two);
    let built = portal.with("treks/bas/index.fr.md", "+++\nname = \"Bas\"\n+++\n").build();
    let coeur = |url: &str| {
        let text = "le coeur des ecrins col d izoard arvieux queyras";
        json!({"url": url, "text": text, "practice": "hiking", "difficulty": "easy"})
    };
    let french = json!({"each": 18, "treks": [
        {"url": "/rando/trek/avers/", "text": "avers"},
        {"url": "/rando/trek/bas/", "text": "bas", "lines": 0},
        coeur("/rando/trek/coeur/"),
    ]});
    assert_eq!(found(&built, "search.json"), french);
    let english = json!({"each": 18, "treks": [coeur("/rando/en/trek/coeur/")]});
    assert_eq!(found(&built, "en/search.json"), english);
    let listed = ["/rando/trek/avers/", "/rando/trek/bas/", "/rando/trek/coeur/"];
    assert_eq!(cards(&built, "treks/index.html"), listed);
    let list = built.text("treks/index.html");
    let drawn = list.split("<g class=\"map-lines\">").nth(1).unwrap().split("</g>").next().unwrap();
    assert_eq!(drawn.matches('M').count(), 2, "one for each that is somewhere: {drawn}");
}

#[test]
fn the_form_is_where_one_looks_for_a_trek() {
    let portal = Portal::empty().with("site.toml", SETTINGS);
    let portal = trek(portal, "a", true, "name = \"A\"\npractice = \"hiking\"\ndifficulty = \"2\"");
    let portal = trek(portal, "b", true, "name = \"B\"\npractice = \"bike\"\ndifficulty = \"10\"");
    let built = portal.build();
    for path in ["index.html", "404.html", "treks/index.html"] {
        for (prefix, action) in [("", "/rando/treks/"), ("en/", "/rando/en/treks/")] {
            let page = built.text(&format!("{prefix}{path}"));
            let form = format!("<form class=\"search\" role=\"search\" action=\"{action}\"");
            assert_eq!(page.matches(&form).count(), 1, "{prefix}{path}");
            let filters = page.matches("<select").count();
            assert_eq!(filters, if path == "treks/index.html" { 2 } else { 0 }, "{prefix}{path}");
        }
    }
    let page = built.text("treks/index.html");
    assert!(page.contains("<option value=\"bike\">"), "{page}");
    assert!(page.contains("data-search=\"/rando/search.json\" data-page=\"1\""), "{page}");
    // Who has no script finds the pages that gather treks.
    let without = page.split("<noscript>").nth(1).unwrap();
    assert!(without.contains("href=\"/rando/practice/bike/\""), "{without}");
}

#[test]
fn one_trek_needs_no_search() {
    let portal = Portal::empty().with("site.toml", SETTINGS);
    let built = trek(portal, "a", false, "name = \"A\"").build();
    for path in ["index.html", "treks/index.html"] {
        assert!(!built.text(path).contains("role=\"search\""), "{path}");
    }
}

#[test]
fn a_month_has_a_page_of_the_treks_of_its_season() {
    let settings = format!("{SETTINGS}[site]\nblocks = [\"themes\", \"months\"]\n{SEASONS}");
    let mut portal = Portal::empty().with("site.toml", settings);
    for (slug, height) in [("haut", 2400), ("moyen", 1200), ("bas", 300)] {
        let facts = format!("name = \"{slug}\"\nmax_elevation = {height}");
        portal = trek(portal, slug, slug == "haut", &facts);
    }
    // Nobody knows how high it is.
    let built = trek(portal, "plat", false, "name = \"plat\"").build();
    assert_eq!(built.warnings(), [""; 0]);
    let of = |path: &str| {
        let cards = cards(&built, path).into_iter();
        cards.map(|url| url.split('/').rev().nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of("month/juin/index.html"), ["bas", "haut"]);
    assert_eq!(of("month/janvier/index.html"), ["bas", "moyen"]);
    assert_eq!(of("month/avril/index.html"), ["bas"]);
    assert_eq!(of("en/month/juin/index.html"), ["haut"]);
    // The only trek in English is not walked then.
    assert!(!built.files.contains_key("en/month/janvier/index.html"));
    assert!(built.text("month/juin/index.html").contains("<h1>Randonner en juin</h1>"));
    let english = built.text("en/month/juin/index.html");
    assert!(english.contains("<title>Hikes for June – Lacs</title>"), "{english}");

    let months: Vec<Value> = found(&built, "search.json")["treks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|trek| trek["months"].clone())
        .collect();
    let [all, summer, winter] =
        [0b1111_1111_1111, 0b0001_1110_0000, 0b1100_0000_0011].map(Value::from);
    assert_eq!(months, [all, summer, winter, Value::Null], "bas, haut, moyen, plat");

    let home = built.text("index.html");
    let links: Vec<&str> = home.split("href=\"/rando/month/").skip(1).collect();
    let names: Vec<&str> = links.iter().map(|link| link.split('/').next().unwrap()).collect();
    assert_eq!((names[0], names[11], names.len()), ("janvier", "decembre", 12));
    assert!(
        links[5].contains("data-month=\"6\"") && links[5].contains("2 randonnées"),
        "{}",
        links[5]
    );
    let list = built.text("treks/index.html");
    let choices: Vec<&str> =
        list.split("<option value=\"").skip(1).map(|o| o.split('"').next().unwrap()).collect();
    assert_eq!(choices.join(" "), " 1 2 3 4 5 6 7 8 9 10 11 12");
    assert!(built.text("site-map/index.html").contains("/rando/month/aout/"));
    assert!(built.text("sitemap.xml").contains("https://example.org/rando/month/aout/"));
}

#[test]
fn without_seasons_there_are_no_months() {
    let settings = format!("{SETTINGS}[site]\nblocks = [\"months\"]\n");
    let portal = Portal::empty().with("site.toml", settings);
    let portal = trek(portal, "a", false, "name = \"A\"\nmax_elevation = 2000");
    let built = trek(portal, "b", false, "name = \"B\"").build();
    assert!(!built.files.keys().any(|path| path.contains("month/")));
    assert!(!built.text("search.json").contains("months"));
    assert!(!built.text("index.html").contains("data-month"));
}

#[test]
fn the_calendar_names_the_months() {
    let portal = Portal::empty().with("site.toml", SETTINGS);
    let portal = portal.with("terms.toml", "[month.6]\nname = \"Sixth\"\n");
    let built = trek(portal, "a", false, "name = \"A\"").build();
    built.assert_warns("terms.toml", "`month` is not a vocabulary");
}

#[test]
fn the_index_of_thousands_of_treks_is_small() {
    let places = ["Saint-Maurin", "Les Ormets", "Pralong", "Valbrune", "Le Fontenil"];
    let mut portal = Portal::empty().with("site.toml", format!("{SETTINGS}{SEASONS}"));
    for number in 0..300 {
        let place = places[number % places.len()];
        let name =
            format!("Tour du lac {} par la crête {}", number * 7919 % 1000, number * 104_729 % 997);
        let facts = format!(
            "name = \"{name}\"\ndeparture = \"Parking de {place}\"\ncities = [\"{place}\"]\npractice = \"hiking\"\ndifficulty = \"easy\"\nmax_elevation = {}",
            500 + number * 7
        );
        portal = trek(portal, &format!("{number}-tour-du-lac"), false, &facts);
    }
    let bytes = portal.build().text("search.json").len();
    assert!(bytes < 300 * 200, "{bytes} bytes");
}
