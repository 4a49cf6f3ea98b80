//! The rules about the code itself.

use crate::support::{root, tree};
use std::collections::{BTreeMap, BTreeSet};

/// Which rooms each room of `src` may use: data flows one way.
const USES: [(&str, &[&str]); 21] = [
    ("report", &[]),
    ("storage", &[]),
    ("address", &[]),
    ("input", &[]),
    ("sniff", &[]),
    ("model", &[]),
    ("archive", &["input"]),
    ("crs", &[]),
    ("terrain", &["model", "report", "input", "archive", "crs"]),
    ("map", &["model", "terrain", "storage"]),
    (
        "source",
        &[
            "model", "report", "storage", "address", "input", "sniff", "archive", "crs", "terrain",
            "map",
        ],
    ),
    ("derive", &["model", "report"]),
    ("render", &["model", "input"]),
    ("export", &["model"]),
    ("picture", &["model", "report", "storage", "input", "sniff"]),
    (
        "page",
        &["model", "report", "address", "input", "derive", "render", "export", "picture", "map"],
    ),
    ("emit", &["page", "render", "report", "storage", "input"]),
    ("check", &["model", "report", "derive", "page", "render", "emit"]),
    (
        "config",
        &[
            "model", "report", "address", "input", "source", "derive", "picture", "page", "render",
            "terrain",
        ],
    ),
    (
        "cli",
        &[
            "config", "report", "storage", "input", "model", "source", "derive", "picture",
            "render", "page", "emit", "check", "lib",
        ],
    ),
    (
        "lib",
        &[
            "report", "storage", "address", "input", "sniff", "archive", "crs", "model", "terrain",
            "map", "source", "derive", "render", "export", "picture", "page", "emit", "check",
            "config", "cli",
        ],
    ),
];

/// Which rooms of `page` each of them may use.
const ROOMS_OF_PAGE: [(&str, &[&str]); 4] = [
    ("site", &[]),
    ("view", &["site"]),
    ("html", &["site", "view"]),
    ("file", &["site", "view", "html"]),
];

