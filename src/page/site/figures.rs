//! Figures of a trek: published by the manager where they exist, else computed.

use crate::derive::climb::Climb;
use crate::derive::{Atlas, itinerary};

/// Elevation of the highest point in metres above sea level: published, else computed.
pub fn max_elevation(atlas: &Atlas, index: usize) -> Option<f64> {
    let published = atlas.catalog.treks[index].published.max_elevation;
    published.or(climb(atlas, index).map(|climb| climb.max_elevation)).map(f64::round)
}

/// Length in metres: published, else computed, else the sum of all stages.
pub fn length(atlas: &Atlas, index: usize) -> Option<f64> {
    let (treks, figures) = (&atlas.catalog.treks, &atlas.figures);
    let stages = || itinerary::length(&atlas.neighbours[index].children, treks, figures);
    itinerary::own_length(index, treks, figures).or_else(stages)
}

/// Computed ascent, descent and elevations: of the line, else of all stages together.
pub fn climb(atlas: &Atlas, index: usize) -> Option<Climb> {
    atlas.figures[index].climb.or_else(|| stages_climb(atlas, index))
}

/// Computed ascent, descent and elevations of all stages of an itinerary together.
pub fn stages_climb(atlas: &Atlas, index: usize) -> Option<Climb> {
    let children = &atlas.neighbours[index].children;
    itinerary::total(children, &atlas.catalog.treks, &atlas.figures)
}
