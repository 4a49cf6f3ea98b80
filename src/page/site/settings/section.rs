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
        Settings { sections: USUAL.to_vec() }
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

/// Default sections, in order: what walkers need to know, what they see, what is nearby.
pub const USUAL: [Section; 22] = [
    Section::Stages,
    Section::Description,
    Section::Facts,
    Section::Labels,
    Section::Advice,
    Section::Ratings,
    Section::Gear,
    Section::SensitiveAreas,
    Section::Accessibility,
    Section::Access,
    Section::Pois,
    Section::Facilities,
    Section::Signposts,
    Section::Photos,
    Section::Attached,
    Section::Contents,
    Section::Events,
    Section::Desks,
    Section::WebLinks,
    Section::Report,
    Section::FromHere,
    Section::Nearby,
];
