//! Engine: writes trails and events as files to download, one module per format.

pub mod decimal;
mod geojson;
mod gpx;
pub mod icalendar;
mod kml;
mod xml;

use crate::model::{Line, Position};
use serde_json::{Map, Value};

/// A trail to export, in one language.
pub struct Trail<'a> {
    pub name: &'a str,
    /// Full address of the page of the trail.
    pub url: &'a str,
    /// Description in plain text.
    pub description: &'a str,
    /// Publisher of the trail.
    pub author: &'a str,
    /// Full line of the trail, not simplified: people navigate by it.
    pub line: &'a Line,
    pub pois: &'a [Place<'a>],
    /// Facts under the names of the Geotrek API, for GeoJSON.
    pub properties: &'a Map<String, Value>,
}

/// A place along an exported trail.
pub struct Place<'a> {
    pub name: &'a str,
    /// Kind of place, or empty.
    pub kind: &'a str,
    /// Description in plain text, or empty.
    pub description: &'a str,
    pub position: Position,
}

/// A file format for trails.
pub struct Format {
    /// Extension of files, without dot.
    pub extension: &'static str,
    /// Name shown to visitors: `GPX`.
    pub name: &'static str,
    pub media_type: &'static str,
    /// Returns the content of the file.
    pub write: fn(&Trail) -> Vec<u8>,
}

/// Every format, in the order in which pages offer them.
pub const FORMATS: &[Format] = &[gpx::FORMAT, kml::FORMAT, geojson::FORMAT];
