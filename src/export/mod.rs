//! Engine: a trail or an event → a file to take along. One file per format.

pub mod decimal;
mod geojson;
mod gpx;
pub mod icalendar;
mod kml;
mod xml;

use crate::model::{Line, Position};
use serde_json::{Map, Value};

/// A trail in one language.
pub struct Trail<'a> {
    pub name: &'a str,
    /// Full address of its page.
    pub url: &'a str,
    /// Plain text.
    pub description: &'a str,
    /// Who publishes it.
    pub author: &'a str,
    /// The full line, never a simplified one: people navigate by it.
    pub line: &'a Line,
    pub pois: &'a [Place<'a>],
    /// Facts under the API's names, for GeoJSON.
    pub properties: &'a Map<String, Value>,
}

/// A place along it.
pub struct Place<'a> {
    pub name: &'a str,
    /// What it is, or empty.
    pub kind: &'a str,
    /// Plain text, or empty.
    pub description: &'a str,
    pub position: Position,
}

/// A format that trails can be written in.
pub struct Format {
    pub extension: &'static str,
    pub name: &'static str,
    pub media_type: &'static str,
    pub write: fn(&Trail) -> Vec<u8>,
}

/// Every format, in the order in which pages offer them.
pub const FORMATS: &[Format] = &[gpx::FORMAT, kml::FORMAT, geojson::FORMAT];
