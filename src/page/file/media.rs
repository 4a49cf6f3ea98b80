//! Variants of photographs, under names that change with their content; logos, and files as they
//! are.

use crate::model::{AttachmentKind, Drawing, LinkedFile, Structure};
use crate::page::Content;
use crate::page::Page;
use crate::page::file::pictogram;
use crate::page::share;
use crate::page::site::Site;
use crate::picture::Variant;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Path in the output folder of a variant.
pub fn path(variant: &Variant) -> String {
    format!("media/{}", variant.name)
}

/// Path of a structure's logo. Not among `media`, whose names change with their content.
pub fn logo_path(structure: &Structure) -> Option<String> {
    let extension = match structure.logo.as_ref()? {
        Drawing::Svg(_) => "svg".to_owned(),
        Drawing::Picture(file) => file.extension()?.to_str()?.to_ascii_lowercase(),
    };
    let known = matches!(extension.as_str(), "svg" | "png" | "jpg" | "jpeg" | "webp");
    known.then(|| format!("logo/{}.{extension}", structure.id.local()))
}

/// Path of a file that is published as it is: its own name is unique.
pub fn file_path(file: &Path) -> Option<String> {
    Some(format!("media/{}", file.file_name()?.to_str()?))
}

/// Path of a file that a text leads to. One that keeps its name is not among `media`: it may change
/// and be called the same.
pub fn linked(linked: &LinkedFile) -> String {
    let name = linked.name.as_ref().map(|name| format!("file/{name}"));
    name.or_else(|| file_path(&linked.file)).unwrap_or_default()
}

/// A path as addresses write it.
pub fn address(path: &str) -> String {
    path.split('/').map(share::encoded).collect::<Vec<_>>().join("/")
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let mut plan = Vec::new();
    for (name, variant) in site.pictures.variants() {
        let (site, variant) = (site.clone(), variant.clone());
        plan.push(Page {
            path: path(&variant),
            kind: "media",
            item: name.to_owned(),
            content: Content::Immutable {
                file: variant.file.clone(),
                read: Box::new(move || site.pictures.read(&variant)),
            },
        });
    }
    for structure in &site.atlas.catalog.structures {
        if let (Some(path), Some(logo)) = (logo_path(structure), &structure.logo) {
            let (item, content) = (structure.origin.clone(), pictogram::content(logo));
            plan.push(Page { path, kind: "media", item, content });
        }
    }
    let catalog = &site.atlas.catalog;
    let files = catalog.attachments().filter_map(|(_, attachment)| match &attachment.kind {
        AttachmentKind::File(file) => Some(file),
        _ => None,
    });
    let mut files: BTreeMap<String, &PathBuf> =
        files.filter_map(|file| Some((file_path(file)?, file))).collect();
    files.extend(catalog.linked_files.iter().map(|file| (linked(file), &file.file)));
    for (path, file) in files {
        let (item, content) = (path.clone(), Content::File(file.clone()));
        plan.push(Page { path, kind: "media", item, content });
    }
    if let Some(film) = &site.film {
        let (item, content) = ("site.toml".to_owned(), Content::File(film.file.clone()));
        plan.push(Page { path: film.path.clone(), kind: "media", item, content });
    }
    plan
}
