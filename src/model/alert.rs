//! Alerts: what visitors must know before they go.

use super::*;

/// A notice about the whole territory or some of its treks: a path that is closed, a danger.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Alert {
    pub id: Id<Alert>,
    pub level: AlertLevel,
    pub name: Localized<String>,
    pub description: Localized<Html>,
    /// First day of validity, `2027-06-12`. `None`: valid already.
    pub begin_date: Option<String>,
    /// Last day of validity. `None`: until further notice.
    pub end_date: Option<String>,
    /// Treks concerned. `None`: the whole territory.
    pub treks: Option<Vec<Id<Trek>>>,
    /// File or API address of the alert, for messages.
    pub origin: String,
}

/// Severity of an alert: the four levels of the US National Park Service, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum AlertLevel {
    Closure,
    Danger,
    Caution,
    Information,
}

impl AlertLevel {
    pub const ALL: [AlertLevel; 4] =
        [AlertLevel::Closure, AlertLevel::Danger, AlertLevel::Caution, AlertLevel::Information];

    /// Name in settings, templates and stylesheets: `closure`.
    pub fn name(self) -> &'static str {
        match self {
            AlertLevel::Closure => "closure",
            AlertLevel::Danger => "danger",
            AlertLevel::Caution => "caution",
            AlertLevel::Information => "information",
        }
    }
}
