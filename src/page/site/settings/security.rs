//! `[security]` of the settings.

use serde::Deserialize;
use std::collections::BTreeMap;

/// `[security]` of the settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Security {
    /// Sources that the Content-Security-Policy allows in addition.
    pub csp: Sources,
    /// True to write the files `_headers` and `.htaccess`.
    pub headers: bool,
}

impl Default for Security {
    fn default() -> Security {
        Security { csp: Sources::default(), headers: true }
    }
}

/// Sources by directive of the Content-Security-Policy:
/// `img-src = ["https://stats.example.org"]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "BTreeMap<String, Vec<String>>")]
pub struct Sources(pub BTreeMap<String, Vec<String>>);

/// Address on another host, from the settings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Remote {
    /// Scheme, host and port: `https://stats.example.org`.
    pub origin: String,
    /// Whole address.
    pub url: String,
}

impl TryFrom<BTreeMap<String, Vec<String>>> for Sources {
    type Error = String;

    fn try_from(written: BTreeMap<String, Vec<String>>) -> Result<Sources, String> {
        for (directive, sources) in &written {
            if !DIRECTIVES.iter().any(|(known, _)| known == directive) {
                let known: Vec<&str> = DIRECTIVES.iter().map(|(known, _)| *known).collect();
                return Err(format!(
                    "`{directive}` is not a directive that can be extended: use one of {}",
                    known.join(", ")
                ));
            }
            if let Some(source) = sources.iter().find(|source| !is_plain(source)) {
                return Err(format!("`{source}` is not a source like `https://stats.example.org`"));
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

/// Host of an origin, with its port: `admin.example.org` for `https://admin.example.org`.
pub fn host(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

/// Scheme, host and port of an address; `None` for an address without host. A placeholder (`{s}`)
/// in the host becomes a wildcard: `https://*.example.org`.
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

/// True for a source that cannot end the directive, the attribute or the line it is written in.
pub fn is_plain(source: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "'*:/._-+=?~[]".contains(c);
    !source.is_empty() && source.chars().all(allowed)
}

/// Directives of the policy, with the sources that each allows by default. A directive without
/// sources falls back to `default-src`.
pub const DIRECTIVES: [(&str, &[&str]); 15] = [
    ("default-src", &["'self'"]),
    ("script-src", &["'self'"]),
    ("style-src", &["'self'"]),
    // `data:` is for icons in the stylesheet, and for the map, which sets it to cancel the loading
    // of tiles.
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
