//! Figures of a trek: published by the manager where they exist, else computed.

use crate::derive::climb::Climb;
use crate::derive::{Atlas, itinerary};
use crate::page::site::Site;

impl Site {
    /// Length of a trek in metres: published, else computed, else the sum of all stages.
    pub fn length(&self, trek: usize) -> Option<f64> {
        self.note_climb(trek);
        let (treks, figures) = (&self.atlas.catalog.treks, &self.atlas.figures);
        let stages = || itinerary::length(&self.atlas.neighbours[trek].children, treks, figures);
        itinerary::own_length(trek, treks, figures).or_else(stages)
    }

    /// Computed ascent, descent and elevations of a trek: of the line, else of all stages together.
    pub fn climb(&self, trek: usize) -> Option<Climb> {
        self.note_climb(trek);
        climb(&self.atlas, trek)
    }

    /// Computed ascent, descent and elevations of all stages of an itinerary together.
    pub fn stages_climb(&self, trek: usize) -> Option<Climb> {
        self.note_climb(trek);
        stages_climb(&self.atlas, trek)
    }

    /// Elevation of the highest point of a trek in metres above sea level: published, else computed.
    pub fn max_elevation(&self, trek: usize) -> Option<f64> {
        self.note_climb(trek);
        max_elevation(&self.atlas, trek)
    }

    /// Notes that the length and climb of a trek are read, which may be those of its stages.
    pub(super) fn note_climb(&self, trek: usize) {
        self.note_lengths(&[trek]);
        self.note_lengths(&self.neighbours(trek).children);
    }
}

/// See [`Site::max_elevation`].
pub fn max_elevation(atlas: &Atlas, trek: usize) -> Option<f64> {
    let published = atlas.catalog.treks[trek].published.max_elevation;
    published.or(climb(atlas, trek).map(|climb| climb.max_elevation)).map(f64::round)
}

fn climb(atlas: &Atlas, trek: usize) -> Option<Climb> {
    atlas.figures[trek].climb.or_else(|| stages_climb(atlas, trek))
}

fn stages_climb(atlas: &Atlas, trek: usize) -> Option<Climb> {
    let children = &atlas.neighbours[trek].children;
    itinerary::total(children, &atlas.catalog.treks, &atlas.figures)
}
