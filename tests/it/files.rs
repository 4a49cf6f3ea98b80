//! Good and bad files, from the folder to the page.

use crate::support::{Built, Portal, fixtures};
use std::io::{Cursor, Write};

const SETTINGS: &str =
    "title = \"Lacs\"\nbase_url = \"https://example.org\"\nlanguages = [\"fr\"]\n";
const GPX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Été au lac</name><trkseg>
<trkpt lat="45.1" lon="6.1"><ele>1200</ele></trkpt>
<trkpt lat="45.101" lon="6.1"><ele>1250.5</ele></trkpt>
</trkseg></trk></gpx>"#;

/// Builds one file of a folder without settings.
fn file(name: &str, content: impl AsRef<[u8]>) -> Built {
    // Another trek, so that there is a site whatever the file is.
    Portal::empty().with("other.gpx", GPX).with(name, content).build()
}

fn geojson(built: &Built, slug: &str) -> serde_json::Value {
    serde_json::from_str(built.text(&format!("trek/{slug}/{slug}.geojson"))).unwrap()
}

#[track_caller]
fn assert_line(built: &Built, slug: &str, expected: &[&[f64]]) {
    let geometry = &geojson(built, slug)["geometry"];
    assert_eq!(geometry["type"], "LineString", "{geometry}");
    let found: Vec<Vec<f64>> = serde_json::from_value(geometry["coordinates"].clone()).unwrap();
    assert_eq!(found, expected);
}

const LINE: &[&[f64]] = &[&[6.1, 45.1, 1200.0], &[6.1, 45.101, 1250.5]];

#[test]
fn a_gpx_is_read_in_any_encoding() {
    let utf16 = |text: &str, little: bool| {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units
            .flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() })
            .collect::<Vec<u8>>()
    };
    let sixteen = GPX.replace("UTF-8", "UTF-16");
    let latin = GPX.replace("UTF-8", "ISO-8859-1");
    let latin: Vec<u8> = latin.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for (name, bytes) in [
        ("plain", GPX.as_bytes().to_vec()),
        ("bom", format!("\u{feff}{GPX}").into_bytes()),
        ("little", utf16(&sixteen, true)),
        ("big", utf16(&sixteen, false)),
        ("latin", latin),
    ] {
        let built = file(&format!("{name}.gpx"), bytes);
        assert_eq!(built.warnings(), [""; 0], "{name}");
        assert_line(&built, name, LINE);
        assert!(
            built.text(&format!("trek/{name}/index.html")).contains("<h1>Été au lac</h1>"),
            "{name}"
        );
    }
}

#[test]
fn what_devices_write_wrongly_costs_a_point_and_never_the_file() {
    let gpx = r#"<gpx version="1.0" creator="watch"><trk><name>Montre</name><trkseg>
<trkpt lat="45.1" lon="6.1"><ele>1200</ele><time>yesterday</time><ns3:hr>120</ns3:hr></trkpt>
<trkpt lat="north" lon="6.1"><ele>1210</ele></trkpt>
<trkpt lat="45.101" lon="6.1"><ele>1250.5</ele><extensions><gpxtpx:x>&bad;</gpxtpx:x></extensions></trkpt>
</trkseg></trk></gpx>"#;
    let built = file("montre.gpx", gpx);
    assert_line(&built, "montre", LINE);
    built.assert_warns("montre.gpx:3", "a point without a usable position is left out");
    assert_eq!(built.warnings().len(), 1);
}

#[test]
fn several_segments_stay_apart_and_routes_are_read() {
    let segments = GPX.replace("</trkseg>", "</trkseg><trkseg><trkpt lat=\"45.2\" lon=\"6.2\"/><trkpt lat=\"45.3\" lon=\"6.2\"/></trkseg>");
    let built = file("two.gpx", segments);
    let geometry = &geojson(&built, "two")["geometry"];
    assert_eq!(geometry["type"], "MultiLineString");
    assert_eq!(geometry["coordinates"][1], serde_json::json!([[6.2, 45.2], [6.2, 45.3]]));
    let route = GPX.replace("trkpt", "rtept").replace("<trk>", "<rte>").replace("</trk>", "</rte>");
    let route = route.replace("<trkseg>", "").replace("</trkseg>", "");
    assert_line(&file("route.gpx", route), "route", LINE);
}

