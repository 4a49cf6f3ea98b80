//! The view of the page of a trek.

use crate::page::html::trek::areas::{PeriodView, SensitiveAreaView};
use crate::page::site::settings::section::Section;
use crate::page::site::shared::Shared;
use crate::page::view::alert::AlertView;
use crate::page::view::attachment::AttachedView;
use crate::page::view::brand::BrandView;
use crate::page::view::card::CardView;
use crate::page::view::desk::DeskView;
use crate::page::view::download::DownloadView;
use crate::page::view::effort::{EffortView, StageView};
use crate::page::view::facility::{FacilityView, SignpostView};
use crate::page::view::facts::FactsView;
use crate::page::view::link::LinkView;
use crate::page::view::map::MapView;
use crate::page::view::picture::PictureView;
use crate::page::view::place::PlaceView;
use crate::page::view::profile::ProfileView;
use crate::page::view::report::ReportView;
use crate::page::view::share::QrView;
use crate::page::view::term::TermView;
use crate::page::view::text::Markup;
use serde::Serialize;

/// View of the page of a trek: the variable `trek` of its template.
#[derive(Debug, Serialize)]
pub struct TrekView {
    pub slug: String,
    pub name: String,
    /// Language of `name` when the name is missing in the language of the page, else empty.
    pub name_lang: String,
    pub practice: Option<Shared<TermView>>,
    pub description_teaser: Markup,
    pub ambiance: Markup,
    /// Step-by-step description.
    pub description: Markup,
    pub departure: String,
    pub arrival: String,
    pub advice: Markup,
    pub gear: Markup,
    pub access: Markup,
    pub public_transport: Markup,
    pub advised_parking: Markup,
    /// `geo:` address of the car park, or empty.
    pub parking_url: String,
    pub facts: FactsView,
    /// Usual season, by the elevation of the highest point; `null` when the settings give none.
    pub season: Option<PeriodView>,
    /// Method by which ascent and descent were computed; `published` when the source gave them.
    pub ascent_method: String,
    pub themes: Vec<Shared<TermView>>,
    pub labels: Vec<Shared<TermView>>,
    pub networks: Vec<Shared<TermView>>,
    pub cities: Vec<Shared<TermView>>,
    pub districts: Vec<Shared<TermView>>,
    pub accessibilities: Vec<Shared<TermView>>,
    /// Ratings on the scales of the practice, in addition to the difficulty.
    pub ratings: Vec<Shared<TermView>>,
    pub ratings_description: Markup,
    pub accessibility_level: Option<Shared<TermView>>,
    pub accessibility: AccessibilityView,
    /// Photographs; the first is the large one at the top of the page.
    pub pictures: Vec<PictureView>,
    /// Elevation profile; `null` for a track without elevation.
    pub profile: Option<ProfileView>,
    /// Effort; `null` for a track without elevation.
    pub effort: Option<EffortView>,
    pub map: Option<MapView>,
    /// POIs in walking order, with their distance from the start.
    pub pois: Vec<PlaceView>,
    /// Services and infrastructure, in walking order.
    pub facilities: Vec<FacilityView>,
    /// Signposts in walking order.
    pub signposts: Vec<SignpostView>,
    pub attached: AttachedView,
    pub contents: Vec<PlaceView>,
    pub events: Vec<PlaceView>,
    /// Sensitive areas that the trek crosses.
    pub sensitive_areas: Vec<SensitiveAreaView>,
    pub desks: Vec<DeskView>,
    /// The stages of an itinerary.
    pub stages: Vec<StageView>,
    /// True when this page leaves out facilities, signposts, contents or events that the pages of
    /// the stages list.
    pub stages_have_more: bool,
    /// Itineraries that the trek is a stage of.
    pub parents: Vec<LinkView>,
    /// Previous stage of the first itinerary in `parents`.
    pub previous: Option<LinkView>,
    /// Next stage of the first itinerary in `parents`.
    pub next: Option<LinkView>,
    pub web_links: Vec<LinkView>,
    /// Address of the booking page, or empty.
    pub booking_url: String,
    pub downloads: Vec<DownloadView>,
    /// QR code of the full address of the page.
    pub qr: Option<QrView>,
    pub structure: Option<BrandView>,
    /// Names of the sources to credit.
    pub sources: Vec<String>,
    /// Date of the last change: `2026-05-12`, or empty.
    pub update_date: String,
    /// Form to report a problem; `null` when the site takes no reports.
    pub report: Option<ReportView>,
    /// Alerts that concern the trek, the most severe first. Alerts about the whole territory are in
    /// `site`.
    pub alerts: Vec<AlertView>,
    /// Other treks that start at the same place.
    pub from_here: Vec<Shared<CardView>>,
    /// Other treks that start nearby.
    pub nearby: Vec<Shared<CardView>>,
    /// Sections in the column of the text that have something to show, in the order of the
    /// settings.
    pub sections: Vec<SectionView>,
    /// Sections below the text over the full width that have something to show, in the order of the
    /// settings.
    pub bands: Vec<SectionView>,
}

/// Accessibility of a trek for people with disabilities.
#[derive(Debug, Serialize)]
pub struct AccessibilityView {
    pub advice: Markup,
    pub covering: Markup,
    pub exposure: Markup,
    pub signage: Markup,
    pub slope: Markup,
    pub width: Markup,
    pub disabled_infrastructure: Markup,
    /// Photographs that illustrate the texts.
    pub pictures: Vec<PictureView>,
}

impl AccessibilityView {
    pub fn is_empty(&self) -> bool {
        let (place, way) = (
            [&self.advice, &self.signage, &self.disabled_infrastructure],
            [&self.covering, &self.exposure, &self.slope, &self.width],
        );
        self.pictures.is_empty() && place.iter().chain(&way).all(|text| text.is_empty())
    }
}

/// A section of the page that has something to show.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// Name of the section in the settings: `sensitive_areas`.
    pub kind: Section,
    /// Identifier of the HTML element, for links to the section: `sensitive-areas`.
    pub id: &'static str,
    /// Key of the title among the messages of the theme; empty for a section that the bar of
    /// section names leaves out.
    pub title: &'static str,
}
