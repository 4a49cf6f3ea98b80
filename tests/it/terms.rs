//! Pages that gather others: of terms, of information desks, of photographs, and the site map.

use crate::support::{Built, Portal, build, root};
use image::{ImageFormat, RgbImage};
use std::fmt::Write;
use std::fs;
use std::io::Cursor;

const SETTINGS: &str = "title = \"Lacs\"\nbase_url = \"https://example.org\"\nlanguages = [\"fr\", \"en\"]\n[[sources]]\nkind = \"files\"\npath = \".\"\n";
const GPX: &str = r#"<gpx version="1.1"><trk><trkseg><trkpt lat="45.1" lon="6.1"/><trkpt lat="45.11" lon="6.1"/></trkseg></trk></gpx>"#;
const TERMS: &str = r#"
[practice.hiking]
name = { fr = "À pied", en = "Hiking" }
[label.quiet]
name = { fr = "Quiétude" }
advice = { fr = "Chiens en laisse." }
"#;

fn portal() -> Portal {
    Portal::empty().with("site.toml", SETTINGS).with("terms.toml", TERMS)
}

/// A trek that exists in these languages under its slug, with these lines of facts.
fn trek(portal: Portal, slug: &str, languages: &[&str], facts: &str) -> Portal {
    let text = format!("+++\nname = \"{slug}\"\n{facts}\n+++\nMarcher.\n");
    let portal = portal.with(&format!("treks/{slug}/track.gpx"), GPX);
    languages
        .iter()
        .fold(portal, |portal, lang| portal.with(&format!("treks/{slug}/index.{lang}.md"), &text))
}

/// The names on the cards of a page, in their order.
fn cards(built: &Built, path: &str) -> Vec<String> {
    let cards = built.text(path).split("class=\"card-title\"><a href=\"").skip(1);
    let name = |card: &str| card.split(['>', '<']).nth(1).unwrap().to_owned();
    cards.map(name).collect()
}

#[test]
fn a_word_has_a_page_where_it_has_a_name_and_describes_a_trek() {
    let all = "practice = \"hiking\"\nlabels = [\"quiet\"]\ncities = [\"Saint-Maurin\"]\ndistricts = [\"Nord\"]\nthemes = [\"lakes\"]\ndifficulty = \"easy\"";
    let portal = trek(portal(), "beta", &["fr", "en"], all);
    let portal = trek(portal, "alpha", &["fr"], "practice = \"hiking\"\nthemes = [\"forest\"]");
    let built = portal.build();
    assert_eq!(built.warnings(), [""; 0]);
    assert_eq!(cards(&built, "practice/hiking/index.html"), ["alpha", "beta"]);
    assert_eq!(cards(&built, "en/practice/hiking/index.html"), ["beta"]);
    for rest in ["city/saint-maurin", "district/nord", "theme/lakes", "difficulty/easy"] {
        assert_eq!(cards(&built, &format!("{rest}/index.html")), ["beta"], "{rest}");
        assert_eq!(cards(&built, &format!("en/{rest}/index.html")), ["beta"], "{rest}");
    }
    let label = built.text("label/quiet/index.html");
    assert!(label.contains("<h1>Quiétude</h1>") && label.contains("<p>Chiens en laisse.</p>"));
    for missing in ["en/label/quiet/index.html", "en/theme/forest/index.html"] {
        assert!(!built.files.contains_key(missing), "{missing}");
    }
    // From where the terms stand, to their pages.
    let page = built.text("en/trek/beta/index.html");
    for rest in ["practice/hiking", "city/saint-maurin", "district/nord", "theme/lakes"] {
        assert!(page.contains(&format!("href=\"/en/{rest}/\"")), "{rest}: {page}");
    }
    assert!(built.text("trek/beta/index.html").contains("<b><a href=\"/label/quiet/\">"));
    let home = built.text("index.html");
    assert!(
        home.contains("<a href=\"/practice/hiking/\"><b>À pied</b> 2 randonnées</a>"),
        "{home}"
    );
    let sitemap = built.text("sitemap.xml");
    assert!(sitemap.contains("hreflang=\"en\" href=\"https://example.org/en/practice/hiking/\""));
    assert!(!sitemap.contains("/en/label/quiet/"));
}

