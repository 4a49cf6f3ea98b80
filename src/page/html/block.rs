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

/// A block of the home page.
#[derive(Debug, Serialize)]
pub struct BlockView {
    /// `featured`, `map`, `newest`, `outdoor_sites`, `events`, `services`: shown from the fields of
    /// `home`; `practices` and other vocabularies; `page`.
    pub kind: &'static str,
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

/// Rows of blocks, without those that have nothing to show; `is_filled` says it of blocks that
/// show fields of the home page's own view.
pub fn rows(
    site: &Site,
    lang: &Lang,
    blocks: &[Block],
    is_filled: impl Fn(&Block) -> bool,
) -> Vec<Vec<BlockView>> {
    let view = |block: &Block| {
        let mut view = BlockView {
            kind: block.name(),
            vocabulary: "",
            terms: Vec::new(),
            title: String::new(),
            text: Markup::default(),
        };
        match block {
            Block::Terms(vocabulary) => {
                view.vocabulary = vocabulary.name();
                view.terms = terms(site, lang, *vocabulary);
                (!view.terms.is_empty()).then_some(view)
            }
            Block::Page(slug) => {
                let mut pages = site.atlas.catalog.flatpages.iter();
                let page = pages.find(|page| page.id.local() == slug)?;
                page.content.get(lang)?;
                (view.title, view.text) =
                    (plain(&page.title, lang), markup(site, &page.content, lang));
                Some(view)
            }
            shown => is_filled(shown).then_some(view),
        }
    };
    let is_narrow = |block: &Block| matches!(block, Block::Events | Block::Services);
    let mut rows: Vec<Vec<BlockView>> = Vec::new();
    // True when the last row has room for another narrow block.
    let mut has_room = false;
    for block in blocks {
        let Some(view) = view(block) else { continue };
        match rows.last_mut().filter(|_| has_room && is_narrow(block)) {
            Some(row) => {
                row.push(view);
                has_room = false;
            }
            None => {
                rows.push(vec![view]);
                has_room = is_narrow(block);
            }
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
