//! Files of the folder `static`, copied unchanged.

use crate::input::{self, OUTPUT_LIST};
use crate::page::file::server_file;
use crate::page::site::Site;
use crate::page::site::page::{Content, Page};
use crate::report::Report;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// Name of the folder in the portal.
const FOLDER: &str = "static";
/// Kind of these files in the plan.
pub const KIND: &str = "static";

/// Adds the files to the plan. A file replaces the page with the same path. A file whose path is a
/// folder of the site, or is below a file of the site, is left out with a warning.
pub fn add(site: &Site, pages: &mut Vec<Page>, report: &mut Report) {
    let places = &site.settings.places;
    let folder = places.root().join(FOLDER);
    if folder.symlink_metadata().is_err() {
        return;
    }
    let walked = places.walk(&folder, |_| true);
    for (path, problem) in &walked.problems {
        report.warn(places.shown(path), problem);
    }
    let files: Vec<(String, &Path)> = walked.named(&folder).collect();
    let unreadable: Vec<_> =
        files.par_iter().map(|(_, file)| input::readable(file).err()).collect();
    let mut planned: BTreeMap<String, Page> =
        std::mem::take(pages).into_iter().map(|page| (page.path.clone(), page)).collect();
    for ((path, file), unreadable) in files.into_iter().zip(unreadable) {
        let item = format!("{FOLDER}/{path}");
        if let Some(problem) = unreadable {
            report.has_transient_problem |= problem.is_transient();
            report.warn(item, problem);
            continue;
        }
        if let Some(ours) = server_file(&path, &mut planned) {
            let content = joined(ours, file, report);
            planned.insert(path.clone(), Page::new(path, KIND, &item, content));
            continue;
        }
        if let Some(problem) = conflict(&path, &planned) {
            report.warn(item, format!("is not copied: {problem}"));
            continue;
        }
        if let Some(page) = planned.get(&path) {
            report.warn(&item, format!("replaces the page that sentier makes from {}", page.item));
        }
        let content = Content::File(file.to_owned());
        planned.insert(path.clone(), Page::new(path, KIND, &item, content));
    }
    pages.extend(planned.into_values());
}

/// Removes a server configuration file of the program from the plan, to join it with the owner's.
fn server_file(path: &str, planned: &mut BTreeMap<String, Page>) -> Option<Page> {
    server_file::FILES.contains(&path).then(|| planned.remove(path))?
}

/// Joins the lines of the program and the lines of the owner. The owner's come last and override.
fn joined(ours: Page, theirs: &Path, report: &mut Report) -> Content {
    let theirs = input::read(theirs, input::SETTINGS).unwrap_or_else(|problem| {
        report.warn(format!("{FOLDER}/{}", ours.path), problem);
        Vec::new()
    });
    let Content::Bytes(ours) = ours.content else { return ours.content };
    Content::Bytes(Box::new(move || [ours(), theirs.clone()].join(&b'\n')))
}

/// Reason why a path cannot be used, if it conflicts with the plan.
fn conflict(path: &str, planned: &BTreeMap<String, Page>) -> Option<String> {
    if path == OUTPUT_LIST {
        return Some("sentier writes its own list of files under this name".to_owned());
    }
    let mut above = path.match_indices('/').map(|(at, _)| &path[..at]);
    if let Some(file) = above.find(|folder| planned.contains_key(*folder)) {
        return Some(format!("`{file}` is a file of the site"));
    }
    let inside = format!("{path}/");
    let next = planned.range(inside.clone()..).next();
    next.filter(|(other, _)| other.starts_with(&inside))
        .map(|_| format!("`{path}` is a folder of the site"))
}
