//! The sections of a trek's page, in the order of the settings.

use crate::page::html::trek::view::{SectionView, TrekView};
use crate::page::site::settings::section::{Section, Settings};

/// Returns the sections of the settings that have something to show: first those in the column of
/// the text, then those below it over the full width.
pub fn views(settings: &Settings, trek: &TrekView) -> (Vec<SectionView>, Vec<SectionView>) {
    let filled = settings.sections.iter().filter(|section| is_filled(**section, trek));
    let views = filled.map(|section| {
        let (id, title) = section.heading();
        SectionView { kind: *section, id, title }
    });
    views.partition(|view| !matches!(view.kind, Section::FromHere | Section::Nearby))
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
        // The first photograph is already at the top of the page.
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
