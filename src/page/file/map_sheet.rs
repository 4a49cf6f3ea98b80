//! Drawn maps that pages show.

use crate::map::Sheet;
use crate::page::html::document::Document;
use crate::page::site::Site;
use crate::page::site::file_path::sheet_path;
use crate::page::site::page::{Content, Page};
use crate::page::site::reads::version;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Plans every sheet once. What is drawn depends on the key of the sheet alone.
pub fn plan(site: &Arc<Site>, documents: &[Document]) -> Vec<Page> {
    let sheets = documents
        .iter()
        .filter_map(|document| Some((document.sheet.as_ref()?, document.item.as_str())));
    let sheets: BTreeMap<&str, (&Arc<Sheet>, &str)> =
        sheets.map(|(sheet, item)| (sheet.key.as_str(), (sheet, item))).collect();
    let page = |(sheet, item): (&Arc<Sheet>, &str)| {
        let (site, drawn) = (site.clone(), sheet.clone());
        let content = Content::Bytes(Box::new(move || site.maps().read(&drawn)));
        Page::new(sheet_path(sheet), "map", item, content).planned_as(version(&sheet.key))
    };
    sheets.into_values().map(page).collect()
}
