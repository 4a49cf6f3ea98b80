//! The list of treks, in pages.

use super::site::Site;
use super::view::*;
use super::{Head, Page, ViewPage, home, parts, text};
use crate::model::{Lang, Term};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Cards on a page: more would be slow to load on a phone.
const CARDS: usize = 36;

/// `treks`
#[derive(Debug, Serialize)]
pub struct TreksView {
    pub cards: Vec<CardView>,
    /// Treks on all pages.
    pub total: usize,
    /// From 1.
    pub number: usize,
    pub pages: Vec<PageLinkView>,
    /// Address of the page before, or empty.
    pub previous: String,
    pub next: String,
    /// On the first page.
    pub map: Option<MapView>,
    /// The practices and difficulties that occur.
    pub practices: Vec<TermView>,
    pub difficulties: Vec<TermView>,
}

#[derive(Debug, Serialize)]
pub struct PageLinkView {
    pub number: usize,
    pub url: String,
    pub current: bool,
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let by_lang: Vec<(Lang, Arc<Vec<usize>>)> =
        site.languages().iter().map(|lang| (lang.clone(), Arc::new(site.treks_in(lang)))).collect();
    let count = |lang: &Lang| {
        by_lang.iter().find(|(l, _)| l == lang).map_or(1, |(_, treks)| pages(treks.len()))
    };
    let mut plan = Vec::new();
    for (lang, treks) in &by_lang {
        for number in 1..=pages(treks.len()) {
            let page = ViewPage {
                kind: "treks",
                item: "treks".to_owned(),
                rest: rest(number),
                lang: lang.clone(),
                langs: site.languages_where(|lang| number <= count(lang)),
            };
            let treks = treks.clone();
            plan.push(page.page(site, move |site, lang| {
                let view = view(site, lang, &treks, number);
                let first = view.cards.iter().find_map(|card| card.picture.as_ref());
                let head = Head {
                    title: String::new(),
                    description: text::teaser([&site.settings.description], lang),
                    pictures: first.cloned().into_iter().collect(),
                };
                (head, text::value(&view))
            }));
        }
    }
    plan
}

fn pages(treks: usize) -> usize {
    treks.div_ceil(CARDS).max(1)
}

fn rest(number: usize) -> String {
    if number == 1 { "treks/".to_owned() } else { format!("treks/{number}/") }
}

fn view(site: &Site, lang: &Lang, treks: &[usize], number: usize) -> TreksView {
    let count = pages(treks.len());
    let url = |number: usize| site.url(lang, &rest(number));
    let cards = treks.iter().skip((number - 1) * CARDS).take(CARDS).copied().collect::<Vec<_>>();
    TreksView {
        cards: parts::cards(site, lang, &cards),
        total: treks.len(),
        number,
        pages: near(number, count)
            .map(|page| PageLinkView { number: page, url: url(page), current: page == number })
            .collect(),
        previous: if number > 1 { url(number - 1) } else { String::new() },
        next: if number < count { url(number + 1) } else { String::new() },
        map: if number == 1 { home::overview_map(site, lang, treks) } else { None },
        practices: occurring(site, lang, treks, |trek| trek.practice.as_ref()),
        difficulties: occurring(site, lang, treks, |trek| trek.difficulty.as_ref()),
    }
}

/// The first, the last and those around: a list of a thousand links helps nobody.
fn near(number: usize, count: usize) -> impl Iterator<Item = usize> {
    (1..=count).filter(move |page| *page == 1 || *page == count || page.abs_diff(number) <= 2)
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
