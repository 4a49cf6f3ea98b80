//! `[trek]` of the settings: sections of the page of a trek.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// A section of the page of a trek.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    Stages,
    Description,
    Facts,
    Labels,
    Advice,
    Ratings,
    Gear,
    SensitiveAreas,
    Accessibility,
    Access,
    Pois,
    Facilities,
    Signposts,
    Photos,
    Attached,
    Contents,
    Events,
    Desks,
    WebLinks,
    Report,
    FromHere,
    Nearby,
}

/// `[trek]` of the settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Sections of the page of a trek, in order, each at most once.
    #[serde(deserialize_with = "each_once")]
    pub sections: Vec<Section>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { sections: SECTIONS.map(|(section, _, _)| section).to_vec() }
    }
}

/// Deserialises sections. A repeated section is an error.
pub fn each_once<'de, D: Deserializer<'de>>(written: D) -> Result<Vec<Section>, D::Error> {
    let sections = Vec::<Section>::deserialize(written)?;
    let is_twice = |(index, section): (usize, &Section)| sections[..index].contains(section);
    match sections.iter().enumerate().find(|named| is_twice(*named)) {
        Some((_, section)) => {
            let name = toml::Value::try_from(section).map_err(D::Error::custom)?;
            Err(D::Error::custom(format!("`sections` names {name} twice")))
        }
        None => Ok(sections),
    }
}

/// Sections in their default order: what walkers need to know, what they see, what is nearby. Each
/// has its anchor on the page and the message key of its title, which is empty for a section that
/// the navigation of the page leaves out.
pub const SECTIONS: [(Section, &str, &str); 22] = [
    (Section::Stages, "stages", "stages"),
    (Section::Description, "description", "steps"),
    (Section::Facts, "facts", ""),
    (Section::Labels, "labels", ""),
    (Section::Advice, "advice", "advice"),
    (Section::Ratings, "ratings", ""),
    (Section::Gear, "gear", ""),
    (Section::SensitiveAreas, "sensitive-areas", "sensitive-areas"),
    (Section::Accessibility, "accessibility", ""),
    (Section::Access, "access", "getting-there"),
    (Section::Pois, "pois", "pois"),
    (Section::Facilities, "facilities", "facilities"),
    (Section::Signposts, "signposts", ""),
    (Section::Photos, "photos", "photos"),
    (Section::Attached, "attached", ""),
    (Section::Contents, "services", "services"),
    (Section::Events, "events", "events"),
    (Section::Desks, "desks", ""),
    (Section::WebLinks, "web-links", ""),
    (Section::Report, "report", "report-open"),
    (Section::FromHere, "from-here", ""),
    (Section::Nearby, "nearby", ""),
];

impl Section {
    /// Anchor on the page, and message key of the title.
    pub fn heading(self) -> (&'static str, &'static str) {
        let mut sections = SECTIONS.iter().filter(|(section, _, _)| *section == self);
        sections.next().map_or(("", ""), |(_, anchor, title)| (anchor, title))
    }
}
