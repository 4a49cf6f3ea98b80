//! The page for addresses that lead nowhere, `404.html`.

use super::site::Site;
use super::{Head, Page, ViewPage};
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
        page.page(site, |_, _| {
            let head =
                Head { title: String::new(), description: String::new(), pictures: Vec::new() };
            (head, tera::Value::from(tera::Map::new()))
        })
    };
    site.languages().iter().map(page).collect()
}
