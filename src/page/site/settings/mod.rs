//! Settings of pages.

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

/// Settings of pages, checked and with texts as safe HTML.
#[derive(Debug, Clone)]
pub struct Settings {
    pub title: String,
    pub base_url: BaseUrl,
    /// Languages of the site, not empty. The first one is the default language, whose addresses
    /// have no prefix.
    pub languages: Vec<Lang>,
    pub home: Home,
    /// A few sentences about the territory.
    pub description: Localized<Html>,
    /// Photographs across the top of the home page, from `home.hero`.
    pub hero: Vec<crate::model::Attachment>,
    /// File of the film across the top of the home page, from `home.hero_video`.
    pub hero_video: Option<PathBuf>,
    pub map: MapSettings,
    pub trek: section::Settings,
    pub security: security::Security,
    /// Counting of visits; `None` when visits are not counted.
    pub analytics: Option<analytics::Analytics>,
    /// Hosts of the players of videos and sounds.
    pub players: &'static [&'static str],
    /// Path of a stylesheet of the portal's own theme that uses the brand colour directly; `None`
    /// when there is none.
    pub raw_brand: Option<String>,
    pub report: report::Settings,
    /// Booking system; `None` without links for booking.
    pub booking: Option<booking::Booking>,
    /// Legal notice; `None` for no such page.
    pub legal: Option<legal::Legal>,
    /// Accessibility statement; `None` for no such page.
    pub accessibility: Option<accessibility::Accessibility>,
    /// Folders that the portal may read.
    pub places: crate::input::Places,
}

/// `[site]` of the settings.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Home {
    /// Slug of the structure whose brand the site has.
    pub structure: Option<String>,
    /// Photographs across the top of the home page.
    pub hero: Option<Hero>,
    /// Film that covers the photograph, as a path relative to `site.toml`.
    pub hero_video: Option<PathBuf>,
    /// Caption of a single photograph, by language.
    pub hero_legend: BTreeMap<Lang, String>,
    /// Author of a single photograph.
    pub hero_author: Option<String>,
    /// Licence of a single photograph.
    pub hero_license: Option<String>,
    /// Slugs of the treks to show first.
    pub featured: Vec<String>,
    /// Blocks of the home page, in order; `None` for the default.
    pub blocks: Option<Vec<Block>>,
    /// A few sentences about the territory in Markdown, by language.
    pub description: BTreeMap<Lang, String>,
}

/// Photographs of the home page.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(try_from = "toml::Value")]
pub enum Hero {
    /// Path of a photograph relative to `site.toml`. Its caption and credits are in [`Home`].
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
    /// Path relative to `site.toml`.
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
    /// Address of the tiles, with the placeholders `{z}/{x}/{y}`; empty for a map without tiles.
    pub tiles: String,
    pub attribution: String,
    /// Lowest zoom level that has tiles.
    pub min_zoom: u8,
    /// Highest zoom level that has tiles.
    pub max_zoom: u8,
    /// Bounding box of the tiles: west, south, east, north, in degrees. `None` for the whole world.
    pub bounds: Option<[f64; 4]>,
    /// Whether maps are drawn with relief, water, roads and names.
    pub relief: Relief,
    /// Credit of the data of drawn maps, such as `© OpenStreetMap contributors`; empty without one.
    pub credit: String,
}

impl Default for MapSettings {
    fn default() -> MapSettings {
        MapSettings {
            tiles: "https://tile.openstreetmap.org/{z}/{x}/{y}.png".to_owned(),
            attribution: "© OpenStreetMap".to_owned(),
            min_zoom: 0,
            max_zoom: 19,
            bounds: None,
            relief: Relief::Auto,
            credit: String::new(),
        }
    }
}

/// Whether maps are drawn from the height model and the base map of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Relief {
    /// Draws maps where the portal has data for them.
    #[default]
    Auto,
    /// Like [`Relief::Auto`], with a warning when the portal has no data for maps.
    Wanted,
    /// Draws no maps.
    Never,
}

impl<'de> serde::Deserialize<'de> for Relief {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Relief, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Written {
            Flag(bool),
            Word(String),
        }
        match Written::deserialize(deserializer) {
            Ok(Written::Flag(true)) => Ok(Relief::Wanted),
            Ok(Written::Flag(false)) => Ok(Relief::Never),
            Ok(Written::Word(word)) if word == "auto" => Ok(Relief::Auto),
            _ => Err(serde::de::Error::custom("`relief` is \"auto\", true or false")),
        }
    }
}

/// Address of the published site, split into origin and path.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub struct BaseUrl {
    /// Scheme, host and port, without trailing slash: `https://rando.example.org`.
    pub origin: String,
    /// Path, with leading and trailing slash: `/` or `/rando/`.
    pub path: String,
}

impl BaseUrl {
    /// Host, with the port if there is one: `rando.example.org`.
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
