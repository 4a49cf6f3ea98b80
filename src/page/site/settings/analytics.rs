//! `[analytics]` of the settings: counting of visits.

use crate::page::site::settings::security::Remote;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `[analytics]` of the settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Written")]
pub struct Analytics {
    pub tool: Tool,
    /// True to load the tool only after the visitor agrees.
    pub consent: bool,
}

/// Tool that counts visits.
#[derive(Debug, Clone)]
pub enum Tool {
    Matomo(Matomo),
    /// Script of another tool, with its `data-` attributes by their names without `data-`.
    Script {
        script: Remote,
        data: BTreeMap<String, String>,
    },
}

/// A Matomo server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matomo {
    /// Address of the server.
    pub url: Remote,
    /// Number of this site in Matomo.
    pub site_id: u32,
}

/// `[analytics]` as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Analytics")]
struct Written {
    matomo: Option<Matomo>,
    script: Option<Remote>,
    /// `data-` attributes of the script, by their names without `data-`.
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
            return Err(format!(
                "`{name}` is not the name of a `data-` attribute: write `domain` for `data-domain`"
            ));
        }
        let tool = match (written.matomo, written.script) {
            (Some(matomo), None) if written.data.is_empty() => Tool::Matomo(matomo),
            (Some(_), None) => return Err("`data` is only for a `script`: remove it".to_owned()),
            (None, Some(script)) => Tool::Script { script, data: written.data },
            (Some(_), Some(_)) => {
                return Err("`matomo` and `script` are both set: keep one of them".to_owned());
            }
            (None, None) => {
                return Err("no tool is set: write `matomo = { url = \"…\", site_id = 1 }` or `script = \"…\"`".to_owned());
            }
        };
        Ok(Analytics { tool, consent: written.consent })
    }
}

impl Analytics {
    /// Address that pages load the tool from.
    pub fn remote(&self) -> &Remote {
        match &self.tool {
            Tool::Matomo(matomo) => &matomo.url,
            Tool::Script { script, .. } => script,
        }
    }
}
