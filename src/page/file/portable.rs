//! Names of files that not every system can hold: a site is built here, and kept there.

use crate::address;
use crate::page::file::static_file;
use crate::page::site::page::Page;
use crate::report::Report;
use std::collections::{HashMap, HashSet};

/// Signs that Windows has in no name, beside those that control a terminal (Microsoft, “Naming
/// Files, Paths, and Namespaces”).
const FORBIDDEN: [char; 8] = ['<', '>', ':', '"', '\\', '|', '?', '*'];

/// Names what Windows cannot hold, and what differs by capitals only.
pub fn check(pages: &[Page], report: &mut Report) {
    for page in pages {
        if let Some(problem) = page.path.split('/').find_map(unportable) {
            let problem = format!("{problem}: Windows can neither keep nor unpack it, rename it");
            report.warn(&page.item, problem);
        }
    }
    differing_by_capitals(pages, report);
}

/// Static files whose paths are those of others but for capitals.
fn differing_by_capitals(pages: &[Page], report: &mut Report) {
    let (own, others): (Vec<&Page>, Vec<&Page>) =
        pages.iter().partition(|page| page.kind == static_file::KIND);
    // By the path in small letters: as it is written, and by whom first.
    let mut known: HashMap<String, (&str, &str)> = HashMap::new();
    let mut told: HashSet<&str> = HashSet::new();
    let mut tell = |item: &str, path, other: &str| {
        if told.insert(path) {
            let problem = format!(
                "differs from {other} by capitals only: Windows and macOS keep one of the two, rename one"
            );
            report.warn(item, problem);
        }
    };
    for page in &own {
        for path in with_folders(&page.path) {
            let (first, item) = known.entry(path.to_lowercase()).or_insert((path, &page.item));
            if *first != path {
                tell(&page.item, path, item);
            }
        }
    }
    for page in others.iter().filter(|_| !own.is_empty()) {
        for path in with_folders(&page.path) {
            match known.get(&path.to_lowercase()) {
                Some((own, item)) if *own != path => {
                    tell(item, own, &format!("`{path}` of the site"));
                }
                _ => {}
            }
        }
    }
}

/// A path, and the folders on the way to it.
fn with_folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at]).chain([path])
}

/// What is wrong with a part of a path.
fn unportable(part: &str) -> Option<String> {
    if address::is_device(part) {
        return Some(format!("`{part}` is a name that Windows keeps for a device"));
    }
    if part.ends_with(['.', ' ']) {
        return Some(format!("`{part}` ends with a dot or a space"));
    }
    // What is no UTF-8 is shown with this sign.
    let wrong = |c: char| FORBIDDEN.contains(&c) || c.is_control() || c == '\u{fffd}';
    let sign = part.chars().find(|c| wrong(*c))?;
    Some(format!("`{part}` has the sign `{sign}` in its name"))
}
