//! Problems that visitors report: from the settings to the page.

use crate::geotrek::{done, valley};
use crate::support::Portal;
use sentier::{Config, Memory, Report};
use serde_json::json;
use std::fs;

fn with(portal: Portal, settings: &str) -> Portal {
    let file = portal.path().join("site.toml");
    let text = fs::read_to_string(file).unwrap();
    portal.with("site.toml", format!("{text}\n{settings}"))
}

#[test]
fn an_address_gives_an_email_that_says_which_trek_it_is_about() {
    let built = with(Portal::hamlet(), "[report]\nemail = \"paths+trails@example.org\"\n").build();
    assert_eq!(built.warnings(), [""; 0]);
    let page = built.text("en/trek/moulin/index.html");
    let (_, link) = page.split_once("href=\"mailto:paths%2Btrails@example.org?subject=").unwrap();
    let link = link.split('"').next().unwrap();
    assert!(link.contains("Rando%20du%20Hameau"), "{link}");
    let address = "https%3A%2F%2Frando.example.org%2Fhameau%2Fen%2Ftrek%2Fmoulin%2F";
    assert!(link.contains(&format!("%0D%0A{address}")), "{link}");
    // Nothing is posted: there is no form for it, and nothing that could wait to be sent.
    assert!(page.contains("data-action=\"\"") && !page.contains("report-pictures"));
    for (path, bytes) in &built.files {
        assert!(!path.ends_with(".html") || !has(bytes, "data-outbox"), "{path}");
    }
    assert!(!built.text("index.html").contains("id=\"report\""));
}

#[test]
fn a_trek_of_a_server_is_reported_there() {
    let server = valley();
    let portal = with(server.portal_with(""), "[report]\nserver = true\n");
    done(&portal.run(&["build"]));
    let page = |path: &str| fs::read_to_string(portal.path().join("public").join(path)).unwrap();
    let trek = page("trek/4-le-lac/index.html");
    let action = format!("data-action=\"{}/api/v2/feedback_report/\"", server.url);
    for part in [
        &*action,
        "data-trek=\"4\"",
        "<option value=\"1\">Balisage</option>",
        "value=\"45.10000\"",
        "value=\"6.10000\"",
        // Without an address, there is nothing to do without scripts.
        "id=\"report\" data-report hidden",
    ] {
        assert!(trek.contains(part), "no {part} in\n{trek}");
    }
    let english = page("en/trek/4-le-lac/index.html");
    assert!(!english.contains("Balisage"), "a word of another language");
    for path in ["index.html", "treks/index.html", "en/index.html"] {
        assert!(page(path).contains("data-outbox"), "{path} does not offer what waits");
    }

    let config = Config::load(portal.path()).unwrap();
    let cache = portal.path().join(".sentier");
    let mut report = Report::default();
    let site =
        sentier::prepare(&config, &cache, &mut Memory::default(), &|_| {}, &mut report).unwrap();
    let origins: Vec<String> =
        sentier::page::site::policy::report_origins(&site).into_iter().collect();
    assert_eq!(origins, std::slice::from_ref(&server.url));
}

#[test]
fn a_server_that_takes_no_reports_is_told_and_an_email_is_written() {
    let server = valley();
    server.json("/api/v2/version", &json!({"version": "2.103.9"}));
    let settings = "[report]\nserver = true\nemail = \"paths@example.org\"\n";
    let portal = with(server.portal_with(""), settings);
    let ran = portal.run(&["build"]);
    done(&ran);
    assert!(ran.err.contains("2.103.9, which takes no reports"), "{}", ran.err);
    let trek = fs::read_to_string(portal.path().join("public/trek/4-le-lac/index.html")).unwrap();
    assert!(trek.contains("data-action=\"\"") && trek.contains("mailto:paths@example.org"));

    server.json("/api/v2/version", &json!({"version": "2.104.0"}));
    let ran = portal.run(&["build"]);
    done(&ran);
    let told = "browsers send nothing from an https site to http://127.0.0.1";
    assert!(ran.err.contains(told) && !ran.err.contains("takes no reports"), "{}", ran.err);
}

#[test]
fn a_wrong_report_is_shown_with_what_to_write() {
    for (settings, parts) in [
        ("[report]\n", ["[report]\n", "needs an `email`, or `server = true`"]),
        ("[report]\nserver = true\n", ["site.toml: `[report]`", "no source is a Geotrek-admin"]),
        ("[report]\nemail = \"paths\"\n", ["email = \"paths\"\n", "like `paths@example.org`"]),
        ("[report]\nemail = \"a@b.c?cc=d@e.f\"\n", ["         ^^^^", "is not an address"]),
        ("[report]\nmail = \"a@b.c\"\n", ["^^^^", "did you mean `email`?"]),
        ("[report]\nserver = \"yes\"\n", ["         ^^^^^", "boolean"]),
    ] {
        let portal = with(Portal::hamlet(), settings);
        let error = format!("{:#}", Config::load(portal.path()).unwrap_err());
        for part in parts {
            assert!(error.contains(part), "no {part} in {error}");
        }
    }
    let portal = Portal::hamlet().with("site.toml", "report = true\n");
    let error = format!("{:#}", Config::load(portal.path()).unwrap_err());
    assert!(error.contains("expected a table: a line `[report]`"), "{error}");
}

fn has(bytes: &[u8], part: &str) -> bool {
    String::from_utf8_lossy(bytes).contains(part)
}
