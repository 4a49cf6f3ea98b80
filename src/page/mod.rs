//! Stage 3: which files the site has, where they are, and what they show.

mod file;
pub mod html;
pub mod site;
pub mod view;
mod text;
mod order;
mod index;
mod target;
mod parts;
mod beside;
mod drawing;
mod map;
mod profile;
pub mod effort;
pub mod facility;
pub mod feedback;
pub mod attachment;
pub mod hdview;
pub mod share;
pub mod booking;
mod month;
pub mod security;
pub mod analytics;

pub use crate::input::OUTPUT_LIST as OWN_LIST;
pub use analytics::Analytics;
pub use file::server_file::FILES as SERVER_FILES;
pub use security::Security;
pub use site::{BaseUrl, Home, MapSettings, Settings, Site};

use crate::model::{Lang, Localized};
use crate::report::Report;
use anyhow::Result;
use std::path::PathBuf;
use std::sync::Arc;
use tera::{Context, Value};
use view::{AlternateView, LanguageView, PageView, PictureView};

/// One file of the site: where it is, and how its content is made.
pub struct Page {
    /// Path in the output folder: `en/trek/lac-bleu/index.html`.
    pub path: String,
    /// Which kind it is: `trek`, `download`…
    pub kind: &'static str,
    /// The object it shows, for messages: `treks/lac-bleu/index.fr.md`.
    pub item: String,
    pub content: Content,
}

/// How a page's bytes are made, when they are wanted.
pub enum Content {
    /// A view, rendered by the template of the page's kind.
    View(Box<dyn Fn() -> Context + Send + Sync>),
    /// Bytes made on demand.
    Bytes(Box<dyn Fn() -> Vec<u8> + Send + Sync>),
    /// A file to copy.
    File(PathBuf),
    /// Bytes that always have this path: another content has another path. They are read only
    /// when the output lacks them.
    Immutable {
        /// Where they are kept. It may be gone or damaged: its length is all that is read of it.
        file: PathBuf,
        read: Box<dyn Fn() -> Result<Vec<u8>> + Send + Sync>,
    },
}

/// Plans the pages of one kind.
type Kind = fn(&Arc<Site>) -> Vec<Page>;

/// Every kind of page, each in its file.
const KINDS: [Kind; 28] = [
    html::home::plan,
    html::treks::plan,
    html::trek::plan,
    html::poi::plan,
    html::service::plan,
    html::event::plan,
    html::outdoor_site::plan,
    html::outdoor_course::plan,
    html::structure::plan,
    html::word::plan,
    html::desk::plan,
    html::alerts::plan,
    html::credits::plan,
    html::site_map::plan,
    html::information::plan,
    html::legal::plan,
    html::accessibility::plan,
    html::not_found::plan,
    file::download::plan,
    file::calendar::plan,
    file::map_data::plan,
    file::search_index::plan,
    file::media::plan,
    file::pictogram::plan,
    file::sitemap::plan,
    file::robots::plan,
    file::brand::plan,
    file::server_file::plan,
];

/// Plans every file. Nothing is rendered: all addresses are known before any page is made.
pub fn plan(site: &Arc<Site>, report: &mut Report) -> Vec<Page> {
    let mut pages = KINDS.iter().flat_map(|plan| plan(site)).collect();
    file::brand::check(site, report);
    file::static_file::add(site, &mut pages, report);
    file::portable::check(&pages, report);
    feedback::warn(site, report);
    hdview::warn(site, report);
    pages
}

/// A kind of page of which each object has one, in each language in which it has a name.
struct PagePerObject<T> {
    /// The kind, which is also the name of the template and of its variable.
    kind: &'static str,
    origin: fn(&T) -> &String,
    name: fn(&T) -> &Localized<String>,
    /// Where, below the language.
    rest: fn(&T) -> String,
    /// The head and the view of the object of this index.
    view: fn(&Site, &Lang, usize) -> (Head, Value),
}

impl<T> PagePerObject<T> {
    fn plan(&self, site: &Arc<Site>, objects: &[Arc<T>]) -> Vec<Page> {
        let mut plan = Vec::new();
        for (index, object) in objects.iter().enumerate() {
            let langs = site.languages_where(|lang| (self.name)(object).get(lang).is_some());
            for lang in &langs {
                let page = ViewPage {
                    kind: self.kind,
                    item: (self.origin)(object).clone(),
                    rest: (self.rest)(object),
                    lang: lang.clone(),
                    langs: langs.clone(),
                };
                let view = self.view;
                plan.push(page.page(site, move |site, lang| view(site, lang, index)));
            }
        }
        plan
    }
}

