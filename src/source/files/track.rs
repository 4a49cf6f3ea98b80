//! What a track file holds, whatever its format.

use crate::model::{Line, Position};

/// A line with what its file says of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Track {
    pub name: Option<String>,
    /// Foreign text: HTML or not, never shown before it went through the sanitiser.
    pub description: Option<String>,
    pub line: Line,
    pub waypoints: Vec<Waypoint>,
    /// Other attributes, for catalogues: GeoJSON properties.
    pub properties: serde_json::Map<String, serde_json::Value>,
}

/// A named place of a track file.
#[derive(Debug, Clone, PartialEq)]
pub struct Waypoint {
    pub name: Option<String>,
    pub description: Option<String>,
    pub kind: Option<String>,
    pub position: Position,
    pub properties: serde_json::Map<String, serde_json::Value>,
}

/// What was left out of a file, and why: a bad point costs that point, never the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub line: Option<u32>,
    pub message: String,
}
