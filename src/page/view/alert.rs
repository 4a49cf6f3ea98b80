//! Views of alerts.

use crate::model::{Alert, AlertLevel, Lang};
use crate::page::site::{Site, address};
use crate::page::view::link::LinkView;
use crate::page::view::text::{Markup, markup, plain};
use serde::Serialize;
use std::sync::Arc;

/// An alert: what visitors must know before they go.
#[derive(Debug, Clone, Serialize)]
pub struct AlertView {
    pub slug: String,
    /// Severity: `closure`, `danger`, `caution` or `information`.
    pub level: &'static str,
    pub name: String,
    pub description: Markup,
    /// Language of a name that replaces a missing translation; empty for a translated name.
    pub name_lang: String,
    /// Language of a description that replaces a missing translation; empty for a translated one.
    pub description_lang: String,
    /// First day of validity, `2027-06-12`, or empty.
    pub begin_date: String,
    /// Last day of validity, or empty.
    pub end_date: String,
}

/// An alert on the card of a trek.
#[derive(Debug, Clone, Serialize)]
pub struct AlertMarkView {
    /// Severity: `closure`, `danger` or `caution`.
    pub level: &'static str,
    /// First day of validity, `2027-06-12`, or empty.
    pub begin_date: String,
    /// Last day of validity, or empty.
    pub end_date: String,
}

/// Returns the alerts about the whole territory.
pub fn everywhere(site: &Site, lang: &Lang) -> Vec<AlertView> {
    let alerts = site.all::<Alert>().iter().enumerate();
    views(site, lang, alerts.filter(|(_, alert)| alert.treks.is_none()))
}

/// Returns the alerts about a trek.
pub fn of_trek(site: &Site, lang: &Lang, index: usize) -> Vec<AlertView> {
    views(site, lang, about(site, index))
}

/// Returns the alerts on the card of a trek, the worst first, but no `information`. Includes
/// expired alerts: only the browser knows the date of the visit.
pub fn marks(site: &Site, index: usize) -> Vec<AlertMarkView> {
    let alerts = sorted(about(site, index)).into_iter().map(|(_, alert)| alert);
    let mark = |alert: &Arc<Alert>| AlertMarkView {
        level: alert.level.name(),
        begin_date: alert.begin_date.clone().unwrap_or_default(),
        end_date: alert.end_date.clone().unwrap_or_default(),
    };
    alerts.filter(|alert| alert.level != AlertLevel::Information).map(mark).collect()
}

/// Returns the alerts about a trek, with their indices.
pub fn about(site: &Site, trek: usize) -> impl Iterator<Item = (usize, &Arc<Alert>)> {
    let alerts = site.alerts_of_trek(trek).iter();
    alerts.map(|alert| (*alert, site.one::<Alert>(*alert)))
}

/// Sorts alerts by severity, the worst first, then by their first day.
pub fn sorted<'a>(
    alerts: impl Iterator<Item = (usize, &'a Arc<Alert>)>,
) -> Vec<(usize, &'a Arc<Alert>)> {
    let mut alerts: Vec<_> = alerts.collect();
    alerts.sort_by_key(|(_, alert)| (alert.level, &alert.begin_date, &alert.id));
    alerts
}

/// Views of alerts, the worst first.
pub fn views<'a>(
    site: &Site,
    lang: &Lang,
    alerts: impl Iterator<Item = (usize, &'a Arc<Alert>)>,
) -> Vec<AlertView> {
    sorted(alerts).into_iter().map(|(index, _)| view(site, lang, index)).collect()
}

/// View of an alert, in another language where it is not translated.
pub fn view(site: &Site, lang: &Lang, index: usize) -> AlertView {
    let alert = site.one::<Alert>(index);
    let spoken = |has: &dyn Fn(&Lang) -> bool| {
        std::iter::once(lang).chain(site.languages()).find(|lang| has(lang)).unwrap_or(lang)
    };
    let name_lang = spoken(&|lang| alert.name.get(lang).is_some());
    let description_lang = spoken(&|lang| alert.description.get(lang).is_some());
    let other = |spoken: &Lang| {
        if spoken == lang { String::new() } else { spoken.to_string() }
    };
    AlertView {
        slug: alert.id.local().to_owned(),
        level: alert.level.name(),
        name: plain(&alert.name, name_lang),
        description: markup(site, &alert.description, description_lang),
        name_lang: other(name_lang),
        description_lang: other(description_lang),
        begin_date: alert.begin_date.clone().unwrap_or_default(),
        end_date: alert.end_date.clone().unwrap_or_default(),
    }
}

/// Links to the treks that an alert is about and that have a name in the language.
pub fn treks(site: &Site, lang: &Lang, alert: usize) -> Vec<LinkView> {
    let link = |index: &usize| {
        let found = site.trek(*index);
        Some(LinkView { name: found.name.get(lang)?.clone(), url: address::url(site, lang, found) })
    };
    site.treks_of_alert(alert).iter().filter_map(link).collect()
}
