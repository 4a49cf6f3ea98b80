//! The accessibility statement, as public bodies of the European Union have to publish it
//! (Directive 2016/2102; model: Implementing Decision 2018/1523).

use crate::model::{Html, Lang, Localized};
use crate::page::Head;
use crate::page::Page;
use crate::page::ViewPage;
use crate::page::site::Site;
use crate::page::text::{self, Markup, markup};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where it is, below the language.
pub const REST: &str = "accessibility/";

/// `[accessibility]` of the settings. There is no statement without it: only an audit can say.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table: a line `[accessibility]`, then its settings")]
pub struct Accessibility<Text = Localized<Html>> {
    pub status: Status,
    /// How many of the criteria are met, in per cent.
    #[serde(default, deserialize_with = "rate")]
    pub rate: Option<u8>,
    /// Who examined the site, and when: `2027-03-15`.
    #[serde(default)]
    pub auditor: String,
    #[serde(default, deserialize_with = "day")]
    pub audit_date: String,
    /// When the statement was written.
    #[serde(default, deserialize_with = "day")]
    pub date: String,
    /// Where obstacles are told.
    #[serde(default, deserialize_with = "crate::page::feedback::email")]
    pub email: Option<String>,
    /// What is not accessible, and why, in Markdown.
    #[serde(default)]
    pub exceptions: Text,
    /// Where one complains when nobody answers, in Markdown.
    #[serde(default)]
    pub remedy: Text,
}

/// How far the rules are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Full,
    Partial,
    None,
}

fn rate<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u8>, D::Error> {
    match u8::deserialize(from)? {
        rate @ ..=100 => Ok(Some(rate)),
        rate => Err(D::Error::custom(format!("{rate} is no percentage from 0 to 100"))),
    }
}

/// A day, with or without quotes.
fn day<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let written = toml::Value::deserialize(from)?;
    let date = match &written {
        toml::Value::Datetime(date) => Some(*date),
        toml::Value::String(text) => text.parse::<toml::value::Datetime>().ok(),
        _ => None,
    };
    let day = date.filter(|date| date.time.is_none()).and_then(|date| date.date);
    day.map(|day| day.to_string())
        .ok_or_else(|| D::Error::custom(format!("{written} is not a date like `2027-03-15`")))
}

impl Accessibility<BTreeMap<Lang, String>> {
    /// The settings with their texts made safe.
    pub fn with(self, html: impl Fn(&BTreeMap<Lang, String>) -> Localized<Html>) -> Accessibility {
        Accessibility {
            exceptions: html(&self.exceptions),
            remedy: html(&self.remedy),
            status: self.status,
            rate: self.rate,
            auditor: self.auditor,
            audit_date: self.audit_date,
            date: self.date,
            email: self.email,
        }
    }
}

/// `accessibility`
#[derive(Debug, Serialize)]
pub struct AccessibilityView<'a> {
    /// `full`, `partial` or `none`.
    pub status: Status,
    pub rate: Option<u8>,
    pub auditor: &'a str,
    pub audit_date: &'a str,
    pub date: &'a str,
    pub email: &'a str,
    pub exceptions: Markup,
    pub remedy: Markup,
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    if site.settings.accessibility.is_none() {
        return Vec::new();
    }
    ViewPage::in_every_language(site, "accessibility", "site.toml", REST, |site, lang| {
        let description = text::teaser([&site.settings.description], lang);
        let head = Head { title: String::new(), description, pictures: Vec::new() };
        let statement = site.settings.accessibility.as_ref();
        let view = statement.map(|statement| text::value(&view(site, lang, statement)));
        (head, view.unwrap_or_else(tera::Value::none))
    })
}

/// Address of the page, or empty where there is none.
pub fn url(site: &Site, lang: &Lang) -> String {
    if site.settings.accessibility.is_some() { site.url(lang, REST) } else { String::new() }
}

fn view<'a>(site: &'a Site, lang: &Lang, statement: &'a Accessibility) -> AccessibilityView<'a> {
    // Whoever meets an obstacle needs an address.
    let publisher = site.settings.legal.as_ref().and_then(|legal| legal.email.as_ref());
    let email = statement.email.as_ref().or(publisher);
    AccessibilityView {
        status: statement.status,
        rate: statement.rate,
        auditor: &statement.auditor,
        audit_date: &statement.audit_date,
        date: &statement.date,
        email: email.map_or("", String::as_str),
        exceptions: markup(site, &statement.exceptions, lang),
        remedy: markup(site, &statement.remedy, lang),
    }
}
