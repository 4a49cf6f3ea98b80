//! Terms of vocabularies as templates see them.

use crate::model::*;
use crate::page::site::{Site, address, pictograms};
use crate::page::view::text::{Markup, markup, plain};
use serde::Serialize;
use std::sync::Arc;

/// A practice, a theme, a difficulty…
#[derive(Debug, Clone, Serialize)]
pub struct TermView {
    /// Usable in class names: `easy`.
    pub id: String,
    pub name: String,
    /// Address of the page of the treks that it describes, or empty.
    pub url: String,
    /// Last part of that address: by it, forms and scripts tell the terms of one vocabulary apart.
    pub slug: String,
    /// CSS colour or empty.
    pub color: String,
    /// Degree of a difficulty (1 is the easiest), number of a month, or 0.
    pub rank: u32,
    /// Of what scale a rating is a degree, or empty.
    pub scale: String,
    pub pictogram: Option<PictogramView>,
    /// HTML, or empty: what a label asks of walkers, or a rating means.
    pub advice: Markup,
}

/// The small drawing of a term.
#[derive(Debug, Clone, Serialize)]
pub struct PictogramView {
    /// Address of a symbol to `<use>`, or of a picture.
    pub url: String,
    /// `text` for a symbol in the colour of the text, `own` for one in its own colours, `image`
    /// for a picture.
    pub kind: &'static str,
}

/// `None` where the term has no name in the language: nothing leaks from another.
pub fn term(site: &Site, lang: &Lang, term: &Arc<Term>) -> Option<TermView> {
    Some(TermView {
        id: term.id.clone(),
        name: term.name.get(lang)?.clone(),
        url: address::of_term(site, lang, term),
        slug: site.index.of_term(term).map_or(String::new(), |entry| entry.slug.clone()),
        color: term.color.clone().unwrap_or_default(),
        rank: term.rank.unwrap_or_default(),
        scale: plain(&term.scale, lang),
        pictogram: pictogram(site, term),
        advice: markup(site, &term.advice, lang),
    })
}

/// The term of an object that may have none.
pub fn maybe_term(site: &Site, lang: &Lang, maybe: Option<&Arc<Term>>) -> Option<TermView> {
    maybe.and_then(|maybe| term(site, lang, maybe))
}

/// What something is, or nothing.
pub fn kind(lang: &Lang, term: Option<&Arc<Term>>) -> String {
    term.map_or(String::new(), |term| plain(&term.name, lang))
}

pub fn terms(site: &Site, lang: &Lang, terms: &[Arc<Term>]) -> Vec<TermView> {
    terms.iter().filter_map(|one| term(site, lang, one)).collect()
}

/// As a template sees it. `None` for a term without a drawing.
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
