//! `[legal]` of the settings.

use crate::model::{Html, Lang, Localized};
use serde::Deserialize;
use std::collections::BTreeMap;

/// `[legal]` of the settings: contents of the legal notice. Without it, the site has no such page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table: a line `[legal]`, then its settings")]
pub struct Legal<Text = Localized<Html>> {
    /// Name of the publisher of the site.
    pub publisher: String,
    /// Number of the publisher in a register of companies, or empty.
    #[serde(default)]
    pub registration: String,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default, deserialize_with = "crate::page::site::settings::report::email")]
    pub email: Option<String>,
    /// Name of the person responsible for the contents, or empty.
    #[serde(default)]
    pub director: String,
    /// Name, address and telephone number of the hosting company.
    pub host: String,
    /// Further text, in Markdown.
    #[serde(default)]
    pub text: Text,
}

impl Legal<BTreeMap<Lang, String>> {
    /// Converts the text from Markdown to safe HTML.
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
