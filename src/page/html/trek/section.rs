//! The sections of a trek's page, in the order of the settings.

use crate::page::html::trek::TrekView;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// One of `sections` of `[trek]`.
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

/// The order when the settings do not say: what one needs to go, what one sees, what is around.
const USUAL: [Section; 22] = [
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

/// `[trek]` of the settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// What the page of a trek shows, in this order, each once.
    #[serde(deserialize_with = "each_once")]
    pub sections: Vec<Section>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { sections: USUAL.to_vec() }
    }
}

fn each_once<'de, D: Deserializer<'de>>(written: D) -> Result<Vec<Section>, D::Error> {
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

/// A section that has something to show.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// As in the settings: `sensitive_areas`.
    pub kind: Section,
    /// Where it is on the page: `sensitive-areas`.
    pub id: &'static str,
    /// Key of its title, or empty where the line of section names leaves it out.
    pub title: &'static str,
}

/// The sections of the settings that have something to show: those of the text, and those that
/// go on below it over the whole width.
pub fn views(settings: &Settings, trek: &TrekView) -> (Vec<SectionView>, Vec<SectionView>) {
    let filled = settings.sections.iter().filter(|section| is_filled(**section, trek));
    let views = filled.map(|section| {
        let (id, title) = heading(*section);
        SectionView { kind: *section, id, title }
    });
    views.partition(|view| !matches!(view.kind, Section::FromHere | Section::Nearby))
}

fn heading(section: Section) -> (&'static str, &'static str) {
    match section {
        Section::Stages => ("stages", "stages"),
        Section::Description => ("description", "steps"),
        Section::Facts => ("facts", ""),
        Section::Labels => ("labels", ""),
        Section::Advice => ("advice", "advice"),
        Section::Ratings => ("ratings", ""),
        Section::Gear => ("gear", ""),
        Section::SensitiveAreas => ("sensitive-areas", "sensitive-areas"),
        Section::Accessibility => ("accessibility", ""),
        Section::Access => ("access", "getting-there"),
        Section::Pois => ("pois", "pois"),
        Section::Facilities => ("facilities", "facilities"),
        Section::Signposts => ("signposts", ""),
        Section::Photos => ("photos", "photos"),
        Section::Attached => ("attached", ""),
        Section::Contents => ("services", "services"),
        Section::Events => ("events", "events"),
        Section::Desks => ("desks", ""),
        Section::WebLinks => ("web-links", ""),
        Section::Report => ("report", "report-open"),
        Section::FromHere => ("from-here", ""),
        Section::Nearby => ("nearby", ""),
    }
}

fn is_filled(section: Section, trek: &TrekView) -> bool {
    match section {
        Section::Stages => !trek.stages.is_empty(),
        Section::Description => !trek.description.is_empty(),
        Section::Facts => {
            let words =
                [&trek.ratings, &trek.cities, &trek.districts, &trek.networks, &trek.themes];
            let effort = trek.effort.is_some() || !trek.facts.duration_method.is_empty();
            let places = !trek.departure.is_empty() || !trek.arrival.is_empty();
            places || effort || words.iter().any(|words| !words.is_empty())
        }
        Section::Labels => !trek.labels.is_empty(),
        Section::Advice => !trek.advice.is_empty(),
        Section::Ratings => !trek.ratings_description.is_empty(),
        Section::Gear => !trek.gear.is_empty(),
        Section::SensitiveAreas => !trek.sensitive_areas.is_empty(),
        Section::Accessibility => {
            !trek.accessibilities.is_empty() || !trek.accessibility.is_empty()
        }
        Section::Access => {
            let texts = [&trek.public_transport, &trek.access, &trek.advised_parking];
            !trek.parking_url.is_empty() || texts.iter().any(|text| !text.is_empty())
        }
        Section::Pois => !trek.pois.is_empty(),
        Section::Facilities => !trek.facilities.is_empty(),
        Section::Signposts => !trek.signposts.is_empty(),
        // The first is the hero already.
        Section::Photos => trek.pictures.len() > 1,
        Section::Attached => !trek.attached.is_empty(),
        Section::Contents => !trek.contents.is_empty(),
        Section::Events => !trek.events.is_empty(),
        Section::Desks => !trek.desks.is_empty(),
        Section::WebLinks => !trek.web_links.is_empty(),
        Section::Report => trek.report.is_some(),
        Section::FromHere => !trek.from_here.is_empty(),
        Section::Nearby => !trek.nearby.is_empty(),
    }
}
