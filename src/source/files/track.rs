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

/// The first problems of a file, and how many more there are.
pub struct Problems {
    most: usize,
    told: Vec<Problem>,
    untold: usize,
}

impl Problems {
    /// None yet; so many are told one by one, the others are only counted.
    pub fn at_most(most: usize) -> Problems {
        Problems { most, told: Vec::new(), untold: 0 }
    }

    /// Notes one. The line is looked for when it is told.
    pub fn note(&mut self, line: impl FnOnce() -> Option<u32>, message: impl Into<String>) {
        if self.told.len() < self.most {
            self.told.push(Problem { line: line(), message: message.into() });
        } else {
            self.untold += 1;
        }
    }

    pub fn finish(mut self) -> Vec<Problem> {
        if self.untold > 0 {
            let message = format!("and {} more problems of this kind", self.untold);
            self.told.push(Problem { line: None, message });
        }
        self.told
    }
}

/// What was left out of a file, and why: a bad point costs that point, never the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub line: Option<u32>,
    pub message: String,
}
