//! The accessibility statement, as public bodies of the European Union have to publish it
//! (Directive 2016/2102; model: Implementing Decision 2018/1523).

use crate::model::Lang;
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::site::settings::accessibility::{Accessibility, Status};
use crate::page::site::{Site, address};
use crate::page::view::text::{self, Markup, markup};
use serde::Serialize;
use tera::Value;

/// View of the accessibility statement: the variable `accessibility` of its template.
#[derive(Debug, Serialize)]
pub struct AccessibilityView<'a> {
    /// `full`, `partial` or `none`.
    pub status: Status,
    /// Percentage of criteria that are met; `None` when the statement gives none.
    pub rate: Option<u8>,
    /// Person or company that made the audit, or empty.
    pub auditor: &'a str,
    /// Date of the audit, or empty.
    pub audit_date: &'a str,
    /// Date of the statement.
    pub date: &'a str,
    /// E-mail address for people who meet an obstacle, or empty.
    pub email: &'a str,
    /// Contents that are not accessible, with the reasons.
    pub exceptions: Markup,
    /// Way to complain for visitors who get no satisfactory answer.
    pub remedy: Markup,
}

pub fn plan(site: &Site) -> Vec<Document> {
    if site.settings.accessibility.is_none() {
        return Vec::new();
    }
    Document::in_every_language(
        site,
        ("accessibility", "site.toml"),
        address::ACCESSIBILITY,
        |site, lang| {
            let description = text::teaser([&site.settings.description], lang);
            let head = Head::described(description);
            let statement = site.settings.accessibility.as_ref();
            let view =
                statement.map(|statement| Value::from_serializable(&view(site, lang, statement)));
            (head, view.unwrap_or_else(Value::none))
        },
    )
}

fn view<'a>(site: &'a Site, lang: &Lang, statement: &'a Accessibility) -> AccessibilityView<'a> {
    // Without an address of its own, the statement shows that of the legal notice.
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
