//! The frame of an HTML page: the variable `site` that all pages of a language share.

use crate::model::{Lang, Structure};
use crate::page::html::document::Document;
use crate::page::html::menu::{self, MenuView};
use crate::page::site::page::{Content, Page};
use crate::page::site::reads::{self, Version};
use crate::page::site::settings::accessibility::Status;
use crate::page::site::settings::analytics::{Analytics, Tool};
use crate::page::site::settings::security;
use crate::page::site::{Site, address, policy};
use crate::page::view::alert::{self, AlertView};
use crate::page::view::brand::{self, BrandView};
use crate::page::view::link::LinkView;
use crate::page::view::text::{self, Markup};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Context, Value};

/// The variable `site` of the templates, which is the same on all pages of a language.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    pub title: String,
    /// One sentence about the territory, or empty.
    pub description: String,
    /// Language of the page: `fr`.
    pub lang: String,
    /// Path of the site on its server, with a slash at both ends: `/` or `/rando/`.
    pub base: String,
    /// Address of the home page in this language.
    pub url: String,
    /// Address of the list of treks.
    pub treks_url: String,
    /// Address of the list of touristic contents, or empty when there are none.
    pub services_url: String,
    /// Address of the list of touristic events, or empty when there are none.
    pub events_url: String,
    /// Address of the list of photographs, or empty when the site shows none.
    pub credits_url: String,
    /// Address of the site map.
    pub site_map_url: String,
    /// Address of the legal notice, or empty.
    pub legal_url: String,
    /// Address of the accessibility statement, or empty.
    pub accessibility_url: String,
    /// Accessibility of the site according to its statement: `full`, `partial` or `none`; `null`
    /// without a statement.
    pub accessibility_status: Option<Status>,
    /// Address of the list of alerts, or empty when there are none.
    pub alerts_url: String,
    /// Alerts that concern the whole territory, the most severe first.
    pub alerts: Vec<AlertView>,
    /// Entries of the menu; each may have entries below it.
    pub menu: Vec<MenuView>,
    /// Links to all editorial pages.
    pub pages: Vec<LinkView>,
    /// Structure that signs the site: the one that the settings name, or the only one.
    pub brand: Option<BrandView>,
    /// Links to all structures that have a page.
    pub structures: Vec<LinkView>,
    pub map: MapSettingsView,
    /// Content-Security-Policy of the page, for a `meta` element.
    pub csp: Markup,
    /// Web analytics of the site; `null` when visits are not counted.
    pub analytics: Option<AnalyticsView>,
    /// True when scripts send visitors' reports to a server: every page then offers to send again
    /// the reports that could not be sent.
    pub report: bool,
    /// CSS colour that the accents derive from, or empty for the colour of the theme.
    pub color: String,
}

/// Background tiles of the maps.
#[derive(Debug, Clone, Serialize)]
pub struct MapSettingsView {
    /// Address of the tiles with `{z}/{x}/{y}`; empty for maps without a background.
    pub tiles: String,
    /// Credit of the tiles, shown in a corner of the map: plain text.
    pub attribution: String,
    pub min_zoom: u8,
    pub max_zoom: u8,
    /// Area that the tiles cover: west, south, east, north, in degrees; empty for the whole world.
    pub bounds: Vec<f64>,
    /// Host that the browser asks for tiles; empty when the tiles are on the server of the site.
    pub third_party: String,
}

/// Web analytics.
#[derive(Debug, Clone, Serialize)]
pub struct AnalyticsView {
    /// Host of the analytics server: `stats.example.org`.
    pub host: String,
    /// True when nothing may be loaded before the visitor consents.
    pub consent: bool,
    /// Address of the Matomo server with a slash at the end; empty for other tools.
    pub matomo: String,
    /// Number of the site in Matomo; 0 for other tools.
    pub site_id: u32,
    /// Address of the script of another tool; empty for Matomo.
    pub script: String,
    /// `data-` attributes of `script`: a JSON object of names, without `data-`, and values.
    pub data: String,
}

impl AnalyticsView {
    fn of(analytics: &Analytics) -> AnalyticsView {
        let host = security::host(&analytics.remote().origin);
        let mut view = AnalyticsView {
            host: host.to_owned(),
            consent: analytics.consent,
            matomo: String::new(),
            site_id: 0,
            script: String::new(),
            data: String::new(),
        };
        match &analytics.tool {
            Tool::Matomo(matomo) => {
                view.matomo = format!("{}/", matomo.url.url.trim_end_matches('/'));
                view.site_id = matomo.site_id;
            }
            Tool::Script { script, data } => {
                view.script.clone_from(&script.url);
                view.data = serde_json::json!(data).to_string();
            }
        }
        view
    }
}

