//! Files of pictograms: one sprite with all symbols, and a file for each other pictogram.

use crate::model::{Drawing, Svg};
use crate::page::site::Site;
use crate::page::site::page::{Content, Page};
use crate::page::site::pictograms::XMLNS;
use std::sync::Arc;

/// Plans the files of pictograms.
pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let page = |path: &String, content| Page::new(path.clone(), "media", path, content);
    let files = site.pictograms.files.iter();
    let mut plan: Vec<Page> = files.map(|(path, drawing)| page(path, content(drawing))).collect();
    if let Some((path, text)) = &site.pictograms.sprite {
        let text = text.clone();
        plan.push(page(path, Content::Bytes(Box::new(move || text.clone().into_bytes()))));
    }
    plan
}

/// Content of a drawing as a file of its own.
pub fn content(drawing: &Drawing) -> Content {
    match drawing {
        Drawing::Svg(svg) => {
            let svg = svg.clone();
            Content::Bytes(Box::new(move || file(&svg).into_bytes()))
        }
        Drawing::Picture(file) => Content::File(file.clone()),
    }
}

/// Writes a drawing as an SVG file.
fn file(svg: &Svg) -> String {
    format!("<svg {XMLNS} {}>{}</svg>\n", svg.frame, svg.content)
}
