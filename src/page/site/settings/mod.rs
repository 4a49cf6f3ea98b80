//! What the settings say about pages.

pub mod analytics;
pub mod booking;
pub mod legal;
pub mod accessibility;
pub mod report;
pub mod security;
pub mod section;
pub mod block;

use crate::model::{Html, Lang, Localized};
use crate::page::site::settings::block::Block;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What the settings say about pages.
#[derive(Debug, Clone)]
pub struct Settings {
    pub title: String,
    pub base_url: BaseUrl,
    /// Not empty; the first is the default language, without prefix in addresses.
    pub languages: Vec<Lang>,
    pub home: Home,
    /// Some sentences about the territory.
    pub description: Localized<Html>,
    /// The photographs that `home` names.
    pub hero: Vec<crate::model::Attachment>,
    /// The film that it names.
    pub hero_video: Option<PathBuf>,
    pub map: MapSettings,
    pub trek: section::Settings,
    pub security: security::Security,
    /// `None`: visits are not counted.
    pub analytics: Option<analytics::Analytics>,
    /// Hosts of the players of videos and sounds.
    pub players: &'static [&'static str],
    /// The stylesheet of the portal's theme that shows the brand's colour as it is, if one does.
    pub raw_brand: Option<String>,
    pub report: report::Settings,
    /// `None`: nothing is booked.
    pub booking: Option<booking::Booking>,
    /// `None`: there is no page.
    pub legal: Option<legal::Legal>,
    pub accessibility: Option<accessibility::Accessibility>,
    /// What of the host the portal may read.
    pub places: crate::input::Places,
}

/// `[site]` of the settings.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Home {
    /// Slug of the structure that signs the site.
    pub structure: Option<String>,
    /// What is across the top of the home page.
    pub hero: Option<Hero>,
    /// A film that takes its place, relative to `site.toml`.
    pub hero_video: Option<PathBuf>,
    pub hero_legend: BTreeMap<Lang, String>,
    pub hero_author: Option<String>,
    pub hero_license: Option<String>,
    /// Slugs of the treks to show first.
    pub featured: Vec<String>,
    /// What the home page shows, in this order.
    pub blocks: Option<Vec<Block>>,
    /// Some sentences about the territory, by language.
    pub description: BTreeMap<Lang, String>,
}

/// The photograph of the home page, or several.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(try_from = "toml::Value")]
pub enum Hero {
    /// Relative to `site.toml`; its credit is in the other settings.
    One(PathBuf),
    Several(Vec<HeroPicture>),
}

impl TryFrom<toml::Value> for Hero {
    type Error = String;

    fn try_from(written: toml::Value) -> Result<Hero, String> {
        match written {
            toml::Value::String(file) => Ok(Hero::One(file.into())),
            toml::Value::Array(_) => written
                .try_into()
                .map(Hero::Several)
                .map_err(|error: toml::de::Error| error.message().to_owned()),
            _ => Err("expected the file of a photograph, or tables `[[site.hero]]`".to_owned()),
        }
    }
}

/// One of several photographs of the home page.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeroPicture {
    /// Relative to `site.toml`.
    pub file: PathBuf,
    #[serde(default)]
    pub legend: BTreeMap<Lang, String>,
    pub author: Option<String>,
    pub license: Option<String>,
}

/// `[map]` of the settings.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MapSettings {
    /// Address of the tiles with `{z}/{x}/{y}`; empty for none.
    pub tiles: String,
    pub attribution: String,
    /// The levels for which there are tiles.
    pub min_zoom: u8,
    pub max_zoom: u8,
    /// West, south, east, north, in degrees: where there are tiles. `None`: everywhere.
    pub bounds: Option<[f64; 4]>,
}

impl Default for MapSettings {
    fn default() -> MapSettings {
        MapSettings {
            tiles: "https://tile.openstreetmap.org/{z}/{x}/{y}.png".to_owned(),
            attribution: "© OpenStreetMap".to_owned(),
            min_zoom: 0,
            max_zoom: 19,
            bounds: None,
        }
    }
}

/// Where the site will live, split at the path.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub struct BaseUrl {
    /// `https://rando.example.org`, without a slash at the end.
    pub origin: String,
    /// `/` or `/rando/`.
    pub path: String,
}

impl BaseUrl {
    /// `rando.example.org`, or with its port.
    pub fn host(&self) -> &str {
        security::host(&self.origin)
    }
}

impl TryFrom<String> for BaseUrl {
    type Error = String;

    fn try_from(url: String) -> Result<BaseUrl, String> {
        url.parse()
    }
}

impl std::str::FromStr for BaseUrl {
    type Err = String;

    fn from_str(url: &str) -> Result<BaseUrl, String> {
        let wrong = || format!("`{url}` is not an address like `https://rando.example.org`");
        let (scheme, rest) = url.trim().split_once("://").ok_or_else(wrong)?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let plain = |text: &str, more: &str| {
            text.chars()
                .all(|c| c.is_ascii_alphanumeric() || "-.:/_~%[]".contains(c) || more.contains(c))
        };
        if !matches!(scheme, "http" | "https")
            || host.is_empty()
            || !plain(host, "")
            || !plain(path, "")
        {
            return Err(wrong());
        }
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let path = if parts.is_empty() { "/".to_owned() } else { format!("/{}/", parts.join("/")) };
        Ok(BaseUrl { origin: format!("{scheme}://{host}"), path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_split_at_its_path() {
        let check = |url: &str, origin: &str, path: &str| {
            let base: BaseUrl = url.parse().unwrap();
            assert_eq!((base.origin.as_str(), base.path.as_str()), (origin, path));
        };
        check("https://example.org", "https://example.org", "/");
        check("https://example.org/rando", "https://example.org", "/rando/");
        check("http://127.0.0.1:8000/a//b/", "http://127.0.0.1:8000", "/a/b/");
        assert!("example.org".parse::<BaseUrl>().is_err());
        assert!("https://example.org/\"><script>".parse::<BaseUrl>().is_err());
    }
}
