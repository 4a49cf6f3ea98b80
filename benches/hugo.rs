//! `cargo bench --bench hugo -- N`: a portal of N synthetic treks built by sentier, beside Hugo
//! making as many pages of the same mean size from the same facts.
//!
//! Hugo gets the facts as JSON: what sentier computed from the tracks and wrote to its GeoJSON
//! downloads, and profiles of a hundred points. It only makes the pages; sentier also reads the
//! tracks, computes the facts and writes downloads, maps and the search index. Hugo is the program
//! of that name on the path: `apt install hugo`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and stops at once")]
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock and its arguments")]

#[allow(dead_code, reason = "another benchmark uses the rest")]
mod support {
    pub mod cost;
    pub mod measure;
    pub mod numbers;
    pub mod portal;
}

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use support::measure::processor_time;
use support::{cost, portal};
use walkdir::WalkDir;

const LANGUAGES: [&str; 2] = ["fr", "en"];
/// Number of cards on a page, and of points of a profile.
const CARDS: usize = 9;
const POINTS: usize = 100;

const SETTINGS: &str = r#"
baseURL = "https://example.org/"
title = "Synthetic"
defaultContentLanguage = "fr"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "section", "404", "home"]
timeout = "600s"
[languages.fr]
contentDir = "content/fr"
[languages.en]
contentDir = "content/en"
"#;

const BASE: &str = r#"<!doctype html><html lang="{{ .Lang }}"><head><meta charset="utf-8">
<title>{{ .Title }} – {{ site.Title }}</title><link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="/style.css"></head><body>{{ partial "header.html" . }}
<main>{{ block "main" . }}{{ end }}</main>{{ partial "footer.html" . }}</body></html>
"#;

const SINGLE: &str = r#"{{ define "main" }}{{ $trek := index site.Data.treks .Params.key }}
<h1>{{ .Title }}</h1>{{ partial "facts.html" $trek }}
<svg viewBox="0 0 800 200"><path d="M{{ range $trek.profile }} {{ index . 0 }},{{ index . 1 }}{{ end }}"/></svg>
<table>{{ range $trek.profile }}<tr><td>{{ index . 0 }} m</td><td>{{ index . 1 }} m</td></tr>{{ end }}</table>
<section>{{ .Content }}</section>
<ul>{{ range $trek.near }}{{ partial "card.html" (index site.Data.treks .) }}{{ end }}</ul>
{{ range seq .Site.Params.fill }}<p>{{ $trek.text }}</p>{{ end }}{{ end }}
"#;

const CARD: &str = r#"<li class="card"><a href="{{ .url }}"><h3>{{ .name }}</h3></a>
{{ partial "facts.html" . }}<svg><use href="/p.svg#{{ .practice | urlize }}"/></svg></li>
"#;

const FACTS: &str = r#"<dl class="facts"><div><dt>{{ T "length" | default "Longueur" }}</dt><dd>{{ lang.FormatNumber 1 (div .length_2d 1000.0) }} km</dd></div>
{{ with .ascent }}<div><dt>Dénivelé</dt><dd>{{ . }} m</dd></div>{{ end }}
{{ with .duration }}<div><dt>Durée</dt><dd>{{ . }} h</dd></div>{{ end }}
{{ with .difficulty }}<div><dt>Difficulté</dt><dd>{{ . }}</dd></div>{{ end }}</dl>
"#;

fn main() {
    let number = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(200);
    let hugo = Command::new("hugo").arg("version").output();
    let Ok(version) = hugo else {
        println!("SKIPPED: nothing is measured beside Hugo: `hugo` is not on the path");
        return;
    };
    println!("{}", String::from_utf8_lossy(&version.stdout).trim());
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (portal, ours) = (folder.path().join("portal"), folder.path().join("ours"));
    portal::write(&portal, number);
    let built = cost::build(&portal, &ours);
    let (pages, bytes) = html(&ours);

    let source = folder.path().join("hugo");
    write(&source, &ours, number, pages);
    // The first run tells how much text makes its pages as large as ours.
    let (out, _, _) = run(&source, 0);
    let (made, bare) = html(&out);
    assert_eq!(made, pages, "Hugo makes as many pages");
    let paragraph = text(&ours).len() as u64 + 8;
    let missing = (bytes / pages).saturating_sub(bare / pages);
    let (out, seconds, processors) = run(&source, missing.div_ceil(paragraph));
    let theirs = html(&out).1;

    println!("{:>10} {:>9} {:>12} {:>12} {:>14}", "", "pages", "kB each", "s", "ms of proc.");
    let each = |value: f64| value * 1000.0 / pages as f64;
    let line = |name: &str, bytes: u64, seconds: f64, processors: f64| {
        let (kb, ms) = (bytes as f64 / 1000.0 / pages as f64, each(processors));
        println!("{name:>10} {pages:9} {kb:12.1} {seconds:12.2} {ms:14.2}");
    };
    line("sentier", bytes, built.seconds, built.processors);
    line("Hugo", theirs, seconds, processors);
    println!("sentier / Hugo, processors for each page: {:.2}", built.processors / processors);
}

