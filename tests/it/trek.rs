//! What the page of a trek shows, and in which order.

use crate::support::{Built, Portal, build};

const SETTINGS: &str = "title = \"Lacs\"\nbase_url = \"https://example.org\"\nlanguages = [\"fr\"]\n[[sources]]\nkind = \"files\"\npath = \".\"\n";
const GPX: &str = r#"<gpx version="1.1"><trk><trkseg><trkpt lat="45.1" lon="6.1"/><trkpt lat="45.11" lon="6.1"/></trkseg></trk></gpx>"#;
const LAC: &str = "+++\nname = \"Lac\"\nadvice = \"Prudence.\"\ngear = \"Bottes.\"\naccess = \"Par la route.\"\ncities = [\"Valbrune\"]\n+++\nMarcher.\n";

fn portal(settings: &str) -> Portal {
    let portal = Portal::empty().with("site.toml", format!("{SETTINGS}{settings}"));
    ["lac", "col"].iter().fold(portal, |portal, slug| {
        portal
            .with(&format!("treks/{slug}/track.gpx"), GPX)
            .with(&format!("treks/{slug}/index.fr.md"), LAC.replace("Lac", slug))
    })
}

/// The identifiers of the sections of the page of the trek `lac`, in their order.
fn sections(built: &Built) -> Vec<&str> {
    let page = built.text("trek/lac/index.html");
    let known = ["description", "facts", "advice", "gear", "access", "from-here", "nearby"];
    let ids = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    ids.filter(|id| known.contains(id)).collect()
}

#[test]
fn sections_stand_in_the_order_of_the_settings() {
    let built = portal("").build();
    assert_eq!(built.warnings(), [""; 0]);
    assert_eq!(sections(&built), ["description", "facts", "advice", "gear", "access", "from-here"]);
    let page = built.text("trek/lac/index.html");
    assert_eq!(page.matches("href=\"#access\"").count(), 2, "{page}");

    let chosen = "[trek]\nsections = [\"from_here\", \"gear\", \"pois\", \"description\"]\n";
    let built = portal(chosen).build();
    assert_eq!(sections(&built), ["gear", "description", "from-here"]);
    // What is switched off is not linked either.
    let page = built.text("trek/lac/index.html");
    for switched_off in ["#access", "#advice", "#pois"] {
        assert!(!page.contains(&format!("href=\"{switched_off}\"")), "{page}");
    }
    assert!(page.contains("href=\"#description\""), "{page}");
}

#[test]
fn a_section_that_is_unknown_or_named_twice_stops_the_build() {
    for (sections, hint) in [
        ("[\"descripton\"]", "did you mean `description`?"),
        ("[\"gear\", \"pois\", \"gear\"]", "names \"gear\" twice"),
    ] {
        let portal = portal(&format!("[trek]\nsections = {sections}\n"));
        let error = build(portal.path(), &portal.path().join(".sentier"), None).err().unwrap();
        let message = format!("{error:#}");
        assert!(message.contains("site.toml, line 8") && message.contains(hint), "{message}");
    }
}

#[test]
fn an_alert_stands_on_its_treks_on_their_cards_and_on_a_page_of_all() {
    let built = portal("")
        .with(
            "alerts/crue.fr.md",
            "+++\nname = \"Crue\"\nlevel = \"closure\"\ntreks = [\"lac\"]\n+++\nLe gué est noyé.\n",
        )
        .with(
            "alerts/neige.fr.md",
            "+++\nname = \"Neige\"\nlevel = \"caution\"\ntreks = [\"lac\"]\n+++\n",
        )
        .with("alerts/fete.fr.md", "+++\nname = \"Fête\"\nlevel = \"information\"\n+++\n")
        .build();
    assert_eq!(built.warnings(), [""; 0]);
    let names = |path: &str| -> Vec<String> {
        let ids = built.text(path).split("id=\"alert-").skip(1);
        let ids = ids.map(|rest| rest.split('"').next().unwrap().to_owned());
        ids.filter(|id| !id.ends_with("-name")).collect()
    };
    assert_eq!(names("trek/lac/index.html"), ["crue", "neige", "fete"]);
    assert_eq!(names("trek/col/index.html"), ["fete"]);
    assert_eq!(names("index.html"), ["fete"]);
    assert_eq!(names("alerts/index.html"), ["crue", "neige", "fete"]);
    let list = built.text("treks/index.html");
    let marks: Vec<&str> = list.split("tag-alert alert-").skip(1).collect();
    assert_eq!(marks.len(), 2, "of one trek, without what is about the whole territory");
    assert!(marks[0].starts_with("closure") && marks[1].starts_with("caution"), "{list}");
    assert!(built.text("sitemap.xml").contains("https://example.org/alerts/"));
}

#[test]
fn an_alert_that_is_badly_written_is_shown_and_told() {
    let built = portal("")
        .with("alerts/a.fr.md", "+++\nname = \"A\"\nlevel = \"closed\"\ntreks = [\"lca\"]\n+++\n")
        .with("alerts/b.fr.md", "+++\nname = \"B\"\nlevel = \"danger\"\nbegin_date = \"2027-05-02\"\nend_date = \"2027-05-01\"\n+++\n")
        .build();
    built.assert_warns(
        "alerts/a.fr.md",
        "`level` is `closed`, none of closure, danger, caution, information",
    );
    built.assert_warns(
        "alerts/a.fr.md",
        "names the trek `lca`, which is not there: did you mean `lac`?",
    );
    built.assert_warns("alerts/b.fr.md:5", "`end_date` is before");
    // A path that cannot be found is no reason to alarm the whole territory.
    let (page, all) = (built.text("trek/lac/index.html"), built.text("alerts/index.html"));
    for lost in ["id=\"alert-a\"", "id=\"alert-c\""] {
        assert!(!page.contains(lost) && !all.contains(lost), "{lost}");
    }
    assert!(page.contains("id=\"alert-b\"") && all.contains("id=\"alert-b\""));
}
