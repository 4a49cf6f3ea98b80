//! The blocks of the home page, in the order of the settings.

use crate::model::{Lang, Vocabulary};
use crate::page::site::Site;
use crate::page::site::index::Word;
use crate::page::site::settings::block::Block;
use crate::page::view::term::{self, TermView};
use crate::page::view::text::{Markup, markup, plain};
use serde::Serialize;

/// How many words of a vocabulary the home page shows: those with the most treks.
const WORDS: usize = 24;

/// Blocks that share a row with the next one of them.
const NARROW: [&str; 2] = ["events", "services"];

/// A block of the home page.
#[derive(Debug, Serialize)]
pub struct BlockView {
    /// `featured`, `map`, `newest`, `outdoor_sites`, `events`, `services`: shown from the fields of
    /// `home`; `practices` and other words; `page`.
    pub kind: String,
    /// `theme` for a block of words, else empty.
    pub vocabulary: &'static str,
    /// Words with their pages, the most frequent first; months in their order.
    pub words: Vec<WordView>,
    /// Of an editorial page.
    pub title: String,
    pub text: Markup,
}

/// A word with its page.
#[derive(Debug, Serialize)]
pub struct WordView {
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
        words: Vec::new(),
        title: String::new(),
        text: Markup::default(),
    };
    let view = |block: &Block| match block {
        Block::Own(name) => is_filled(name).then(|| empty(name)),
        Block::Words(name, vocabulary) => {
            let words = words(site, lang, *vocabulary);
            (!words.is_empty()).then(|| BlockView {
                words,
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

fn words(site: &Site, lang: &Lang, vocabulary: Vocabulary) -> Vec<WordView> {
    let words = site.index.words.iter().filter(|word| word.term.vocabulary == vocabulary);
    let view = |word: &Word| {
        let count = word.treks.get(lang)?.len();
        Some(WordView { term: term::term(site, lang, &word.term)?, count })
    };
    let mut words: Vec<WordView> = words.filter_map(view).collect();
    if vocabulary == Vocabulary::Month {
        words.sort_by_key(|word| word.term.rank);
    } else {
        words.sort_by(|a, b| b.count.cmp(&a.count).then(a.term.id.cmp(&b.term.id)));
    }
    words.truncate(WORDS);
    words
}
