//! `search.json`: the search index of the list of treks, one in each language.

use crate::derive::season::Months;
use crate::model::{Lang, Term};
use crate::page::site::page::{Content, Page};
use crate::page::site::pagination::CARDS;
use crate::page::site::{Site, address};
use icu_normalizer::DecomposingNormalizerBorrowed;
use serde::Serialize;
use std::collections::HashSet;
use std::sync::Arc;

/// Letters that Unicode does not decompose into a letter and a diacritic, with the letters that
/// replace them.
const REPLACEMENTS: [(char, &str); 5] =
    [('œ', "oe"), ('æ', "ae"), ('ß', "ss"), ('ø', "o"), ('ł', "l")];

/// Content of the file: the treks of a language in the order of the list.
#[derive(Serialize)]
struct SearchIndex {
    /// Number of treks on a page of the list.
    each: usize,
    treks: Vec<Entry>,
}

/// Search terms and filters of a trek. Default values are left out, because a site may have
/// thousands of treks.
#[derive(Serialize)]
struct Entry {
    url: String,
    /// Words of the name, departure, cities and districts of the trek, in lower case and without
    /// diacritics, each once.
    text: String,
    /// Slug of the practice, or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    practice: String,
    /// Slug of the difficulty, or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    difficulty: String,
    /// Months in which the trek is usually walked: one bit for each month, January the lowest;
    /// `None` when the settings give no seasons.
    #[serde(skip_serializing_if = "Option::is_none")]
    months: Option<u16>,
    /// Number of lines of the trek on the map: 0 or 1. The default, 1, is left out.
    #[serde(skip_serializing_if = "is_one")]
    lines: usize,
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let page = |lang: &Lang| {
        let (path, plan) = (site.output_path(lang, address::SEARCH), site.common());
        let (site, lang) = (site.clone(), lang.clone());
        let bytes = move || {
            let treks = site.treks_in(&lang).iter().map(|index| entry(&site, &lang, *index));
            let index = SearchIndex { each: CARDS, treks: treks.collect() };
            serde_json::to_vec(&index).expect("texts and numbers can always be written as JSON")
        };
        let item = "search of all treks".to_owned();
        let page = Page::new(path, "search_index", &item, Content::Bytes(Box::new(bytes)));
        page.planned_as(plan)
    };
    site.languages().iter().map(page).collect()
}

fn entry(site: &Site, lang: &Lang, index: usize) -> Entry {
    let trek = site.trek(index);
    let places = trek.cities.iter().chain(&trek.districts).map(|term| &term.name);
    let texts = [&trek.name, &trek.departure].into_iter().chain(places);
    let slug = |term: &Option<Arc<Term>>| {
        let slug = term.as_ref().and_then(|term| site.term_slug(term));
        slug.unwrap_or_default().to_owned()
    };
    Entry {
        url: address::url(site, lang, trek),
        text: words(texts.filter_map(|text| text.get(lang))),
        practice: slug(&trek.practice),
        difficulty: slug(&trek.difficulty),
        months: site.months(index).map(bits),
        lines: usize::from(trek.start().is_some()),
    }
}

fn is_one(lines: &usize) -> bool {
    *lines == 1
}

/// Packs months into bits, January the lowest.
fn bits(months: Months) -> u16 {
    (0..).zip(months).filter(|(_, is)| *is).map(|(month, _)| 1 << month).sum()
}

/// Returns the words of texts in lower case and without diacritics, each once.
fn words<'t>(texts: impl Iterator<Item = &'t String>) -> String {
    let folded: Vec<String> = texts.map(|text| fold(text)).collect();
    let words = folded.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let mut known = HashSet::new();
    let new: Vec<&str> = words.filter(|word| !word.is_empty() && known.insert(*word)).collect();
    new.join(" ")
}

/// Turns a text to lower case and removes diacritics, like `search.js` does with a query.
fn fold(text: &str) -> String {
    let decomposed =
        DecomposingNormalizerBorrowed::new_nfd().normalize(&text.to_lowercase()).into_owned();
    let letters = decomposed.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    let mut folded = String::with_capacity(decomposed.len());
    for letter in letters {
        match REPLACEMENTS.iter().find(|(from, _)| *from == letter) {
            Some((_, to)) => folded.push_str(to),
            None => folded.push(letter),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_in_lower_case_without_diacritics_and_each_once() {
        for (texts, expected) in [
            (vec!["Le Cœur des Écrins", "LE CŒUR"], "le coeur des ecrins"),
            (vec!["Pic de l’Aigle (2 450 m)", "l'aigle"], "pic de l aigle 2 450 m"),
            (vec!["Straße", "Øvre Ærø"], "strasse ovre aero"),
            (vec!["ĺ", "İ", "Ñandú"], "l i nandu"),
            (vec!["–", ""], ""),
            (vec!["Вершина Й"], "вершина и"),
        ] {
            let texts: Vec<String> = texts.into_iter().map(str::to_owned).collect();
            assert_eq!(words(texts.iter()), expected);
        }
    }

    #[test]
    fn months_are_bits() {
        assert_eq!(bits([true; 12]), 0b1111_1111_1111);
        assert_eq!(bits(std::array::from_fn(|month| month == 0 || month == 5)), 0b10_0001);
    }
}
