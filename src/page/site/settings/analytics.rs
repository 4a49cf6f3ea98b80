//! Counting of visits: only where the settings ask for it.

use crate::page::site::settings::security::Remote;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `[analytics]` of the settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Written")]
pub struct Analytics {
    pub tool: Tool,
    /// True: nothing is loaded before the visitor agrees.
    pub consent: bool,
}

/// Who counts.
#[derive(Debug, Clone)]
pub enum Tool {
    Matomo(Matomo),
    Script { script: Remote, data: BTreeMap<String, String> },
}

/// A Matomo and its number for this site.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matomo {
    pub url: Remote,
    pub site_id: u32,
}

/// What the user wrote.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Analytics")]
struct Written {
    matomo: Option<Matomo>,
    script: Option<Remote>,
    /// Attributes of the script, without `data-`.
    #[serde(default)]
    data: BTreeMap<String, String>,
    #[serde(default = "yes")]
    consent: bool,
}

fn yes() -> bool {
    true
}

impl TryFrom<Written> for Analytics {
    type Error = String;

    fn try_from(written: Written) -> Result<Analytics, String> {
        let plain = |name: &String| name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        if let Some(name) = written.data.keys().find(|name| name.is_empty() || !plain(name)) {
            return Err(format!("`{name}` is no name: write `domain` for `data-domain`"));
        }
        let tool = match (written.matomo, written.script) {
            (Some(matomo), None) if written.data.is_empty() => Tool::Matomo(matomo),
            (Some(_), None) => return Err("`data` belongs to a `script`".to_owned()),
            (None, Some(script)) => Tool::Script { script, data: written.data },
            (Some(_), Some(_)) => {
                return Err("there are `matomo` and `script`: keep one of them".to_owned());
            }
            (None, None) => {
                return Err("who counts is missing: write `matomo = { url = \"…\", site_id = 1 }` or `script = \"…\"`".to_owned());
            }
        };
        Ok(Analytics { tool, consent: written.consent })
    }
}

impl Analytics {
    /// Where visits are counted.
    pub fn remote(&self) -> &Remote {
        match &self.tool {
            Tool::Matomo(matomo) => &matomo.url,
            Tool::Script { script, .. } => script,
        }
    }
}
