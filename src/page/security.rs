//! What a page may load and from where: the Content-Security-Policy of the site.
//!
//! <https://www.w3.org/TR/CSP3/>. Nothing inline, nothing of others but what the settings name.

use crate::page::feedback;
use crate::page::hdview;
use crate::page::site::Site;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `[security]` of the settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Security {
    /// What the policy of the site allows besides.
    pub csp: Sources,
    /// False: no `_headers` and no `.htaccess` are written.
    pub headers: bool,
}

impl Default for Security {
    fn default() -> Security {
        Security { csp: Sources::default(), headers: true }
    }
}

/// Sources by directive: `img-src = ["https://stats.example.org"]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "BTreeMap<String, Vec<String>>")]
pub struct Sources(BTreeMap<String, Vec<String>>);

/// An address of another host that the settings name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Remote {
    /// `https://stats.example.org`
    pub origin: String,
    /// The whole address.
    pub url: String,
}

/// The directives that a policy may have, and what each allows by itself. Those without have what
/// `default-src` has.
const DIRECTIVES: [(&str, &[&str]); 15] = [
    ("default-src", &["'self'"]),
    ("script-src", &["'self'"]),
    ("style-src", &["'self'"]),
    // `data:`: signs in the stylesheet; and a map empties with it the tiles that it no longer waits for.
    ("img-src", &["'self'", "data:"]),
    ("connect-src", &["'self'"]),
    ("frame-src", &[]),
    ("object-src", &["'none'"]),
    ("base-uri", &["'self'"]),
    ("form-action", &["'self'"]),
    ("frame-ancestors", &["'self'"]),
    ("child-src", &[]),
    ("font-src", &[]),
    ("manifest-src", &[]),
    ("media-src", &[]),
    ("worker-src", &[]),
];

/// Only a header may say who shows the site in a frame.
const HEADER_ONLY: &str = "frame-ancestors";

impl TryFrom<BTreeMap<String, Vec<String>>> for Sources {
    type Error = String;

    fn try_from(written: BTreeMap<String, Vec<String>>) -> Result<Sources, String> {
        for (directive, sources) in &written {
            if !DIRECTIVES.iter().any(|(known, _)| known == directive) {
                let known: Vec<&str> = DIRECTIVES.iter().map(|(known, _)| *known).collect();
                return Err(format!(
                    "`{directive}` is no directive that can be extended: they are {}",
                    known.join(", ")
                ));
            }
            if let Some(source) = sources.iter().find(|source| !is_plain(source)) {
                return Err(format!("`{source}` is no source like `https://stats.example.org`"));
            }
        }
        Ok(Sources(written))
    }
}

impl TryFrom<String> for Remote {
    type Error = String;

    fn try_from(url: String) -> Result<Remote, String> {
        let origin = origin(&url).filter(|_| is_plain(&url));
        match origin {
            Some(origin) => Ok(Remote { origin, url }),
            None => Err(format!("`{url}` is not an address like `https://stats.example.org/`")),
        }
    }
}

/// `admin.example.org` of `https://admin.example.org`.
pub fn host(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

/// The policy that pages carry.
pub fn in_page(site: &Site) -> String {
    policy(site, |directive| directive != HEADER_ONLY)
}

/// The policy that a server sends.
pub fn in_header(site: &Site) -> String {
    policy(site, |_| true)
}

/// Whether the policy lets a page show the picture of an address.
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
            // What has no sources of its own falls back to `default-src`, and must not lose it.
            _ if own.is_empty() => sources.insert(0, "'self'".to_owned()),
            1 => {}
            _ => sources.retain(|source| source != "'none'"),
        }
        directives.push(format!("{directive} {}", sources.join(" ")));
    }
    directives.join("; ")
}

/// What other settings ask for: background of the maps, players, counting of visits,
/// reports of problems; and the large pictures of the sources.
fn needed(directive: &str, site: &Site) -> Vec<String> {
    let settings = &site.settings;
    let tiles = || origin(&settings.map.tiles);
    let analytics =
        || settings.analytics.as_ref().map(|analytics| analytics.remote().origin.clone());
    match directive {
        "img-src" => tiles().into_iter().chain(analytics()).chain(hdview::origins(site)).collect(),
        "connect-src" => {
            tiles().into_iter().chain(analytics()).chain(feedback::origins(site)).collect()
        }
        "script-src" => analytics().into_iter().collect(),
        "frame-src" => settings.players.iter().map(|host| format!("https://{host}")).collect(),
        _ => Vec::new(),
    }
}

/// Scheme, host and port of an address; `None` for one on this site. A placeholder in the host
/// (`{s}`) stands for any word.
pub fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let any = host.rfind('}').map(|end| host[end..].split_once('.'));
    let host = match any {
        Some(rest) => format!("*.{}", rest?.1),
        None => host.to_owned(),
    };
    let known = matches!(scheme, "http" | "https") && !host.is_empty() && is_plain(&host);
    known.then(|| format!("{scheme}://{host}"))
}

/// True for what ends neither the directive nor the attribute or the line that it stands in.
fn is_plain(source: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "'*:/._-+=?~[]".contains(c);
    !source.is_empty() && source.chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address_is_all_that_a_policy_needs() {
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
