//! `blocks` of `[site]`: parts of the home page.

use crate::model::Vocabulary;
use serde::Deserialize;

/// A block: a part of the home page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Block {
    Featured,
    Map,
    Newest,
    OutdoorSites,
    Events,
    Services,
    /// Links to the pages of the terms of a vocabulary.
    Terms(Vocabulary),
    /// Text of an editorial page, by its slug.
    Page(String),
}

/// Blocks with their names in the settings. The block of an editorial page is written `page:<slug>`.
const BLOCKS: [(Block, &str); 13] = [
    (Block::Featured, "featured"),
    (Block::Map, "map"),
    (Block::Newest, "newest"),
    (Block::OutdoorSites, "outdoor_sites"),
    (Block::Events, "events"),
    (Block::Services, "services"),
    (Block::Terms(Vocabulary::Practice), "practices"),
    (Block::Terms(Vocabulary::Theme), "themes"),
    (Block::Terms(Vocabulary::Label), "labels"),
    (Block::Terms(Vocabulary::Difficulty), "difficulties"),
    (Block::Terms(Vocabulary::District), "districts"),
    (Block::Terms(Vocabulary::City), "cities"),
    (Block::Terms(Vocabulary::Month), "months"),
];

impl Block {
    /// Name in the settings and in templates; `page` for the text of an editorial page.
    pub fn name(&self) -> &'static str {
        BLOCKS.iter().find(|(block, _)| block == self).map_or("page", |(_, name)| name)
    }

    /// Default blocks of the home page: links to practices, then every block that is no list of
    /// terms.
    pub fn usual() -> Vec<Block> {
        let others = BLOCKS.iter().filter(|(block, _)| !matches!(block, Block::Terms(_)));
        let practices = Block::Terms(Vocabulary::Practice);
        std::iter::once(practices).chain(others.map(|(block, _)| block.clone())).collect()
    }
}

impl TryFrom<String> for Block {
    type Error = String;

    fn try_from(written: String) -> Result<Block, String> {
        if let Some(slug) = written.strip_prefix("page:") {
            return Ok(Block::Page(slug.trim().to_owned()));
        }
        if let Some((block, _)) = BLOCKS.iter().find(|(_, name)| *name == written) {
            return Ok(block.clone());
        }
        let known: Vec<String> = BLOCKS.iter().map(|(_, name)| format!("`{name}`")).collect();
        Err(format!(
            "unknown block `{written}`, expected one of {}, or `page:` and the name of an editorial page",
            known.join(", ")
        ))
    }
}
