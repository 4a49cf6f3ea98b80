//! `assets/brand.css`: the one colour that the theme derives its accents from.

use super::site::Site;
use super::{Content, Page};
use std::sync::Arc;

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let common = site.common(&site.languages()[0]);
    let color = common.get_from_path("color").and_then(|color| color.as_str()).unwrap_or_default();
    let css = match color {
        "" => String::from("/* The theme's own colour. */\n"),
        color => format!(":root {{ --brand: {color}; }}\n"),
    };
    let content = Content::Bytes(Box::new(move || css.clone().into_bytes()));
    let path = "assets/brand.css".to_owned();
    vec![Page { item: path.clone(), path, kind: "brand", content }]
}
