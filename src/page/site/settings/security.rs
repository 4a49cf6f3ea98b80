//! `[security]` of the settings.

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
pub struct Sources(pub BTreeMap<String, Vec<String>>);

/// An address of another host that the settings name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Remote {
    /// `https://stats.example.org`
    pub origin: String,
    /// The whole address.
    pub url: String,
}

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
pub fn is_plain(source: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "'*:/._-+=?~[]".contains(c);
    !source.is_empty() && source.chars().all(allowed)
}

/// The directives that a policy may have, and what each allows by itself. Those without have what
/// `default-src` has.
pub const DIRECTIVES: [(&str, &[&str]); 15] = [
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