#[test]
fn the_page_of_a_word_goes_on_like_the_list() {
    let portal = (0..22).fold(portal(), |portal, number| {
        let languages: &[&str] = if number < 2 { &["fr", "en"] } else { &["fr"] };
        trek(portal, &format!("trek-{number:02}"), languages, "practice = \"hiking\"")
    });
    let built = portal.build();
    assert_eq!(cards(&built, "practice/hiking/index.html").len(), 18);
    let second = cards(&built, "practice/hiking/2/index.html");
    assert_eq!(second, ["trek-18", "trek-19", "trek-20", "trek-21"]);
    let page = built.text("practice/hiking/2/index.html");
    assert!(page.contains("<title>À pied (2) – Lacs</title>"), "{page}");
    assert!(!page.contains("hreflang=\"en\" href=\"https://example.org/en/practice/hiking/2/\""));
    assert!(!built.files.contains_key("en/practice/hiking/2/index.html"));
    // Its map holds its trails only: in the page, or in a file where there are many.
    let lines = |path: &str| built.text(path).matches("\"line\":").count();
    assert_eq!(lines("practice/hiking/map.json"), 22);
    assert!(built.text("practice/hiking/index.html").contains("/practice/hiking/map.json\""));
    assert_eq!(lines("en/practice/hiking/index.html"), 2);
    assert!(!built.files.contains_key("en/practice/hiking/map.json"));
}

