//! Figures of a trek: of the manager where there are some, else ours.

use crate::derive::climb::Climb;
use crate::derive::{Atlas, itinerary};

/// Metres above sea level of the highest point: the manager's, else ours.
pub fn max_elevation(atlas: &Atlas, index: usize) -> Option<f64> {
    let published = atlas.catalog.treks[index].published.max_elevation;
    published.or(climb(atlas, index).map(|climb| climb.max_elevation)).map(f64::round)
}

/// Metres along the trail: the manager's, else ours, else those of all stages together.
pub fn length(atlas: &Atlas, index: usize) -> Option<f64> {
    let (treks, figures) = (&atlas.catalog.treks, &atlas.figures);
    let stages = || itinerary::length(&atlas.neighbours[index].children, treks, figures);
    itinerary::own_length(index, treks, figures).or_else(stages)
}

pub fn climb(atlas: &Atlas, index: usize) -> Option<Climb> {
    atlas.figures[index].climb.or_else(|| stages_climb(atlas, index))
}

/// What the stages of an itinerary climb together.
pub fn stages_climb(atlas: &Atlas, index: usize) -> Option<Climb> {
    let children = &atlas.neighbours[index].children;
    itinerary::total(children, &atlas.catalog.treks, &atlas.figures)
}
