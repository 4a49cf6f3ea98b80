//! `search.json`: by what the treks of a language are found, for the search of their list.

use crate::derive::season::Months;
use crate::model::{Lang, Term};
use crate::page::site::page::{Content, Page};
use crate::page::site::pagination::CARDS;
use crate::page::site::{Site, address, month};
use icu_normalizer::DecomposingNormalizerBorrowed;
use serde::Serialize;
use std::collections::HashSet;
use std::sync::Arc;

/// Letters that are no other letter with a mark, and what one writes for them.
const LETTERS: [(char, &str); 5] = [('œ', "oe"), ('æ', "ae"), ('ß', "ss"), ('ø', "o"), ('ł', "l")];

/// The treks of a language in the order of their list.
#[derive(Serialize)]
struct Found {
    /// Treks on a page of the list.
    each: usize,
    treks: Vec<Entry>,
}

/// By what a trek is found. What is usual is left out: there may be thousands.
#[derive(Serialize)]
struct Entry {
    url: String,
    /// Folded words of its name and its places, each once.
    text: String,
    /// The last part of the address of its term.
    #[serde(skip_serializing_if = "String::is_empty")]
    practice: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    difficulty: String,
    /// A bit for each month, January the lowest; left out where nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    months: Option<u16>,
    /// In how many lines the map draws it: none or, which is left out, one.
    #[serde(skip_serializing_if = "is_one")]
    lines: usize,
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let page = |lang: &Lang| {
        let (site, path, lang) =
            (site.clone(), site.output_path(lang, address::SEARCH), lang.clone());
        let bytes = move || {
            let treks = site.treks_in(&lang).iter().map(|index| entry(&site, &lang, *index));
            let found = Found { each: CARDS, treks: treks.collect() };
            serde_json::to_vec(&found).expect("texts and numbers have no other form")
        };
        let item = "search of all treks".to_owned();
        Page { path, kind: "search_index", item, content: Content::Bytes(Box::new(bytes)) }
    };
    site.languages().iter().map(page).collect()
}

fn entry(site: &Site, lang: &Lang, index: usize) -> Entry {
    let trek = site.trek(index);
    let places = trek.cities.iter().chain(&trek.districts).map(|term| &term.name);
    let texts = [&trek.name, &trek.departure].into_iter().chain(places);
    let slug = |term: &Option<Arc<Term>>| {
        let entry = term.as_ref().and_then(|term| site.index.of_term(term));
        entry.map_or(String::new(), |entry| entry.slug.clone())
    };
    Entry {
        url: address::url(site, lang, trek),
        text: words(texts.filter_map(|text| text.get(lang))),
        practice: slug(&trek.practice),
        difficulty: slug(&trek.difficulty),
        months: month::of(&site.atlas, index).map(bits),
        lines: usize::from(trek.start().is_some()),
    }
}

fn is_one(lines: &usize) -> bool {
    *lines == 1
}

fn bits(months: Months) -> u16 {
    (0..).zip(months).filter(|(_, is)| *is).map(|(month, _)| 1 << month).sum()
}

/// The words of these texts, folded, each once.
fn words<'t>(texts: impl Iterator<Item = &'t String>) -> String {
    let folded: Vec<String> = texts.map(|text| fold(text)).collect();
    let words = folded.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let mut known = HashSet::new();
    let new: Vec<&str> = words.filter(|word| !word.is_empty() && known.insert(*word)).collect();
    new.join(" ")
}

/// As one writes in a hurry: lower case, without marks. `search.js` does the same.
fn fold(text: &str) -> String {
    let apart =
        DecomposingNormalizerBorrowed::new_nfd().normalize(&text.to_lowercase()).into_owned();
    let letters = apart.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    let mut folded = String::with_capacity(apart.len());
    for letter in letters {
        match LETTERS.iter().find(|(from, _)| *from == letter) {
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
    fn words_are_folded_and_each_is_there_once() {
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
