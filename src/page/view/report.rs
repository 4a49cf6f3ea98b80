//! What the page of a trek needs for visitors to report a problem.

use crate::model::{Lang, Server, Trek};
use crate::page::site::file_path::percent_encoded;
use crate::page::site::{Site, address};
use crate::page::view::term::{self, TermView};
use serde::Serialize;

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
        server.map_or(Vec::new(), |server| term::terms(site, lang, of(server)))
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
    let subject = percent_encoded(&format!("{name} – {}", site.settings.title));
    let address = site.canonical(&address::url(site, lang, about));
    let body = percent_encoded(&format!("{name}\r\n{address}\r\n\r\n"));
    format!("mailto:{}?subject={subject}&body={body}", percent_encoded(to).replace("%40", "@"))
}
