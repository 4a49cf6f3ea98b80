//! The page of a term: the treks of a practice, a theme, a label, a difficulty, a city, a district
//! or a month.

use crate::model::{Lang, Term, Vocabulary};
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::html::list::{self, List, ListView, TreksPage};
use crate::page::site::pagination::CARDS;
use crate::page::site::shared::Shared;
use crate::page::site::{Site, address};
use crate::page::view::map::sheet;
use crate::page::view::term::{self, TermView};
use crate::page::view::text;
use serde::Serialize;
use tera::Value;

/// View of a page of a term: the variable `term` of its template.
#[derive(Debug, Serialize)]
pub struct TermPageView {
    /// Vocabulary of the term: `practice`, `theme`, `label`, `difficulty`, `city`, `district` or
    /// `month`.
    pub kind: &'static str,
    #[serde(flatten)]
    pub term: Shared<TermView>,
    /// Treks that the term describes, with their map.
    #[serde(flatten)]
    pub list: ListView,
}

/// Vocabularies whose terms have pages, in the order of the site map.
const VOCABULARIES: [Vocabulary; 7] = [
    Vocabulary::Practice,
    Vocabulary::Theme,
    Vocabulary::Difficulty,
    Vocabulary::Label,
    Vocabulary::District,
    Vocabulary::City,
    Vocabulary::Month,
];

pub fn plan(site: &Site) -> Vec<Document> {
    let mut plan = Vec::new();
    for vocabulary in VOCABULARIES {
        let terms = site.terms().iter().enumerate();
        for (index, entry) in terms.filter(|(_, entry)| entry.term.vocabulary == vocabulary) {
            let item = format!("{} `{}`", vocabulary.name(), entry.term.id);
            let pages = site.languages().iter().filter_map(|lang| {
                Some((lang.clone(), entry.treks.get(lang)?.len().div_ceil(CARDS)))
            });
            let list = List::new(("term", &item), &entry.path(), pages);
            let list = list.about(entry.term.clone(), vocabulary.name());
            let mut pages = list.plan(move |site, lang, number| page(site, lang, index, number));
            list::add_sheets(&mut pages, |lang| sheet::of_treks(site, &entry.treks[lang]));
            plan.append(&mut pages);
        }
    }
    plan
}

fn page(site: &Site, lang: &Lang, index: usize, number: usize) -> (Head, Value) {
    let entry = site.term(index);
    let (path, treks) = (entry.path(), &entry.treks[lang]);
    let map_url = address::of_long_map(site, lang, &path, treks.len());
    let view = TermPageView {
        kind: entry.term.vocabulary.name(),
        term: term::term(site, lang, &entry.term)
            .expect("a term has pages only in languages in which it has a name"),
        list: list::view(site, lang, TreksPage { list: &path, treks, number, map_url }),
    };
    let first = view.list.cards.iter().find_map(|card| card.picture.as_ref());
    let head = Head {
        title: view.term.name.clone(),
        description: description(&view, &entry.term, lang),
        pictures: first.cloned().into_iter().collect(),
    };
    (head, Value::from_serializable(&view))
}

/// Returns the explanation of the term, or else the names of the treks on the page.
fn description(view: &TermPageView, term: &Term, lang: &Lang) -> String {
    let advice = text::teaser([&term.advice], lang);
    if !advice.is_empty() {
        return advice;
    }
    let names = view.list.cards.iter().map(|card| card.name.as_str());
    text::shorten(&format!("{} – {}", view.term.name, names.collect::<Vec<_>>().join(", ")))
}
