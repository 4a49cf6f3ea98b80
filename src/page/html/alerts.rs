//! The page that lists all alerts.

use crate::model::Alert;
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::site::{Site, address};
use crate::page::view::alert::{self, AlertView};
use crate::page::view::link::LinkView;
use crate::page::view::text;
use serde::Serialize;
use tera::Value;

/// View of the list of alerts: the variable `alerts` of its template.
#[derive(Debug, Serialize)]
pub struct AlertsView {
    /// Alerts, the most severe first.
    pub alerts: Vec<ListedView>,
}

/// An alert in the list of all alerts.
#[derive(Debug, Serialize)]
pub struct ListedView {
    #[serde(flatten)]
    pub alert: AlertView,
    /// Links to the treks that the alert concerns; empty when it concerns the whole territory.
    pub treks: Vec<LinkView>,
}

pub fn plan(site: &Site) -> Vec<Document> {
    if site.all::<Alert>().is_empty() {
        return Vec::new();
    }
    Document::in_every_language(site, ("alerts", "alerts"), address::ALERTS, |site, lang| {
        let alerts = alert::sorted(site.all::<Alert>().iter().enumerate());
        let listed = alerts.into_iter().filter_map(|(index, alert)| {
            let treks = alert::treks(site, lang, index);
            // Without links, an alert about treks that are missing in this language would seem to
            // concern the whole territory.
            let is_shown = alert.treks.is_none() || !treks.is_empty();
            is_shown.then(|| ListedView { alert: alert::view(site, lang, index), treks })
        });
        let alerts: Vec<ListedView> = listed.collect();
        let names = alerts.iter().map(|listed| listed.alert.name.as_str());
        let description = match alerts.is_empty() {
            true => text::teaser([&site.settings.description], lang),
            false => names.collect::<Vec<_>>().join(" · "),
        };
        let head = Head::described(description);
        (head, Value::from_serializable(&AlertsView { alerts }))
    })
}
