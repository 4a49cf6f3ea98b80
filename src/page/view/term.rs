//! Views of terms of vocabularies.

use crate::model::*;
use crate::page::site::shared::Shared;
use crate::page::site::{Site, address, pictograms};
use crate::page::view::text::{Markup, markup, plain};
use serde::Serialize;
use std::sync::Arc;

/// A term of a vocabulary: a practice, a theme, a difficulty…
#[derive(Debug, Clone, Serialize)]
pub struct TermView {
    /// Identifier, usable in class names: `easy`.
    pub id: String,
    pub name: String,
    /// Address of the page of the term, which lists its treks, or empty.
    pub url: String,
    /// Last part of the address of the page, or empty. Forms and scripts use it as identifier in
    /// the vocabulary.
    pub slug: String,
    /// CSS colour, or empty.
    pub color: String,
    /// Degree of a difficulty (1 is the easiest), number of a month, or 0.
    pub rank: u32,
    /// Name of the scale that a rating belongs to, or empty.
    pub scale: String,
    pub pictogram: Option<PictogramView>,
    /// Advice that comes with a label, or the meaning of a rating, as HTML, or empty.
    pub advice: Markup,
}

/// Pictogram of a term.
#[derive(Debug, Clone, Serialize)]
pub struct PictogramView {
    /// Address of a symbol for `<use>`, or of a picture file.
    pub url: String,
    /// `text` for a symbol in the colour of the text, `own` for a symbol in colours of its own,
    /// `image` for a picture file.
    pub kind: &'static str,
}

/// View of a term; `None` when it has no name in the language.
pub fn term(site: &Site, lang: &Lang, term: &Arc<Term>) -> Option<Shared<TermView>> {
    let name = term.name.get(lang)?;
    Some(site.terms.get(lang, term, || view(site, lang, term, name)))
}

fn view(site: &Site, lang: &Lang, term: &Arc<Term>, name: &str) -> TermView {
    TermView {
        id: term.id.clone(),
        name: name.to_owned(),
        url: address::of_term(site, lang, term),
        slug: site.term_slug(term).unwrap_or_default().to_owned(),
        color: term.color.clone().unwrap_or_default(),
        rank: term.rank.unwrap_or_default(),
        scale: plain(&term.scale, lang),
        pictogram: pictogram(site, term),
        advice: markup(site, &term.advice, lang),
    }
}

/// View of an optional term; `None` without a term, or without a name in the language.
pub fn maybe_term(site: &Site, lang: &Lang, maybe: Option<&Arc<Term>>) -> Option<Shared<TermView>> {
    maybe.and_then(|maybe| term(site, lang, maybe))
}

/// Name of an optional term, or empty.
pub fn kind(lang: &Lang, term: Option<&Arc<Term>>) -> String {
    term.map_or(String::new(), |term| plain(&term.name, lang))
}

/// Views of the terms that have a name in the language.
pub fn terms(site: &Site, lang: &Lang, terms: &[Arc<Term>]) -> Vec<Shared<TermView>> {
    terms.iter().filter_map(|one| term(site, lang, one)).collect()
}

/// View of the pictogram of a term; `None` for a term without a pictogram.
pub fn pictogram(site: &Site, term: &Term) -> Option<PictogramView> {
    let drawing = term.pictogram.as_ref()?;
    let Some(svg) = pictograms::symbol_of(drawing) else {
        let path =
            pictograms::path(drawing).filter(|path| site.pictograms.files.contains_key(path))?;
        return Some(PictogramView { url: site.asset_url(&path), kind: "image" });
    };
    let (path, _) = site.pictograms.sprite.as_ref()?;
    Some(PictogramView {
        url: format!("{}#{}", site.asset_url(path), svg.id),
        kind: if svg.colors == Colors::Text { "text" } else { "own" },
    })
}
