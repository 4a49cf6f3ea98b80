//! A double of a whole Geotrek-admin as a source, where the checkout lies beside it.

mod changes;
mod faults;

use crate::geotrek::done;
use crate::serve;
use crate::support::{Answer, Portal, ask, root, tree};
use image::imageops::FilterType;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

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
    let mut known: BTreeSet<u64> = treks.iter().map(|trek| trek["id"].as_u64().unwrap()).collect();
    let children = |trek: &Value| -> Vec<u64> {
        trek["children"].as_array().unwrap().iter().map(|id| id.as_u64().unwrap()).collect()
    };
    let mut open: Vec<u64> = treks.iter().flat_map(children).collect();
    let mut stages = Vec::new();
    // Stages have stages.
    while let Some(id) = open.pop() {
        if known.insert(id) {
            stages.push(id);
            let stage = double.api(&format!("trek/{id}/"));
            open.extend(stage.iter().flat_map(children));
        }
    }
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
    stages.into_iter().filter_map(languages).collect()
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
    let told = "the filters of this source in site.toml leave nothing; its portals are 1 “";
    assert!(ran.err.contains(told), "{}", ran.err);
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
                [
                    "sensitive_areas",
                    "information_desks",
                    "infrastructures",
                    "signages",
                    "services",
                    "hd_views",
                    "flatpages",
                ]
                .map(|count| report["counts"][count].as_u64().unwrap()),
                [13, 7, 27, 30, 24, 3, 5]
            );
        }
    }
}

/// The whole portal, built once with the photographs of the special treks.
struct Special {
    site: Site,
    /// What the build said.
    err: String,
    /// What `serve` shows: home page, page of a trek, photograph.
    served: [Answer; 3],
}

impl Special {
    fn page(&self, path: &str) -> &str {
        let page = &self.site[&format!("{path}/index.html")];
        std::str::from_utf8(page).unwrap()
    }

    /// The French page of a trek.
    fn trek(&self, id: u64) -> &str {
        let start = format!("trek/{id}-");
        let page = |path: &&String| path.starts_with(&start) && path.ends_with("/index.html");
        let path = self.site.keys().find(page).unwrap_or_else(|| panic!("no page of trek {id}"));
        self.page(path.strip_suffix("/index.html").unwrap())
    }
}

/// Text of an editor who means no good, or pastes from Word.
const HOSTILE: &str = "<p onclick=\"alert(2)\" class=\"MsoNormal\" style=\"mso-ansi-language:FR\">Calme<img src=\"x\" onerror=\"alert(3)\"></p><a href=\"javascript:alert(4)\">lien</a><svg onload=\"alert(5)\"></svg>";

/// `None` without the double.
fn special() -> Option<&'static Special> {
    static SPECIAL: OnceLock<Option<Special>> = OnceLock::new();
    let build = || {
        let double = Double::with_small_photographs(&[], &["/special-"])?;
        double.control(&json!([
            {"op": "update", "endpoint": "trek", "id": 14, "set": {"ambiance": {"fr": HOSTILE}}},
            {"op": "update", "endpoint": "trek", "id": 67, "set": {"children": [7, 64, 12]}},
        ]));
        let portal = double.portal(&LANGUAGES, "");
        let ran = portal.run(&["build", "-v"]);
        done(&ran);
        let site = site(&portal);
        let photograph = site.keys().find(|path| path.ends_with("-1920.webp")).unwrap();
        let server = serve::Server::start(&portal);
        let paths = ["/", "/trek/9-dormillouse-l-eternelle/", &format!("/{photograph}")];
        let served = paths.map(|path| server.get(path, ""));
        Some(Special { err: ran.err, served, site })
    };
    SPECIAL.get_or_init(build).as_ref()
}

#[test]
fn what_was_pulled_and_built_is_shown_over_http() {
    let Some(Special { served: [home, trek, photograph], .. }) = special() else { return };
    assert_eq!([home.status, trek.status, photograph.status], [200, 200, 200]);
    assert!(home.body.contains("<title>Écrins</title>"), "{}", home.body);
    assert!(trek.body.contains("<h1>Dormillouse, l’éternelle</h1>"), "{}", trek.body);
    assert!(photograph.head.contains("content-type: image/webp"), "{}", photograph.head);
    assert!(photograph.body.starts_with("RIFF"));
}

