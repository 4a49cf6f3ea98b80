//! The page for addresses that lead nowhere, `404.html`.

use crate::page::Head;
use crate::page::Page;
use crate::page::ViewPage;
use crate::page::site::Site;
use crate::page::text;
use std::sync::Arc;

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let page = |lang: &crate::model::Lang| {
        let page = ViewPage {
            kind: "not_found",
            item: "404.html".to_owned(),
            rest: "404.html".to_owned(),
            lang: lang.clone(),
            langs: Vec::new(),
        };
        page.page(site, |site, lang| {
            let description = text::teaser([&site.settings.description], lang);
            let head = Head { title: String::new(), description, pictures: Vec::new() };
            (head, tera::Value::from(tera::Map::new()))
        })
    };
    site.languages().iter().map(page).collect()
}
