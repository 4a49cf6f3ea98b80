//! View of the main figures of a trek.

use crate::derive::climb::Climb;
use crate::derive::season::Season;
use crate::model::*;
use crate::page::site::Site;
use crate::page::site::shared::Shared;
use crate::page::view::term::{self, TermView};
use serde::Serialize;

/// Main figures of a trek. `null` means not known.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FactsView {
    /// Duration in hours.
    pub duration: Option<f64>,
    /// Formula of a computed duration, `DIN 33466`; empty for a duration given by the manager.
    pub duration_method: String,
    /// Length on the map, in metres.
    pub length_2d: Option<f64>,
    /// Metres climbed.
    pub ascent: Option<f64>,
    /// Metres down, not negative.
    pub descent: Option<f64>,
    /// Lowest point, in metres above sea level.
    pub min_elevation: Option<f64>,
    /// Highest point, in metres above sea level.
    pub max_elevation: Option<f64>,
    pub difficulty: Option<Shared<TermView>>,
    pub route: Option<Shared<TermView>>,
}

/// Returns the figures of a trek: published ones where they exist, else computed ones.
pub fn facts(site: &Site, lang: &Lang, index: usize) -> FactsView {
    let (trek, figures) = (site.trek(index), site.figures(index));
    let published = trek.published;
    let climb = site.climb(index);
    let whole = climb.map(Climb::whole);
    FactsView {
        duration: trek.duration.or(figures.duration),
        duration_method: match (trek.duration, figures.duration) {
            (None, Some(_)) => site.figure_settings().duration.name().to_owned(),
            _ => String::new(),
        },
        length_2d: site.length(index).map(f64::round),
        ascent: published.ascent.map(f64::round).or(whole.map(|(ascent, _)| ascent)),
        descent: published.descent.map(f64::round).or(whole.map(|(_, descent)| descent)),
        min_elevation: published.min_elevation.or(climb.map(|c| c.min_elevation)).map(f64::round),
        max_elevation: site.max_elevation(index),
        difficulty: trek
            .difficulty
            .as_ref()
            .and_then(|difficulty| term::term(site, lang, difficulty)),
        route: trek.route.as_ref().and_then(|route| term::term(site, lang, route)),
    }
}

/// Season in which a trek with these facts is usually walked, by the seasons in the settings.
pub fn season(site: &Site, facts: &FactsView) -> Option<Season> {
    site.figure_settings().seasons.at(facts.max_elevation?)
}