/// The photographs of a page: file, width and height as the page states them.
fn shown(page: &str) -> Vec<(&str, u32, u32)> {
    fn before(text: &str, end: char) -> &str {
        text.split(end).next().unwrap()
    }
    let tags = page.split("<img src=\"/").skip(1).map(|rest| before(rest, '>'));
    tags.map(|tag| {
        let value = |name: &str| before(tag.split_once(&format!(" {name}=\"")).unwrap().1, '"');
        let number = |name| value(name).parse().unwrap();
        (before(tag, '"'), number("width"), number("height"))
    })
    .collect()
}

/// A picture in 8 × 8 colours, on white.
fn glance(bytes: &[u8]) -> Vec<u8> {
    let picture = image::load_from_memory(bytes).unwrap().to_rgba8();
    let (width, height) = picture.dimensions();
    let on_white = image::RgbImage::from_fn(width, height, |x, y| {
        let [r, g, b, alpha] = picture.get_pixel(x, y).0.map(u32::from);
        let over = |c: u32| u8::try_from((c * alpha + 255 * (255 - alpha)) / 255).unwrap();
        image::Rgb([over(r), over(g), over(b)])
    });
    image::imageops::resize(&on_white, 8, 8, FilterType::Triangle).into_raw()
}

#[test]
fn photographs_of_every_sort_are_shown_upright_in_their_colours() {
    let Some(special) = special() else { return };
    let media = media();
    for (id, name, width, height) in [
        (9, "special-big", 1920, 1280),
        (10, "special-exif6", 1200, 800),
        (11, "special-img", 800, 600),
        (12, "special-pal", 700, 500),
        (13, "special-alpha", 600, 600),
        (15, "special-cmyk", 800, 533),
        (16, "special-anim", 500, 333),
    ] {
        // All others have 8 pixels.
        let shown = shown(special.trek(id)).into_iter().filter(|(_, width, _)| *width > 8);
        let shown: Vec<_> = shown.collect();
        let [(file, ..)] = shown[..] else { panic!("{name}: {shown:?}") };
        assert_eq!(shown, [(file, width, height)], "{name}");
        let published = &special.site[file];
        let upright = image::load_from_memory(published).unwrap();
        assert_eq!(upright.width() > upright.height(), width > height, "{name}");
        // The admin makes thumbnails that are upright and in the right colours.
        let thumbnail = |path: &&String| path.contains(name) && path.contains(".400x0_");
        let thumbnail = &media[media.keys().find(thumbnail).unwrap()][0];
        let thumbnail = fs::read(folder().join("data/media").join(thumbnail)).unwrap();
        let apart = glance(published).into_iter().zip(glance(&thumbnail));
        let apart = apart.map(|(a, b)| a.abs_diff(b)).max().unwrap();
        assert!(apart < 8, "{name} looks otherwise than for its admin: {apart}");
    }
}

#[test]
fn a_photograph_that_cannot_be_reached_leaves_the_others() {
    let Some(special) = special() else { return };
    let told = "trek/8: `attachments` names https://upload.wikimedia.example/ecrins.jpg, which is left out";
    assert!(special.err.contains(told), "{}", special.err);
    let page = special.trek(8);
    assert!(page.contains("<h1>Plateau d’Emparis</h1>") && !shown(page).is_empty());
    assert!(!page.contains("wikimedia"));
}

#[test]
fn videos_and_hostile_texts_bring_nothing_that_acts() {
    let Some(special) = special() else { return };
    let page = special.trek(14);
    for part in ["Texte collé depuis Word", "<td>Étape</td>", "Calme", "lien"] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    for id in [4, 14] {
        let page = special.trek(id);
        for bad in ["<iframe", "alert(", "onclick", "onerror", "javascript:", "Mso", "mso-", "o:p"]
        {
            assert!(!page.contains(bad), "{bad} in trek {id}");
        }
    }
    assert!(!page.contains(" style="), "{page}");
}

/// The figures at the top of a page.
fn facts(page: &str) -> &str {
    page.split_once("<dl class=\"facts\">").unwrap().1.split_once("</dl>").unwrap().0
}

#[test]
fn the_minimal_trek_is_there_in_its_only_language() {
    let Some(special) = special() else { return };
    let facts = facts(special.page("trek/62-randonnee-minimale"));
    assert!(facts.contains("<dt>Distance</dt>"), "{facts}");
    assert!(facts.contains("<dd>≈\u{a0}"), "by a formula, and marked so: {facts}");
    assert!(!facts.contains("<dt>Difficulté</dt>"), "{facts}");
    let here = |lang: &&str| pages(&special.site, lang, "trek").contains(&62);
    assert_eq!(LANGUAGES.into_iter().filter(here).collect::<Vec<_>>(), ["fr"]);
}