/// The site and what its HTML pages have in common. Turns documents into pages.
pub struct Frame {
    site: Arc<Site>,
    /// Variable `site` of the templates, with the version of all that the pages of the language
    /// have in common, by language.
    common: BTreeMap<Lang, (Value, Version)>,
}

impl Frame {
    /// Makes the variable `site` of each language. `documents` are all HTML pages of the site.
    pub fn new(site: &Arc<Site>, documents: &[Document]) -> Frame {
        let common = |lang: &Lang| {
            let url = |kind: &str| {
                let mut of_kind = documents.iter().filter(|document| document.kind == kind);
                let first = of_kind.find(|document| document.lang == *lang);
                first.map_or(String::new(), |page| site.url(lang, &page.path))
            };
            let view = view(site, lang, url);
            let version = reads::version(&(site.common(), format!("{view:?}")));
            (lang.clone(), (Value::from_serializable(&view), version))
        };
        Frame { site: site.clone(), common: site.languages().iter().map(common).collect() }
    }

    /// Returns the planned file of a document.
    pub fn page(self: &Arc<Frame>, document: Document) -> Page {
        let path = self.site.output_path(&document.lang, &document.path);
        let is_file = document.path.ends_with(".html");
        let (kind, item) = (document.kind, document.item.clone());
        let common = self.common.get(&document.lang).map_or(0, |(_, version)| *version);
        let plan = document.plan(common);
        let frame = self.clone();
        let context = move || {
            let (head, view) = document.make(&frame.site);
            let mut context = Context::new();
            context.insert("lang", document.lang.as_str());
            let common = frame.common.get(&document.lang);
            let common = common.map_or_else(Value::none, |(view, _)| view.clone());
            context.insert_value("site", common);
            context.insert_value(
                "page",
                Value::from_serializable(&document.head_view(&frame.site, head)),
            );
            context.insert_value(document.kind, view);
            context
        };
        let path = if is_file { path } else { format!("{path}index.html") };
        Page::new(path, kind, &item, Content::View(Box::new(context))).planned_as(plan)
    }
}

/// Makes the variable `site` of a language. `url` returns the address of the first page of a kind,
/// or an empty string.
fn view(site: &Site, lang: &Lang, url: impl Fn(&str) -> String) -> SiteView {
    let settings = &site.settings;
    let structures = site.all::<Structure>().iter();
    let signed_by = site.signed_by();
    let tiles = &settings.map.tiles;
    let remote = tiles.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or(rest));
    SiteView {
        title: settings.title.clone(),
        description: text::teaser([&settings.description], lang),
        lang: lang.to_string(),
        base: settings.base_url.path.clone(),
        url: site.url(lang, ""),
        treks_url: site.url(lang, address::TREKS),
        services_url: url("services"),
        events_url: url("events"),
        credits_url: url("credits"),
        site_map_url: site.url(lang, address::SITE_MAP),
        legal_url: address::of_legal(site, lang),
        accessibility_url: address::of_accessibility(site, lang),
        accessibility_status: settings.accessibility.as_ref().map(|statement| statement.status),
        alerts_url: address::of_alerts(site, lang),
        alerts: alert::everywhere(site, lang),
        menu: menu::view(site, lang),
        pages: menu::pages(site, lang),
        brand: signed_by.and_then(|structure| brand::brand(site, lang, structure)),
        structures: structures
            .filter_map(|structure| {
                let name = structure.name.get(lang)?.clone();
                Some(LinkView { name, url: address::url(site, lang, structure) })
            })
            .collect(),
        map: MapSettingsView {
            tiles: if tiles.starts_with('/') {
                site.asset_url(tiles.trim_start_matches('/'))
            } else {
                tiles.clone()
            },
            attribution: settings.map.attribution.clone(),
            min_zoom: settings.map.min_zoom,
            max_zoom: settings.map.max_zoom,
            bounds: settings.map.bounds.map_or(Vec::new(), Vec::from),
            third_party: remote.unwrap_or_default().to_owned(),
        },
        csp: Markup::trusted(policy::in_page(site)),
        analytics: settings.analytics.as_ref().map(AnalyticsView::of),
        report: !policy::report_origins(site).is_empty(),
        color: site.color().to_owned(),
    }
}
