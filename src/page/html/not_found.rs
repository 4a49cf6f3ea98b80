//! The page for addresses that do not exist (HTTP error 404), `404.html`.

use crate::model::Lang;
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::site::Site;
use crate::page::view::text;

pub fn plan(site: &Site) -> Vec<Document> {
    let make = |site: &Site, lang: &Lang| {
        let head = Head::described(text::teaser([&site.settings.description], lang));
        (head, tera::Value::from(tera::Map::new()))
    };
    let document = |lang| Document::new(("not_found", "404.html"), "404.html", lang, &[], make);
    site.languages().iter().map(document).collect()
}