#[test]
fn a_tour_of_separate_lines_shows_no_height_that_is_zero() {
    let Some(special) = special() else { return };
    for id in [65, 66, 67] {
        let page = special.trek(id);
        for figure in ["<dt>Distance</dt>", "<dt>Étapes</dt>"] {
            assert!(facts(page).contains(figure), "no {figure} for trek {id}");
        }
        for zero in [">0\u{a0}m<", "· 0\u{a0}m", "+0\u{a0}m"] {
            assert!(!page.contains(zero), "{zero} in trek {id}");
        }
        let start = format!("trek/{id}-");
        let own = |path: &&String| path.starts_with(&start) && path.ends_with(".geojson");
        let data = &special.site[special.site.keys().find(own).unwrap()];
        let data: Value = serde_json::from_slice(data).unwrap();
        for figure in ["ascent", "descent", "min_elevation", "max_elevation"] {
            assert!(data["properties"][figure] != 0.0, "{figure} of trek {id}");
        }
    }
}

#[test]
fn each_trek_shows_the_pois_that_its_admin_lists_for_it() {
    let Some(double) = Double::with_small_photographs(&[], &[]) else { return };
    let portal = double.portal(&["fr"], "");
    done(&portal.run(&["build"]));
    let site = site(&portal);
    let mut shown = 0;
    for id in pages(&site, "fr", "trek") {
        let start = format!("trek/{id}-");
        let own = |path: &&String| path.starts_with(&start) && path.ends_with("/index.html");
        let path = site.keys().find(own).unwrap();
        let pois = addresses(std::str::from_utf8(&site[path]).unwrap(), &["poi"]);
        let pois: BTreeSet<u64> = pois
            .into_iter()
            .map(|poi| poi.trim_start_matches("poi/").split('-').next().unwrap().parse().unwrap())
            .collect();
        assert_eq!(pois, listed(&double, "poi", &format!("&language=fr&trek={id}")), "{path}");
        shown += pois.len();
    }
    assert!(shown > 200, "{shown}");
}

/// The stages that a page lists, in order.
fn stages(page: &str) -> Vec<u64> {
    let section = page.split_once("id=\"stages\"").unwrap().1.split_once("</section>").unwrap().0;
    let cards = section.split("<h3 class=\"card-title\"><a href=\"").skip(1);
    let id = |card: &str| {
        card.split_once("/trek/").unwrap().1.split('-').next().unwrap().parse().unwrap()
    };
    cards.map(id).collect()
}

#[test]
fn stages_are_in_order_with_those_that_are_in_no_list_and_without_the_deleted() {
    let Some(special) = special() else { return };
    assert_eq!(stages(special.trek(7)), [292, 293, 294]);
    assert_eq!(stages(special.page("en/trek/7-tour-du-vieux-chaillol")), [292, 293, 294]);
    assert_eq!(stages(special.trek(65)), [1, 8, 16, 28, 9, 6, 63, 22]);
    assert_eq!(stages(special.trek(67)), [7, 12], "64 is deleted");
    assert!(!pages(&special.site, "fr", "trek").contains(&64));
}

#[test]
fn two_treks_of_one_name_have_two_addresses() {
    let Some(special) = special() else { return };
    for page in ["trek/41-boucle", "trek/42-boucle"] {
        assert!(special.page(page).contains("<h1>Boucle</h1>"), "{page}");
        assert!(special.page(&format!("en/{page}")).contains("<h1>Loop</h1>"), "{page}");
    }
}

/// What was asked of a double since the last time: path and status.
fn asked(log: &Path, seen: &mut usize) -> Vec<(String, u64)> {
    let lines = fs::read_to_string(log).unwrap();
    let new: Vec<(String, u64)> = lines
        .lines()
        .skip(*seen)
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            (line["path"].as_str().unwrap().to_owned(), line["status"].as_u64().unwrap())
        })
        .collect();
    *seen += new.len();
    new
}

