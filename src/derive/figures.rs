//! What is computed of one trek.

use crate::derive::climb::Climb;
use crate::derive::effort::Effort;
use crate::derive::profile::Profile;
use crate::model::{Bounds, Position};

/// What the line of a trek says by itself.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Metres on the WGS84 ellipsoid, gaps between segments not counted.
    pub length_2d: f64,
    /// Metres, heights included; `None` without elevation.
    pub length_3d: Option<f64>,
    /// `None` without elevation.
    pub climb: Option<Climb>,
    pub profile: Option<Profile>,
    /// `None` without elevation.
    pub effort: Option<Effort>,
    /// Hours by the formula of the settings, for a walk that has elevation.
    pub duration: Option<f64>,
    /// Within [`DETAIL`](crate::derive::simplify::DETAIL) metres of the line.
    pub detail: Vec<Vec<Position>>,
    /// Within [`OVERVIEW`](crate::derive::simplify::OVERVIEW) metres of the line.
    pub overview: Vec<Vec<Position>>,
    pub bounds: Option<Bounds>,
}
