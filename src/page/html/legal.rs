//! The legal notice: publisher and host of the site, and servers that receive personal data.

use crate::model::Lang;
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::site::settings::legal::Legal;
use crate::page::site::settings::security;
use crate::page::site::{Site, address, policy};
use crate::page::view::text::{Markup, markup};
use serde::Serialize;
use tera::Value;

/// View of the legal notice: the variable `legal` of its template.
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
    /// Hosts that the browser asks for the tiles of HD views.
    pub views_from: Vec<String>,
    /// Recipients of the problems that visitors report: hosts of servers and e-mail addresses.
    pub reports_to: Vec<String>,
}

pub fn plan(site: &Site) -> Vec<Document> {
    if site.settings.legal.is_none() {
        return Vec::new();
    }
    Document::in_every_language(site, ("legal", "site.toml"), address::LEGAL, |site, lang| {
        let legal = site.settings.legal.as_ref();
        let description = legal.map_or(String::new(), |legal| legal.publisher.clone());
        let head = Head::described(description);
        let view = legal.map(|legal| Value::from_serializable(&view(site, lang, legal)));
        (head, view.unwrap_or_else(Value::none))
    })
}

fn view<'a>(site: &Site, lang: &Lang, legal: &'a Legal) -> LegalView<'a> {
    let host = |origin: String| security::host(&origin).to_owned();
    let own = &site.settings.base_url.origin;
    let views_from = policy::tile_origins(site).into_iter().filter(|origin| origin != own);
    let reports_to = policy::report_origins(site).into_iter().map(host);
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
