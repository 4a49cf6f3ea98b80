//! The pages of words: the treks of a practice, a theme, a label, a difficulty, a city, a district, a
//! month.

use crate::model::{Lang, Term};
use crate::page::Head;
use crate::page::Page;
use crate::page::file::map_data;
use crate::page::html::list::{self, CARDS, List, ListView, Part};
use crate::page::parts;
use crate::page::site::Site;
use crate::page::text;
use crate::page::view::TermView;
use serde::Serialize;
use std::sync::Arc;

/// `word`
#[derive(Debug, Serialize)]
pub struct WordView {
    /// What it is a word for: `practice`, `theme`, `label`, `difficulty`, `city`, `district` or
    /// `month`.
    pub kind: &'static str,
    pub term: TermView,
    #[serde(flatten)]
    pub list: ListView,
}

/// Where the treks are that a word describes, or empty.
pub fn url(site: &Site, lang: &Lang, term: &Arc<Term>) -> String {
    let word = site.index.word(term).filter(|word| word.treks.contains_key(lang));
    word.map_or(String::new(), |word| site.url(lang, &word.rest()))
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let mut plan = Vec::new();
    for (index, word) in site.index.words.iter().enumerate() {
        let pages = word.treks.iter();
        let list = List {
            kind: "word",
            item: format!("{} `{}`", word.term.vocabulary.name(), word.term.id),
            rest: word.rest(),
            pages: pages.map(|(lang, treks)| (lang.clone(), treks.len().div_ceil(CARDS))).collect(),
        };
        plan.extend(list.plan(site, move |site, lang, number| page(site, lang, index, number)));
    }
    plan
}

fn page(site: &Site, lang: &Lang, index: usize, number: usize) -> (Head, tera::Value) {
    let word = &site.index.words[index];
    let (rest, treks) = (word.rest(), &word.treks[lang]);
    let map_url = map_data::url_if_long(site, lang, &rest, treks.len());
    let view = WordView {
        kind: word.term.vocabulary.name(),
        term: parts::term(site, lang, &word.term).expect("it has a page in this language"),
        list: list::view(site, lang, Part { list: &rest, treks, number, map_url }),
    };
    let first = view.list.cards.iter().find_map(|card| card.picture.as_ref());
    let head = Head {
        title: view.term.name.clone(),
        description: description(&view, &word.term, lang),
        pictures: first.cloned().into_iter().collect(),
    };
    (head, text::value(&view))
}

/// What the word means, or the names of its treks.
fn description(view: &WordView, term: &Term, lang: &Lang) -> String {
    let advice = text::teaser([&term.advice], lang);
    if !advice.is_empty() {
        return advice;
    }
    let names = view.list.cards.iter().map(|card| card.name.as_str());
    text::shorten(&format!("{} – {}", view.term.name, names.collect::<Vec<_>>().join(", ")))
}
