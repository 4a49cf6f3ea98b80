//! Months in which treks are usually walked, as terms with pages.

use crate::derive::Atlas;
use crate::derive::season::{Months, Season};
use crate::model::{Lang, Term, Vocabulary};
use crate::page::site::{Site, figures};
use crate::render;
use std::sync::Arc;

impl Site {
    /// Months in which a trek is usually walked: those of the season at its highest point, or all
    /// twelve below all seasons. `None` when the settings have no seasons or the elevation is not
    /// known.
    pub fn months(&self, trek: usize) -> Option<Months> {
        self.note_climb(trek);
        of(&self.atlas, trek)
    }
}

/// Computes what [`Site::months`] returns.
fn of(atlas: &Atlas, index: usize) -> Option<Months> {
    let seasons = &atlas.settings.seasons;
    if seasons.is_empty() {
        return None;
    }
    Some(seasons.at(figures::max_elevation(atlas, index)?).map_or([true; 12], Season::months))
}

/// Months of each trek, as terms.
pub fn of_treks(atlas: &Atlas, languages: &[Lang]) -> Vec<Vec<Arc<Term>>> {
    let terms: Vec<Arc<Term>> = (1..=12).map(|number| Arc::new(term(number, languages))).collect();
    let of_trek = |index: usize| {
        let months = of(atlas, index).unwrap_or_default();
        terms.iter().zip(months).filter(|(_, is)| *is).map(|(term, _)| term.clone()).collect()
    };
    (0..atlas.catalog.treks.len()).map(of_trek).collect()
}

/// Term of a month. `number` starts at 1 for January.
fn term(number: u8, languages: &[Lang]) -> Term {
    let name = languages.iter().map(|lang| (lang.clone(), render::month_name(lang, number)));
    Term {
        rank: Some(number.into()),
        ..Term::named(Vocabulary::Month, number.to_string(), name.collect())
    }
}
