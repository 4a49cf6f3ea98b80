//! `[accessibility]` of the settings.

use crate::model::{Html, Lang, Localized};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

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
    #[serde(default, deserialize_with = "crate::page::site::settings::report::email")]
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

pub fn rate<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u8>, D::Error> {
    match u8::deserialize(from)? {
        rate @ ..=100 => Ok(Some(rate)),
        rate => Err(D::Error::custom(format!("{rate} is no percentage from 0 to 100"))),
    }
}

/// A day, with or without quotes.
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
