//! Lists of all places of a kind, in groups: services and events.

use crate::support::{Built, Portal};

const SETTINGS: &str = "title = \"Lacs\"\nbase_url = \"https://example.org\"\nlanguages = [\"fr\", \"en\"]\n[[sources]]\nkind = \"files\"\npath = \".\"\n";
const TRACK: &str = r#"<gpx version="1.1"><trk><trkseg><trkpt lat="45.1" lon="6.1"/><trkpt lat="45.11" lon="6.1"/></trkseg></trk></gpx>"#;

fn portal() -> Portal {
    let trek = "+++\nname = \"Lac\"\n+++\nMarcher.\n";
    let portal = Portal::empty().with("site.toml", SETTINGS).with("treks/lac/track.gpx", TRACK);
    portal.with("treks/lac/index.fr.md", trek).with("treks/lac/index.en.md", trek)
}

fn place(portal: Portal, path: &str, name: &str, facts: &str) -> Portal {
    portal
        .with(path, format!("+++\nname = \"{name}\"\nposition = [6.1, 45.1]\n{facts}\n+++\nIci.\n"))
}

/// Headings of groups and titles of places, in their order on a page.
fn outline(built: &Built, path: &str) -> Vec<String> {
    let list = built.text(path).split_once("class=\"list-cards\"").unwrap().1;
    let parts = list.split("<h2>").skip(1).flat_map(|group| {
        let (name, places) = group.split_once("</h2>").unwrap();
        let places = places.split("class=\"place-title\"><a href=\"").skip(1);
        let title = |place: &str| place.split(['>', '<']).nth(1).unwrap().to_owned();
        std::iter::once(format!("# {name}")).chain(places.map(title).collect::<Vec<_>>())
    });
    parts.take_while(|part| !part.contains("Partager")).collect()
}

#[test]
fn services_are_listed_by_category_and_type() {
    let portal = place(
        portal(),
        "contents/a.fr.md",
        "Auberge",
        "category = \"Dormir\"\ntypes = [\"Hôtel\"]",
    );
    let portal =
        place(portal, "contents/b.fr.md", "Bivouac", "category = \"Dormir\"\ntypes = [\"Cabane\"]");
    let portal = place(portal, "contents/c.fr.md", "Ferme", "category = \"Acheter\"");
    let portal = place(portal, "contents/d.fr.md", "Borne", "");
    let built = portal.build();
    let expected = ["# Acheter", "Ferme", "# Dormir", "Bivouac", "Auberge", "# Autres", "Borne"];
    assert_eq!(outline(&built, "services/index.html"), expected);
    let page = built.text("services/index.html");
    assert!(page.contains("<a href=\"/services/#group-dormir\"><b>Dormir</b> 2</a>"), "{page}");
    assert!(page.contains("<figure class=\"map"), "a map");
    // No content has a name in English, and no event is there.
    for missing in ["en/services/index.html", "events/index.html"] {
        assert!(!built.files.contains_key(missing), "{missing}");
    }
    assert!(built.text("sitemap.xml").contains("<loc>https://example.org/services/</loc>"));
    assert!(!built.text("sitemap.xml").contains("https://example.org/events/"));
}

#[test]
fn events_are_listed_by_type_and_date() {
    let fair = "type = \"Fête\"\nbegin_date = \"2027-08-15\"";
    let portal = place(portal(), "events/a.fr.md", "Foire", fair);
    let ball = "type = \"Fête\"\nbegin_date = \"2027-07-14\"";
    let portal = place(portal, "events/z.fr.md", "Bal", ball);
    let built = portal.build();
    assert_eq!(outline(&built, "events/index.html"), ["# Fête", "Bal", "Foire"]);
}

#[test]
fn a_long_list_goes_on_and_its_groups_say_on_which_page_they_begin() {
    let portal = (0..40).fold(portal(), |portal, number| {
        let category = if number < 25 { "category = \"A\"" } else { "category = \"B\"" };
        place(portal, &format!("contents/{number}.fr.md"), &format!("Lieu {number:02}"), category)
    });
    let built = portal.build();
    assert_eq!(outline(&built, "services/index.html").len(), 1 + 18);
    let second = outline(&built, "services/2/index.html");
    assert_eq!((second.len(), second[0].as_str(), second[8].as_str()), (2 + 18, "# A", "# B"));
    assert_eq!(
        outline(&built, "services/3/index.html"),
        ["# B", "Lieu 36", "Lieu 37", "Lieu 38", "Lieu 39"]
    );
    let third = built.text("services/3/index.html");
    assert!(third.contains("href=\"/services/2/#group-b\""), "{third}");
    assert!(!third.contains("<figure class=\"map"), "the map is on the first page");
    let map = built.text("services/map.json");
    assert_eq!(map.matches("\"kind\":\"content\"").count(), 40, "{map}");
    assert!(built.text("services/index.html").contains("\"/services/map.json\""));
    let sitemap = built.text("sitemap.xml");
    assert!(!sitemap.contains("/services/2/"), "{sitemap}");
}
