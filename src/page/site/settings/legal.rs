//! `[legal]` of the settings.

use crate::model::{Html, Lang, Localized};
use serde::Deserialize;
use std::collections::BTreeMap;

/// `[legal]` of the settings. There is no page without it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table: a line `[legal]`, then its settings")]
pub struct Legal<Text = Localized<Html>> {
    /// Who publishes the site.
    pub publisher: String,
    /// Its number in a register of companies.
    #[serde(default)]
    pub registration: String,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default, deserialize_with = "crate::page::site::settings::report::email")]
    pub email: Option<String>,
    /// The person who answers for what is published.
    #[serde(default)]
    pub director: String,
    /// Name, address and telephone of the company whose servers hold the site.
    pub host: String,
    /// More, in Markdown.
    #[serde(default)]
    pub text: Text,
}

impl Legal<BTreeMap<Lang, String>> {
    /// The settings with their texts made safe.
    pub fn with(self, html: impl Fn(&BTreeMap<Lang, String>) -> Localized<Html>) -> Legal {
        Legal {
            text: html(&self.text),
            publisher: self.publisher,
            registration: self.registration,
            address: self.address,
            phone: self.phone,
            email: self.email,
            director: self.director,
            host: self.host,
        }
    }
}
