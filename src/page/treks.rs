//! The list of treks, in pages.

use super::list::{self, CARDS, List, ListView, Part};
use super::site::Site;
use super::view::*;
use super::{Head, Page, map_data, parts, text};
use crate::model::{Lang, Term};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the list is, below the language.
const REST: &str = "treks/";

/// `treks`
#[derive(Debug, Serialize)]
pub struct TreksView {
    #[serde(flatten)]
    pub list: ListView,
    /// The practices and difficulties that occur.
    pub practices: Vec<TermView>,
    pub difficulties: Vec<TermView>,
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let pages = |lang: &Lang| site.treks_in(lang).len().div_ceil(CARDS).max(1);
    let list = List {
        kind: "treks",
        item: "treks".to_owned(),
        rest: REST.to_owned(),
        pages: site.languages().iter().map(|lang| (lang.clone(), pages(lang))).collect(),
    };
    list.plan(site, |site, lang, number| {
        let view = view(site, lang, number);
        let first = view.list.cards.iter().find_map(|card| card.picture.as_ref());
        let head = Head {
            title: String::new(),
            description: text::teaser([&site.settings.description], lang),
            pictures: first.cloned().into_iter().collect(),
        };
        (head, text::value(&view))
    })
}

fn view(site: &Site, lang: &Lang, number: usize) -> TreksView {
    let (treks, map_url) = (site.treks_in(lang), map_data::url(site, lang, ""));
    TreksView {
        list: list::view(site, lang, Part { list: REST, treks, number, map_url }),
        practices: occurring(site, lang, treks, |trek| trek.practice.as_ref()),
        difficulties: occurring(site, lang, treks, |trek| trek.difficulty.as_ref()),
    }
}

fn occurring(
    site: &Site,
    lang: &Lang,
    treks: &[usize],
    term: impl Fn(&crate::model::Trek) -> Option<&Arc<Term>>,
) -> Vec<TermView> {
    let terms = treks.iter().filter_map(|index| term(site.trek(*index)));
    let terms: BTreeMap<_, _> = terms.map(|term| ((term.rank, term.id.clone()), term)).collect();
    terms.values().filter_map(|term| parts::term(site, lang, term)).collect()
}
