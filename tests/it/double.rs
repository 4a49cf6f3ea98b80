//! A double of a whole Geotrek-admin as a source, where the checkout lies beside it.

mod faults;

use crate::geotrek::done;
use crate::support::{Answer, Portal, ask, root, tree};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

const LANGUAGES: [&str; 4] = ["fr", "en", "it", "es"];

/// A PNG of 8 × 6 pixels.
const SMALL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAEUlEQVR42mOI6rHBihgGUgIA9Tc2YZEjnRAAAAAASUVORK5CYII=";

struct Double {
    process: Child,
    url: String,
}

impl Double {
    fn start(words: &[&str]) -> Option<Double> {
        let program = folder().join("geotrek_double.py");
        if !program.exists() {
            // Past the capture of the test harness, so that nobody takes it for a success.
            let place = program.display();
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED: no test against a whole Geotrek-admin, its double is not at {place}"
            );
            return None;
        }
        let mut process = Command::new("python3")
            .arg(program)
            .args(["--port", "0"])
            .args(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let url = line.split("/api/").next().unwrap().to_owned();
        Some(Double { process, url })
    }

    /// One whose photographs are [`SMALL`], so that a build has nothing to encode, but for those
    /// with one of `kept` in their address.
    fn with_small_photographs(words: &[&str], kept: &[&str]) -> Option<Double> {
        let double = Double::start(words)?;
        let media = media();
        let others = media.keys().filter(|path| {
            path.starts_with("/media/") && !kept.iter().any(|kept| path.contains(kept))
        });
        let small = others.map(|path| json!({"op": "media", "path": path, "base64": SMALL, "content_type": "image/png"}));
        double.control(&small.collect());
        Some(double)
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> Answer {
        let host = self.url.trim_start_matches("http://");
        let length = body.len();
        ask(
            host,
            &format!(
                "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
            ),
        )
    }

    /// Changes what it has, or how it fails.
    #[track_caller]
    fn control(&self, order: &Value) {
        let answer = self.ask("POST", "/__control", &order.to_string());
        assert_eq!(answer.status, 200, "{order}: {}", answer.body);
    }

    fn faults(&self, rules: &[Value]) {
        self.control(&json!({"op": "fault", "rules": rules}));
    }

    /// How often it failed since it was told how.
    fn fired(&self) -> u64 {
        let told = self.ask("GET", "/__control/faults", "").body;
        let rules: Vec<Value> = serde_json::from_str(&told).unwrap();
        rules.iter().map(|rule| rule["fired"].as_u64().unwrap()).sum()
    }

    /// What the API says; `None` for what it does not have.
    fn api(&self, path: &str) -> Option<Value> {
        let answer = self.ask("GET", &format!("/api/v2/{path}"), "");
        (answer.status == 200).then(|| serde_json::from_str(&answer.body).unwrap())
    }

    fn portal(&self, languages: &[&str], settings: &str) -> Portal {
        Portal::empty().with(
            "site.toml",
            format!("title = \"Écrins\"\nbase_url = \"https://example.org\"\nlanguages = {languages:?}\n[[sources]]\nurl = \"{}\"\n{settings}", self.url),
        )
    }
}

impl Drop for Double {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn folder() -> PathBuf {
    root().join("../shared/geotrek/double")
}

/// File, type and validators of each file that the double serves, by its path.
fn media() -> BTreeMap<String, [String; 4]> {
    let index = fs::read(folder().join("data/media/index.json")).unwrap();
    serde_json::from_slice(&index).unwrap()
}

type Site = BTreeMap<String, Vec<u8>>;

fn site(portal: &Portal) -> Site {
    tree(&portal.path().join("public"))
}

/// The pages of a kind in a language, by the number that their address begins with.
fn pages(site: &Site, lang: &str, kind: &str) -> BTreeSet<u64> {
    let start = if lang == "fr" { format!("{kind}/") } else { format!("{lang}/{kind}/") };
    let page = |path: &String| {
        let local = path.strip_prefix(&start)?.strip_suffix("/index.html")?;
        Some(local.split('-').next()?.parse().unwrap())
    };
    site.keys().filter_map(page).collect()
}

/// The identifiers of a list of the API, which are as many as it says.
fn listed(double: &Double, endpoint: &str, query: &str) -> BTreeSet<u64> {
    let list = format!("{endpoint}/?fields=id&page_size=1000&dates_before=2100-01-01{query}");
    let list = double.api(&list).unwrap();
    let ids: BTreeSet<u64> = list["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|object| object["id"].as_u64().unwrap())
        .collect();
    assert_eq!(list["count"], ids.len(), "{endpoint} {query}");
    ids
}

/// Stages of the itineraries of a list that are not in it themselves and answer by detail, with
/// the languages in which they have a page: where they are published, or, for one that is
/// published nowhere, where it has a name.
fn stages_apart(double: &Double, query: &str) -> BTreeMap<u64, Vec<String>> {
    let list = format!("trek/?fields=id,children&page_size=1000{query}");
    let list = double.api(&list).unwrap();
    let treks = list["results"].as_array().unwrap();
    let known: BTreeSet<u64> = treks.iter().map(|trek| trek["id"].as_u64().unwrap()).collect();
    let stages = treks.iter().flat_map(|trek| trek["children"].as_array().unwrap());
    let stages = stages.map(|id| id.as_u64().unwrap()).filter(|id| !known.contains(id));
    let languages = |id: u64| {
        let stage = double.api(&format!("trek/{id}/"))?;
        let languages = |field: &str, counts: fn(&Value) -> bool| -> Vec<String> {
            let by_lang = stage[field].as_object().unwrap().iter();
            by_lang.filter(|(_, value)| counts(value)).map(|(lang, _)| lang.clone()).collect()
        };
        let published = languages("published", |published| published == true);
        let named = || languages("name", |name| !name.is_null());
        Some((id, if published.is_empty() { named() } else { published }))
    };
    stages.filter_map(languages).collect()
}

#[test]
fn each_portal_has_the_pages_that_the_api_lists_in_each_language() {
    let Some(double) = Double::with_small_photographs(&[], &[]) else { return };
    for (settings, query) in [
        ("", ""),
        ("portals = [1]\n", "&portals=1"),
        ("portals = [2]\n", "&portals=2"),
        ("portals = [3]\n", "&portals=3"),
    ] {
        let portal = double.portal(&LANGUAGES, settings);
        done(&portal.run(&["build"]));
        let site = site(&portal);
        let apart = stages_apart(&double, query);
        if settings.is_empty() {
            assert_eq!(apart.keys().collect::<Vec<_>>(), [&63, &294], "published nowhere");
        }
        for lang in LANGUAGES {
            for (endpoint, kind) in [
                ("trek", "trek"),
                ("touristiccontent", "service"),
                ("touristicevent", "event"),
                ("outdoor_site", "outdoor-site"),
                ("outdoor_course", "outdoor-course"),
                ("flatpage", "information"),
            ] {
                let mut expected = listed(&double, endpoint, &format!("&language={lang}{query}"));
                if kind == "trek" {
                    let here = apart.iter().filter(|(_, langs)| langs.iter().any(|l| l == lang));
                    expected.extend(here.map(|(id, _)| *id));
                }
                assert_eq!(pages(&site, lang, kind), expected, "{lang} {kind} {settings}");
            }
        }
    }
}

#[test]
fn a_portal_without_treks_is_no_site() {
    let Some(double) = Double::with_small_photographs(&[], &[]) else { return };
    let portal = double.portal(&LANGUAGES, "portals = [4]\n");
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("no trail was found"), "{}", ran.err);
    assert!(!portal.path().join("public/index.html").exists());
}

#[test]
fn the_double_of_every_version_gives_the_same_treks() {
    let mut names: Option<BTreeSet<String>> = None;
    for version in ["2.63", "2.88", "2.104", "2.116", "2.126"] {
        let words = ["--api-version", version];
        let Some(double) = Double::with_small_photographs(&words, &[]) else { return };
        let portal = double.portal(&LANGUAGES, "");
        let report = portal.path().join("report.json");
        done(&portal.run(&["build", "--report", report.to_str().unwrap()]));
        let report: Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
        let site = site(&portal);
        // 66 published, and two stages that answer as parts of their itinerary only.
        let treks = LANGUAGES.map(|lang| pages(&site, lang, "trek").len());
        assert_eq!((treks, pages(&site, "fr", "poi").len()), ([68, 62, 51, 10], 138), "{version}");
        let treks = site
            .keys()
            .filter(|path| path.starts_with("trek/") && path.ends_with(".html"))
            .cloned()
            .collect();
        assert_eq!(names.get_or_insert_with(|| BTreeSet::clone(&treks)), &treks, "{version}");
        if version == "2.126" {
            assert_eq!(
                [&report["counts"]["sensitive_areas"], &report["counts"]["information_desks"]],
                [12, 7],
                "one of the thirteen areas has no geometry"
            );
        }
    }
}
