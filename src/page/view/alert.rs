//! Alerts as pages show them.

use crate::model::{Alert, AlertLevel, Lang};
use crate::page::site::{Site, address};
use crate::page::view::link::LinkView;
use crate::page::view::text::{Markup, markup, plain};
use serde::Serialize;
use std::sync::Arc;

/// What visitors must know before they go.
#[derive(Debug, Clone, Serialize)]
pub struct AlertView {
    pub slug: String,
    /// `closure`, `danger`, `caution` or `information`.
    pub level: &'static str,
    pub name: String,
    pub description: Markup,
    /// Their languages, where they are not that of the page, or empty: what is not translated is
    /// shown all the same.
    pub name_lang: String,
    pub description_lang: String,
    /// First and last day, `2027-06-12`, or empty.
    pub begin_date: String,
    pub end_date: String,
}

/// An alert of a trek, on its card.
#[derive(Debug, Clone, Serialize)]
pub struct AlertMarkView {
    /// `closure`, `danger` or `caution`.
    pub level: &'static str,
    /// First and last day, or empty.
    pub begin_date: String,
    pub end_date: String,
}

/// Those about the whole territory.
pub fn everywhere(site: &Site, lang: &Lang) -> Vec<AlertView> {
    let alerts = site.atlas.catalog.alerts.iter().enumerate();
    views(site, lang, alerts.filter(|(_, alert)| alert.treks.is_none()))
}

/// Those about this trek.
pub fn of_trek(site: &Site, lang: &Lang, index: usize) -> Vec<AlertView> {
    views(site, lang, about(site, index))
}

/// What its card says, the worst first: which of them hold today, only the browser knows.
pub fn marks(site: &Site, index: usize) -> Vec<AlertMarkView> {
    let alerts = sorted(about(site, index)).into_iter().map(|(_, alert)| alert);
    let mark = |alert: &Arc<Alert>| AlertMarkView {
        level: alert.level.name(),
        begin_date: alert.begin_date.clone().unwrap_or_default(),
        end_date: alert.end_date.clone().unwrap_or_default(),
    };
    alerts.filter(|alert| alert.level != AlertLevel::Information).map(mark).collect()
}

/// Indices of those about this trek.
pub fn about(site: &Site, trek: usize) -> impl Iterator<Item = (usize, &Arc<Alert>)> {
    let alerts = site.index.alerts_of_trek(trek).iter();
    alerts.map(|alert| (*alert, &site.atlas.catalog.alerts[*alert]))
}

/// The worst first, then those that begin first.
pub fn sorted<'a>(
    alerts: impl Iterator<Item = (usize, &'a Arc<Alert>)>,
) -> Vec<(usize, &'a Arc<Alert>)> {
    let mut alerts: Vec<_> = alerts.collect();
    alerts.sort_by_key(|(_, alert)| (alert.level, &alert.begin_date, &alert.id));
    alerts
}

pub fn views<'a>(
    site: &Site,
    lang: &Lang,
    alerts: impl Iterator<Item = (usize, &'a Arc<Alert>)>,
) -> Vec<AlertView> {
    sorted(alerts).into_iter().map(|(index, _)| view(site, lang, index)).collect()
}

pub fn view(site: &Site, lang: &Lang, index: usize) -> AlertView {
    let alert = &site.atlas.catalog.alerts[index];
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

pub fn treks(site: &Site, lang: &Lang, alert: usize) -> Vec<LinkView> {
    let link = |index: &usize| {
        let found = site.trek(*index);
        Some(LinkView { name: found.name.get(lang)?.clone(), url: address::url(site, lang, found) })
    };
    site.index.treks_of_alert(alert).iter().filter_map(link).collect()
}