/// What the head of an HTML page says.
struct Head {
    title: String,
    description: String,
    /// The photographs that the page shows; the first is on social cards.
    pictures: Vec<PictureView>,
}

/// One HTML page in one language.
struct ViewPage {
    /// The kind, which is also the name of the template and of its variable.
    kind: &'static str,
    item: String,
    /// Where, below the language: `trek/lac-bleu/`.
    rest: String,
    lang: Lang,
    /// The languages in which the page exists.
    langs: Vec<Lang>,
}

impl ViewPage {
    /// The one page of its kind, in every language of the site.
    fn in_every_language(
        site: &Arc<Site>,
        kind: &'static str,
        item: &str,
        rest: &str,
        make: impl Fn(&Site, &Lang) -> (Head, Value) + Clone + Send + Sync + 'static,
    ) -> Vec<Page> {
        let page = |lang: &Lang| {
            let page = ViewPage {
                kind,
                item: item.to_owned(),
                rest: rest.to_owned(),
                lang: lang.clone(),
                langs: site.languages().to_vec(),
            };
            page.page(site, make.clone())
        };
        site.languages().iter().map(page).collect()
    }

    /// The page, with what makes its head and its view.
    fn page(
        self,
        site: &Arc<Site>,
        make: impl Fn(&Site, &Lang) -> (Head, Value) + Send + Sync + 'static,
    ) -> Page {
        let path = site.output_path(&self.lang, &self.rest);
        let path = if self.rest.ends_with(".html") { path } else { format!("{path}index.html") };
        let (kind, item) = (self.kind, self.item.clone());
        let site = site.clone();
        let context = move || {
            let (head, view) = make(&site, &self.lang);
            let mut context = Context::new();
            context.insert("lang", self.lang.as_str());
            context.insert_value("site", site.common(&self.lang));
            context.insert_value("page", text::value(&self.head_view(&site, head)));
            context.insert_value(self.kind, view);
            context
        };
        Page { path, kind, item, content: Content::View(Box::new(context)) }
    }

    fn head_view(&self, site: &Site, head: Head) -> PageView {
        let url = site.url(&self.lang, &self.rest);
        let alternates = self.langs.iter().map(|lang| AlternateView {
            lang: lang.to_string(),
            canonical: site.canonical(&site.url(lang, &self.rest)),
        });
        let languages = site.languages().iter().map(|lang| {
            let translated = self.langs.contains(lang);
            LanguageView {
                lang: lang.to_string(),
                name: own_name(lang).to_owned(),
                url: site.url(lang, if translated { &self.rest } else { "" }),
                current: lang == &self.lang,
                translated,
            }
        });
        let canonical = if self.langs.is_empty() { String::new() } else { site.canonical(&url) };
        let first = head.pictures.first();
        let image =
            first.map(|first| if first.social.is_empty() { &first.src } else { &first.social });
        let title = if head.title.is_empty() { &site.settings.title } else { &head.title };
        PageView {
            kind: self.kind.to_owned(),
            letter_url: if canonical.is_empty() {
                String::new()
            } else {
                share::letter(title, &canonical)
            },
            structured_data: html::head::data(site, &self.lang, &canonical, &head),
            image: image.map_or(String::new(), |image| site.canonical(image)),
            image_alt: first.map_or(String::new(), html::head::caption),
            title: head.title,
            description: head.description,
            // A page that stands for any address has none of its own.
            canonical,
            url,
            alternates: if self.langs.len() > 1 { alternates.collect() } else { Vec::new() },
            languages: languages.collect(),
        }
    }
}

/// What a language calls itself.
fn own_name(lang: &Lang) -> &str {
    match lang.as_str() {
        "fr" => "Français",
        "en" => "English",
        "it" => "Italiano",
        "es" => "Español",
        "de" => "Deutsch",
        "ca" => "Català",
        "oc" => "Occitan",
        "nl" => "Nederlands",
        "pt" => "Português",
        "eu" => "Euskara",
        "br" => "Brezhoneg",
        "co" => "Corsu",
        code => code,
    }
}
