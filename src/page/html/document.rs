//! An HTML page in one language.

use crate::model::{Lang, Localized};
use crate::page::html::frame::Frame;
use crate::page::html::head::{self, Head};
use crate::page::site::Site;
use crate::page::site::address::Addressed;
use crate::page::site::page::{Content, Page};
use crate::page::view::text::Markup;
use crate::page::view::{share, text};
use serde::Serialize;
use std::sync::Arc;
use tera::{Context, Value};

/// `page`: where this page is.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// Name of its kind, which is also that of its template: `trek`.
    pub kind: String,
    pub title: String,
    /// For search engines and cards: plain text, at most about 200 characters; or empty.
    pub description: String,
    /// Path on the server: `/en/trek/lac-bleu/`.
    pub url: String,
    /// Full address; empty where none is wanted (404).
    pub canonical: String,
    /// `mailto:` address of a letter that tells someone about the page, or empty.
    pub letter_url: String,
    /// The same page in all its languages, this one included; empty for a page of one language.
    pub alternates: Vec<AlternateView>,
    /// Every language of the site with where its visitors go from here: the same page, or home.
    pub languages: Vec<LanguageView>,
    /// Full address of the picture for cards of social networks, or empty.
    pub image: String,
    /// What it shows and who made it: plain text, or empty.
    pub image_alt: String,
    /// For search engines: JSON-LD, ready for a `script` of that type; or empty.
    pub structured_data: Markup,
}

#[derive(Debug, Clone, Serialize)]
pub struct AlternateView {
    pub lang: String,
    /// Full address.
    pub canonical: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct LanguageView {
    pub lang: String,
    /// Its own name for itself: `Français`.
    pub name: String,
    pub url: String,
    /// True for the language of this page.
    pub current: bool,
    /// False when this page does not exist in it, and `url` leads to its home page.
    pub translated: bool,
}

/// A kind of page of which each object has one, in each language in which it has a name.
pub struct PagePerObject<T> {
    /// The kind, which is also the name of the template and of its variable.
    pub kind: &'static str,
    pub origin: fn(&T) -> &String,
    pub name: fn(&T) -> &Localized<String>,
    /// The head and the view of the object of this index.
    pub view: fn(&Site, &Lang, usize) -> (Head, Value),
}

impl<T: Addressed> PagePerObject<T> {
    pub fn plan(&self, frame: &Arc<Frame>, objects: &[Arc<T>]) -> Vec<Page> {
        let site = &frame.site;
        let mut plan = Vec::new();
        for (index, object) in objects.iter().enumerate() {
            let langs = site.languages_where(|lang| (self.name)(object).get(lang).is_some());
            for lang in &langs {
                let page = ViewPage {
                    kind: self.kind,
                    item: (self.origin)(object).clone(),
                    path: object.path(),
                    lang: lang.clone(),
                    langs: langs.clone(),
                };
                let view = self.view;
                plan.push(page.page(frame, move |site, lang| view(site, lang, index)));
            }
        }
        plan
    }
}

/// One HTML page in one language.
pub struct ViewPage {
    /// The kind, which is also the name of the template and of its variable.
    pub kind: &'static str,
    pub item: String,
    /// Where, below the language: `trek/lac-bleu/`.
    pub path: String,
    pub lang: Lang,
    /// The languages in which the page exists.
    pub langs: Vec<Lang>,
}

impl ViewPage {
    /// The one page of its kind, in every language of the site.
    pub fn in_every_language(
        frame: &Arc<Frame>,
        kind: &'static str,
        item: &str,
        path: &str,
        make: impl Fn(&Site, &Lang) -> (Head, Value) + Clone + Send + Sync + 'static,
    ) -> Vec<Page> {
        let site = &frame.site;
        let page = |lang: &Lang| {
            let page = ViewPage {
                kind,
                item: item.to_owned(),
                path: path.to_owned(),
                lang: lang.clone(),
                langs: site.languages().to_vec(),
            };
            page.page(frame, make.clone())
        };
        site.languages().iter().map(page).collect()
    }

    /// The page, with what makes its head and its view.
    pub fn page(
        self,
        frame: &Arc<Frame>,
        make: impl Fn(&Site, &Lang) -> (Head, Value) + Send + Sync + 'static,
    ) -> Page {
        let site = &frame.site;
        let path = site.output_path(&self.lang, &self.path);
        let path = if self.path.ends_with(".html") { path } else { format!("{path}index.html") };
        let (kind, item) = (self.kind, self.item.clone());
        let frame = frame.clone();
        let context = move || {
            let site = &frame.site;
            let (head, view) = make(site, &self.lang);
            let mut context = Context::new();
            context.insert("lang", self.lang.as_str());
            context.insert_value("site", frame.common(&self.lang));
            context.insert_value("page", text::value(&self.head_view(site, head)));
            context.insert_value(self.kind, view);
            context
        };
        Page { path, kind, item, content: Content::View(Box::new(context)) }
    }

    fn head_view(&self, site: &Site, head: Head) -> PageView {
        let url = site.url(&self.lang, &self.path);
        let alternates = self.langs.iter().map(|lang| AlternateView {
            lang: lang.to_string(),
            canonical: site.canonical(&site.url(lang, &self.path)),
        });
        let languages = site.languages().iter().map(|lang| {
            let translated = self.langs.contains(lang);
            LanguageView {
                lang: lang.to_string(),
                name: own_name(lang).to_owned(),
                url: site.url(lang, if translated { &self.path } else { "" }),
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
            structured_data: head::data(site, &self.lang, &canonical, &head),
            image: image.map_or(String::new(), |image| site.canonical(image)),
            image_alt: first.map_or(String::new(), head::caption),
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
pub fn own_name(lang: &Lang) -> &str {
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
