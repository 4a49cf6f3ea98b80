//! The page for addresses that lead nowhere, `404.html`.

use crate::page::html::document::ViewPage;
use crate::page::html::frame::Frame;
use crate::page::html::head::Head;
use crate::page::site::page::Page;
use crate::page::view::text;
use std::sync::Arc;

pub fn plan(frame: &Arc<Frame>) -> Vec<Page> {
    let site = &frame.site;
    let page = |lang: &crate::model::Lang| {
        let page = ViewPage {
            kind: "not_found",
            item: "404.html".to_owned(),
            path: "404.html".to_owned(),
            lang: lang.clone(),
            langs: Vec::new(),
        };
        page.page(frame, |site, lang| {
            let description = text::teaser([&site.settings.description], lang);
            let head = Head::described(description);
            (head, tera::Value::from(tera::Map::new()))
        })
    };
    site.languages().iter().map(page).collect()
}
