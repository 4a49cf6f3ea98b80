//! Pagination: lists of treks and of other things that take several pages.

use crate::map::Sheet;
use crate::model::{Lang, Object};
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::site::Site;
use crate::page::site::pagination::CARDS;
use crate::page::site::reads::Version;
use crate::page::site::shared::Shared;
use crate::page::view::card::{self, CardView};
use crate::page::view::map::{self, MapView};
use serde::Serialize;
use std::sync::Arc;
use tera::Value;

/// A page of a list of treks, with links to its other pages.
#[derive(Debug, Serialize)]
pub struct ListView {
    /// Treks on this page.
    pub cards: Vec<Shared<CardView>>,
    /// Map of all treks of the list; `None` on the second page and those that follow.
    pub map: Option<MapView>,
    #[serde(flatten)]
    pub pager: PagerView,
}

/// Links to the pages of a list.
#[derive(Debug, Serialize)]
pub struct PagerView {
    /// Number of items on all pages.
    pub total: usize,
    /// Page number, starting at 1.
    pub number: usize,
    /// Links to the first page, the last, and the pages next to this one.
    pub pages: Vec<PageLinkView>,
    /// Address of the previous page, or empty.
    pub previous: String,
    /// Address of the next page, or empty.
    pub next: String,
}

/// Link to a page of a list.
#[derive(Debug, Serialize)]
pub struct PageLinkView {
    /// Page number, starting at 1.
    pub number: usize,
    pub url: String,
    /// True for the page that shows the link.
    pub current: bool,
}

/// Version of what a page shows that is not read from the site, by language and page number.
type Captured = Box<dyn Fn(&Lang, usize) -> Version>;

/// A list of several pages, in all its languages.
pub struct List {
    /// Kind of the pages, which is also the name of their template and of its variable.
    kind: &'static str,
    /// File or object that the list was read from, for warnings.
    item: String,
    /// Path of the first page below its language: `treks/`.
    path: String,
    /// Object that the list belongs to, if any: a term, a structure.
    object: Option<Arc<dyn Object>>,
    /// Section of the site map that lists the first page, if any.
    section: Option<&'static str>,
    /// Number of pages in each language that has the list.
    pages: Vec<(Lang, usize)>,
    /// Version of what a page shows that is not read from the site, by language and page number.
    captured: Captured,
}

impl List {
    /// Makes a list that belongs to no object. `pages` gives the number of pages in each language
    /// that has the list.
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
            captured: Box::new(|_, _| 0),
        }
    }

    /// Gives the pages a version of what they show that is not read from the site. `captured` gets
    /// the language and the page number, starting at 1.
    pub fn showing(self, captured: impl Fn(&Lang, usize) -> Version + 'static) -> List {
        List { captured: Box::new(captured), ..self }
    }

    /// Makes the list belong to an object. `section` is the section of the site map that lists it.
    pub fn about(self, object: Arc<dyn Object>, section: &'static str) -> List {
        List { object: Some(object), section: Some(section), ..self }
    }

    /// Plans every page in every language. `make` gets the page number, starting at 1.
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
                document.captured = (self.captured)(lang, number);
                document.object = self.object.clone().filter(|_| number == 1);
                document.section = self.section.filter(|_| number == 1);
                documents.push(document);
            }
        }
        documents
    }
}

/// Gives the first page of a list in each language the sheet of its map.
pub fn add_sheets(documents: &mut [Document], sheet: impl Fn(&Lang) -> Option<Arc<Sheet>>) {
    for document in documents.iter_mut().filter(|document| document.is_listed) {
        document.sheet = sheet(&document.lang);
    }
}

/// Path of a page of a list below its language. `list` is the path of the first page, `number`
/// starts at 1.
pub fn page_path(list: &str, number: usize) -> String {
    if number == 1 { list.to_owned() } else { format!("{list}{number}/") }
}

/// A page of a list of treks, before its view is made.
pub struct TreksPage<'a> {
    /// Path of the first page below its language.
    pub list: &'a str,
    /// Indices of the treks on all pages.
    pub treks: &'a [usize],
    /// Page number, starting at 1.
    pub number: usize,
    /// Address of the data of the map; empty when the page contains the data.
    pub map_url: String,
}

/// Makes the view of a page of a list of treks.
pub fn view(site: &Site, lang: &Lang, page: TreksPage) -> ListView {
    let pagination = Pagination { number: page.number, total: page.treks.len(), per_page: CARDS };
    ListView {
        cards: card::cards(site, lang, pagination.items(page.treks)),
        pager: pager(site, lang, page.list, &pagination),
        map: (page.number == 1).then(|| map::map(site, lang, page.treks, page.map_url)).flatten(),
    }
}

/// Position of a page in its list.
pub struct Pagination {
    /// Page number, starting at 1.
    pub number: usize,
    /// Number of items on all pages.
    pub total: usize,
    /// Number of items on a page; the last page may have fewer.
    pub per_page: usize,
}

impl Pagination {
    /// Returns the items of this page, of all `items` of the list.
    pub fn items<'i, T>(&self, items: &'i [T]) -> &'i [T] {
        items.chunks(self.per_page).nth(self.number - 1).unwrap_or_default()
    }
}

/// Makes the links to the pages of a list. `list` is the path of its first page below the language.
pub fn pager(site: &Site, lang: &Lang, list: &str, pagination: &Pagination) -> PagerView {
    let Pagination { number, total, per_page } = *pagination;
    let count = total.div_ceil(per_page).max(1);
    let url = |number: usize| site.url(lang, &page_path(list, number));
    PagerView {
        total,
        number,
        pages: linked_pages(number, count)
            .map(|page| PageLinkView { number: page, url: url(page), current: page == number })
            .collect(),
        previous: if number > 1 { url(number - 1) } else { String::new() },
        next: if number < count { url(number + 1) } else { String::new() },
    }
}

/// Returns the numbers of the pages to link to from page `number` of `count`: the first, the last,
/// and two on each side. A long list would otherwise have hundreds of links.
fn linked_pages(number: usize, count: usize) -> impl Iterator<Item = usize> {
    (1..=count).filter(move |page| *page == 1 || *page == count || page.abs_diff(number) <= 2)
}