#[test]
fn data_flows_one_way() {
    let code = code();
    let mut wrong = BTreeSet::new();
    for (file, used) in imports(&code) {
        let room = file.split("::").next().unwrap();
        if ["", "main"].contains(&room) {
            continue;
        }
        let Some((_, allowed)) = USES.iter().find(|(name, _)| *name == room) else {
            wrong.insert(format!("{file}: `{room}` has no row in USES"));
            continue;
        };
        for used in used.iter().map(|used| used.split("::").next().unwrap()) {
            let used = if used.is_empty() { "lib" } else { used };
            if used != room && !allowed.contains(&used) {
                wrong.insert(format!("{file} uses `{used}`"));
            }
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}

#[test]
fn data_flows_one_way_inside_of_page_too() {
    let code = code();
    let room = |file: &str| -> Option<String> {
        let mut parts = file.split("::");
        (parts.next() == Some("page")).then(|| parts.next().map(str::to_owned)).flatten()
    };
    let mut wrong = BTreeSet::new();
    for (file, used) in imports(&code) {
        let Some((name, allowed)) =
            room(&file).and_then(|room| ROOMS_OF_PAGE.into_iter().find(|(name, _)| *name == room))
        else {
            continue;
        };
        for used in used.iter().filter(|used| used.starts_with("page")) {
            let other = room(used).unwrap_or_default();
            if other != name && !allowed.contains(&other.as_str()) {
                wrong.insert(format!("{file} imports {used}"));
            }
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}

#[test]
fn no_two_files_import_each_other_in_a_loop() {
    let code = code();
    let imports = imports(&code);
    // What nothing imports that is left, and what imports nothing that is left, is in no loop.
    let mut left: BTreeSet<&String> = imports.keys().collect();
    loop {
        let inside = |file: &&String| imports[*file].iter().any(|used| left.contains(used));
        let next: BTreeSet<&String> = left.iter().filter(|file| inside(file)).copied().collect();
        let used: BTreeSet<&String> = next.iter().flat_map(|file| &imports[*file]).collect();
        let next: BTreeSet<&String> = next.into_iter().filter(|file| used.contains(file)).collect();
        if next.len() == left.len() {
            break;
        }
        left = next;
    }
    assert_eq!(left, BTreeSet::new(), "these files are in loops");
}

/// The code of each file of `src` without its tests, by the path of its module: `page::site`. That
/// of `lib.rs` is empty.
fn code() -> BTreeMap<String, String> {
    let module = |path: &str| {
        let path = path.trim_end_matches(".rs").replace('/', "::");
        let path = path.strip_suffix("::mod").unwrap_or(&path).to_owned();
        if path == "lib" { String::new() } else { path }
    };
    let own = |code: String| {
        let code = code.split("mod tests {").next().unwrap();
        let lines = code.lines().map(|line| line.split("//").next().unwrap());
        lines.collect::<Vec<_>>().join("\n")
    };
    sources().map(|(path, code)| (module(&path), own(code))).collect()
}

/// The files that each file imports. That a room presents what its files make (`pub use place::…`)
/// is no import.
fn imports(code: &BTreeMap<String, String>) -> BTreeMap<String, BTreeSet<String>> {
    let used = |(file, code): (&String, &String), known: &BTreeMap<String, String>| {
        let mut used = BTreeSet::new();
        for path in paths(file, code) {
            // The longest beginning that is a file.
            let mut path = path.as_str();
            while !known.contains_key(path) {
                path = path.rsplit_once("::").map_or("", |(above, _)| above);
            }
            used.insert(path.to_owned());
        }
        used.remove(file);
        // What the whole crate gives is not one of its files, but for those that say so.
        if !["cli", "lib", ""].contains(&file.split("::").next().unwrap()) {
            used.remove("");
        }
        (file.clone(), used)
    };
    code.iter().map(|one| used(one, code)).collect()
}

/// Every path that the code of a file names, from the root of the crate.
fn paths(file: &str, code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let above = file.rsplit_once("::").map_or("", |(above, _)| above);
    for (start, root) in [("crate::", ""), ("super::", above), ("self::", file)] {
        for (at, _) in code.match_indices(start) {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || "_:".contains(c)) {
                continue;
            }
            found.extend(expanded(root, &code[at + start.len()..]));
        }
    }
    // A room imports its own files by their names alone.
    for line in code.split(";\n").map(str::trim_start) {
        let line = line.rsplit("\n\n").next().unwrap().trim_start();
        if let Some(path) = line.strip_prefix("use ") {
            found.extend(expanded(file, path));
        }
    }
    found
}

/// `a::{b::c, d}` below a path as `a::b::c` and `a::d`.
fn expanded(root: &str, code: &str) -> Vec<String> {
    let below = |name: &str| match root {
        "" => name.to_owned(),
        root => format!("{root}::{name}"),
    };
    let end = code.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(code.len());
    let (name, rest) = code.split_at(end);
    if let Some(rest) = rest.strip_prefix("::").filter(|_| !name.is_empty()) {
        return expanded(&below(name), rest);
    }
    let Some(group) = code.strip_prefix('{') else {
        return vec![if name.is_empty() || name == "self" { root.to_owned() } else { below(name) }];
    };
    let (mut depth, mut start, mut items) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                items.push(&group[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items.iter().flat_map(|item| expanded(root, item.trim())).collect()
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
        let lines = code.lines().count();
        assert!(lines <= 300, "{path} has {lines} lines");
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
    let kinds = sources().filter(|(path, code)| {
        path.starts_with("page/html/") && code.contains("pub fn plan(site: &Site")
    });
    let kinds: Vec<String> = kinds
        .map(|(path, _)| path.trim_start_matches("page/html/").trim_end_matches(".rs").to_owned())
        .map(|kind| kind.trim_end_matches("/mod").to_owned())
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
