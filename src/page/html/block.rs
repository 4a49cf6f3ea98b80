//! The blocks of the home page, in the order of the settings.

use crate::model::{FlatPage, Lang, Vocabulary};
use crate::page::site::Site;
use crate::page::site::index::TermTreks;
use crate::page::site::settings::block::Block;
use crate::page::site::shared::Shared;
use crate::page::view::term::{self, TermView};
use crate::page::view::text::{Markup, markup, plain};
use serde::Serialize;

/// Number of terms that a block shows at most: those with the most treks.
const TERMS: usize = 24;

/// A block of the home page.
#[derive(Debug, Serialize)]
pub struct BlockView {
    /// Kind of block. `featured`, `map`, `newest`, `outdoor_sites`, `events` and `services` show
    /// fields of `home`; `practices` and other vocabularies show `terms`; `page` shows `title` and
    /// `text`.
    pub kind: &'static str,
    /// Vocabulary of a block of terms, for example `theme`; empty for other blocks.
    pub vocabulary: &'static str,
    /// Terms of a block of terms, those with the most treks first; months in calendar order.
    pub terms: Vec<CountedTermView>,
    /// Title of the editorial page of a `page` block, else empty.
    pub title: String,
    /// Content of the editorial page of a `page` block, else empty.
    pub text: Markup,
}

/// A term with the number of its treks.
#[derive(Debug, Serialize)]
pub struct CountedTermView {
    pub term: Shared<TermView>,
    /// Number of treks that the term describes.
    pub count: usize,
}

/// Returns the blocks row by row, without the blocks that have nothing to show. Two narrow blocks
/// that follow each other share a row. `is_filled` says whether a block that shows fields of the
/// view of the home page has something to show.
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
                let mut pages = site.all::<FlatPage>().iter();
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
    let terms = site.terms().iter().filter(|entry| entry.term.vocabulary == vocabulary);
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
