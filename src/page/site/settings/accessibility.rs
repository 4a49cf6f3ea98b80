//! `[accessibility]` of the settings.

use crate::model::{Html, Lang, Localized};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// `[accessibility]` of the settings: result of an accessibility audit. Without it, the site has no
/// accessibility statement.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table: a line `[accessibility]`, then its settings")]
pub struct Accessibility<Text = Localized<Html>> {
    pub status: Status,
    /// Share of the criteria that are met, in per cent.
    #[serde(default, deserialize_with = "rate")]
    pub rate: Option<u8>,
    /// Name of the auditor, or empty.
    #[serde(default)]
    pub auditor: String,
    /// Date of the audit, `2027-03-15`, or empty.
    #[serde(default, deserialize_with = "day")]
    pub audit_date: String,
    /// Date of the statement, or empty.
    #[serde(default, deserialize_with = "day")]
    pub date: String,
    /// E-mail address to report obstacles.
    #[serde(default, deserialize_with = "crate::page::site::settings::report::email")]
    pub email: Option<String>,
    /// Inaccessible content and the reasons, in Markdown.
    #[serde(default)]
    pub exceptions: Text,
    /// Ways to complain when a report is not answered, in Markdown.
    #[serde(default)]
    pub remedy: Text,
}

/// Degree of conformity with the rules of accessibility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Full,
    Partial,
    None,
}

/// Deserialises a percentage from 0 to 100.
pub fn rate<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u8>, D::Error> {
    match u8::deserialize(from)? {
        rate @ ..=100 => Ok(Some(rate)),
        rate => Err(D::Error::custom(format!("{rate} is not a percentage from 0 to 100"))),
    }
}

/// Deserialises a date without time, with or without quotes.
pub fn day<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
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
    /// Converts the texts from Markdown to safe HTML.
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
