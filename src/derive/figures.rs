//! Figures of one trek.

use crate::derive::climb::Climb;
use crate::derive::effort::Effort;
use crate::derive::profile::Profile;
use crate::model::{Bounds, Position};

/// Figures computed from the line of a trek alone.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Figures {
    /// Length in metres on the WGS84 ellipsoid, without the gaps between segments.
    pub length_2d: f64,
    /// Length in metres with slopes included; `None` without elevation.
    pub length_3d: Option<f64>,
    /// Ascent and descent; `None` without elevation.
    pub climb: Option<Climb>,
    /// Elevation profile; `None` unless every position has an elevation.
    pub profile: Option<Profile>,
    /// Slopes and climbs; `None` without elevation.
    pub effort: Option<Effort>,
    /// Walking time in hours by the formula of the settings; `None` without elevation, and for
    /// treks that are not walked.
    pub duration: Option<f64>,
    /// Line simplified within [`DETAIL`](crate::derive::simplify::DETAIL) metres, by segment.
    pub detail: Vec<Vec<Position>>,
    /// Line simplified within [`OVERVIEW`](crate::derive::simplify::OVERVIEW) metres, by segment.
    pub overview: Vec<Vec<Position>>,
    /// Bounding box; `None` for a trek without a line.
    pub bounds: Option<Bounds>,
}
