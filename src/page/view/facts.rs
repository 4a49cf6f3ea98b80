//! Figures of a trek as templates see them.

use crate::derive::climb::Climb;
use crate::derive::season::Season;
use crate::model::*;
use crate::page::site::Site;
use crate::page::site::figures::{climb, length, max_elevation};
use crate::page::view::term::{self, TermView};
use serde::Serialize;

/// The figures one sees at a glance. `null` when nobody knows.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FactsView {
    /// Hours.
    pub duration: Option<f64>,
    /// The formula that gave the duration, `DIN 33466`; empty where the manager did.
    pub duration_method: String,
    /// Metres.
    pub length_2d: Option<f64>,
    /// Metres.
    pub ascent: Option<f64>,
    /// Metres, not negative.
    pub descent: Option<f64>,
    pub min_elevation: Option<f64>,
    pub max_elevation: Option<f64>,
    pub difficulty: Option<TermView>,
    pub route: Option<TermView>,
}

/// The manager's figures where there are some, ours elsewhere.
pub fn facts(site: &Site, lang: &Lang, index: usize) -> FactsView {
    let (trek, figures) = (site.trek(index), &site.atlas.figures[index]);
    let published = trek.published;
    let climb = climb(&site.atlas, index);
    let whole = climb.map(Climb::whole);
    FactsView {
        duration: trek.duration.or(figures.duration),
        duration_method: match (trek.duration, figures.duration) {
            (None, Some(_)) => site.atlas.settings.duration.name().to_owned(),
            _ => String::new(),
        },
        length_2d: length(&site.atlas, index).map(f64::round),
        ascent: published.ascent.map(f64::round).or(whole.map(|(ascent, _)| ascent)),
        descent: published.descent.map(f64::round).or(whole.map(|(_, descent)| descent)),
        min_elevation: published.min_elevation.or(climb.map(|c| c.min_elevation)).map(f64::round),
        max_elevation: max_elevation(&site.atlas, index),
        difficulty: trek
            .difficulty
            .as_ref()
            .and_then(|difficulty| term::term(site, lang, difficulty)),
        route: trek.route.as_ref().and_then(|route| term::term(site, lang, route)),
    }
}

/// When a trek with these facts is usually walked, where the territory says.
pub fn season(site: &Site, facts: &FactsView) -> Option<Season> {
    site.atlas.settings.seasons.at(facts.max_elevation?)
}
