//! The command, as a user or a CI pipeline runs it.

use crate::support::{Portal, command, sentier, tree, until};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use walkdir::WalkDir;

const TRACK: &str = r#"<gpx version="1.1"><trk><name>Lac Blanc</name><trkseg>
<trkpt lat="45.1" lon="6.1"><ele>1200</ele></trkpt>
<trkpt lat="45.11" lon="6.11"><ele>1500</ele></trkpt>
</trkseg></trk></gpx>"#;

#[test]
fn a_folder_of_tracks_needs_no_settings() {
    let portal = Portal::empty().with("2024/lac.gpx", TRACK).with("notes.txt", "bread");
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("1 treks") && ran.out.contains("sentier init"), "{}", ran.out);
    let site = tree(&portal.path().join("public"));
    let page = String::from_utf8_lossy(&site["trek/2024-lac/index.html"]).into_owned();
    assert!(page.contains("<h1") && page.contains("Lac Blanc") && page.contains("<svg"), "{page}");
    for extension in ["gpx", "kml", "geojson"] {
        assert!(site.contains_key(&format!("trek/2024-lac/2024-lac.{extension}")));
    }
    for page in ["index.html", "treks/index.html", "404.html", "map.json"] {
        assert!(site.contains_key(page), "no {page}");
    }
}

