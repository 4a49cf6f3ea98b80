//! Content-Security-Policy of the site (<https://www.w3.org/TR/CSP3/>).
//!
//! It allows nothing inline, and from other hosts only what the settings and sources need.

use crate::model::{HdView, Tiles};
use crate::page::site::Site;
use crate::page::site::settings::security::{DIRECTIVES, origin};
use std::collections::BTreeSet;

/// Directive that is only valid in a header, not in a page.
const HEADER_ONLY: &str = "frame-ancestors";

/// Policy in the `<meta>` element of pages.
pub fn in_page(site: &Site) -> String {
    policy(site, |directive| directive != HEADER_ONLY)
}

/// Policy in the header that a server sends.
pub fn in_header(site: &Site) -> String {
    policy(site, |_| true)
}

/// True when the policy allows a picture from an address.
pub fn allows_picture(site: &Site, url: &str) -> bool {
    let Some(origin) = origin(url) else { return true };
    let policy = in_page(site);
    let allowed = policy.split("; ").find_map(|one| one.strip_prefix("img-src "));
    allowed.unwrap_or_default().split(' ').any(|source| match source.split_once("*.") {
        Some((scheme, domain)) => {
            origin.starts_with(scheme) && origin.ends_with(&format!(".{domain}"))
        }
        None => source == "*" || source == origin || origin.starts_with(&format!("{source}//")),
    })
}

/// Writes the policy with the wanted directives.
fn policy(site: &Site, wanted: fn(&str) -> bool) -> String {
    let mut directives = Vec::new();
    for (directive, own) in DIRECTIVES.iter().filter(|(directive, _)| wanted(directive)) {
        let added = site.settings.security.csp.0.get(*directive);
        let added = added.into_iter().flatten().cloned().chain(needed(directive, site));
        let mut sources: Vec<String> = Vec::new();
        for source in own.iter().map(|source| (*source).to_owned()).chain(added) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        match sources.len() {
            0 => continue,
            // A directive with sources no longer falls back to `default-src`, so it needs 'self'.
            _ if own.is_empty() => sources.insert(0, "'self'".to_owned()),
            1 => {}
            _ => sources.retain(|source| source != "'none'"),
        }
        directives.push(format!("{directive} {}", sources.join(" ")));
    }
    directives.join("; ")
}

/// Sources that a directive needs because of other settings (tiles of maps, players, counting of
/// visits, reports of problems) and of HD views.
fn needed(directive: &str, site: &Site) -> Vec<String> {
    let settings = &site.settings;
    let tiles = || origin(&settings.map.tiles);
    let analytics =
        || settings.analytics.as_ref().map(|analytics| analytics.remote().origin.clone());
    match directive {
        "img-src" => tiles().into_iter().chain(analytics()).chain(tile_origins(site)).collect(),
        "connect-src" => {
            tiles().into_iter().chain(analytics()).chain(report_origins(site)).collect()
        }
        "script-src" => analytics().into_iter().collect(),
        "frame-src" => settings.players.iter().map(|host| format!("https://{host}")).collect(),
        _ => Vec::new(),
    }
}

/// True when browsers load these tiles. They refuse `http:` pictures in an `https:` page.
pub fn loads(site: &Site, tiles: &Tiles) -> bool {
    tiles.url.starts_with("https://") || !site.settings.base_url.origin.starts_with("https://")
}

/// Tiles of all HD views that are on a page.
pub fn shown(site: &Site) -> impl Iterator<Item = &Tiles> {
    let views = site.all::<HdView>().iter();
    let on_page = |view: &&std::sync::Arc<HdView>| {
        view.trek.is_some() || view.poi.is_some() || view.outdoor_site.is_some()
    };
    views.filter(on_page).filter_map(|view| view.tiles.as_ref())
}

/// Origins (`https://admin.example.org`) of the tiles of HD views.
pub fn tile_origins(site: &Site) -> BTreeSet<String> {
    let tiles = shown(site).filter(|tiles| loads(site, tiles));
    tiles.filter_map(|tiles| origin(&tiles.url)).collect()
}

/// Origins (`https://admin.example.org`) of the servers that scripts send reports to. The directive
/// is `connect-src`, as no form is submitted without a script.
pub fn report_origins(site: &Site) -> BTreeSet<String> {
    let servers = site.servers().iter();
    let posted = servers.filter(|server| site.settings.report.server && server.takes_reports());
    posted.filter_map(|server| origin(&server.url)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::site::settings::security::{Remote, Sources};
    use std::collections::BTreeMap;

    #[test]
    fn an_origin_has_scheme_host_and_port() {
        for (url, expected) in [
            (
                "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
                Some("https://tile.openstreetmap.org"),
            ),
            (
                "https://{s}.tiles.example.org:8080/{z}?k=1",
                Some("https://*.tiles.example.org:8080"),
            ),
            ("https://mt{s}.example.org/{z}", Some("https://*.example.org")),
            ("http://127.0.0.1:8000/x", Some("http://127.0.0.1:8000")),
            ("/tiles/{z}/{x}/{y}.webp", None),
            ("", None),
            ("https://a;script-src *", None),
            ("https://{s}/x", None),
            ("javascript://example.org", None),
        ] {
            assert_eq!(origin(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn a_source_cannot_end_its_directive() {
        for source in ["https://a.b; script-src *", "a b", "a,b", "", "\"><script>", "a\nb"] {
            let written = BTreeMap::from([("img-src".to_owned(), vec![source.to_owned()])]);
            assert!(Sources::try_from(written).is_err(), "{source}");
        }
        let wrong = BTreeMap::from([("img".to_owned(), vec!["https://a.b".to_owned()])]);
        assert!(Sources::try_from(wrong).unwrap_err().contains("img-src"));
        assert!(Remote::try_from("stats.example.org".to_owned()).is_err());
        assert!(Remote::try_from("https://a.b/\"".to_owned()).is_err());
    }
}
