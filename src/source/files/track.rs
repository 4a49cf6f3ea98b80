//! Content of a track file, independent of its format.

use crate::model::{Line, Position};

/// A line with its name, description and other attributes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Track {
    pub name: Option<String>,
    /// Plain text or HTML, not sanitised yet.
    pub description: Option<String>,
    pub line: Line,
    pub waypoints: Vec<Waypoint>,
    /// GeoJSON properties. Empty for other formats.
    pub properties: serde_json::Map<String, serde_json::Value>,
}

/// A point of a track file.
#[derive(Debug, Clone, PartialEq)]
pub struct Waypoint {
    pub name: Option<String>,
    /// Plain text or HTML, not sanitised yet.
    pub description: Option<String>,
    /// Kind of place, as the file names it.
    pub kind: Option<String>,
    pub position: Position,
    /// GeoJSON properties. Empty for other formats.
    pub properties: serde_json::Map<String, serde_json::Value>,
}

/// The first problems of a file, and the number of further ones.
pub struct Problems {
    most: usize,
    reported: Vec<Problem>,
    omitted: usize,
}

impl Problems {
    /// Starts an empty list. The first `most` problems are reported one by one, further ones are
    /// only counted.
    pub fn at_most(most: usize) -> Problems {
        Problems { most, reported: Vec::new(), omitted: 0 }
    }

    /// Adds a problem. Its line is computed only when it is reported.
    pub fn add(&mut self, line: impl FnOnce() -> Option<u32>, message: impl Into<String>) {
        if self.reported.len() < self.most {
            self.reported.push(Problem { line: line(), message: message.into() });
        } else {
            self.omitted += 1;
        }
    }

    /// Returns the problems, the last one with the number of those omitted.
    pub fn finish(mut self) -> Vec<Problem> {
        if self.omitted > 0 {
            let message = format!("and {} more problems of this kind", self.omitted);
            self.reported.push(Problem { line: None, message });
        }
        self.reported
    }
}

/// A part of a file that was left out, such as a point, and the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line in the file, starting at 1. `None` when it is not known.
    pub line: Option<u32>,
    pub message: String,
}