#[test]
fn a_folder_without_trails_is_no_site() {
    let ran = Portal::empty().with("notes.txt", "bread").run(&["build"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("no trail was found"), "{}", ran.err);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let ran = sentier(["build", "nowhere-at-all"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("the folder nowhere-at-all does not exist"), "{}", ran.err);
}

#[test]
fn a_wrong_option_is_wrong_usage() {
    for words in [&["build", "--fast"][..], &["build", "--base-url", "example.org"], &["bild"]] {
        assert_eq!(sentier(words).code, 2, "{words:?}");
    }
}

#[test]
fn warnings_fail_a_strict_build_only() {
    let portal = Portal::empty().with("good.gpx", TRACK).with("bad.gpx", "<gpx>");
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("bad.gpx: no page"), "{}", ran.err);
    assert_eq!(portal.run(&["build", "--strict"]).code, 3);
    assert_eq!(Portal::hamlet().run(&["build", "--strict"]).code, 0);
}

#[test]
fn quiet_says_nothing_and_verbose_says_more() {
    let portal = Portal::hamlet();
    let quiet = portal.run(&["build", "--quiet"]);
    assert_eq!((quiet.code, &*quiet.out, &*quiet.err), (0, "", ""));
    fs::remove_dir_all(portal.path().join(".sentier")).unwrap();
    let verbose = portal.run(&["build", "-v"]);
    assert!(verbose.err.contains("derive"), "{}", verbose.err);
}

#[test]
fn a_wrong_setting_is_shown_with_file_line_caret_and_the_nearest_name() {
    let portal = Portal::hamlet().with("site.toml", "title = \"Rando\"\nlangages = [\"fr\"]\n");
    for command in ["build", "check"] {
        let ran = portal.run(&[command]);
        assert_eq!(ran.code, 1, "{ran:?}");
        for part in
            ["site.toml, line 2", "langages = [\"fr\"]\n", "^^^^^^^^", "did you mean `languages`?"]
        {
            assert!(ran.err.contains(part), "no “{part}” in {}", ran.err);
        }
    }
}

#[test]
fn init_makes_a_portal_that_builds_without_a_warning() {
    let folder = Portal::empty();
    let portal = folder.path().join("portal");
    let ran = sentier([Path::new("init"), &portal]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let settings = fs::read_to_string(portal.join("site.toml")).unwrap();
    assert!(settings.starts_with('#') && settings.contains("title ="));
    let ran = sentier([Path::new("build"), Path::new("--strict"), &portal]);
    assert_eq!((ran.code, ran.err.contains("warning")), (0, false), "{ran:?}");
    // What one has is never written over.
    assert_eq!(sentier([Path::new("init"), &portal]).code, 1);
}

#[test]
fn every_help_has_an_example_and_the_codes_are_told() {
    for command in ["init", "build", "serve", "check", "completions"] {
        let ran = sentier([command, "--help"]);
        assert!(ran.out.contains(&format!("sentier {command}")), "{command}: {}", ran.out);
        assert!(ran.out.contains("Example"), "{command}: {}", ran.out);
    }
    assert!(sentier(["--help"]).out.contains("Exit codes:"));
    assert!(sentier(["completions", "bash"]).out.contains("_sentier"));
}

#[test]
fn the_report_is_json_with_counts_times_and_every_warning() {
    let portal = Portal::hamlet()
        .with("treks/vide/track.gpx", "<gpx/>")
        .with("treks/crete/index.fr.md", "---\nname: La crête\nduratoin: 3\n---\n");
    let file = portal.path().join("report.json");
    let ran = portal.run(&["build", "--report", file.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let report: serde_json::Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    assert_eq!(report["counts"]["treks"], 2);
    assert!(report["counts"]["files_written"].as_u64().unwrap() > 20);
    let stages: Vec<_> = report["timings"].as_array().unwrap().iter().map(|t| &t[0]).collect();
    assert_eq!(stages, ["load", "derive", "pictures", "plan", "emit"]);
    let warnings = report["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 2, "{warnings:#?}");
    assert_eq!(warnings[0]["item"], "treks/crete/index.fr.md");
    assert_eq!(warnings[0]["line"], 3);
    assert!(warnings[0]["problem"].as_str().unwrap().contains("did you mean `duration`?"));
    assert_eq!(warnings[1]["item"], "treks/vide/track.gpx");
}

#[test]
fn a_report_in_the_portal_is_no_change() {
    let portal = Portal::hamlet();
    let file = portal.path().join("report.json");
    let words = ["build", "--report", file.to_str().unwrap()];
    let timings = || {
        assert_eq!(portal.run(&words).code, 0);
        let report: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        report["timings"].as_array().unwrap().len()
    };
    let stages = [timings(), timings(), timings()];
    assert_eq!((stages[0], stages[2]), (5, 0), "{stages:?}");
}

#[test]
fn only_files_that_are_read_count_as_a_change() {
    let portal = Portal::hamlet().with(
        "treks/moulin/index.fr.md",
        "+++\nname = \"Le moulin\"\n+++\n[Le dépliant](depliant.pdf)\n",
    );
    let is_built = || {
        let ran = portal.run(&["build", "--verbose"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.err.contains("derive")
    };
    assert!(is_built());
    for (path, reason) in [
        ("build.log", "a log of the build itself"),
        ("notes.txt", "a file of no use"),
        (".DS_Store", "a system's file"),
        (".idea/workspace.xml", "an editor's file"),
        ("treks/moulin/index.fr.md~", "an editor's copy"),
        ("node_modules/x/index.js", "another folder"),
    ] {
        portal.write(path, "1");
        assert!(!is_built(), "{path} is new: {reason}");
        portal.write(path, "22");
        assert!(!is_built(), "{path} has changed: {reason}");
    }
    for (path, reason) in [
        ("treks/moulin/depliant.pdf", "the text links to it"),
        ("static/notes.txt", "it is published as it is"),
        ("static/.well-known/x", "it is published as it is"),
        ("theme/assets/own.css", "it is of the theme"),
        ("treks/moulin/index.en.md", "it is a text"),
        ("loose.gpx", "it may be a track"),
        ("terms.toml", "it names terms"),
    ] {
        for content in ["", "22"] {
            portal.write(path, content);
            assert!(is_built(), "{path}: {reason}");
            assert!(!is_built(), "{path} is as it was");
        }
        fs::remove_file(portal.path().join(path)).unwrap();
        assert!(is_built(), "{path} is gone");
    }
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_link_counts_as_where_the_link_is() {
    let (portal, shared) = (Portal::hamlet(), tempfile::tempdir().unwrap());
    let notes = shared.path().join("notes.log");
    fs::write(&notes, "1").unwrap();
    std::os::unix::fs::symlink(shared.path(), portal.path().join("static")).unwrap();
    let settings = fs::read_to_string(portal.path().join("site.toml")).unwrap();
    let follow = format!("\n[files]\nfollow = [{:?}]\n", shared.path());
    portal.write("site.toml", settings + &follow);
    portal.run(&["build"]);
    fs::write(&notes, "22").unwrap();
    let ran = portal.run(&["build"]);
    assert!(ran.out.contains(" 1 files written"), "{ran:?}");
    assert_eq!(fs::read_to_string(portal.path().join("public/notes.log")).unwrap(), "22");
}

#[test]
fn a_second_build_writes_nothing_with_or_without_the_cache() {
    let portal = Portal::hamlet();
    portal.run(&["build"]);
    let before = tree(&portal.path().join("public"));
    let modified = |path: &str| {
        portal.path().join("public").join(path).metadata().unwrap().modified().unwrap()
    };
    let first = modified("trek/moulin/index.html");
    assert!(portal.run(&["build"]).out.contains(" 0 files written"));
    fs::remove_dir_all(portal.path().join(".sentier")).unwrap();
    let ran = portal.run(&["build"]);
    assert!(ran.out.contains(" 0 files written"), "{}", ran.out);
    assert_eq!(modified("trek/moulin/index.html"), first);
    assert!(tree(&portal.path().join("public")) == before);
}

#[test]
fn one_changed_text_rewrites_its_pages_only_and_a_removed_trek_leaves() {
    let portal = Portal::hamlet();
    portal.run(&["build"]);
    let public = portal.path().join("public");
    let before = tree(&public);
    portal.write("pages/le-hameau.fr.md", "+++\ntitle = \"Le hameau\"\n+++\n\nAutre chose.\n");
    portal.run(&["build"]);
    let after = tree(&public);
    let changed: Vec<_> =
        after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).collect();
    let changed: Vec<_> = changed.into_iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(changed, ["information/le-hameau/index.html"]);
    fs::remove_dir_all(portal.path().join("treks/crete")).unwrap();
    portal.run(&["build"]);
    assert!(!public.join("trek/crete").exists());
    assert!(public.join("trek/moulin/index.html").exists());
}

#[test]
fn files_of_others_are_never_touched() {
    let portal = Portal::hamlet();
    portal.run(&["build"]);
    portal.write("public/google123.html", "mine");
    portal.write("public/trek/moulin/notes.txt", "mine too");
    fs::remove_dir_all(portal.path().join("treks/crete")).unwrap();
    assert_eq!(portal.run(&["build"]).code, 0);
    let site = tree(&portal.path().join("public"));
    assert_eq!(site["google123.html"], b"mine");
    assert_eq!(site["trek/moulin/notes.txt"], b"mine too");
}

#[test]
fn a_folder_with_the_files_of_others_is_refused() {
    let portal = Portal::hamlet().with("public/photo-album.html", "mine");
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("holds files that sentier did not write"), "{}", ran.err);
    assert_eq!(tree(&portal.path().join("public")).len(), 1);
    let own = portal.path().to_str().unwrap().to_owned();
    assert_eq!(portal.run(&["build", "--out", &own]).code, 1);
}

#[test]
fn a_build_that_fails_leaves_the_last_site() {
    let portal = Portal::hamlet();
    portal.run(&["build"]);
    let before = tree(&portal.path().join("public"));
    portal.write(
        "theme/templates/trek.html",
        "{% extends \"classic/base.html\" %}{% block main %}{{ trek.nome }}{% endblock %}",
    );
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.err.contains("--> theme/templates/trek.html:1:") && ran.err.contains("nome"),
        "{}",
        ran.err
    );
    assert!(tree(&portal.path().join("public")) == before);
    let left: Vec<_> =
        fs::read_dir(portal.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("sentier-new")), "{left:?}");
}

#[test]
fn any_number_of_jobs_gives_the_same_bytes() {
    let portal = Portal::hamlet();
    let [one, two] = ["one", "two"].map(|name| portal.path().join(name));
    for (jobs, out) in [("1", &one), ("2", &two)] {
        let ran = portal.run(&["build", "--jobs", jobs, "--out", out.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    assert!(tree(&one) == tree(&two));
}

/// A reader sees the old site or the new one, whenever the build is killed.
#[test]
fn a_killed_build_leaves_a_complete_site() {
    let portal = many_treks(150);
    let version = |text: &str| {
        portal.write("pages/version.md", format!("+++\ntitle = \"{text}\"\n+++\n"));
        for i in 0..150 {
            portal.write(
                &format!("treks/t{i}/index.md"),
                format!("+++\nname = \"{text} {i}\"\n+++\n{text}\n"),
            );
        }
    };
    let public = portal.path().join("public");
    let complete = |text: &str| {
        version(text);
        assert_eq!(portal.run(&["build", "--strict"]).code, 0);
        tree(&public)
    };
    let old = complete("old");
    let new = complete("new");
    let staging = portal.path().join(".public.sentier-new");
    let staged = || WalkDir::new(&staging).into_iter().filter(Result::is_ok).count();
    let mut unlike = Vec::new();
    for part in 0..10 {
        let text = if part % 2 == 0 { "old" } else { "new" };
        version(text);
        let mut build = command();
        build.arg("build").arg(portal.path()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut build = build.spawn().unwrap();
        // Each time when another part of the new site is there, the last time all of it.
        let enough = new.len() * part / 9;
        until("a part of the site", || staged() >= enough || build.try_wait().unwrap().is_some());
        build.kill().unwrap();
        build.wait().unwrap();
        let found = tree(&public);
        if found != old && found != new {
            unlike.push(part);
        }
    }
    assert_eq!(unlike, [0; 0], "kills after which the site was neither the old nor the new one");
    // What a killed build left beside the site is gone after the next.
    assert!(complete("new") == new);
    let left: Vec<_> =
        fs::read_dir(portal.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("sentier-new")), "{left:?}");
}

#[test]
fn a_second_build_goes_through_no_stage() {
    let portal = Portal::hamlet();
    let elsewhere = Portal::empty();
    let file = elsewhere.path().join("report.json");
    let words = ["build", "--report", file.to_str().unwrap()];
    let stages = [(); 2].map(|()| {
        assert_eq!(portal.run(&words).code, 0);
        let report: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        report["timings"].as_array().unwrap().len()
    });
    assert_eq!(stages, [5, 0]);
}

fn many_treks(number: usize) -> Portal {
    let portal = Portal::empty();
    portal.write(
        "site.toml",
        "title = \"Many\"\nbase_url = \"https://example.org\"\nlanguages = [\"en\"]\n",
    );
    for i in 0..number {
        let points: String = (0..200)
            .map(|p| {
                let (lat, lon) = (45.0 + f64::from(p) * 1e-4, 6.0 + i as f64 * 0.01);
                format!("<trkpt lat=\"{lat:.5}\" lon=\"{lon:.5}\"><ele>{}</ele></trkpt>", 1000 + p)
            })
            .collect();
        portal.write(
            &format!("treks/t{i}/track.gpx"),
            format!("<gpx><trk><trkseg>{points}</trkseg></trk></gpx>"),
        );
        portal.write(
            &format!("treks/t{i}/index.md"),
            format!("+++\nname = \"Trek {i}\"\n+++\nGo.\n"),
        );
    }
    portal
}

#[test]
fn check_tells_what_the_data_lacks_item_by_item() {
    let portal = Portal::hamlet()
        .with("treks/plat/index.fr.md", "+++\nname = \"La crête\"\n+++\n")
        .with("treks/plat/track.gpx", r#"<gpx><trk><trkseg><trkpt lat="45.1" lon="6.1"/><trkpt lat="45.2" lon="6.1"/></trkseg></trk></gpx>"#)
        .with("pois/loin.fr.md", "+++\nname = \"Loin\"\nposition = [7.0, 46.0]\n+++\n")
        .with("pages/liens.fr.md", "+++\ntitle = \"Liens\"\nordre = 3\n+++\n[rien](/trek/rien/)\n");
    let ran = portal.run(&["check"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for (item, problem) in [
        ("treks/plat/track.gpx", "has no photo"),
        ("treks/plat/track.gpx", "has no description in `fr`"),
        ("treks/plat/track.gpx", "does not exist in `en`"),
        ("treks/plat/track.gpx", "has no elevation"),
        ("treks/plat/track.gpx", "has the same name as treks/crete/track.gpx"),
        ("treks/plat/track.gpx", "jumps over"),
        ("pois/loin.fr.md", "lies along no trek"),
        ("pages/liens.fr.md", "`ordre` is not a field"),
        ("pages/liens.fr.md", "links to /hameau/trek/rien/, which is not there"),
    ] {
        assert!(
            ran.out.contains(item) && ran.out.contains(problem),
            "{item} {problem}: {}",
            ran.out
        );
    }
    assert!(!portal.path().join("public").exists());
    let json = portal.run(&["check", "--json", "--strict"]);
    assert_eq!(json.code, 3);
    let report: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let warnings = report["warnings"].as_array().unwrap();
    let item = |item: &str| warnings.iter().filter(|w| w["item"] == item).count();
    assert_eq!((item("treks/plat/track.gpx"), item("pages/liens.fr.md")), (6, 3), "{warnings:#?}");
}
