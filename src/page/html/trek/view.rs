//! The view of the page of a trek.

use crate::page::html::trek::areas::{PeriodView, SensitiveAreaView};
use crate::page::site::settings::section::Section;
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

/// `trek`
#[derive(Debug, Serialize)]
pub struct TrekView {
    pub slug: String,
    pub name: String,
    /// The language of a name that stands in for the missing one of this language, or empty.
    pub name_lang: String,
    pub practice: Option<TermView>,
    pub description_teaser: Markup,
    pub ambiance: Markup,
    /// The steps.
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
    /// When it is usually walked, by its highest point; `null` where the territory does not say.
    pub season: Option<PeriodView>,
    /// How ascent and descent were computed, or `published`: given by the manager.
    pub ascent_method: String,
    pub themes: Vec<TermView>,
    pub labels: Vec<TermView>,
    pub networks: Vec<TermView>,
    pub cities: Vec<TermView>,
    pub districts: Vec<TermView>,
    pub accessibilities: Vec<TermView>,
    /// Degrees on the scales of its practice, beside the difficulty.
    pub ratings: Vec<TermView>,
    pub ratings_description: Markup,
    pub accessibility_level: Option<TermView>,
    pub accessibility: AccessibilityView,
    /// The first is the hero.
    pub pictures: Vec<PictureView>,
    /// `null` without elevation.
    pub profile: Option<ProfileView>,
    /// `null` without elevation.
    pub effort: Option<EffortView>,
    pub map: Option<MapView>,
    /// In walking order, with the distance from the start.
    pub pois: Vec<PlaceView>,
    /// Services and infrastructure, in walking order.
    pub facilities: Vec<FacilityView>,
    /// In walking order.
    pub signposts: Vec<SignpostView>,
    pub attached: AttachedView,
    pub contents: Vec<PlaceView>,
    pub events: Vec<PlaceView>,
    /// Sensitive areas that it crosses.
    pub sensitive_areas: Vec<SensitiveAreaView>,
    pub desks: Vec<DeskView>,
    /// The stages of an itinerary.
    pub stages: Vec<StageView>,
    /// True when the pages of the stages list facilities, signposts, contents or events that this one
    /// leaves to them.
    pub stages_have_more: bool,
    /// The itineraries it is a stage of.
    pub parents: Vec<LinkView>,
    /// The stages before and after in the first of them.
    pub previous: Option<LinkView>,
    pub next: Option<LinkView>,
    pub web_links: Vec<LinkView>,
    /// Where it is booked, or empty.
    pub booking_url: String,
    pub downloads: Vec<DownloadView>,
    /// The full address of the page, to point a telephone at.
    pub qr: Option<QrView>,
    pub structure: Option<BrandView>,
    /// Who is credited.
    pub sources: Vec<String>,
    /// `2026-05-12`, or empty.
    pub update_date: String,
    /// How a problem is reported; `null` where nobody wants to know.
    pub report: Option<ReportView>,
    /// What one must know before going there, the worst first; those about the whole territory are
    /// in `site`.
    pub alerts: Vec<AlertView>,
    /// Other treks that start at the same place.
    pub from_here: Vec<CardView>,
    /// Other treks that start near.
    pub nearby: Vec<CardView>,
    /// What the settings show and has something to show, in their order: in the text,
    pub sections: Vec<SectionView>,
    /// and below it over the whole width.
    pub bands: Vec<SectionView>,
}

#[derive(Debug, Serialize)]
pub struct AccessibilityView {
    pub advice: Markup,
    pub covering: Markup,
    pub exposure: Markup,
    pub signage: Markup,
    pub slope: Markup,
    pub width: Markup,
    pub disabled_infrastructure: Markup,
    /// What these texts are about, in pictures.
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
