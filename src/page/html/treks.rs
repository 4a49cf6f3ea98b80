//! The list of all treks.

use crate::model::{Lang, Vocabulary};
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::html::list::{self, List, ListView, TreksPage};
use crate::page::site::pagination::CARDS;
use crate::page::site::shared::Shared;
use crate::page::site::{Site, address, order};
use crate::page::view::map::sheet;
use crate::page::view::term::{self, TermView};
use crate::page::view::text;
use serde::Serialize;
use tera::Value;

/// View of a page of the list of treks: the variable `treks` of its template.
#[derive(Debug, Serialize)]
pub struct TreksView {
    #[serde(flatten)]
    pub list: ListView,
    /// Practices of the treks, for the filters of the search.
    pub practices: Vec<Shared<TermView>>,
    /// Difficulties of the treks.
    pub difficulties: Vec<Shared<TermView>>,
    /// Months in which treks are usually walked.
    pub months: Vec<Shared<TermView>>,
    /// Address of the search index, a JSON file.
    pub search_url: String,
}

pub fn plan(site: &Site) -> Vec<Document> {
    let pages = |lang: &Lang| site.treks_in(lang).len().div_ceil(CARDS).max(1);
    let pages = site.languages().iter().map(|lang| (lang.clone(), pages(lang)));
    let list = List::new(("treks", "treks"), address::TREKS, pages);
    let mut plan = list.plan(|site, lang, number| {
        let view = view(site, lang, number);
        let first = view.list.cards.iter().find_map(|card| card.picture.as_ref());
        let head = Head {
            title: String::new(),
            description: text::teaser([&site.settings.description], lang),
            pictures: first.cloned().into_iter().collect(),
        };
        (head, Value::from_serializable(&view))
    });
    list::add_sheets(&mut plan, |lang| sheet::of_treks(site, site.treks_in(lang)));
    plan
}

fn view(site: &Site, lang: &Lang, number: usize) -> TreksView {
    let (treks, map_url) = (site.treks_in(lang), site.url(lang, address::MAP));
    TreksView {
        list: list::view(site, lang, TreksPage { list: address::TREKS, treks, number, map_url }),
        practices: occurring(site, lang, Vocabulary::Practice),
        difficulties: occurring(site, lang, Vocabulary::Difficulty),
        months: occurring(site, lang, Vocabulary::Month),
        search_url: site.url(lang, address::SEARCH),
    }
}

/// Returns the terms that describe treks of the language, sorted by rank and name.
fn occurring(site: &Site, lang: &Lang, vocabulary: Vocabulary) -> Vec<Shared<TermView>> {
    let terms = site.terms().iter().filter(|entry| entry.term.vocabulary == vocabulary);
    let terms = terms.filter(|entry| entry.treks.contains_key(lang));
    let named = terms.filter_map(|entry| Some((entry.term.name.get(lang)?.as_str(), entry)));
    let mut terms = order::sorted(lang, named.collect());
    terms.sort_by_key(|entry| entry.term.rank);
    terms.into_iter().filter_map(|entry| term::term(site, lang, &entry.term)).collect()
}