#[test]
fn segments_that_touch_are_one_in_every_format() {
    // Each climbs less than what counts by itself.
    let places = [(45.1, 900), (45.11, 902), (45.12, 904), (45.13, 906)];
    // Three segments, the second and the third of which start where the last ended.
    let three = |point: &dyn Fn(f64, i32) -> String, between: &str, separator: &str| {
        let segment = |pair: &[(f64, i32)]| {
            pair.iter().map(|(lat, z)| point(*lat, *z)).collect::<Vec<_>>().join(separator)
        };
        places.windows(2).map(segment).collect::<Vec<_>>().join(between)
    };
    let gpx = |between: &str| {
        let points = three(
            &|lat, z| format!("<trkpt lat='{lat}' lon='6.1'><ele>{z}</ele></trkpt>"),
            between,
            "",
        );
        format!("<gpx><trk><trkseg>{points}</trkseg></trk></gpx>")
    };
    let line = |between: &str| three(&|lat, z| format!("6.1,{lat},{z}"), between, " ");
    let kml = format!(
        "<kml><Placemark><MultiGeometry><LineString><coordinates>{}</coordinates></LineString></MultiGeometry></Placemark></kml>",
        line("</coordinates></LineString><LineString><coordinates>")
    );
    let lines = three(&|lat, z| format!("[6.1,{lat},{z}]"), "],[", ",");
    let features = three(
        &|lat, z| format!("[6.1,{lat},{z}]"),
        "]}},{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[",
        ",",
    );
    for (name, content) in [
        ("segments.gpx", gpx("</trkseg><trkseg>")),
        ("tracks.gpx", gpx("</trkseg></trk><trk><trkseg>")),
        ("lines.kml", kml),
        ("lines.geojson", format!("{{\"type\":\"MultiLineString\",\"coordinates\":[[{lines}]]}}")),
        (
            "features.geojson",
            format!(
                "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{}},\"geometry\":{{\"type\":\"LineString\",\"coordinates\":[{features}]}}}}]}}"
            ),
        ),
    ] {
        let slug = name.split('.').next().unwrap();
        let found = geojson(&file(name, content), slug);
        let expected: Vec<_> =
            places.iter().map(|(lat, z)| serde_json::json!([6.1, lat, z])).collect();
        assert_eq!(
            found["geometry"],
            serde_json::json!({"type": "LineString", "coordinates": expected}),
            "{name}"
        );
        let climbed = found["properties"]["ascent"].as_f64().unwrap();
        assert!(climbed >= 3.0, "{name}: {climbed}");
        let length = found["properties"]["length_2d"].as_f64().unwrap();
        assert!((length - 3_334.0).abs() < 2.0, "{name}: {length}");
    }
}

#[test]
fn a_file_without_a_trail_is_named_with_the_reason() {
    for (name, content, reason) in [
        ("empty.gpx", "", "it holds no XML"),
        ("other-root.gpx", "<html/>", "it holds <html>"),
        (
            "places.gpx",
            r#"<gpx><wpt lat="1" lon="2"><name>A</name></wpt></gpx>"#,
            "no line, only places",
        ),
        (
            "one.gpx",
            r#"<gpx><trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk></gpx>"#,
            "at least two different points",
        ),
        ("broken.geojson", "{\"type\":", "it is not JSON"),
        ("text.kml", "hello", "it is not a KML file"),
        ("bad.kmz", "PK", "it is not a KMZ archive"),
    ] {
        let built = file(name, content);
        built.assert_warns(&format!("{name}: no page"), reason);
        assert_eq!(built.files.keys().filter(|path| path.ends_with(".gpx")).count(), 1, "{name}");
    }
}

#[test]
fn geojson_of_every_shape_and_system() {
    let line = |crs: &str, coordinates: &str| {
        format!(
            r#"{{"type":"Feature",{crs}"properties":{{"name":"X"}},"geometry":{{"type":"LineString","coordinates":{coordinates}}}}}"#
        )
    };
    let built = file("flat.geojson", line("", "[[6.1,45.1],[6.1,45.101]]"));
    assert_line(&built, "flat", &[&[6.1, 45.1], &[6.1, 45.101]]);
    let crs = |name: &str| format!(r#""crs":{{"type":"name","properties":{{"name":"{name}"}}}},"#);
    for (name, coordinates) in [
        ("EPSG:2154", "[[936341.257,6437909.151],[936400,6437909.151]]"),
        ("urn:ogc:def:crs:EPSG::3857", "[[667916.9447,5621521.4862],[668000,5621521.4862]]"),
        ("EPSG:32632", "[[263553.973,4987329.504],[263600,4987329.504]]"),
    ] {
        let built = file("projected.geojson", line(&crs(name), coordinates));
        let first = geojson(&built, "projected")["geometry"]["coordinates"][0].clone();
        let [lon, lat] = [0, 1].map(|i| first[i].as_f64().unwrap());
        assert!((lon - 6.0).abs() < 1e-6 && (lat - 45.0).abs() < 1e-6, "{name}: {first}");
    }
    let built = file("lambert.geojson", line(&crs("EPSG:27572"), "[[1,2],[3,4]]"));
    built.assert_warns("lambert.geojson: no page", "the coordinate system `EPSG:27572`");
}

#[test]
fn kml_and_kmz() {
    let kml = r#"<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><Placemark>
<name>Été au lac</name><MultiGeometry><LineString><coordinates>6.1,45.1,1200 6.1,45.101,1250.5</coordinates></LineString></MultiGeometry>
</Placemark></Document></kml>"#;
    assert_line(&file("lac.kml", kml), "lac", LINE);
    let track = r#"<kml><Placemark><name>T</name><gx:Track><when>x</when><gx:coord>6.1 45.1 1200</gx:coord><gx:coord>6.1 45.101 1250.5</gx:coord></gx:Track></Placemark></kml>"#;
    assert_line(&file("lac.kml", track), "lac", LINE);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("doc.kml", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(kml.as_bytes()).unwrap();
    let archive = archive.finish().unwrap().into_inner();
    assert_line(&file("lac.kmz", archive), "lac", LINE);
}

#[test]
fn a_catalogue_of_the_national_schema_has_a_page_per_trail() {
    let feature = |id: &str, name: &str, lon: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"id_local":"{id}","nom_itineraire":"{name}","producteur":"PNC, ONF","duree":2.5,"longueur":6000,"difficulte":"Facile","pratique":"pédestre","instructions":"<p>Monter.</p><script>alert(1)</script>","depart":"Le Pont","denivele_negatif":-300,"denivele_positif":310,"url":"https://example.org/1","parking_geometrie":"POINT (6.1, 45.1)"}},"geometry":{{"type":"LineString","coordinates":[[{lon},45.1,900],[{lon},45.11,1000]]}}}}"#
        )
    };
    let catalogue = format!(
        r#"{{"type":"FeatureCollection","features":[{},{}]}}"#,
        feature("12", "Le pont", 6.1),
        feature("13", "La crête", 6.2)
    );
    let portal = Portal::empty().with("site.toml", SETTINGS).with("itineraires.geojson", catalogue);
    let built = portal.build();
    assert_eq!(built.warnings(), [""; 0]);
    let page = built.text("trek/12-le-pont/index.html");
    for part in ["<h1>Le pont</h1>", "<p>Monter.</p>", "Le Pont", "2 h 30", "PNC, ONF", "Facile"]
    {
        assert!(page.contains(part), "no {part}");
    }
    assert!(!page.contains("alert(1)"));
    assert_eq!(geojson(&built, "13-la-crete")["properties"]["origin"], "itineraires.geojson");
}

