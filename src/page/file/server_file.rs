//! `_headers` and `.htaccess`: configuration files for web servers, with the headers of responses.

use crate::page::site::page::{Content, Page};
use crate::page::site::{Site, policy};
use std::sync::Arc;

/// Names of the files: for Netlify and Cloudflare Pages, and for Apache.
pub const FILES: [&str; 2] = ["_headers", ".htaccess"];

/// `Cache-Control` of files whose address changes with their content.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Plans both files, unless the settings do not want them.
pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    if !site.settings.security.headers {
        return Vec::new();
    }
    let page = |(path, text): (&str, String)| {
        let content = Content::Bytes(Box::new(move || text.clone().into_bytes()));
        Page::new(path.to_owned(), "server_file", path, content)
    };
    FILES.into_iter().zip([headers(site), htaccess(site)]).map(page).collect()
}

/// Headers that are the same for all files of the site.
fn common() -> [(&'static str, &'static str); 3] {
    [
        ("X-Content-Type-Options", "nosniff"),
        // Tile servers require the origin of the site.
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"),
    ]
}

/// Content of `_headers`. Pages have no rule for `Cache-Control`: the hosts revalidate them by
/// default, and would join the values of two rules for one file.
fn headers(site: &Site) -> String {
    let base = &site.settings.base_url.path;
    let policy = policy::in_header(site);
    let common = common().map(|(name, value)| format!("  {name}: {value}\n")).concat();
    format!(
        "{base}*\n  Content-Security-Policy: {policy}\n{common}\
         {base}assets/:version/*\n  Cache-Control: {IMMUTABLE}\n\
         {base}media/*\n  Cache-Control: {IMMUTABLE}\n"
    )
}

/// Content of `.htaccess`, which only sets headers, and only if `mod_headers` is loaded.
fn htaccess(site: &Site) -> String {
    let policy = policy::in_header(site);
    let common =
        common().map(|(name, value)| format!("    Header set {name} \"{value}\"\n")).concat();
    format!(
        "<IfModule mod_headers.c>\n    \
         Header set Content-Security-Policy \"{policy}\" \"expr=%{{CONTENT_TYPE}} =~ m#^text/html#\"\n\
         {common}    \
         Header set Cache-Control \"no-cache\"\n    \
         Header set Cache-Control \"{IMMUTABLE}\" \"expr=%{{REQUEST_URI}} =~ m#/(assets/([0-9a-f]+|maps)|media)/#\"\n\
         </IfModule>\n"
    )
}
