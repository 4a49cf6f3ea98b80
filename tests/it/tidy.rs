//! The rules about the code itself.

use crate::support::{root, tree};
use std::collections::BTreeSet;

/// Which rooms each room of `src` may use: data flows one way.
const USES: [(&str, &[&str]); 16] = [
    ("report", &[]),
    ("storage", &[]),
    ("address", &[]),
    ("input", &[]),
    ("sniff", &[]),
    ("model", &[]),
    ("source", &["model", "report", "storage", "address", "input", "sniff"]),
    ("derive", &["model", "report"]),
    ("render", &["model", "input"]),
    ("export", &["model"]),
    ("picture", &["model", "report", "storage", "input", "sniff"]),
    ("page", &["model", "report", "address", "input", "derive", "render", "export", "picture"]),
    ("emit", &["page", "render", "report", "storage", "input"]),
    (
        "config",
        &["model", "report", "address", "input", "source", "derive", "picture", "page", "render"],
    ),
    (
        "cli",
        &[
            "config", "report", "storage", "input", "model", "source", "derive", "picture",
            "render", "page", "emit", "lib",
        ],
    ),
    (
        "lib",
        &[
            "report", "storage", "address", "input", "sniff", "model", "source", "derive",
            "render", "export", "picture", "page", "emit", "config", "cli",
        ],
    ),
];

#[test]
fn data_flows_one_way() {
    let mut wrong = BTreeSet::new();
    for (path, code) in sources() {
        let room = path.split(['/', '.']).next().unwrap();
        if room == "main" {
            continue;
        }
        let Some((_, allowed)) = USES.iter().find(|(name, _)| *name == room) else {
            wrong.insert(format!("{path}: `{room}` has no row in USES"));
            continue;
        };
        // Tests may read what they write.
        let code = code.split("#[cfg(test)]").next().unwrap();
        for used in used_rooms(code) {
            if used != room && !allowed.contains(&used.as_str()) {
                wrong.insert(format!("{path} uses `{used}`"));
            }
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}

/// The rooms behind `crate::…` and `crate::{…}`.
fn used_rooms(code: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for (at, found) in code.match_indices("crate::") {
        let rest = &code[at + found.len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap().split(',').collect(),
            None => vec![rest],
        };
        for name in names {
            let name: String =
                name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            rooms.insert(match name.as_str() {
                "" => continue,
                "Config" => "config".to_owned(),
                "Report" => "report".to_owned(),
                "build" | "prepare" | "pull" | "renderer" | "Memory" | "Step" | "Watch" => {
                    "lib".to_owned()
                }
                _ => name,
            });
        }
    }
    rooms
}

#[test]
fn the_stages_of_numbers_read_no_file_and_no_clock() {
    for (path, code) in
        sources().filter(|(path, _)| path.starts_with("derive/") || path.starts_with("model/"))
    {
        for word in ["std::fs", "std::env", "std::net", "std::time", "std::process"] {
            assert!(!code.contains(word), "{path} uses {word}");
        }
    }
}

#[test]
fn a_file_is_about_one_thing() {
    for (path, code) in sources() {
        assert!(code.starts_with("//! "), "{path} does not say what it is");
        let own = code.split("#[cfg(test)]").next().unwrap();
        assert!(own.lines().count() <= 500, "{path} is about two things");
    }
}

#[test]
fn only_the_sanitisers_vouch_for_html_and_svg() {
    let makes = |code: &str| {
        let own = code.split("#[cfg(test)]").next().unwrap();
        own.contains("from_sanitized(") || own.contains(" Svg { id")
    };
    let makers = sources().filter(|(_, code)| makes(code)).map(|(path, _)| path);
    let expected = ["model/html.rs", "source/sanitize/reader.rs", "source/svg/mod.rs"];
    assert_eq!(makers.collect::<Vec<_>>(), expected);
}

#[test]
fn every_page_kind_has_its_template() {
    let templates = tree(&root().join("themes/classic/templates"));
    let plans = |code: &str| {
        let makers = ["ViewPage {", "ViewPage::in_every_language(", "PagePerObject::<", "List {"];
        makers.iter().any(|made| code.contains(made))
    };
    let kinds = sources().filter(|(path, code)| path.starts_with("page/") && plans(code));
    let kinds: Vec<String> = kinds
        .map(|(path, _)| path.trim_start_matches("page/").trim_end_matches(".rs").to_owned())
        .filter(|kind| !["mod", "list"].contains(&kind.as_str()))
        .collect();
    assert!(kinds.len() >= 15, "{kinds:?}");
    for kind in kinds {
        assert!(templates.contains_key(&format!("{kind}.html")), "no template for {kind}");
    }
}

#[test]
fn all_languages_of_classic_have_the_same_messages() {
    let files = tree(&root().join("themes/classic/i18n"));
    let keys = |bytes: &[u8]| -> BTreeSet<String> {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let lines = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        lines.filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned())).collect()
    };
    let french = keys(&files["fr.ftl"]);
    assert!(french.len() > 50);
    for (name, bytes) in &files {
        let difference: Vec<_> = keys(bytes).symmetric_difference(&french).cloned().collect();
        assert_eq!(difference, [""; 0], "{name} and fr.ftl differ");
    }
}

#[test]
fn vendored_files_are_what_vendor_toml_says() {
    let folder = root().join("themes/classic/assets/vendor");
    let list: toml::Table =
        toml::from_str(&std::fs::read_to_string(folder.join("vendor.toml")).unwrap()).unwrap();
    let mut listed = BTreeSet::from(["vendor.toml".to_owned()]);
    for (name, entry) in &list {
        for needed in ["version", "license", "package"] {
            assert!(entry.get(needed).is_some(), "{name} has no {needed}");
        }
        for (path, hash) in entry["sha256"].as_table().unwrap() {
            assert_eq!(
                hash.as_str().unwrap(),
                sha256(&std::fs::read(folder.join(path)).unwrap()),
                "{path}"
            );
            listed.insert(path.clone());
        }
    }
    let there: BTreeSet<String> = tree(&folder).into_keys().collect();
    assert_eq!(there, listed, "every vendored file is listed");
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_example_is_small_and_credits_its_photographs() {
    let files = tree(&root().join("content-example"));
    let files = files
        .iter()
        .filter(|(path, _)| !path.starts_with(".sentier/") && !path.starts_with("public/"));
    let size: usize = files.map(|(_, bytes)| bytes.len()).sum();
    assert!(size < 8_000_000, "{size} bytes");
}

fn sources() -> impl Iterator<Item = (String, String)> {
    let files = tree(&root().join("src")).into_iter().filter(|(path, _)| path.ends_with(".rs"));
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
}
