//! Alerts: beside what they are about, and on a page of all.

use super::site::Site;
use super::text::{self, Markup, markup, plain};
use super::view::LinkView;
use super::{Head, Page, ViewPage, trek};
use crate::model::{Alert, AlertLevel, Lang};
use serde::Serialize;
use std::sync::Arc;

/// Where all of them are, below the language.
pub const REST: &str = "alerts/";

/// `alerts`
#[derive(Debug, Serialize)]
pub struct AlertsView {
    /// The worst first.
    pub alerts: Vec<ListedView>,
}

/// What visitors must know before they go.
#[derive(Debug, Clone, Serialize)]
pub struct AlertView {
    pub slug: String,
    /// `closure`, `danger`, `caution` or `information`.
    pub level: &'static str,
    pub name: String,
    pub description: Markup,
    /// The language of both, where it is not that of the page, or empty: an alert that is not
    /// translated is shown all the same.
    pub lang: String,
    /// First and last day, `2027-06-12`, or empty.
    pub begin_date: String,
    pub end_date: String,
}

/// An alert in the list of all.
#[derive(Debug, Serialize)]
pub struct ListedView {
    #[serde(flatten)]
    pub alert: AlertView,
    /// The treks it is about; none when it is about the whole territory.
    pub treks: Vec<LinkView>,
}

/// The worst alert of a trek, on its card.
#[derive(Debug, Clone, Serialize)]
pub struct AlertMarkView {
    /// `closure`, `danger` or `caution`.
    pub level: &'static str,
    /// First and last day, or empty.
    pub begin_date: String,
    pub end_date: String,
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    if site.atlas.catalog.alerts.is_empty() {
        return Vec::new();
    }
    let page = |lang: &Lang| {
        let page = ViewPage {
            kind: "alerts",
            item: "alerts".to_owned(),
            rest: REST.to_owned(),
            lang: lang.clone(),
            langs: site.languages().to_vec(),
        };
        page.page(site, |site, lang| {
            let mut alerts: Vec<_> = site.atlas.catalog.alerts.iter().enumerate().collect();
            alerts.sort_by_key(order);
            let listed = alerts.iter().map(|(index, _)| ListedView {
                alert: view(site, lang, *index),
                treks: treks(site, lang, *index),
            });
            let alerts: Vec<ListedView> = listed.collect();
            let names = alerts.iter().map(|listed| listed.alert.name.as_str());
            let description = names.collect::<Vec<_>>().join(" · ");
            let head = Head { title: String::new(), description, pictures: Vec::new() };
            (head, text::value(&AlertsView { alerts }))
        })
    };
    site.languages().iter().map(page).collect()
}

/// Address of the page of all, or empty where there are none.
pub fn url(site: &Site, lang: &Lang) -> String {
    let some = !site.atlas.catalog.alerts.is_empty();
    if some { site.url(lang, REST) } else { String::new() }
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

/// What its card says: where several hold, the worst.
pub fn mark(site: &Site, index: usize) -> Option<AlertMarkView> {
    let worst = about(site, index).map(|(_, alert)| alert).min_by_key(|alert| alert.level)?;
    (worst.level != AlertLevel::Information).then(|| AlertMarkView {
        level: worst.level.name(),
        begin_date: worst.begin_date.clone().unwrap_or_default(),
        end_date: worst.end_date.clone().unwrap_or_default(),
    })
}

/// Indices of those about this trek.
fn about(site: &Site, trek: usize) -> impl Iterator<Item = (usize, &Arc<Alert>)> {
    let alerts = site.index.alerts_of_trek(trek).iter();
    alerts.map(|alert| (*alert, &site.atlas.catalog.alerts[*alert]))
}

/// The worst first, then those that begin first.
fn order<'a>((_, alert): &(usize, &'a Arc<Alert>)) -> impl Ord + use<'a> {
    (alert.level, &alert.begin_date, &alert.id)
}

/// In this order.
fn views<'a>(
    site: &Site,
    lang: &Lang,
    alerts: impl Iterator<Item = (usize, &'a Arc<Alert>)>,
) -> Vec<AlertView> {
    let mut alerts: Vec<_> = alerts.collect();
    alerts.sort_by_key(order);
    alerts.into_iter().map(|(index, _)| view(site, lang, index)).collect()
}

fn view(site: &Site, lang: &Lang, index: usize) -> AlertView {
    let alert = &site.atlas.catalog.alerts[index];
    let has_name = |lang: &&Lang| alert.name.get(lang).is_some();
    let spoken = std::iter::once(lang).chain(site.languages()).find(has_name).unwrap_or(lang);
    AlertView {
        slug: alert.id.local().to_owned(),
        level: alert.level.name(),
        name: plain(&alert.name, spoken),
        description: markup(site, &alert.description, spoken),
        lang: if spoken == lang { String::new() } else { spoken.to_string() },
        begin_date: alert.begin_date.clone().unwrap_or_default(),
        end_date: alert.end_date.clone().unwrap_or_default(),
    }
}

fn treks(site: &Site, lang: &Lang, alert: usize) -> Vec<LinkView> {
    let link = |index: &usize| {
        let found = site.trek(*index);
        Some(LinkView { name: found.name.get(lang)?.clone(), url: trek::url(site, lang, found) })
    };
    site.index.treks_of_alert(alert).iter().filter_map(link).collect()
}
