//! `_headers` and `.htaccess`: what servers that read one of them send with each file.

use crate::page::site::page::{Content, Page};
use crate::page::site::{Site, policy};
use std::sync::Arc;

/// Netlify and Cloudflare Pages; Apache.
pub const FILES: [&str; 2] = ["_headers", ".htaccess"];

/// For files whose address changes with their content.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    if !site.settings.security.headers {
        return Vec::new();
    }
    let page = |(path, text): (&str, String)| Page {
        path: path.to_owned(),
        kind: "server_file",
        item: path.to_owned(),
        content: Content::Bytes(Box::new(move || text.clone().into_bytes())),
    };
    FILES.into_iter().zip([headers(site), htaccess(site)]).map(page).collect()
}

/// The same for each file.
fn common() -> [(&'static str, &'static str); 3] {
    [
        ("X-Content-Type-Options", "nosniff"),
        // Servers of tiles want to know which site asks.
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"),
    ]
}

/// Hosts that read this ask for pages anew each time, and join what two rules say of one header:
/// pages have no rule of their own.
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

/// Only headers, and only where Apache can set them.
fn htaccess(site: &Site) -> String {
    let policy = policy::in_header(site);
    let common =
        common().map(|(name, value)| format!("    Header set {name} \"{value}\"\n")).concat();
    format!(
        "<IfModule mod_headers.c>\n    \
         Header set Content-Security-Policy \"{policy}\" \"expr=%{{CONTENT_TYPE}} =~ m#^text/html#\"\n\
         {common}    \
         Header set Cache-Control \"no-cache\"\n    \
         Header set Cache-Control \"{IMMUTABLE}\" \"expr=%{{REQUEST_URI}} =~ m#/(assets/[0-9a-f]+|media)/#\"\n\
         </IfModule>\n"
    )
}
