//! A Geotrek-admin server: what visitors and editors need to know about it.

use super::*;

/// A Geotrek-admin server that is a source of objects.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Server {
    /// Address, `https://admin.example.org`.
    pub url: String,
    /// Version of Geotrek-admin, `2.126.1`.
    pub version: Option<String>,
    /// Bounding box of the territory.
    pub bounds: Option<Bounds>,
    pub portals: Vec<Portal>,
    /// Choices that the form for reports of problems offers.
    pub feedback: Feedback,
}

impl Server {
    /// True when the API accepts reports of problems (`feedback_report`): from version 2.104 on,
    /// and for an unknown version.
    pub fn takes_reports(&self) -> bool {
        let Some(version) = &self.version else { return true };
        let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or_default());
        let (major, minor) = (parts.next(), parts.next());
        (major, minor) >= (Some(2), Some(104))
    }

    /// Lists the portals for a message: `its portals are 1 “Rando Écrins”, 2 “Queyras”`.
    pub fn portals_in_words(&self) -> String {
        let portal = |portal: &Portal| {
            let name = portal.name.values().next().map_or("", String::as_str);
            format!("{} “{name}”", portal.id)
        };
        let portals: Vec<String> = self.portals.iter().map(portal).collect();
        format!("its portals are {}", portals.join(", "))
    }
}

/// A portal that a Geotrek-admin server publishes objects on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Portal {
    /// Number of the portal, which `portals` in the settings refers to.
    pub id: String,
    pub name: Localized<String>,
    pub title: Localized<String>,
    pub description: Localized<String>,
    pub website: Option<String>,
}

/// Choices of the form for reports of problems.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Feedback {
    /// Activities of the visitor.
    pub activities: Vec<Arc<Term>>,
    /// Kinds of problem.
    pub categories: Vec<Arc<Term>>,
    /// Severities of the problem.
    pub magnitudes: Vec<Arc<Term>>,
}
