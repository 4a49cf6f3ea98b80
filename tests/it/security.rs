//! What protects the visitors of a site.

use crate::support::Portal;

const TITLE: &str = "title = \"Lacs\"\nbase_url = \"https://example.org/rando/\"\n";
const TREK: &str = "+++\nname = \"Lake\"\nratings = [\"t3\"]\n+++\nWalk.\n";
const GPX: &str = "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg><trkpt lat=\"45.1\" lon=\"6.1\"/><trkpt lat=\"45.2\" lon=\"6.1\"/></trkseg></trk></gpx>";

fn portal(settings: &str) -> Portal {
    Portal::empty()
        .with("site.toml", format!("{TITLE}{settings}"))
        .with("treks/lake/track.gpx", GPX)
        .with("treks/lake/index.en.md", TREK)
}

#[test]
fn a_colour_that_a_theme_shows_as_it_is_must_be_readable() {
    let brand = |color: &str| format!("name = \"Park\"\ncolor = \"{color}\"\n");
    let portal = portal("").with("structures/park/brand.toml", brand("#ffd700"));
    let built = portal.build();
    assert_eq!(built.warnings(), [""; 0], "`classic` darkens it");
    assert_eq!(
        built.text("assets/brand.css"),
        ":root { --brand: #ffd700; --brand-on-light: #6f5c00; --brand-on-dark: #cdb760; }\n"
    );
    portal.write("theme/assets/css/own.css", "a { color: oklch(from var(--brand) 0.4 c h); }");
    assert_eq!(portal.build().warnings(), [""; 0], "so does the theme");
    portal.write("theme/assets/css/own.css", ".button { color: #fff; background: var(--brand); }");
    portal.build().assert_warns(
        "structures/park/brand.toml",
        "`color` #ffd700 has a contrast of 1.4 to white, 4.5 is needed, and theme/assets/css/own.css shows it as it is: the nearest that is readable is #",
    );
    portal.write("structures/park/brand.toml", brand("#2f6b4f"));
    assert_eq!(portal.build().warnings(), [""; 0]);
}
