//! Settings of a source that is a Geotrek-admin.

use crate::model::AscentMethod;
use crate::terrain;

/// Settings of a Geotrek-admin in `[[sources]]`.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Address of the server, like `https://admin.example.org`.
    pub url: String,
    /// Identifiers of portals: only what is published on one of them is read. Empty for everything.
    pub portals: Vec<u64>,
    /// Identifiers of structures. Empty for all.
    pub structures: Vec<u64>,
    /// Identifiers of districts. Empty for all.
    pub districts: Vec<u64>,
    /// Identifiers of practices of treks. Empty for all.
    pub practices: Vec<u64>,
    /// Bounding box in degrees: west, south, east, north.
    pub in_bbox: Option<[f64; 4]>,
    /// Identifiers of treks to leave out.
    pub exclude: Vec<u64>,
    /// Largest number of requests at once.
    pub requests: usize,
    /// Seconds after which a request fails.
    pub timeout: u64,
    /// Hours after which a pull compares all objects, not only those with a new date.
    pub compare_after: u64,
    /// Largest part of its objects, from 0 to 1, that a kind may lose from one pull to the next.
    pub largest_loss: f64,
    /// Method that computes the ascents which the server does not give.
    pub ascent: AscentMethod,
    pub terrain: terrain::Settings,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            url: String::new(),
            portals: Vec::new(),
            structures: Vec::new(),
            districts: Vec::new(),
            practices: Vec::new(),
            in_bbox: None,
            exclude: Vec::new(),
            requests: 4,
            timeout: 60,
            compare_after: 24,
            largest_loss: 0.3,
            ascent: AscentMethod::Geotrek,
            terrain: terrain::Settings::default(),
        }
    }
}

impl Settings {
    /// True when filters choose a part of the treks of the server. Objects near the others are left out
    /// too.
    pub fn is_partial(&self) -> bool {
        let lists =
            [&self.portals, &self.structures, &self.districts, &self.practices, &self.exclude];
        self.in_bbox.is_some() || lists.iter().any(|list| !list.is_empty())
    }
}