#[test]
fn an_information_desk_has_a_page_where_a_trek_names_it() {
    let desk = "+++\nname = \"Maison du lac\"\ntype = \"Office\"\nposition = [6.1, 45.1]\nstreet = \"2 rue du Port\"\nmunicipality = \"Pralong\"\nphone = \"04 00 00 00 10\"\nwebsite = \"https://desk.example.org/\"\n+++\nOuvert l’été.\n";
    let portal = trek(portal(), "lac", &["fr"], "information_desks = [\"maison\"]");
    let portal = trek(portal, "col", &["fr", "en"], "").with("desks/maison.fr.md", desk);
    let portal = portal.with("desks/maison.en.md", "+++\nname = \"Lake house\"\n+++\n");
    let built = portal.with("desks/autre.fr.md", "+++\nname = \"Autre\"\n+++\n").build();
    let page = built.text("desk/maison/index.html");
    for part in [
        "<h1>Maison du lac</h1>",
        "<p class=\"hero-kind\">Office</p>",
        "2 rue du Port, Pralong",
        "tel:0400000010",
        "https://desk.example.org/",
        "Ouvert l’été.",
        "class=\"desk\"",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    assert_eq!(cards(&built, "desk/maison/index.html"), ["lac"]);
    assert!(built.text("trek/lac/index.html").contains("<h3><a href=\"/desk/maison/\">"));
    for missing in ["en/desk/maison/index.html", "desk/autre/index.html"] {
        assert!(!built.files.contains_key(missing), "{missing}");
    }
}

/// A picture of one colour, which is another for each number.
fn picture(number: u32) -> Vec<u8> {
    let shade = |bits: u32| u8::try_from(number >> bits & 0xf).unwrap() * 16;
    let pixel = image::Rgb([shade(0), shade(4), 0x40]);
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(8, 6, pixel).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[test]
fn photographs_are_listed_once_with_their_credits_and_where_they_are() {
    let mut attachments = String::new();
    let portal = (0..34).fold(portal(), |portal, number| {
        let credit = "author = \"A. Roche\"\nlicense = \"CC BY 4.0\"";
        let _ = writeln!(
            attachments,
            "[[attachments]]\nfile = \"{number}.png\"\nlegend = \"Vue {number}\"\n{credit}"
        );
        portal.with(&format!("treks/lac/{number}.png"), picture(number))
    });
    let portal = trek(portal, "lac", &["fr"], &attachments);
    let portal = trek(portal, "col", &["en"], "");
    let place = "+++\nname = \"La source\"\nposition = [6.1, 45.1]\n[[attachments]]\nfile = \"same.png\"\n+++\n";
    let portal = portal.with("pois/source/index.fr.md", place);
    let built = portal.with("pois/source/same.png", picture(7)).build();
    let [first, second] = ["credits/index.html", "credits/2/index.html"].map(|path| {
        let items = built.text(path).split("<li><figure>").skip(1);
        items.map(|item| item.split("</figure>").next().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!((first.len(), second.len()), (30, 4));
    let seventh = first.iter().find(|item| item.contains(">Vue 7<")).unwrap();
    for part in [
        "© A. Roche · <a href=\"https://creativecommons.org/licenses/by/4.0/\" rel=\"license noopener\">CC BY 4.0</a>",
        "<a href=\"/trek/lac/\">lac</a><a href=\"/poi/source/\">La source</a>",
    ] {
        assert!(seventh.contains(part), "no {part} in {seventh}");
    }
    assert!(built.text("trek/lac/index.html").contains("href=\"/credits/\""));
    // Nothing is shown in English.
    assert!(!built.files.contains_key("en/credits/index.html"));
    assert!(!built.text("en/trek/col/index.html").contains("credits/"));
}

#[test]
fn the_site_map_leads_to_every_page_and_long_kinds_have_their_own() {
    let mut places = String::new();
    for number in 0..51 {
        let lat = 45.0 + f64::from(number) / 1000.0;
        let _ =
            write!(places, "<wpt lat=\"{lat}\" lon=\"6.1\"><name>Lieu {number:03}</name></wpt>");
    }
    let gpx = GPX.replace("<trk>", &format!("{places}<trk>"));
    let portal = trek(portal(), "lac", &["fr", "en"], "practice = \"hiking\"");
    let built = portal.with("treks/lac/track.gpx", gpx).build();
    let page = built.text("site-map/index.html");
    assert!(page.contains("<a href=\"/trek/lac/\">lac</a>"), "{page}");
    assert!(page.contains("<a href=\"/practice/hiking/\">À pied</a>"), "{page}");
    assert!(page.contains("<a href=\"/site-map/poi/\">Tout voir (51)</a>"), "{page}");
    assert!(!page.contains(">Lieu 000<") && !page.contains("id=\"theme\""), "{page}");
    let places = built.text("site-map/poi/index.html");
    assert_eq!(places.matches(">Lieu ").count(), 51);
    assert!(places.contains("<h1>Points d’intérêt</h1>"), "{places}");
    let sitemap = built.text("sitemap.xml");
    for rest in ["site-map/", "en/site-map/", "site-map/poi/", "en/site-map/poi/"] {
        assert!(sitemap.contains(&format!("<loc>https://example.org/{rest}</loc>")), "{rest}");
    }
    assert!(built.text("en/trek/lac/index.html").contains("href=\"/en/site-map/\""));
}

#[test]
fn the_home_page_shows_what_the_settings_say_in_that_order() {
    let portal = Portal::hamlet();
    let settings = fs::read_to_string(portal.path().join("site.toml")).unwrap();
    let with = |blocks: &str| settings.replace("[site]\n", &format!("[site]\nblocks = {blocks}\n"));
    portal.write(
        "site.toml",
        with("[\"page:le-hameau\", \"themes\", \"labels\", \"map\", \"featured\"]"),
    );
    let built = portal.build();
    assert_eq!(built.warnings(), [""; 0]);
    let home = built.text("index.html");
    let blocks =
        ["<h2>Le hameau</h2>", "href=\"/hameau/theme/water/\"", "data-map", "class=\"cards\""];
    let found: Vec<Option<usize>> = blocks.iter().map(|block| home.find(block)).collect();
    assert!(found.iter().all(Option::is_some) && found.is_sorted(), "{found:?} in {home}");
    assert!(!home.contains("practices\"><ul aria-label=\"Activités"));
    portal.write("site.toml", with("[\"page:le-hamau\"]"));
    let built = portal.build();
    built.assert_warns("site.toml", "`blocks` names `le-hamau`, which is not there");
    portal.write("site.toml", with("[\"maps\"]"));
    let error = portal.run(&["check"]).err;
    assert!(error.contains("unknown block `maps`") && error.contains("`featured`"), "{error}");
}

#[test]
fn a_structure_with_many_treks_has_them_on_several_pages() {
    let portal = portal().with("structures/parc/brand.toml", "name = \"Parc\"\n");
    let slugs = (0..22).map(|number| format!("trek-{number:02}"));
    let portal =
        slugs.fold(portal, |portal, slug| trek(portal, &slug, &["fr"], "structure = \"parc\""));
    let built = portal.build();
    assert_eq!(built.warnings(), [""; 0]);
    assert_eq!(cards(&built, "structure/parc/index.html").len(), 18);
    assert_eq!(cards(&built, "structure/parc/2/index.html").len(), 4);
    assert_eq!(cards(&built, "en/structure/parc/index.html").len(), 0);
    assert!(built.text("structure/parc/index.html").contains("/structure/parc/map.json"));
    assert_eq!(built.text("structure/parc/map.json").matches("\"url\"").count(), 22);
    assert!(!built.files.contains_key("en/structure/parc/2/index.html"));
}

#[test]
fn a_card_that_is_made_once_is_right_on_every_page() {
    let all = "practice = \"hiking\"\nthemes = [\"lakes\"]";
    let portal = trek(portal(), "beta", &["fr", "en"], all);
    let portal = trek(portal, "alpha", &["fr", "en"], all);
    let file = "templates/components/card.html";
    let classic = fs::read_to_string(root().join("themes/classic").join(file)).unwrap();
    let (_, others) = classic.split_once("{%- endcomponent card %}").unwrap();
    // A theme whose cards show something else.
    let write = |shown: &str| {
        let arguments = "trek, heading: string = \"h3\", eager: bool = false, @lang";
        let card =
            format!("{{% component card({arguments}) -%}}\n[{shown}]{{%- endcomponent card %}}");
        let asks = "{% component where_am_i(@page) -%}{{ page.url }}{%- endcomponent where_am_i %}";
        let asks = if shown.contains("none") {
            asks.replace("@page", "@page = none")
        } else {
            asks.to_owned()
        };
        portal.write(&format!("theme/{file}"), card + others + &asks);
    };
    let assert_shows = |pages: &[(&str, &str)]| {
        let built = portal.build();
        for (path, expected) in pages {
            let page = built.text(path);
            assert!(page.contains(expected), "{path} lacks {expected}: {page}");
        }
    };
    write("{{ trek.name }} {{ heading }} {{ lang }}");
    assert_shows(&[
        ("theme/lakes/index.html", "[alpha h2 fr]"),
        ("en/practice/hiking/index.html", "[alpha h2 en]"),
        ("trek/beta/index.html", "[alpha h3 fr]"),
    ]);
    // The page is asked for by a component inside of the card only.
    write("{{ trek.name }} {{ <where_am_i/> }}");
    assert_shows(&[
        ("theme/lakes/index.html", "[beta /theme/lakes/]"),
        ("en/practice/hiking/index.html", "[beta /en/practice/hiking/]"),
        ("trek/beta/index.html", "[alpha /trek/beta/]"),
    ]);
    // There, the page is not needed.
    write("{{ trek.name }} {{ <where_am_i/> }}{# none #}");
    assert_shows(&[
        ("theme/lakes/index.html", "[beta /theme/lakes/]"),
        ("trek/beta/index.html", "[alpha /trek/beta/]"),
    ]);
    write("{{ trek.nome.x }}");
    let error = build(portal.path(), &portal.path().join(".sentier"), None).err().unwrap();
    let error = format!("{error:#}");
    assert!(
        error.contains("theme/templates/components/card.html:2") && error.contains("nome"),
        "{error}"
    );
}
