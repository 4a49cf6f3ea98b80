//! The months in which treks are usually walked, as terms that have pages.

use crate::derive::Atlas;
use crate::derive::season::{Months, Season};
use crate::model::{Lang, Term, Vocabulary};
use crate::page::site::figures;
use crate::render;
use std::sync::Arc;

/// The months of a trek: all where its highest point reaches no season; `None` where the settings
/// say nothing, or nobody knows how high it is.
pub fn of(atlas: &Atlas, index: usize) -> Option<Months> {
    let seasons = &atlas.settings.seasons;
    if seasons.is_empty() {
        return None;
    }
    Some(seasons.at(figures::max_elevation(atlas, index)?).map_or([true; 12], Season::months))
}

/// The months of each trek, as terms.
pub fn of_treks(atlas: &Atlas, languages: &[Lang]) -> Vec<Vec<Arc<Term>>> {
    let terms: Vec<Arc<Term>> = (1..=12).map(|number| Arc::new(term(number, languages))).collect();
    let of_trek = |index: usize| {
        let months = of(atlas, index).unwrap_or_default();
        terms.iter().zip(months).filter(|(_, is)| *is).map(|(term, _)| term.clone()).collect()
    };
    (0..atlas.catalog.treks.len()).map(of_trek).collect()
}

/// The month of this number, from 1.
fn term(number: u8, languages: &[Lang]) -> Term {
    let name = languages.iter().map(|lang| (lang.clone(), render::month_name(lang, number)));
    Term {
        rank: Some(number.into()),
        ..Term::named(Vocabulary::Month, number.to_string(), name.collect())
    }
}
