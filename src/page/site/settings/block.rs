//! `blocks` of `[site]`: parts of the home page.

use crate::model::Vocabulary;
use serde::Deserialize;

/// A block: a part of the home page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Block {
    /// Part of the view of the home page, by its name: `featured`.
    Own(String),
    /// Links to the pages of the terms of a vocabulary, by the name of the block: `themes`.
    Terms(String, Vocabulary),
    /// Text of an editorial page, by its slug. Written as `page:<slug>`.
    Text(String),
}

impl TryFrom<String> for Block {
    type Error = String;

    fn try_from(written: String) -> Result<Block, String> {
        if let Some(slug) = written.strip_prefix("page:") {
            return Ok(Block::Text(slug.trim().to_owned()));
        }
        if let Some(own) = OWN.iter().find(|name| **name == written) {
            return Ok(Block::Own((*own).to_owned()));
        }
        if let Some((name, vocabulary)) = TERM_BLOCKS.iter().find(|(name, _)| *name == written) {
            return Ok(Block::Terms((*name).to_owned(), *vocabulary));
        }
        let known = OWN.iter().chain(TERM_BLOCKS.iter().map(|(name, _)| name));
        let known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
        Err(format!(
            "unknown block `{written}`, expected one of {}, or `page:` and the name of an editorial page",
            known.join(", ")
        ))
    }
}

/// Default blocks of the home page.
pub fn usual() -> Vec<Block> {
    let practices = Block::Terms("practices".to_owned(), Vocabulary::Practice);
    std::iter::once(practices).chain(OWN.map(|name| Block::Own(name.to_owned()))).collect()
}

/// Names of the blocks that are part of the view of the home page.
pub const OWN: [&str; 6] = ["featured", "map", "newest", "outdoor_sites", "events", "services"];

/// Names of the blocks of terms, with their vocabularies.
pub const TERM_BLOCKS: [(&str, Vocabulary); 7] = [
    ("practices", Vocabulary::Practice),
    ("themes", Vocabulary::Theme),
    ("labels", Vocabulary::Label),
    ("difficulties", Vocabulary::Difficulty),
    ("districts", Vocabulary::District),
    ("cities", Vocabulary::City),
    ("months", Vocabulary::Month),
];
