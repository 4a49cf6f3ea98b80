//! The site being planned: its settings, its addresses, and what all pages have in common.

use crate::derive::Atlas;
use crate::model::{Html, Lang, Localized, Structure, Trek};
use crate::page::file::pictogram::Pictograms;
use crate::page::html::block::Block;
use crate::page::html::credits::{self, Photograph};
use crate::page::html::menu;
use crate::page::html::site_map;
use crate::page::index::Index;
use crate::page::month;
use crate::page::view::*;
use crate::picture::Pictures;
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
    pub trek: crate::page::html::trek::section::Settings,
    pub security: crate::page::Security,
    /// `None`: visits are not counted.
    pub analytics: Option<crate::page::Analytics>,
    /// Hosts of the players of videos and sounds.
    pub players: &'static [&'static str],
    /// The stylesheet of the portal's theme that shows the brand's colour as it is, if one does.
    pub raw_brand: Option<String>,
    pub report: crate::page::feedback::Settings,
    /// `None`: nothing is booked.
    pub booking: Option<crate::page::booking::Booking>,
    /// `None`: there is no page.
    pub legal: Option<crate::page::html::legal::Legal>,
    pub accessibility: Option<crate::page::html::accessibility::Accessibility>,
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
        crate::page::security::host(&self.origin)
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

/// All that pages are made of.
#[derive(Debug)]
pub struct Site {
    pub atlas: Atlas,
    pub pictures: Pictures,
    pub settings: Settings,
    /// The small drawings of words.
    pub(super) pictograms: Pictograms,
    pub index: Index,
    /// Of the home page, where the settings name one that is there.
    pub film: Option<crate::page::html::home::Film>,
    /// Every photograph that a page of the language shows.
    photographs: BTreeMap<Lang, Vec<Photograph>>,
    /// `site` of the templates, by language.
    common: BTreeMap<Lang, tera::Value>,
}

impl Site {
    pub fn new(atlas: Atlas, pictures: Pictures, settings: Settings) -> Site {
        let pictograms = Pictograms::of(&atlas.catalog);
        let months = month::of_treks(&atlas, &settings.languages);
        let index = Index::new(&atlas.catalog, &months, &settings.languages);
        let film = crate::page::html::home::film(&settings);
        let (photographs, common) = (BTreeMap::new(), BTreeMap::new());
        let mut site =
            Site { atlas, pictures, settings, pictograms, index, film, photographs, common };
        let languages = site.settings.languages.iter();
        site.photographs = languages
            .clone()
            .map(|lang| (lang.clone(), credits::photographs(&site, lang)))
            .collect();
        site.common = languages
            .map(|lang| (lang.clone(), crate::page::text::value(&site.common_view(lang))))
            .collect();
        site
    }

    /// `site` as templates see it.
    pub fn common(&self, lang: &Lang) -> tera::Value {
        self.common.get(lang).cloned().unwrap_or_else(tera::Value::none)
    }

    /// Every photograph that a page of the language shows, once.
    pub fn photographs(&self, lang: &Lang) -> &[Photograph] {
        self.photographs.get(lang).map_or(&[], Vec::as_slice)
    }

    pub fn languages(&self) -> &[Lang] {
        &self.settings.languages
    }

    /// The path on the server of `rest` (`trek/lac/`) in a language.
    pub fn url(&self, lang: &Lang, rest: &str) -> String {
        format!("{}{}", self.settings.base_url.path, self.output_path(lang, rest))
    }

    /// The path on the server of what is the same in all languages.
    pub fn asset_url(&self, rest: &str) -> String {
        format!("{}{rest}", self.settings.base_url.path)
    }

    /// The path in the output folder.
    pub fn output_path(&self, lang: &Lang, rest: &str) -> String {
        if lang == &self.settings.languages[0] { rest.to_owned() } else { format!("{lang}/{rest}") }
    }

    /// A full address from a path on the server.
    pub fn canonical(&self, url: &str) -> String {
        format!("{}{url}", self.settings.base_url.origin)
    }

    /// The languages of the site for which `exists`.
    pub fn languages_where(&self, exists: impl Fn(&Lang) -> bool) -> Vec<Lang> {
        self.languages().iter().filter(|lang| exists(lang)).cloned().collect()
    }

    /// Indices of the treks that exist in a language, in the order of their names.
    pub fn treks_in(&self, lang: &Lang) -> &[usize] {
        self.index.treks(lang)
    }

    pub fn structure(&self, id: Option<&crate::model::Id<Structure>>) -> Option<&Structure> {
        let structures = &self.atlas.catalog.structures;
        structures.iter().find(|structure| Some(&structure.id) == id).map(|structure| &**structure)
    }

    pub fn trek(&self, index: usize) -> &Trek {
        &self.atlas.catalog.treks[index]
    }

    fn common_view(&self, lang: &Lang) -> SiteView {
        let settings = &self.settings;
        let signed = settings.home.structure.as_deref();
        let structures = self.atlas.catalog.structures.iter();
        let brand = structures.clone().find(|s| Some(s.id.local()) == signed);
        let brand = brand.or(if structures.len() == 1 { structures.clone().next() } else { None });
        let tiles = &settings.map.tiles;
        let remote =
            tiles.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or(rest));
        SiteView {
            title: settings.title.clone(),
            description: crate::page::text::teaser([&settings.description], lang),
            lang: lang.to_string(),
            base: settings.base_url.path.clone(),
            url: self.url(lang, ""),
            treks_url: self.url(lang, "treks/"),
            credits_url: credits::url(self, lang),
            site_map_url: self.url(lang, site_map::REST),
            legal_url: crate::page::html::legal::url(self, lang),
            accessibility_url: crate::page::html::accessibility::url(self, lang),
            accessibility_status: settings.accessibility.as_ref().map(|statement| statement.status),
            alerts_url: crate::page::html::alerts::url(self, lang),
            alerts: crate::page::html::alerts::everywhere(self, lang),
            menu: menu::view(self, lang),
            pages: menu::pages(self, lang),
            brand: brand
                .and_then(|structure| crate::page::html::structure::brand(self, lang, structure)),
            structures: structures
                .filter_map(|structure| {
                    let name = structure.name.get(lang)?.clone();
                    Some(LinkView {
                        name,
                        url: crate::page::html::structure::url(self, lang, structure),
                    })
                })
                .collect(),
            map: MapSettingsView {
                tiles: if tiles.starts_with('/') {
                    self.asset_url(tiles.trim_start_matches('/'))
                } else {
                    tiles.clone()
                },
                attribution: settings.map.attribution.clone(),
                min_zoom: settings.map.min_zoom,
                max_zoom: settings.map.max_zoom,
                bounds: settings.map.bounds.map_or(Vec::new(), Vec::from),
                third_party: remote.unwrap_or_default().to_owned(),
            },
            csp: crate::page::text::Markup::trusted(crate::page::security::in_page(self)),
            analytics: settings.analytics.as_ref().map(crate::page::Analytics::view),
            report: !crate::page::feedback::origins(self).is_empty(),
            color: brand.and_then(|structure| structure.color.clone()).unwrap_or_default(),
        }
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
