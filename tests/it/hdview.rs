//! HD views of a Geotrek-admin: what describes their tiles is pulled, the tiles stay where they are.

use crate::geotrek::{Server, done, valley};
use crate::support::{Portal, Ran, tree};
use serde_json::{Value, json};

const METADATA: &str = "/api/hdviewpoint/drf/hdviewpoints/84/info/metadata";

/// A valley with an HD view of its lake, described by `metadata`.
fn panorama(metadata: &Value) -> Server {
    let server = valley();
    // As an admin behind a proxy writes them: of another host, with the braces encoded.
    let at = "http://localhost:9999/api/hdviewpoint/drf/hdviewpoints/84";
    server.list("hdviewpoint", &[json!({
        "id": 84, "title": "Le cirque", "update_datetime": "2026-05-12", "trek": {"id": 4}, "poi": null, "site": null,
        "picture_tiles_url": format!("{at}/tiles/%7Bz%7D/%7Bx%7D/%7By%7D.png?source=vips"),
        "metadata_url": format!("{at}/info/metadata"),
        "annotations": {"type": "FeatureCollection", "features": [
            {"geometry": {"type": "Point", "coordinates": [1200, -800]}, "properties": {"name": "La dent", "category": null}},
            {"geometry": {"type": "Polygon", "coordinates": [[[100, -100], [600.4, -100], [100, -400], [100, -100]]]}, "properties": {"name": "Le glacier", "category": null}},
        ]},
    })]);
    server.json(METADATA, metadata);
    server
}

/// What large_image says of a picture of 4000 × 2667 pixels.
fn metadata() -> Value {
    json!({"levels": 5, "sizeX": 4000, "sizeY": 2667, "tileWidth": 256, "tileHeight": 250, "magnification": 0.02, "mm_x": 0.35, "dtype": "uint8", "geospatial": false, "frames": false})
}

/// Builds for an address without encryption, as the server of a test has none.
fn build(portal: &Portal, more: &[&str]) -> Ran {
    let words = [&["build", "-v", "--base-url", "http://example.org/"], more].concat();
    portal.run(&words)
}

fn page(portal: &Portal, path: &str) -> String {
    let site = tree(&portal.path().join("public"));
    String::from_utf8_lossy(&site[path]).into_owned()
}

fn lake(portal: &Portal) -> String {
    page(portal, "trek/4-le-lac/index.html")
}

/// What the policy lets a page load as pictures.
fn img_src(page: &str) -> &str {
    page.split("img-src ").nth(1).unwrap().split(';').next().unwrap()
}

#[test]
fn a_described_picture_can_be_explored_and_its_server_is_named_and_allowed() {
    let server = panorama(&metadata());
    let portal = server.portal_with("");
    done(&build(&portal, &[]));
    let lake = lake(&portal);
    let host = server.url.trim_start_matches("http://");
    for part in [
        &format!(
            "data-hd=\"Le cirque\" data-tiles=\"{}/api/hdviewpoint/drf/hdviewpoints/84/tiles/{{z}}/{{x}}/{{y}}.png?source=vips\"",
            server.url
        ),
        "data-width=\"4000\" data-height=\"2667\" data-levels=\"5\" data-tile-width=\"256\" data-tile-height=\"250\"",
        "class=\"hd-open\" hidden><button",
        &format!("L’image vient de {host}."),
        "<li data-pixels=\"1200,800\">La dent</li>",
        "<li data-pixels=\"100,100 600,100 100,400 100,100\">Le glacier</li>",
    ] {
        assert!(lake.contains(part), "no {part} in {lake}");
    }
    assert!(img_src(&lake).ends_with(&format!(" {}", server.url)), "{}", img_src(&lake));
    let sent = page(&portal, "_headers");
    assert!(img_src(&sent).ends_with(&format!(" {}", server.url)), "{sent}");
    // Neither is published: the tiles stay, and the description is no file of the site.
    assert!(!tree(&portal.path().join("public")).keys().any(|path| path.contains("json.")));
}

#[test]
fn the_description_is_asked_for_once_and_again_with_its_view() {
    let server = panorama(&metadata());
    let portal = server.portal_with("");
    done(&build(&portal, &[]));
    let asks = |ran: &Ran| {
        done(ran);
        server.asked().iter().filter(|asked| asked.starts_with(METADATA)).count()
    };
    server.asked();
    assert_eq!(asks(&build(&portal, &[])), 0);
    assert_eq!(asks(&build(&portal, &["--full"])), 1);
    // What cannot be had later is as it was.
    server.say(METADATA, (500, "text/html", b"<h1>broken</h1>".to_vec()));
    done(&build(&portal, &["--full"]));
    assert!(lake(&portal).contains("data-width=\"4000\""));
}

#[test]
fn a_picture_that_is_not_described_stays_a_thumbnail() {
    let with = |key: &str, value: Value| {
        let mut metadata = metadata();
        metadata[key] = value;
        metadata
    };
    for metadata in [
        json!({"detail": "no such picture"}),
        with("sizeX", json!(0)),
        with("levels", json!(0)),
        with("levels", json!(4_000_000)),
        with("tileWidth", json!(-256)),
        with("geospatial", json!(true)),
    ] {
        let server = panorama(&metadata);
        assert_thumbnail(&server, "hdviewpoint/84: `metadata_url` does not describe the picture");
    }
    let server = panorama(&metadata());
    server.say(METADATA, (200, "text/html", b"<h1>Sorry</h1>".to_vec()));
    assert_thumbnail(&server, "hdviewpoint/84: `metadata_url` does not describe the picture");
    server.forget(METADATA);
    assert_thumbnail(&server, "it is not there (404)");
}

#[track_caller]
fn assert_thumbnail(server: &Server, told: &str) {
    let portal = server.portal_with("");
    let ran = build(&portal, &[]);
    done(&ran);
    assert!(ran.err.contains(told), "no {told} in {}", ran.err);
    let lake = lake(&portal);
    assert!(lake.contains("class=\"hd-view\">") && lake.contains("La dent"), "{lake}");
    assert!(!img_src(&lake).contains(&server.url), "{}", img_src(&lake));
}

#[test]
fn without_encryption_it_stays_a_thumbnail_on_a_site_that_has_it() {
    let server = panorama(&metadata());
    let portal = server.portal_with("");
    let ran = portal.run(&["build"]);
    done(&ran);
    let told = format!("{}: browsers load nothing from it on an https site", server.url);
    assert!(ran.err.contains(&told), "{}", ran.err);
    let lake = lake(&portal);
    assert!(lake.contains("class=\"hd-view\">"), "{lake}");
    assert!(!img_src(&lake).contains(&server.url), "{}", img_src(&lake));
}