#[test]
fn a_wrong_value_in_a_catalogue_is_told_with_its_trail() {
    let catalogue = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id_local":"1","nom_itineraire":"Le pont","duree":"long","longueur":-5},
        "geometry":{"type":"LineString","coordinates":[[6.1,45.1],[6.1,45.11]]}}]}"#;
    let built = file("export.geojson", catalogue);
    built.assert_warns("export.geojson (“Le pont”)", "`duration` is not a number");
    built.assert_warns("export.geojson (“Le pont”)", "`length_2d` cannot be negative");
}

#[test]
fn a_catalogue_with_other_names_is_read_through_a_mapping() {
    let catalogue = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"NOM_PARC":"Le pont","TPS":1.5,"NIV":"Facile"},
        "geometry":{"type":"LineString","coordinates":[[6.1,45.1],[6.1,45.11]]}}]}"#;
    let settings = format!(
        "{SETTINGS}[[sources]]\nkind = \"files\"\n[sources.mapping]\nname = \"NOM_PARC\"\nduration = \"TPS\"\ndifficulty = \"NIV\"\n"
    );
    let portal = Portal::empty().with("site.toml", &settings).with("export.geojson", catalogue);
    let built = portal.build();
    let page = built.text("trek/export-le-pont/index.html");
    assert!(page.contains("1 h 30") && page.contains("Facile"), "{page}");
    let wrong = settings.replace("duration =", "duratoin =");
    let error = Portal::empty().with("site.toml", wrong).with("a.gpx", GPX).run(&["build"]);
    assert!(error.err.contains("did you mean `duration`?"), "{}", error.err);
}

#[test]
fn a_trek_folder_in_toml_and_in_yaml() {
    for (name, front) in [
        ("toml", "+++\nname = \"Le lac\"\nduration = 3\nthemes = [\"Eau\", \"Flore\"]\n+++\n"),
        ("yaml", "---\nname: Le lac\nduration: 3\nthemes: [Eau, Flore]\n---\n"),
    ] {
        let portal = Portal::empty()
            .with("site.toml", SETTINGS)
            .with("treks/lac/track.gpx", GPX)
            .with("treks/lac/index.fr.md", format!("{front}\nMonter **droit**.\n"));
        let built = portal.build();
        let page = built.text("trek/lac/index.html");
        for part in [
            "<h1>Le lac</h1>",
            "<strong>droit</strong>",
            "3 h",
            "<a href=\"/theme/eau/\">Eau</a>, <a href=\"/theme/flore/\">Flore</a>",
        ] {
            assert!(page.contains(part), "{name}: no {part}");
        }
        assert_eq!(built.warnings(), [""; 0], "{name}");
    }
}

