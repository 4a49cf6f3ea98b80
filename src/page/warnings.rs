//! Warnings about requests that browsers or servers would refuse: tiles, reports.

use crate::page::site::Site;
use crate::page::site::policy::{loads, shown};
use crate::page::site::settings::security;
use crate::report::Report;
use std::collections::BTreeMap;

/// Warns of servers whose tiles browsers do not load, because the site has https and they do not.
pub fn tiles(site: &Site, report: &mut Report) {
    let mut refused: BTreeMap<String, usize> = BTreeMap::new();
    for origin in shown(site).filter(|t| !loads(site, t)).filter_map(|t| security::origin(&t.url)) {
        *refused.entry(origin).or_default() += 1;
    }
    for (origin, count) in refused {
        report.warn(
            origin,
            format!("browsers load nothing from it on an https site: its HD views ({count}) stay thumbnails, until it has an address with https"),
        );
    }
}

/// Warns of servers that cannot receive the reports that the settings send them.
pub fn reports(site: &Site, report: &mut Report) {
    if !site.settings.report.server {
        return;
    }
    for server in site.servers() {
        let url = &server.url;
        if !server.takes_reports() {
            let version = server.version.as_deref().unwrap_or_default();
            report.warn(
                "site.toml",
                format!("`[report]`: {url} is a Geotrek-admin {version}, which takes no reports: it needs 2.104 or newer"),
            );
        } else if site.settings.base_url.origin.starts_with("https://")
            && url.starts_with("http://")
        {
            report.warn(
                "site.toml",
                format!("`[report]`: browsers send nothing from an https site to {url}: its reports need an address with https"),
            );
        }
    }
}
