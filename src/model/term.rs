//! Terms of vocabularies, which describe objects: practices, difficulties, themes…

use super::{Drawing, Html, Localized};

/// A term of a vocabulary, shared by the objects that it describes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Term {
    pub vocabulary: Vocabulary,
    /// Identifier in the vocabulary: `pedestrian`.
    pub id: String,
    pub name: Localized<String>,
    /// Order in the vocabulary, the lowest first; the degree of a difficulty.
    pub rank: Option<u32>,
    /// CSS colour, `#rrggbb`.
    pub color: Option<String>,
    /// Name of the scale that a rating belongs to.
    pub scale: Localized<String>,
    pub pictogram: Option<Drawing>,
    /// Advice that comes with a label, or the meaning of a rating.
    pub advice: Localized<Html>,
}

impl Term {
    /// Makes a term that only has a name.
    pub fn named(vocabulary: Vocabulary, id: String, name: Localized<String>) -> Term {
        Term {
            vocabulary,
            id,
            name,
            rank: None,
            color: None,
            scale: Localized::default(),
            pictogram: None,
            advice: Localized::default(),
        }
    }
}

/// The vocabularies, under Geotrek's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
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
    /// Kinds of sport that disturb in a sensitive area: on the ground, on cliffs, in the air.
    SportPractice,
    Rating,
    OutdoorSector,
    Organism,
    LabelAccessibility,
    InfrastructureType,
    InfrastructureCondition,
    UsageDifficulty,
    ServiceType,
    SignageType,
    SignageCondition,
    SignageDirection,
    AnnotationCategory,
    FeedbackActivity,
    FeedbackCategory,
    FeedbackMagnitude,
    /// Months in which treks are usually walked, computed from the seasons in the settings.
    Month,
}

impl Vocabulary {
    /// Every vocabulary with its name in settings and addresses.
    pub const ALL: [(Vocabulary, &str); 37] = [
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
        (Vocabulary::OutdoorSector, "outdoor_sector"),
        (Vocabulary::Organism, "organism"),
        (Vocabulary::LabelAccessibility, "label_accessibility"),
        (Vocabulary::InfrastructureType, "infrastructure_type"),
        (Vocabulary::InfrastructureCondition, "infrastructure_condition"),
        (Vocabulary::UsageDifficulty, "usage_difficulty"),
        (Vocabulary::ServiceType, "service_type"),
        (Vocabulary::SignageType, "signage_type"),
        (Vocabulary::SignageCondition, "signage_condition"),
        (Vocabulary::SignageDirection, "signage_direction"),
        (Vocabulary::AnnotationCategory, "annotation_category"),
        (Vocabulary::FeedbackActivity, "feedback_activity"),
        (Vocabulary::FeedbackCategory, "feedback_category"),
        (Vocabulary::FeedbackMagnitude, "feedback_magnitude"),
        (Vocabulary::Month, "month"),
    ];

    pub fn name(self) -> &'static str {
        let (_, name) = Vocabulary::ALL[self as usize];
        name
    }
}
