//! All photographs of the site, each with links to the pages that show it.

use crate::model::{Attachment, Lang, Object};
use crate::page::html::document::Document;
use crate::page::site::Site;
use crate::page::view::link::LinkView;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Number of pages that are linked below a photograph at most.
const LINKS: usize = 3;

/// A photograph that at least one page shows.
#[derive(Debug)]
pub struct Photograph {
    object: Arc<dyn Object>,
    /// Index of the gallery in those of the object, and of the attachment in the gallery.
    at: (usize, usize),
    /// Links to the first pages that show the photograph.
    pub shown: Vec<Arc<LinkView>>,
}

impl Photograph {
    pub fn attachment(&self) -> &Attachment {
        &self.object.galleries()[self.at.0][self.at.1]
    }
}

/// Returns all photographs of the pages by language, each once, in the order of the pages.
pub fn of(site: &Site, documents: &[Document]) -> BTreeMap<Lang, Vec<Photograph>> {
    let mut found: BTreeMap<Lang, Found> = BTreeMap::new();
    for document in documents.iter().filter(|document| document.is_listed) {
        let found = found.entry(document.lang.clone()).or_default();
        let name = document.name().unwrap_or_default().to_owned();
        let link = Arc::new(LinkView { name, url: site.url(&document.lang, &document.path) });
        if let Some(object) = &document.object {
            found.add(site, object, usize::MAX, &link);
        }
        for object in &document.beside {
            // Only the first page that shows such an object is linked.
            if found.beside.insert(Arc::as_ptr(object).addr()) {
                found.add(site, object, 1, &link);
            }
        }
    }
    found.into_iter().map(|(lang, found)| (lang, found.photographs)).collect()
}

/// Photographs of a language that were found so far.
#[derive(Default)]
struct Found {
    photographs: Vec<Photograph>,
    /// Index of each photograph in `photographs`, by the name of its file.
    known: HashMap<String, usize>,
    /// Addresses in memory of the objects in [`Document::beside`] that were seen.
    beside: HashSet<usize>,
}

impl Found {
    /// Adds the first `limit` photographs of an object, which `page` shows.
    fn add(&mut self, site: &Site, object: &Arc<dyn Object>, limit: usize, page: &Arc<LinkView>) {
        let galleries = object.galleries().into_iter().enumerate();
        let images = galleries.flat_map(|(gallery, attachments)| {
            attachments.iter().enumerate().map(move |(at, one)| ((gallery, at), one))
        });
        let images = images.filter_map(|(at, one)| Some((at, site.picture(one.image()?)?)));
        for (at, picture) in images.take(limit) {
            let name = &picture.whole.jpeg.name;
            let index = *self.known.entry(name.clone()).or_insert_with(|| {
                let object = object.clone();
                self.photographs.push(Photograph { object, at, shown: Vec::new() });
                self.photographs.len() - 1
            });
            let shown = &mut self.photographs[index].shown;
            if shown.len() < LINKS && !shown.iter().any(|shown| Arc::ptr_eq(shown, page)) {
                shown.push(page.clone());
            }
        }
    }
}
