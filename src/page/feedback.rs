//! What the page of a trek needs for visitors to report a problem.

use crate::model::{Lang, Server, Trek};
use crate::page::html::trek;
use crate::page::parts;
use crate::page::security;
use crate::page::share::encoded;
use crate::page::site::Site;
use crate::page::view::TermView;
use crate::report::Report;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeSet;

/// `[report]` of the settings: to whom problems are reported. Nobody, when it is not there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Written")]
pub struct Settings {
    /// Where e-mails go.
    pub email: Option<String>,
    /// True when the Geotrek-admin that a trek comes from gets its reports.
    pub server: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table: a line `[report]`, then its settings")]
struct Written {
    #[serde(deserialize_with = "email")]
    email: Option<String>,
    server: bool,
}

impl TryFrom<Written> for Settings {
    type Error = &'static str;

    fn try_from(Written { email, server }: Written) -> Result<Settings, &'static str> {
        if email.is_none() && !server {
            return Err("`[report]` needs an `email`, or `server = true`");
        }
        Ok(Settings { email, server })
    }
}

pub(super) fn email<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let email = String::deserialize(from)?;
    let plain = |c: char| c.is_alphanumeric() || ".-_+@".contains(c);
    match email.split_once('@') {
        Some((name, host))
            if !name.is_empty()
                && host.contains('.')
                && !host.contains('@')
                && email.chars().all(plain) =>
        {
            Ok(Some(email))
        }
        _ => {
            let problem = format!("`{email}` is not an address like `paths@example.org`");
            Err(serde::de::Error::custom(problem))
        }
    }
}

/// How a problem with a trek is reported.
#[derive(Debug, Serialize)]
pub struct ReportView {
    /// Address that takes the form, or empty: the form writes an e-mail then.
    pub action: String,
    /// The number that the trek has there, or empty.
    pub related_trek: String,
    /// Where e-mails go, or empty.
    pub email: String,
    /// `mailto:` address of an e-mail about this trek, or empty.
    pub mail_url: String,
    /// The choices of the Geotrek-admin that the trek comes from.
    pub categories: Vec<TermView>,
    pub activities: Vec<TermView>,
    pub magnitudes: Vec<TermView>,
    /// Of the start, in degrees; empty when it is not known.
    pub latitude: String,
    pub longitude: String,
}

/// `None` when nobody takes reports on this trek.
pub fn view(site: &Site, lang: &Lang, trek: &Trek) -> Option<ReportView> {
    let settings = &site.settings.report;
    let server = site.atlas.catalog.servers.iter().find(|server| server.url == trek.id.source());
    let posted = server.filter(|server| settings.server && server.takes_reports());
    if settings.email.is_none() && posted.is_none() {
        return None;
    }
    let terms = |of: fn(&Server) -> &Vec<_>| {
        server.map_or(Vec::new(), |server| parts::terms(site, lang, of(server)))
    };
    let start = trek.start();
    let degrees = |value: Option<f64>| value.map_or(String::new(), |value| format!("{value:.5}"));
    Some(ReportView {
        action: posted
            .map_or(String::new(), |server| format!("{}/api/v2/feedback_report/", server.url)),
        related_trek: trek.number.map_or(String::new(), |number| number.to_string()),
        email: settings.email.clone().unwrap_or_default(),
        mail_url: settings.email.as_ref().map_or(String::new(), |to| mail(site, lang, trek, to)),
        categories: terms(|server| &server.feedback.categories),
        activities: terms(|server| &server.feedback.activities),
        magnitudes: terms(|server| &server.feedback.magnitudes),
        latitude: degrees(start.map(|start| start.lat())),
        longitude: degrees(start.map(|start| start.lon())),
    })
}

/// An e-mail that says which trek it is about.
fn mail(site: &Site, lang: &Lang, about: &Trek, to: &str) -> String {
    let name = about.name.get(lang).map_or("", String::as_str);
    let subject = encoded(&format!("{name} – {}", site.settings.title));
    let address = site.canonical(&trek::url(site, lang, about));
    let body = encoded(&format!("{name}\r\n{address}\r\n\r\n"));
    format!("mailto:{}?subject={subject}&body={body}", encoded(to).replace("%40", "@"))
}

/// The origins (`https://admin.example.org`) that scripts of the pages send reports to: what a
/// policy of the site's content has to allow. The browser never submits a form by itself.
pub fn origins(site: &Site) -> BTreeSet<String> {
    let servers = site.atlas.catalog.servers.iter();
    let posted = servers.filter(|server| site.settings.report.server && server.takes_reports());
    posted.filter_map(|server| security::origin(&server.url)).collect()
}

/// Says which servers cannot take what the settings want to send them.
pub fn warn(site: &Site, report: &mut Report) {
    if !site.settings.report.server {
        return;
    }
    for server in &site.atlas.catalog.servers {
        let url = &server.url;
        if !server.takes_reports() {
            let version = server.version.as_deref().unwrap_or_default();
            report.warn(
                "site.toml",
                format!("`[report]`: {url} is a Geotrek-admin {version}, which takes no reports: it needs 2.104 or newer"),
            );
        } else if site.settings.base_url.origin.starts_with("https://")
            && url.starts_with("http://")
        {
            report.warn(
                "site.toml",
                format!("`[report]`: browsers send nothing from an https site to {url}: its reports need an address with https"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_encoded_and_an_origin_has_no_path() {
        assert_eq!(encoded("Le col – 2 & 3\r\n"), "Le%20col%20%E2%80%93%202%20%26%203%0D%0A");
        let origin = |url| security::origin(url).unwrap();
        assert_eq!(origin("https://a.example.org:8080/geo/trek"), "https://a.example.org:8080");
        assert_eq!(origin("https://a.example.org"), "https://a.example.org");
    }
}