#[test]
fn a_server_is_asked_for_what_changed_and_for_nothing_else() {
    let folder = Portal::empty();
    let log = folder.path().join("asked.jsonl");
    let words = ["--log", log.to_str().unwrap()];
    let Some(double) = Double::with_small_photographs(&words, &[]) else { return };
    let portal = double.portal(&["fr"], "");
    let page = |id: u32| {
        let start = format!("trek/{id}-");
        let own = |path: &str| path.starts_with(&start) && path.ends_with("/index.html");
        let (path, page) = site(&portal).into_iter().find(|(path, _)| own(path))?;
        Some((path, String::from_utf8(page).unwrap()))
    };
    let mut seen = 0;
    done(&portal.run(&["build"]));
    let first = asked(&log, &mut seen);
    assert!(first.iter().filter(|(path, _)| path.starts_with("/media/")).count() > 400);

    done(&portal.run(&["build"]));
    let second = asked(&log, &mut seen);
    assert!(second.len() <= 60, "{second:#?}");
    let sent = second.iter().any(|(path, status)| path.starts_with("/media/") && *status == 200);
    assert!(!sent, "{second:#?}");

    let update = |id: u32, set: Value, bump: bool| {
        double.control(
            &json!({"op": "update", "endpoint": "trek", "id": id, "set": set, "bump": bump}),
        );
    };
    update(8, json!({"name": {"fr": "Le plateau neuf"}}), true);
    done(&portal.run(&["build"]));
    assert_eq!(page(8).unwrap().0, "trek/8-le-plateau-neuf/index.html");
    let (files, lists): (Vec<_>, Vec<_>) = asked(&log, &mut seen)
        .into_iter()
        .filter(|(path, _)| path.starts_with("/media/") || path.starts_with("/api/v2/trek/"))
        .partition(|(path, _)| path.starts_with("/media/"));
    let details: Vec<_> = lists.iter().filter(|(path, _)| path != "/api/v2/trek/").collect();
    assert_eq!(details, [&("/api/v2/trek/8/".to_owned(), 200)]);
    let own = |(path, _): &(String, u64)| path.starts_with("/media/paperclip/trekking_trek/8/");
    assert!(files.iter().all(own), "{files:#?}");

    double.control(&json!({"op": "delete", "endpoint": "trek", "id": 10}));
    done(&portal.run(&["build"]));
    assert!(page(10).is_none() && page(9).is_some());

    // Geotrek does not move the date: only a pull of everything is sure to see it.
    assert!(!page(12).unwrap().1.contains("Archéologie et histoire"));
    update(12, json!({"themes": [11]}), false);
    done(&portal.run(&["build", "--full"]));
    assert!(page(12).unwrap().1.contains("Archéologie et histoire"));
}

/// The addresses in a page of the given kinds, without the number of a list's further page.
fn addresses<'p>(page: &'p str, kinds: &[&str]) -> BTreeSet<&'p str> {
    let links = page.split("<a href=\"/").skip(1).filter_map(|rest| rest.split('"').next());
    let of_kind = |link: &&str| {
        let mut parts = link.split('/').filter(|part| !LANGUAGES.contains(part));
        parts.next().is_some_and(|kind| kinds.contains(&kind))
    };
    links.filter(of_kind).collect()
}

#[test]
fn a_trek_is_on_the_pages_of_its_words_and_desks_and_on_no_others() {
    const GATHERING: [&str; 7] =
        ["practice", "theme", "label", "difficulty", "city", "district", "desk"];
    let Some(special) = special() else { return };
    let html = |kinds: &'static [&str]| {
        let pages = special.site.iter().filter_map(move |(path, bytes)| {
            let folder = path.strip_suffix("index.html")?;
            let mut parts = folder.split('/').filter(|part| !LANGUAGES.contains(part));
            let kind = parts.next().filter(|kind| kinds.contains(kind))?;
            Some((folder, kind, std::str::from_utf8(bytes).unwrap()))
        });
        pages.collect::<Vec<_>>()
    };
    let mut said: BTreeSet<(String, String)> = BTreeSet::new();
    for (trek, _, page) in html(&["trek"]) {
        let terms = addresses(page, &GATHERING).into_iter();
        said.extend(terms.map(|term| (term.to_owned(), trek.to_owned())));
    }
    let mut gathered = BTreeSet::new();
    for (folder, kind, page) in html(&GATHERING) {
        let at = folder.find(&format!("{kind}/")).unwrap();
        let slug = folder[at..].split('/').nth(1).unwrap();
        let term = format!("{}{kind}/{slug}/", &folder[..at]);
        let cards = page
            .split("class=\"card-title\"")
            .skip(1)
            .map(|card| card.split("</a>").next().unwrap());
        let treks = cards.flat_map(|card| addresses(card, &["trek"]));
        gathered.extend(treks.map(|trek| (term.clone(), trek.to_owned())));
    }
    assert!(said.len() > 500, "{}", said.len());
    let apart: Vec<_> = said.symmetric_difference(&gathered).take(9).collect();
    assert!(apart.is_empty(), "{apart:?}");
}