#[test]
fn hostile_words_do_no_harm_wherever_they_stand() {
    let evil = "<img src=x onerror=alert(1)><script>alert(1)</script>";
    let link = "javascript:alert(1)";
    let text = format!(
        "+++\nname = '{evil}'\ndeparture = '{evil}'\nadvice = '{evil} [x]({link})'\npractice = '{evil}'\n[[web_links]]\nname = '{evil}'\nurl = '{link}'\n+++\n{evil}\n\n[x]({link}) <a href=\"{link}\" onclick=\"alert(1)\">y</a> <iframe src=\"https://example.org\"></iframe>\n"
    );
    let gpx = GPX.replace("Été au lac", "&lt;script&gt;alert(1)&lt;/script&gt; lac");
    let gpx = gpx.replace(
        "<trk>",
        "<wpt lat=\"45.1\" lon=\"6.1\"><name>&lt;svg onload=alert(1)&gt;</name><desc>&lt;script&gt;alert(1)&lt;/script&gt;</desc></wpt><trk>",
    );
    let portal = Portal::empty()
        .with("site.toml", SETTINGS.replace("Lacs", "</title><script>alert(1)</script>"))
        .with("treks/lac/track.gpx", &gpx)
        .with("treks/lac/index.fr.md", text)
        .with("bare.gpx", gpx)
        .with("pages/a.fr.md", format!("+++\ntitle = '{evil}'\n+++\n{evil}"))
        .with(
            "structures/s/brand.toml",
            format!("name = '{evil}'\nwebsite = '{link}'\ncolor = 'red;}}body{{display:none'\n"),
        );
    let built = portal.build();
    for (path, bytes) in built.files.iter().filter(|(path, _)| !path.starts_with("assets/")) {
        let text = String::from_utf8_lossy(bytes);
        for bad in [
            "<script>alert",
            "onerror=alert(1)>",
            "onload=alert(1)>",
            "href=\"javascript:",
            "onclick=",
            "<iframe",
            "display:none",
        ] {
            assert!(!text.contains(bad), "{path} holds {bad}");
        }
    }
    built.assert_warns("treks/lac/index.fr.md", "`url` is not a web address");
    built.assert_warns("structures/s/brand.toml", "`website` is not an address");
    built.assert_warns("structures/s/brand.toml", "`color` is not a colour");
}

#[test]
fn a_text_may_say_what_markup_looks_like() {
    let words = "Voir src=\"picture:x.jpg\" alt=\"\" puis href=\"/trek/\" et src=\"/a.jpg\".";
    let title = "<b title=' src=\"picture:x.jpg\" href=\"/trek/\"'>ici</b>";
    let portal = Portal::empty()
        .with("site.toml", SETTINGS.replace("example.org", "example.org/rando/"))
        .with("treks/lac/track.gpx", GPX)
        .with(
            "treks/lac/index.fr.md",
            format!(
                "+++\nname = \"Lac\"\n+++\n## Le <h2\n\n{words}\n\n{title}, [là](/trek/lac/).\n"
            ),
        );
    let built = portal.build();
    let page = built.text("trek/lac/index.html");
    for part in [
        "<h3>Le &lt;h2</h3>".to_owned(),
        format!("<p>{words}</p>"),
        "<b title=\" src=&quot;picture:x.jpg&quot; href=&quot;/trek/&quot;\">ici</b>".to_owned(),
        "<a href=\"/rando/trek/lac/\" rel=\"noopener\">là</a>".to_owned(),
    ] {
        assert!(page.contains(&part), "no {part} in {page}");
    }
}

#[test]
fn a_text_of_too_many_levels_is_told_and_shown_as_words() {
    let quotes = format!("{} Monter.", ">".repeat(30_000));
    let tags = format!("{}Descendre.", "<div>".repeat(30_000));
    let portal = Portal::empty()
        .with("site.toml", format!("{SETTINGS}[site]\ndescription = {{ fr = \"{tags}\" }}\n"))
        .with("treks/lac/track.gpx", GPX)
        .with(
            "treks/lac/index.fr.md",
            format!("+++\nname = \"Lac\"\nadvice = \"{tags}\"\n+++\n{quotes}\n"),
        )
        .with("structures/s/brand.toml", format!("name = \"S\"\ndescription = \"{tags}\"\n"))
        .with("terms.toml", format!("[label.x]\nname = \"X\"\nadvice = \"{tags}\"\n"));
    let built = portal.build();
    let page = built.text("trek/lac/index.html");
    assert!(page.contains("<p>Monter.</p>") && page.contains("<p>Descendre.</p>"), "{page}");
    for (file, what) in [
        ("treks/lac/index.fr.md: ", "the text is shown as plain text: more than 100 quotes"),
        ("treks/lac/index.fr.md:3: ", "`advice` is shown as plain text"),
        ("structures/s/brand.toml: ", "`description` is shown as plain text"),
        ("terms.toml: ", "`label.x.advice` is shown as plain text"),
        ("site.toml: ", "`description` is shown as plain text"),
    ] {
        built.assert_warns(file, what);
    }
}

