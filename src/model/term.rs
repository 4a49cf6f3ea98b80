//! Words of the vocabularies that describe objects: practices, difficulties, themes…

use super::{Html, Localized};

/// A word of a vocabulary, shared by the objects it describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub vocabulary: Vocabulary,
    /// Identifier in its vocabulary: `pedestrian`.
    pub id: String,
    pub name: Localized<String>,
    /// Order among its kind, the lowest first; a difficulty's degree.
    pub rank: Option<u32>,
    /// CSS colour, `#rrggbb`.
    pub color: Option<String>,
    /// What a label asks of walkers.
    pub advice: Localized<Html>,
}

/// The vocabularies, under Geotrek's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vocabulary {
    Practice,
    Difficulty,
    Route,
    Theme,
    Label,
    Network,
    Accessibility,
    AccessibilityLevel,
    City,
    District,
    RecordSource,
    PoiType,
    TouristicContentCategory,
    TouristicContentType,
    TouristicEventType,
    InformationDeskType,
    OutdoorPractice,
    OutdoorSiteType,
    OutdoorCourseType,
    OutdoorRating,
    /// What disturbs in a sensitive area: on the ground, on cliffs, in the air.
    SportPractice,
    Rating,
}

impl Vocabulary {
    /// Every vocabulary with the name it has in settings and addresses.
    pub const ALL: [(Vocabulary, &str); 22] = [
        (Vocabulary::Practice, "practice"),
        (Vocabulary::Difficulty, "difficulty"),
        (Vocabulary::Route, "route"),
        (Vocabulary::Theme, "theme"),
        (Vocabulary::Label, "label"),
        (Vocabulary::Network, "network"),
        (Vocabulary::Accessibility, "accessibility"),
        (Vocabulary::AccessibilityLevel, "accessibility_level"),
        (Vocabulary::City, "city"),
        (Vocabulary::District, "district"),
        (Vocabulary::RecordSource, "source"),
        (Vocabulary::PoiType, "poi_type"),
        (Vocabulary::TouristicContentCategory, "category"),
        (Vocabulary::TouristicContentType, "content_type"),
        (Vocabulary::TouristicEventType, "event_type"),
        (Vocabulary::InformationDeskType, "desk_type"),
        (Vocabulary::OutdoorPractice, "outdoor_practice"),
        (Vocabulary::OutdoorSiteType, "outdoor_site_type"),
        (Vocabulary::OutdoorCourseType, "outdoor_course_type"),
        (Vocabulary::OutdoorRating, "outdoor_rating"),
        (Vocabulary::SportPractice, "sport_practice"),
        (Vocabulary::Rating, "rating"),
    ];

    pub fn name(self) -> &'static str {
        let (_, name) = Vocabulary::ALL[self as usize];
        name
    }
}
