//! Form to report a problem with a trek.

use crate::model::{Lang, Server, Trek};
use crate::page::site::file_path::percent_encoded;
use crate::page::site::shared::Shared;
use crate::page::site::{Site, address};
use crate::page::view::term::{self, TermView};
use serde::Serialize;

/// Form to report a problem with a trek.
#[derive(Debug, Serialize)]
pub struct ReportView {
    /// Address of the API that the form is sent to; empty when the form writes an e-mail instead.
    pub action: String,
    /// Number of the trek in its Geotrek-admin, or empty.
    pub related_trek: String,
    /// E-mail address for reports, or empty.
    pub email: String,
    /// `mailto:` address of an e-mail about this trek, or empty.
    pub mail_url: String,
    /// Kinds of problem that the Geotrek-admin of the trek offers.
    pub categories: Vec<Shared<TermView>>,
    /// Activities of the visitor that the Geotrek-admin offers.
    pub activities: Vec<Shared<TermView>>,
    /// Severities of the problem that the Geotrek-admin offers.
    pub magnitudes: Vec<Shared<TermView>>,
    /// Latitude of the start of the trek in degrees, or empty.
    pub latitude: String,
    /// Longitude of the start of the trek in degrees, or empty.
    pub longitude: String,
}

/// View of the form for a trek; `None` when reports are not accepted.
pub fn view(site: &Site, lang: &Lang, trek: &Trek) -> Option<ReportView> {
    let settings = &site.settings.report;
    let server = site.servers().iter().find(|server| server.url == trek.id.source());
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

/// `mailto:` address of an e-mail with the name and the address of a trek.
fn mail(site: &Site, lang: &Lang, about: &Trek, to: &str) -> String {
    let name = about.name.get(lang).map_or("", String::as_str);
    let subject = percent_encoded(&format!("{name} – {}", site.settings.title));
    let address = site.canonical(&address::url(site, lang, about));
    let body = percent_encoded(&format!("{name}\r\n{address}\r\n\r\n"));
    format!("mailto:{}?subject={subject}&body={body}", percent_encoded(to).replace("%40", "@"))
}