/// Number and bytes of the HTML pages of a site.
fn html(folder: &Path) -> (u64, u64) {
    let files = WalkDir::new(folder).into_iter().map(Result::unwrap);
    let pages = files.filter(|file| file.path().extension().is_some_and(|e| e == "html"));
    pages.fold((0, 0), |(n, bytes), file| (n + 1, bytes + file.metadata().unwrap().len()))
}

/// Text of a trek, in which a page may be filled.
fn text(ours: &Path) -> String {
    facts(ours, 0)["text"].as_str().unwrap().to_owned()
}

/// Facts of a trek, from its GeoJSON.
fn facts(ours: &Path, number: usize) -> Value {
    let slug = format!("trek-{number:05}");
    let file = ours.join(format!("trek/{slug}/{slug}.geojson"));
    let trail: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let trail = &trail["features"][0];
    let mut facts = trail["properties"].clone();
    let positions = trail["geometry"]["coordinates"].as_array().unwrap();
    let every = (positions.len() / POINTS).max(1);
    let height = |(at, position): (usize, &Value)| json!([at, position[2]]);
    facts["profile"] = positions.iter().enumerate().step_by(every).map(height).collect();
    facts["text"] = json!("Le chemin monte dans la forêt, puis longe le ruisseau jusqu’au col. ");
    facts
}

/// Writes the source of a site with `pages` pages.
fn write(source: &Path, ours: &Path, number: usize, pages: u64) {
    let put = |path: &str, text: &str| {
        let file = source.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    put("config.toml", SETTINGS);
    put("layouts/_default/baseof.html", BASE);
    put("layouts/_default/single.html", SINGLE);
    put("layouts/partials/card.html", CARD);
    put("layouts/partials/facts.html", FACTS);
    put("layouts/partials/header.html", "<header><a href=\"/\">{{ site.Title }}</a></header>\n");
    put("layouts/partials/footer.html", "<footer>{{ site.Title }}</footer>\n");
    for trek in 0..number {
        let mut facts = facts(ours, trek);
        let near = (1..=CARDS).map(|step| format!("trek-{:05}", (trek + step) % number));
        facts["near"] = near.collect();
        put(&format!("data/treks/trek-{trek:05}.json"), &facts.to_string());
    }
    for page in 0..usize::try_from(pages).unwrap() {
        let (lang, trek) = (LANGUAGES[page % 2], page / 2 % number);
        let head = json!({"title": format!("Sentier {trek}"), "key": format!("trek-{trek:05}")});
        let text = "Le chemin monte dans la *forêt*, puis longe le ruisseau jusqu’au col.";
        put(&format!("content/{lang}/page-{page:06}.md"), &format!("{head}\n\n{text}\n"));
    }
}

/// Runs Hugo. Returns its output folder, the seconds that it took and those of processors.
fn run(source: &Path, fill: u64) -> (PathBuf, f64, f64) {
    let out = source.join(format!("public-{fill}"));
    let settings = format!("{SETTINGS}\n[params]\nfill = {fill}\n");
    fs::write(source.join("config.toml"), settings).unwrap();
    let (start, before) = (Instant::now(), processor_time());
    let mut command = Command::new("hugo");
    command.arg("--source").arg(source).arg("--destination").arg(&out).arg("--quiet");
    assert!(command.stdout(Stdio::inherit()).status().unwrap().success());
    (out, start.elapsed().as_secs_f64(), processor_time() - before)
}
