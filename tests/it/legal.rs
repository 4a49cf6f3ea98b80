//! What the settings say of the organisation: legal notice, accessibility statement, bookings.

use crate::support::{Portal, build};

const SETTINGS: &str =
    "title = \"Lacs\"\nbase_url = \"https://example.org\"\nlanguages = [\"en\", \"fr\"]\n";
const LEGAL: &str = "[legal]\npublisher = \"Park\"\nhost = \"Machines, Lyon\"\nemail = \"data@example.org\"\ntext = { en = \"See [us](https://example.org).<script>\" }\n";
const STATEMENT: &str = "[accessibility]\nstatus = \"partial\"\nrate = 87\naudit_date = 2027-03-15\nauditor = \"Audit & Co\"\n";
const GPX: &str = r#"<gpx version="1.1"><trk><trkseg><trkpt lat="45.1" lon="6.1"/><trkpt lat="45.11" lon="6.1"/></trkseg></trk></gpx>"#;

fn portal(settings: &str) -> Portal {
    let portal = Portal::empty().with("site.toml", format!("{SETTINGS}{settings}"));
    portal.with("treks/lac/track.gpx", GPX)
}

#[test]
fn the_legal_notice_says_to_whom_data_go() {
    let page = |settings: &str| {
        let built = portal(&format!("{LEGAL}{settings}")).build();
        assert!(built.text("index.html").contains("href=\"/legal/\""));
        assert!(built.text("sitemap.xml").contains("https://example.org/fr/legal/"));
        built.text("legal/index.html").to_owned()
    };
    let plain = page("");
    for part in
        ["Park", "Machines, Lyon", "data@example.org", "tile.openstreetmap.org", "no cookies"]
    {
        assert!(plain.contains(part), "{part}: {plain}");
    }
    assert!(
        plain.contains("See <a href=\"https://example.org\"") && !plain.contains("<script>"),
        "{plain}"
    );
    assert!(!plain.contains("Visits are counted") && !plain.contains("paths@example.org"));

    let own = page(
        "[map]\ntiles = \"/tiles/{z}/{x}/{y}.png\"\n[report]\nemail = \"paths@example.org\"\n[analytics]\nmatomo = { url = \"https://stats.example.net/\", site_id = 3 }\n",
    );
    assert!(!own.contains("your IP address"), "{own}");
    assert!(own.contains("goes to paths@example.org"), "{own}");
    assert!(own.contains("If you accept, visits are counted by stats.example.net"), "{own}");
}

#[test]
fn the_accessibility_statement_says_what_the_settings_say() {
    let built = portal(STATEMENT).build();
    assert!(built.text("fr/index.html").contains(">Accessibilité : partiellement conforme</a>"));
    let page = built.text("accessibility/index.html");
    for part in ["partially meets", "87% of the criteria", "Audit &amp; Co", "March 15, 2027"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let without = portal("").build();
    for missing in ["legal/index.html", "accessibility/index.html"] {
        assert!(!without.files.contains_key(missing), "{missing}");
    }
}

#[test]
fn a_wrong_statement_stops_the_build() {
    for (settings, hint) in [
        (
            "[booking]\nurl = \"https://booking.example.org/\"\n",
            "like `https://booking.example.org/{id}`",
        ),
        ("[legal]\npublisher = \"Park\"\n", "missing field `host`"),
        ("[accessibility]\nrate = 3\n", "missing field `status`"),
        ("[accessibility]\nstatus = \"partly\"\n", "unknown value `partly`"),
        ("[accessibility]\nstatus = \"none\"\nrate = 101\n", "from 0 to 100"),
        ("[accessibility]\nstatus = \"none\"\ndate = \"March\"\n", "is not a date"),
        ("[accessibility]\nstatus = \"none\"\nemail = \"me\"\n", "is not an address"),
    ] {
        let portal = portal(settings);
        let error = build(portal.path(), &portal.path().join(".sentier"), None).err().unwrap();
        let message = format!("{error:#}");
        assert!(message.contains("site.toml, line ") && message.contains(hint), "{message}");
    }
}

#[test]
fn what_has_an_identifier_in_the_booking_system_is_booked_there() {
    let text = "+++\nname = \"Lac\"\nreservation_id = \"TOUR 100&x\"\n+++\n";
    let portal = portal("[booking]\nurl = \"https://booking.example.org/{id}?lang=fr\"\n")
        .with("treks/lac/index.en.md", text)
        .with(
            "contents/gite.en.md",
            "+++\nname = \"Gite\"\nposition = [6.1, 45.1]\nreservation_id = \"7\"\n+++\n",
        );
    let built = portal.build();
    assert_eq!(built.warnings(), [""; 0]);
    let link = "href=\"https://booking.example.org/TOUR%20100%26x?lang=fr\"";
    assert!(built.text("trek/lac/index.html").contains(link));
    let link = "href=\"https://booking.example.org/7?lang=fr\"";
    assert!(built.text("service/gite/index.html").contains(link));
}
