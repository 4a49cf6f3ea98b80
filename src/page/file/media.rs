//! Media files: variants of photographs, logos, documents, linked files and the film.

use crate::model::{AttachmentKind, Structure};
use crate::page::file::pictogram;
use crate::page::site::Site;
use crate::page::site::file_path::{file_path, linked_path, logo_path, variant_path};
use crate::page::site::page::{Content, Page};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Plans all media files.
pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let mut plan = Vec::new();
    for (name, variant) in site.pictures().variants() {
        let (site, variant) = (site.clone(), variant.clone());
        let path = variant_path(&variant);
        let content = Content::Immutable {
            file: variant.file.clone(),
            read: Box::new(move || site.pictures().read(&variant)),
        };
        plan.push(Page::new(path, "media", name, content));
    }
    for structure in site.all::<Structure>() {
        if let (Some(path), Some(logo)) = (logo_path(structure), &structure.logo) {
            let content = pictogram::content(logo);
            plan.push(Page::new(path, "media", &structure.origin, content));
        }
    }
    let catalog = &site.atlas().catalog;
    let files = catalog.attachments().filter_map(|(_, attachment)| match &attachment.kind {
        AttachmentKind::File(file) => Some(file),
        _ => None,
    });
    let mut files: BTreeMap<String, &PathBuf> =
        files.filter_map(|file| Some((file_path(file)?, file))).collect();
    files.extend(catalog.linked_files.iter().map(|file| (linked_path(file), &file.file)));
    for (path, file) in files {
        let content = Content::File(file.clone());
        plan.push(Page::new(path.clone(), "media", &path, content));
    }
    if let Some(film) = &site.film {
        let content = Content::File(film.file.clone());
        plan.push(Page::new(film.path.clone(), "media", "site.toml", content));
    }
    plan
}
