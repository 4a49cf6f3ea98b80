//! The list of treks, in pages.

use crate::model::{Lang, Vocabulary};
use crate::page::Head;
use crate::page::Page;
use crate::page::file::map_data;
use crate::page::file::search_index;
use crate::page::html::list::{self, CARDS, List, ListView, Part};
use crate::page::order;
use crate::page::parts;
use crate::page::site::Site;
use crate::page::text;
use crate::page::view::*;
use serde::Serialize;
use std::sync::Arc;

/// Where the list is, below the language.
const REST: &str = "treks/";

/// `treks`
#[derive(Debug, Serialize)]
pub struct TreksView {
    #[serde(flatten)]
    pub list: ListView,
    /// The practices, difficulties and months that occur.
    pub practices: Vec<TermView>,
    pub difficulties: Vec<TermView>,
    pub months: Vec<TermView>,
    /// Address of the JSON by which the script searches.
    pub search_url: String,
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
        practices: occurring(site, lang, Vocabulary::Practice),
        difficulties: occurring(site, lang, Vocabulary::Difficulty),
        months: occurring(site, lang, Vocabulary::Month),
        search_url: search_index::url(site, lang),
    }
}

/// The words that describe treks of the language, by their rank, then by their names.
fn occurring(site: &Site, lang: &Lang, vocabulary: Vocabulary) -> Vec<TermView> {
    let words = site.index.words.iter().filter(|word| word.term.vocabulary == vocabulary);
    let words = words.filter(|word| word.treks.contains_key(lang));
    let named = words.filter_map(|word| Some((word.term.name.get(lang)?.as_str(), word)));
    let mut words = order::sorted(lang, named.collect());
    words.sort_by_key(|word| word.term.rank);
    words.into_iter().filter_map(|word| parts::term(site, lang, &word.term)).collect()
}
