//! The legal notice: who publishes and hosts the site, and what becomes of personal data.

use crate::model::{Html, Lang, Localized};
use crate::page::Head;
use crate::page::Page;
use crate::page::ViewPage;
use crate::page::feedback;
use crate::page::hdview;
use crate::page::security;
use crate::page::site::Site;
use crate::page::text::{self, Markup, markup};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where it is, below the language.
pub const REST: &str = "legal/";

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
    #[serde(default, deserialize_with = "crate::page::feedback::email")]
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

/// `legal`
#[derive(Debug, Serialize)]
pub struct LegalView<'a> {
    pub publisher: &'a str,
    pub registration: &'a str,
    pub address: &'a str,
    pub phone: &'a str,
    pub email: &'a str,
    pub director: &'a str,
    pub host: &'a str,
    pub text: Markup,
    /// Hosts from which panoramas come when one explores them.
    pub views_from: Vec<String>,
    /// Who gets what visitors report: hosts of servers and addresses for e-mails.
    pub reports_to: Vec<String>,
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    if site.settings.legal.is_none() {
        return Vec::new();
    }
    ViewPage::in_every_language(site, "legal", "site.toml", REST, |site, lang| {
        let legal = site.settings.legal.as_ref();
        let description = legal.map_or(String::new(), |legal| legal.publisher.clone());
        let head = Head { title: String::new(), description, pictures: Vec::new() };
        let view = legal.map(|legal| text::value(&view(site, lang, legal)));
        (head, view.unwrap_or_else(tera::Value::none))
    })
}

/// Address of the page, or empty where there is none.
pub fn url(site: &Site, lang: &Lang) -> String {
    if site.settings.legal.is_some() { site.url(lang, REST) } else { String::new() }
}

fn view<'a>(site: &Site, lang: &Lang, legal: &'a Legal) -> LegalView<'a> {
    let host = |origin: String| security::host(&origin).to_owned();
    let own = &site.settings.base_url.origin;
    let views_from = hdview::origins(site).into_iter().filter(|origin| origin != own);
    let reports_to = feedback::origins(site).into_iter().map(host);
    LegalView {
        publisher: &legal.publisher,
        registration: &legal.registration,
        address: &legal.address,
        phone: &legal.phone,
        email: legal.email.as_deref().unwrap_or_default(),
        director: &legal.director,
        host: &legal.host,
        text: markup(site, &legal.text, lang),
        views_from: views_from.map(host).collect(),
        reports_to: reports_to.chain(site.settings.report.email.clone()).collect(),
    }
}
