//! Media files: variants of photographs, logos, documents, linked files and the film.

use crate::model::AttachmentKind;
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
    for (name, variant) in site.pictures.variants() {
        let (site, variant) = (site.clone(), variant.clone());
        plan.push(Page {
            path: variant_path(&variant),
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
    files.extend(catalog.linked_files.iter().map(|file| (linked_path(file), &file.file)));
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
