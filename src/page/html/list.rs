//! Lists that go on on further pages: of treks, with their map, and of anything else.

use crate::model::Lang;
use crate::page::html::document::ViewPage;
use crate::page::html::frame::Frame;
use crate::page::html::head::Head;
use crate::page::site::Site;
use crate::page::site::page::Page;
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
    pub kind: &'static str,
    pub item: String,
    /// Where its first page is, below the language: `treks/`.
    pub path: String,
    /// On how many pages it is, in each language that has it.
    pub pages: Vec<(Lang, usize)>,
}

impl List {
    /// Every page, with what makes its head and its view.
    pub fn plan(
        self,
        frame: &Arc<Frame>,
        make: impl Fn(&Site, &Lang, usize) -> (Head, Value) + Clone + Send + Sync + 'static,
    ) -> Vec<Page> {
        let mut plan = Vec::new();
        for (lang, pages) in &self.pages {
            for number in 1..=*pages {
                let others = self.pages.iter().filter(|(_, pages)| number <= *pages);
                let page = ViewPage {
                    kind: self.kind,
                    item: self.item.clone(),
                    path: page_path(&self.path, number),
                    lang: lang.clone(),
                    langs: others.map(|(lang, _)| lang.clone()).collect(),
                };
                let make = make.clone();
                plan.push(page.page(frame, move |site, lang| make(site, lang, number)));
            }
        }
        plan
    }
}

/// Where a page of a list is, below the language.
fn page_path(list: &str, number: usize) -> String {
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
