//! What the settings say of a Geotrek-admin.

use crate::model::AscentMethod;
use crate::source::terrain;

/// What `[[sources]]` says of a Geotrek-admin.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `https://admin.example.org`
    pub url: String,
    /// Identifiers: only what is published on one of these portals. Empty: everything.
    pub portals: Vec<u64>,
    pub structures: Vec<u64>,
    pub districts: Vec<u64>,
    /// Identifiers of practices of treks.
    pub practices: Vec<u64>,
    /// West, south, east, north, in degrees.
    pub in_bbox: Option<[f64; 4]>,
    /// Identifiers of treks to leave out.
    pub exclude: Vec<u64>,
    /// Requests at once, at most.
    pub requests: usize,
    /// Seconds after which a request is given up.
    pub timeout: u64,
    /// Hours after which everything is compared, not only what has a newer date.
    pub compare_after: u64,
    /// The share of its objects that a kind may lose from one pull to the next.
    pub largest_loss: f64,
    /// What computes the ascents that the server does not give.
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
    /// True when only a part of the server's treks is wanted: what is near the others is not
    /// wanted then either.
    pub fn is_partial(&self) -> bool {
        let lists =
            [&self.portals, &self.structures, &self.districts, &self.practices, &self.exclude];
        self.in_bbox.is_some() || lists.iter().any(|list| !list.is_empty())
    }
}