#[test]
fn what_lies_beside_a_text_and_is_named_in_it_is_published() {
    let photo = std::fs::read(fixtures().join("hamlet/treks/moulin/roue.jpg"));
    let photo = photo.unwrap();
    let text = "[Dépliant](depliant.pdf) [page 2](./docs/D%C3%A9tail%201.pdf#page=2) ![Plan](<plan été.jpg>) [en grand](plan%20%C3%A9t%C3%A9.jpg) [perdu](perdu.pdf) ![perdue](perdue.jpg) [page](../autre/) [code](notes.html) [fuite](../../.cache/x.pdf) [loin](../../../x.pdf) [racine](/a.pdf)";
    let portal = Portal::empty()
        .with("site.toml", SETTINGS.replace("example.org", "example.org/rando/"))
        .with("treks/lac/track.gpx", GPX)
        .with(
            "treks/lac/index.fr.md",
            format!("+++\nname = \"Lac\"\nadvice = \"[ici](depliant.pdf)\"\n+++\n{text}\n"),
        )
        .with("treks/lac/depliant.pdf", "%PDF-1.4 lac")
        .with("treks/lac/docs/Détail 1.pdf", "%PDF-1.4 détail")
        .with("treks/lac/plan été.jpg", &photo)
        .with("treks/lac/notes.html", "<script>alert(1)</script>")
        .with("treks/lac/not-named.pdf", "%PDF-1.4")
        .with(".cache/x.pdf", "%PDF-1.4")
        .with("pages/venir.fr.md", "+++\ntitle = \"Venir\"\n+++\n[Horaires](horaires.ods)\n")
        .with("pages/horaires.ods", "PK")
        .with("structures/s/brand.toml", "name = \"S\"\ndescription = \"[Statuts](statuts.pdf)\"\n")
        .with("structures/s/statuts.pdf", "%PDF-1.4 s");
    let built = portal.build();
    let page = built.text("trek/lac/index.html");
    for part in [
        "<a href=\"/rando/file/treks/lac/depliant.pdf\" rel=\"noopener\">Dépliant</a>",
        "<a href=\"/rando/file/treks/lac/depliant.pdf\" rel=\"noopener\">ici</a>",
        "<a href=\"/rando/file/treks/lac/docs/D%C3%A9tail%201.pdf#page=2\"",
        "decoding=\"async\" alt=\"Plan\"></picture> <a href=\"/rando/media/",
        "<a href=\"../autre/\" rel=\"noopener\">page</a>",
        "<a href=\"notes.html\"",
        "<a href=\"../../.cache/x.pdf\"",
        "<a href=\"/rando/a.pdf\"",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    let files: Vec<&str> =
        built.files.keys().filter_map(|path| path.strip_prefix("file/")).collect();
    assert_eq!(
        files,
        [
            "pages/horaires.ods",
            "structures/s/statuts.pdf",
            "treks/lac/depliant.pdf",
            "treks/lac/docs/Détail 1.pdf"
        ]
    );
    assert_eq!(built.text("file/treks/lac/depliant.pdf"), "%PDF-1.4 lac");
    assert!(built.text("information/venir/index.html").contains("/rando/file/pages/horaires.ods"));
    let told = "there is no such file beside the text";
    let leads =
        format!("the text leads to perdu.pdf, which is not published with the site: {told}");
    built.assert_warns("treks/lac/index.fr.md: ", &leads);
    let shows = format!("the text shows perdue.jpg, which is left out: {told}");
    built.assert_warns("treks/lac/index.fr.md: ", &shows);
    assert_eq!(built.warnings().len(), 2, "{:?}", built.warnings());
    let check = portal.run(&["check"]);
    assert!(
        check.out.contains("links to /rando/a.pdf") && !check.out.contains("Détail"),
        "{check:?}"
    );
}

#[test]
fn a_photograph_that_is_missing_or_damaged_costs_that_photograph() {
    let portal = Portal::empty()
        .with("site.toml", SETTINGS)
        .with("treks/lac/track.gpx", GPX)
        .with("treks/lac/broken.jpg", [0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F'])
        .with("treks/lac/scan.tiff", "II*")
        .with(
            "treks/lac/index.fr.md",
            "+++\nname = \"Lac\"\n[[attachments]]\nfile = \"nowhere.jpg\"\n+++\n",
        );
    let built = portal.build();
    built.assert_warns("treks/lac/broken.jpg", "");
    built.assert_warns("treks/lac/scan.tiff", "save it as JPEG, PNG or WebP");
    built.assert_warns("treks/lac/index.fr.md", "nowhere.jpg");
    assert!(built.text("trek/lac/index.html").contains("<h1>Lac</h1>"));
}

#[test]
fn a_logo_is_published_without_what_acts_in_it() {
    let logo = |svg: &str| {
        let portal = Portal::empty()
            .with("lac.gpx", GPX)
            .with("structures/park/brand.toml", "name = \"Parc\"\nlogo = \"logo.svg\"\n")
            .with("structures/park/logo.svg", svg);
        portal.build()
    };
    let hostile = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\" onload=\"alert(1)\"><script>alert(1)</script><image href=\"https://example.org/pixel.png\"/><path style=\"fill:#2f6b4f\" d=\"M0 0h40v20z\"/></svg>";
    let built = logo(hostile);
    assert_eq!(built.warnings(), [""; 0]);
    assert_eq!(
        built.text("logo/park.svg"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"><path d=\"M0 0h40v20z\" fill=\"#2f6b4f\"/></svg>\n"
    );
    let bomb = "<!DOCTYPE svg [<!ENTITY a \"aaaa\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&a;</text></svg>";
    for (svg, problem) in [(bomb, "it declares entities"), ("<html></html>", "it is not SVG")] {
        let built = logo(svg);
        built
            .assert_warns("structures/park/brand.toml", &format!("`logo` is not shown: {problem}"));
        assert!(!built.files.contains_key("logo/park.svg"));
    }
}

#[test]
fn two_trails_of_one_address_are_told_and_gpx_comes_first() {
    let geojson = r#"{"type":"LineString","coordinates":[[6.1,45.1],[6.1,45.11]]}"#;
    let built = file("lac.gpx", GPX);
    assert_eq!(built.warnings(), [""; 0]);
    let portal = Portal::empty().with("lac.gpx", GPX).with("lac.geojson", geojson);
    let built = portal.build();
    built.assert_warns("lac.geojson: no page", "lac.gpx already has the address `lac`");
    assert_line(&built, "lac", LINE);
}

#[test]
fn stages_that_cannot_be_are_told() {
    let portal = Portal::empty()
        .with("site.toml", SETTINGS)
        .with("treks/tour/track.gpx", GPX)
        .with("treks/jour/track.gpx", GPX)
        .with(
            "treks/tour/index.fr.md",
            "+++\nname = \"Tour\"\nchildren = [\"jour\", \"jour\", \"tour\", \"jours\"]\n+++\n",
        );
    let built = portal.build();
    built.assert_warns("treks/tour", "names the stage `jour` twice");
    built.assert_warns("treks/tour", "is named as a stage of itself");
    built.assert_warns(
        "treks/tour",
        "names the stage `jours`, which is not there: did you mean `jour`?",
    );
    let page = built.text("trek/tour/index.html");
    assert_eq!(page.matches("<li class=\"place stage\">").count(), 1);
}

#[test]
fn terms_that_cannot_be_read_are_told_and_a_plain_name_is_enough() {
    let terms = "[difficulty]\neasy = \"Facile\"\nhard = 3\n\n[difficulty.medium]\nnmae = \"Moyen\"\nrank = \"two\"\n\n[dificulty.x]\nname = \"X\"\n";
    let portal = Portal::empty()
        .with("site.toml", SETTINGS)
        .with("terms.toml", terms)
        .with("treks/lac/track.gpx", GPX)
        .with("treks/lac/index.fr.md", "+++\nname = \"Lac\"\ndifficulty = \"easy\"\n+++\n");
    let built = portal.build();
    assert!(built.text("trek/lac/index.html").contains("Facile"));
    built.assert_warns("terms.toml", "`difficulty.hard.name` is not a text");
    built.assert_warns(
        "terms.toml",
        "`difficulty.medium.nmae` is not a field that is read here: did you mean `name`?",
    );
    built.assert_warns("terms.toml", "`difficulty.medium.rank` is not a whole number");
    built.assert_warns("terms.toml", "`dificulty` is not a vocabulary: did you mean `difficulty`?");
}

#[test]
fn static_files_are_copied_and_those_in_the_way_are_told() {
    let portal = Portal::empty()
        .with("site.toml", SETTINGS)
        .with("lac.gpx", GPX)
        .with("static/.well-known/security.txt", "mine")
        .with("static/robots.txt", "User-agent: *\n")
        .with("static/trek", "a file")
        .with("static/sitemap.xml/x", "in a file")
        .with("static/.sentier.json", "{}");
    let built = portal.build();
    assert_eq!(built.text(".well-known/security.txt"), "mine");
    assert_eq!(built.text("robots.txt"), "User-agent: *\n");
    built.assert_warns("static/robots.txt", "replaces the page");
    built.assert_warns("static/trek", "is a folder of the site");
    built.assert_warns("static/sitemap.xml/x", "is a file of the site");
    built.assert_warns(
        "static/.sentier.json",
        "sentier writes its own list of files under this name",
    );
}

#[test]
fn a_language_without_words_of_the_interface_is_told() {
    let settings = SETTINGS.replace("[\"fr\"]", "[\"fr\", \"oc\"]");
    let portal = Portal::empty().with("site.toml", settings).with("lac.gpx", GPX);
    portal.build().assert_warns("site.toml", "write theme/i18n/oc.ftl");
    portal.write("theme/i18n/oc.ftl", "treks = Caminadas\n");
    let built = portal.build();
    assert_eq!(built.warnings(), [""; 0]);
    assert!(built.text("oc/index.html").contains("Caminadas"));
}

#[test]
fn a_source_may_have_its_own_method_for_ascents() {
    // Up and down by two metres, every 25 m.
    let points: String = (0..60)
        .map(|i| {
            let (lon, height) = (6.0 + f64::from(i) * 0.000_318, 1000 + i % 2 * 2);
            format!("<trkpt lat=\"45\" lon=\"{lon:.6}\"><ele>{height}.5</ele></trkpt>")
        })
        .collect();
    let track = format!("<gpx version=\"1.1\"><trk><trkseg>{points}</trkseg></trk></gpx>");
    for (ascent, method, metres) in [
        ("smooth", "resample10/mean50/hyst3", 0.0),
        ("geotrek", "geotrek25/mean2/integer", 29.0),
        ("raw", "raw", 60.0),
    ] {
        let settings = format!("languages = [\"en\"]\n[[sources]]\nascent = \"{ascent}\"\n");
        let portal = Portal::empty().with("site.toml", settings).with("wave.gpx", &track);
        let built = portal.build();
        let trek: serde_json::Value =
            serde_json::from_str(built.text("trek/wave/wave.geojson")).unwrap();
        let properties = &trek["properties"];
        assert_eq!(properties["ascent_method"], method);
        let found = properties["ascent"].as_f64().unwrap();
        assert!((found - metres).abs() <= 2.0, "{ascent}: {found}");
    }
}

#[test]
fn a_trek_is_shown_with_the_season_of_its_highest_point() {
    let settings = "languages = [\"en\", \"fr\"]
[[figures.seasons]]
above = 2400
from = 8
to = 8
[[figures.seasons]]
above = 1200
from = 11
to = 4
";
    let low = GPX.replace("1250.5", "1199.4");
    let unknown = GPX.replace("<ele>1200</ele>", "").replace("<ele>1250.5</ele>", "");
    let text =
        |max_elevation| format!("+++\nname = \"Top\"\nmax_elevation = {max_elevation}\n+++\n");
    let stages = "+++\nname = \"Tour\"\nchildren = [\"winter\", \"far\"]\n+++\n";
    // Far from the first part: only the stages say how high the tour is.
    let far = "</trkseg><trkseg><trkpt lat=\"45.5\" lon=\"6.1\"/><trkpt lat=\"45.6\" lon=\"6.1\"/></trkseg>";
    let portal = Portal::empty()
        .with("site.toml", settings)
        .with("treks/winter.gpx", GPX)
        .with("treks/far.gpx", GPX.replace("45.1", "45.5"))
        .with("treks/low.gpx", low.replace("1200", "1199.2"))
        .with("treks/unknown.gpx", &unknown)
        .with("treks/told/track.gpx", unknown)
        .with("treks/told/index.en.md", text(2450))
        .with("treks/tour/track.gpx", GPX.replace("</trkseg>", far))
        .with("treks/tour/index.en.md", stages);
    let built = portal.build();
    let page = |path: &str| built.text(path).replace(['\u{a0}', '\u{202f}'], " ");
    for (path, hint) in [
        (
            "trek/winter/index.html",
            "Usually walked from November to April: the highest point is at 1,251 m.",
        ),
        (
            "fr/trek/winter/index.html",
            "Saison habituelle : novembre à avril, car le point le plus haut est à 1 251 m.",
        ),
        ("trek/told/index.html", "Usually walked in August: the highest point is at 2,450 m."),
        (
            "trek/tour/index.html",
            "Usually walked from November to April: the highest point is at 1,251 m.",
        ),
    ] {
        assert!(page(path).contains(hint), "{path}: {}", page(path));
    }
    for trek in ["low", "unknown"] {
        assert!(!page(&format!("trek/{trek}/index.html")).contains("Usually"), "{trek}");
    }
    let months = |trek: &str| {
        let properties = &geojson(&built, trek)["properties"];
        (properties["season_from"].as_u64(), properties["season_to"].as_u64())
    };
    assert_eq!(months("winter"), (Some(11), Some(4)));
    assert_eq!(months("low"), (None, None));

    portal.write("site.toml", settings.replace("= 8", "= 20"));
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.err.contains("site.toml, line 4") && ran.err.contains("no month 20"),
        "{}",
        ran.err
    );
}

#[test]
fn a_price_is_written_as_in_the_language_of_the_page() {
    for (written, french, english) in [
        ("\"12.50 €\"", "12,50\u{a0}€", "€12.50"),
        ("12.5", "12,50\u{a0}€", "€12.50"),
        ("1234", "1\u{202f}234\u{a0}€", "€1,234"),
        ("\"18,00 euros\"", "18\u{a0}€", "€18"),
        ("\"12.50 €, gratuit jusqu’à 12 ans\"", "12.50 €, gratuit jusqu’à 12 ans", ""),
        ("\"12.50 CHF\"", "12.50 CHF", "12.50 CHF"),
        ("\"Gratuit\"", "Gratuit", "Gratuit"),
    ] {
        let text = format!(
            "+++\nname = \"Fête\"\nposition = [6.1, 45.1]\nbegin_date = 2030-06-12\nprice = {written}\n+++\n"
        );
        let built = Portal::empty()
            .with("site.toml", SETTINGS.replace("\"fr\"", "\"fr\", \"en\""))
            .with("other.gpx", GPX)
            .with("events/fete.fr.md", &text)
            .with("events/fete.en.md", &text)
            .build();
        for (path, price) in [("event", french), ("en/event", english)] {
            let page = built.text(&format!("{path}/fete/index.html"));
            assert!(page.contains(&format!("{price}</dd>")), "no {price} in {page}");
        }
    }
}

#[test]
fn numbers_in_words_of_the_interface_are_those_of_the_language() {
    let treks = (0..1234)
        .fold(Portal::empty(), |portal, number| portal.with(&format!("{number}.gpx"), GPX));
    let built = treks.with("site.toml", SETTINGS.replace("\"fr\"", "\"fr\", \"en\"")).build();
    for (path, count) in [("treks", "1\u{202f}234 randonnées"), ("en/treks", "1,234 hikes")] {
        let page = built.text(&format!("{path}/index.html"));
        assert!(page.contains(count), "no {count} in {page}");
    }
}

#[test]
fn an_event_is_a_file_for_calendars_in_each_of_its_languages() {
    let event = |name: &str, more: &str| {
        format!(
            "+++\nname = \"{name}\"\nposition = [6.0, 45.004]\nbegin_date = \"2027-06-12\"\n{more}+++\n"
        )
    };
    let portal = Portal::hamlet()
        .with("events/star.fr.md", event("Les étoiles", "start_time = \"20:00\"\n"))
        .with("events/star.en.md", "+++\nname = \"The stars\"\nplace = \"By the mill\"\n+++\n")
        .with("events/rain.fr.md", event("La pluie", "cancelled = true\n"));
    let built = portal.build();
    for (path, lines) in [
        ("event/star/star.ics", ["SUMMARY:Les étoiles", "DTSTART:20270612T200000"]),
        ("en/event/star/star.ics", ["SUMMARY:The stars", "LOCATION:By the mill"]),
        ("event/rain/rain.ics", ["STATUS:CANCELLED", "DTSTART;VALUE=DATE:20270612"]),
    ] {
        let lines = lines.into_iter().chain(["VERSION:2.0"]);
        for line in lines {
            assert!(built.text(path).contains(&format!("\r\n{line}\r\n")), "{path}: {line}");
        }
    }
    let uid = |path: &str| {
        let mut lines = built.text(path).split("\r\n");
        lines.find(|line| line.starts_with("UID:")).unwrap().to_owned()
    };
    assert_eq!(uid("event/star/star.ics"), uid("en/event/star/star.ics"));
    assert!(built.text("en/event/star/index.html").contains("event/star/star.ics\" type=\"text/c"));
    assert!(!built.text("event/rain/index.html").contains(".ics"), "one cannot go there");
    assert!(!built.files.contains_key("en/event/rain/rain.ics"));
}

#[test]
fn a_trek_or_a_place_that_only_has_a_text_has_a_page_without_map() {
    let text =
        |name: &str| format!("+++\nname = \"{name}\"\ndeparture = \"La gare\"\n+++\nMarcher.\n");
    let place = |more: &str| format!("+++\nname = \"Ici\"\n{more}+++\nVoir.\n");
    let built = Portal::empty()
        .with("site.toml", SETTINGS)
        .with("treks/line/track.gpx", GPX)
        .with("treks/bare/index.fr.md", text("Sans trace"))
        .with("treks/broken/index.fr.md", text("Abîmé"))
        .with("treks/broken/track.gpx", "<html/>")
        .with("treks/place/index.fr.md", text("Un lieu"))
        .with(
            "treks/place/track.gpx",
            r#"<gpx><wpt lat="45.1" lon="6.1"><name>A</name></wpt></gpx>"#,
        )
        .with(
            "treks/photos/a.jpg",
            std::fs::read(fixtures().join("hamlet/treks/moulin/roue.jpg")).unwrap(),
        )
        .with("pois/ici.fr.md", place(""))
        .with("pois/vieux-pont.fr.md", "+++\ntype = \"Pont\"\n+++\nVoir.\n")
        .with("contents/ici.fr.md", place(""))
        .with("events/ici.fr.md", place("begin_date = 2027-06-12\n"))
        .build();
    for (slug, has_map) in [("bare", false), ("broken", false), ("place", true)] {
        let page = built.text(&format!("trek/{slug}/index.html"));
        let page = page.split("<section id=\"").next().unwrap();
        assert!(page.contains("<p>Marcher.</p>") && page.contains("La gare"), "{page}");
        assert_eq!(page.contains("data-map"), has_map, "{slug}: {page}");
        assert!(!page.contains("data-profile") && !page.contains("Distance"), "{page}");
        assert!(!built.files.contains_key(&format!("trek/{slug}/{slug}.gpx")), "{slug}");
    }
    assert!(built.text("poi/vieux-pont/index.html").contains("<h1>Vieux pont</h1>"));
    built.assert_warns("pois/vieux-pont.fr.md", "has no `name`: it is called “Vieux pont” for now");
    for path in ["poi/ici", "service/ici", "event/ici"] {
        let page = built.text(&format!("{path}/index.html"));
        assert!(page.contains("<p>Voir.</p>") && !page.contains("data-map"), "{page}");
    }
    assert!(!built.files.contains_key("trek/photos/index.html"), "nothing says what it is");
    built.assert_warns("treks/bare", "has no track: its page has no map, no profile");
    built.assert_warns("treks/broken/track.gpx", "no map, no profile: it is not a GPX file");
    built.assert_warns("treks/place/track.gpx", "no map, no profile: a trail needs at least two");
    built.assert_warns("treks/photos", "has no track: put a GPX");
    for file in ["pois/ici.fr.md", "contents/ici.fr.md", "events/ici.fr.md"] {
        built.assert_warns(file, "has no `position = [longitude, latitude]`: its page has no map");
    }
}
