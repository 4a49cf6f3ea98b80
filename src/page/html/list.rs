//! Lists that go on on further pages: of treks, with their map, and of anything else.

use crate::model::{Lang, Object};
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::site::Site;
use crate::page::site::pagination::CARDS;
use crate::page::view::card::{self, CardView};
use crate::page::view::map::{self, MapView};
use serde::Serialize;
use std::sync::Arc;
use tera::Value;

/// Treks, and where the others are.
#[derive(Debug, Serialize)]
pub struct ListView {
    pub cards: Vec<CardView>,
    /// On the first page.
    pub map: Option<MapView>,
    #[serde(flatten)]
    pub pager: PagerView,
}

/// Where the other pages of a list are.
#[derive(Debug, Serialize)]
pub struct PagerView {
    /// Items on all pages.
    pub total: usize,
    /// This page, from 1.
    pub number: usize,
    /// The first, the last and those around.
    pub pages: Vec<PageLinkView>,
    /// Address of the page before, or empty.
    pub previous: String,
    pub next: String,
}

#[derive(Debug, Serialize)]
pub struct PageLinkView {
    pub number: usize,
    pub url: String,
    pub current: bool,
}

/// A list in its languages.
pub struct List {
    /// The kind, which is also the name of the template and of its variable.
    kind: &'static str,
    /// Where the list was read from, for messages.
    item: String,
    /// Path of the first page below the language: `treks/`.
    path: String,
    object: Option<Arc<dyn Object>>,
    section: Option<&'static str>,
    pages: Vec<(Lang, usize)>,
}

impl List {
    /// A list about no object. `pages` are their number in each language that has the list.
    pub fn new(
        (kind, item): (&'static str, &str),
        path: &str,
        pages: impl Iterator<Item = (Lang, usize)>,
    ) -> List {
        List {
            kind,
            item: item.to_owned(),
            path: path.to_owned(),
            object: None,
            section: None,
            pages: pages.collect(),
        }
    }

    /// The list as that of an object, with the section of the map of the site that lists it.
    pub fn about(self, object: Arc<dyn Object>, section: &'static str) -> List {
        List { object: Some(object), section: Some(section), ..self }
    }

    /// Every page; `make` gets the page number, starting at 1.
    pub fn plan(
        self,
        make: impl Fn(&Site, &Lang, usize) -> (Head, Value) + Clone + Send + Sync + 'static,
    ) -> Vec<Document> {
        let mut documents = Vec::new();
        for (lang, pages) in &self.pages {
            for number in 1..=*pages {
                let others = self.pages.iter().filter(|(_, pages)| number <= *pages);
                let langs: Vec<Lang> = others.map(|(lang, _)| lang.clone()).collect();
                let make = make.clone();
                let make = move |site: &Site, lang: &Lang| make(site, lang, number);
                let item = (self.kind, self.item.as_str());
                let path = page_path(&self.path, number);
                let mut document = Document::new(item, &path, lang, &langs, make);
                document.is_listed = number == 1;
                document.object = self.object.clone().filter(|_| number == 1);
                document.section = self.section.filter(|_| number == 1);
                documents.push(document);
            }
        }
        documents
    }
}

/// Path of a page of a list below the language.
pub fn page_path(list: &str, number: usize) -> String {
    if number == 1 { list.to_owned() } else { format!("{list}{number}/") }
}

/// A page of a list of treks.
pub struct Part<'a> {
    /// Where the first page is, below the language.
    pub list: &'a str,
    /// On all pages.
    pub treks: &'a [usize],
    /// Of the page, from 1.
    pub number: usize,
    /// Where the data of the map is, or empty: in the page.
    pub map_url: String,
}

pub fn view(site: &Site, lang: &Lang, part: Part) -> ListView {
    let stretch = Stretch { number: part.number, total: part.treks.len(), each: CARDS };
    ListView {
        cards: card::cards(site, lang, stretch.of(part.treks)),
        pager: pager(site, lang, part.list, &stretch),
        map: (part.number == 1).then(|| map::map(site, lang, part.treks, part.map_url)).flatten(),
    }
}

/// What is on a page of a list.
pub struct Stretch {
    /// Of the page, from 1.
    pub number: usize,
    /// Items on all pages, and on each but the last.
    pub total: usize,
    pub each: usize,
}

impl Stretch {
    pub fn of<'i, T>(&self, items: &'i [T]) -> &'i [T] {
        items.chunks(self.each).nth(self.number - 1).unwrap_or_default()
    }
}

/// Where the pages of a list are, whose first is at `list` below the language.
pub fn pager(site: &Site, lang: &Lang, list: &str, stretch: &Stretch) -> PagerView {
    let Stretch { number, total, each } = *stretch;
    let count = total.div_ceil(each).max(1);
    let url = |number: usize| site.url(lang, &page_path(list, number));
    PagerView {
        total,
        number,
        pages: near(number, count)
            .map(|page| PageLinkView { number: page, url: url(page), current: page == number })
            .collect(),
        previous: if number > 1 { url(number - 1) } else { String::new() },
        next: if number < count { url(number + 1) } else { String::new() },
    }
}

/// A list of a thousand links helps nobody.
fn near(number: usize, count: usize) -> impl Iterator<Item = usize> {
    (1..=count).filter(move |page| *page == 1 || *page == count || page.abs_diff(number) <= 2)
}
