//! `robots.txt`: allows all crawlers, and names the sitemap.

use crate::page::site::Site;
use crate::page::site::page::{Content, Page};
use std::sync::Arc;

/// Plans the file.
pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let sitemap = site.canonical(&site.asset_url("sitemap.xml"));
    let text = format!("User-agent: *\nAllow: /\nSitemap: {sitemap}\n");
    let content = Content::Bytes(Box::new(move || text.clone().into_bytes()));
    let path = "robots.txt".to_owned();
    vec![Page::new(path.clone(), "robots", &path, content)]
}
