//! The blocks of the home page, in the order of the settings.

use crate::model::{Lang, Vocabulary};
use crate::page::site::Site;
use crate::page::site::index::TermTreks;
use crate::page::site::settings::block::Block;
use crate::page::view::term::{self, TermView};
use crate::page::view::text::{Markup, markup, plain};
use serde::Serialize;

/// Number of terms of a vocabulary the home page shows: those with the most treks.
const TERMS: usize = 24;

/// Blocks that share a row with the next one of them.
const NARROW: [&str; 2] = ["events", "services"];

/// A block of the home page.
#[derive(Debug, Serialize)]
pub struct BlockView {
    /// `featured`, `map`, `newest`, `outdoor_sites`, `events`, `services`: shown from the fields of
    /// `home`; `practices` and other vocabularies; `page`.
    pub kind: String,
    /// `theme` for a block of terms, else empty.
    pub vocabulary: &'static str,
    /// Terms with their pages, the most frequent first; months in their order.
    pub terms: Vec<CountedTermView>,
    /// Of an editorial page.
    pub title: String,
    pub text: Markup,
}

/// A term with its page.
#[derive(Debug, Serialize)]
pub struct CountedTermView {
    pub term: TermView,
    /// How many treks.
    pub count: usize,
}

/// Rows of blocks, without those that have nothing to show; `is_filled` says it of those of the
/// home page's own view.
pub fn rows(
    site: &Site,
    lang: &Lang,
    blocks: &[Block],
    is_filled: impl Fn(&str) -> bool,
) -> Vec<Vec<BlockView>> {
    let empty = |kind: &str| BlockView {
        kind: kind.to_owned(),
        vocabulary: "",
        terms: Vec::new(),
        title: String::new(),
        text: Markup::default(),
    };
    let view = |block: &Block| match block {
        Block::Own(name) => is_filled(name).then(|| empty(name)),
        Block::Terms(name, vocabulary) => {
            let terms = terms(site, lang, *vocabulary);
            (!terms.is_empty()).then(|| BlockView {
                terms,
                vocabulary: vocabulary.name(),
                ..empty(name)
            })
        }
        Block::Text(slug) => {
            let mut pages = site.atlas.catalog.flatpages.iter();
            let page = pages.find(|page| page.id.local() == slug)?;
            page.content.get(lang)?;
            let (title, text) = (plain(&page.title, lang), markup(site, &page.content, lang));
            Some(BlockView { title, text, ..empty("page") })
        }
    };
    let mut rows: Vec<Vec<BlockView>> = Vec::new();
    for block in blocks.iter().filter_map(view) {
        let is_narrow = |block: &BlockView| NARROW.contains(&block.kind.as_str());
        match rows.last_mut() {
            Some(row) if row.len() == 1 && is_narrow(&row[0]) && is_narrow(&block) => {
                row.push(block);
            }
            _ => rows.push(vec![block]),
        }
    }
    rows
}

fn terms(site: &Site, lang: &Lang, vocabulary: Vocabulary) -> Vec<CountedTermView> {
    let terms = site.index.terms.iter().filter(|entry| entry.term.vocabulary == vocabulary);
    let view = |entry: &TermTreks| {
        let count = entry.treks.get(lang)?.len();
        Some(CountedTermView { term: term::term(site, lang, &entry.term)?, count })
    };
    let mut terms: Vec<CountedTermView> = terms.filter_map(view).collect();
    if vocabulary == Vocabulary::Month {
        terms.sort_by_key(|entry| entry.term.rank);
    } else {
        terms.sort_by(|a, b| b.count.cmp(&a.count).then(a.term.id.cmp(&b.term.id)));
    }
    terms.truncate(TERMS);
    terms
}
