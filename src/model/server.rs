//! A Geotrek-admin, as far as visitors and editors meet it.

use super::*;

/// A server from which objects came.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// `https://admin.example.org`
    pub url: String,
    /// `2.126.1`
    pub version: Option<String>,
    /// The box around its territory.
    pub bounds: Option<Bounds>,
    pub portals: Vec<Portal>,
    /// What the form for reporting a problem offers.
    pub feedback: Feedback,
}

impl Server {
    /// False before 2.104, which has no `feedback_report`.
    pub fn takes_reports(&self) -> bool {
        let Some(version) = &self.version else { return true };
        let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or_default());
        let (major, minor) = (parts.next(), parts.next());
        (major, minor) >= (Some(2), Some(104))
    }

    /// For those who have to choose one: `its portals are 1 “Rando Écrins”, 2 “Queyras”`.
    pub fn portals_in_words(&self) -> String {
        let portal = |portal: &Portal| {
            let name = portal.name.values().next().map_or("", String::as_str);
            format!("{} “{name}”", portal.id)
        };
        let portals: Vec<String> = self.portals.iter().map(portal).collect();
        format!("its portals are {}", portals.join(", "))
    }
}

/// One of the portals that a server feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portal {
    /// The number that `portals` of the settings names.
    pub id: String,
    pub name: Localized<String>,
    pub title: Localized<String>,
    pub description: Localized<String>,
    pub website: Option<String>,
}

/// The choices of those who report a problem.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feedback {
    /// What they were doing.
    pub activities: Vec<Arc<Term>>,
    /// What it is about.
    pub categories: Vec<Arc<Term>>,
    /// How bad it is.
    pub magnitudes: Vec<Arc<Term>>,
}
