//! Checks of file names that some systems do not support: a site may be moved to another system.

use crate::address;
use crate::page::file::static_file;
use crate::page::site::page::Page;
use crate::report::Report;
use std::collections::{HashMap, HashSet};

/// Characters that Windows does not allow in names, besides control characters (Microsoft, “Naming
/// Files, Paths, and Namespaces”).
const FORBIDDEN: [char; 8] = ['<', '>', ':', '"', '\\', '|', '?', '*'];

/// Warns of names that Windows does not support, and of static files whose paths differ from others
/// by capitals only.
pub fn check(pages: &[Page], report: &mut Report) {
    for page in pages {
        if let Some(problem) = page.path.split('/').find_map(unportable) {
            let problem = format!("{problem}: Windows can neither keep nor unpack it, rename it");
            report.warn(&page.item, problem);
        }
    }
    differing_by_capitals(pages, report);
}

/// Warns of static files whose paths differ from other paths by capitals only.
fn differing_by_capitals(pages: &[Page], report: &mut Report) {
    let (own, others): (Vec<&Page>, Vec<&Page>) =
        pages.iter().partition(|page| page.kind == static_file::KIND);
    // The first static file with each lower-case path: its path as written, and its item.
    let mut known: HashMap<String, (&str, &str)> = HashMap::new();
    let mut warned: HashSet<&str> = HashSet::new();
    let mut warn = |item: &str, path, other: &str| {
        if warned.insert(path) {
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
                warn(&page.item, path, item);
            }
        }
    }
    for page in others.iter().filter(|_| !own.is_empty()) {
        for path in with_folders(&page.path) {
            match known.get(&path.to_lowercase()) {
                Some((own, item)) if *own != path => {
                    warn(item, own, &format!("`{path}` of the site"));
                }
                _ => {}
            }
        }
    }
}

/// Returns the folders of a path, from the outermost to the innermost, and the path itself.
fn with_folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at]).chain([path])
}

/// Reason why Windows does not support a part of a path.
fn unportable(part: &str) -> Option<String> {
    if address::is_device(part) {
        return Some(format!("`{part}` is a name that Windows reserves for a device"));
    }
    if part.ends_with(['.', ' ']) {
        return Some(format!("`{part}` ends with a dot or a space"));
    }
    // The replacement character stands for bytes that are not UTF-8.
    let is_forbidden = |c: char| FORBIDDEN.contains(&c) || c.is_control() || c == '\u{fffd}';
    let character = part.chars().find(|c| is_forbidden(*c))?;
    Some(format!("`{part}` has the character `{character}` in its name"))
}
