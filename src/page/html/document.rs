//! An HTML page in one language.

use crate::model::{HdView, Kind, Lang, Object};
use crate::page::html::head::{self, Head};
use crate::page::site::Site;
use crate::page::site::address::Addressed;
use crate::page::view::share;
use crate::page::view::text::Markup;
use serde::Serialize;
use std::sync::Arc;
use tera::Value;

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

/// Makes the head and the view of a page.
type Make = Box<dyn Fn(&Site, &Lang) -> (Head, Value) + Send + Sync>;

/// A planned HTML page in one language: what other pages and files need to know of it, and what
/// makes it. Lists of pages are made from the documents of a plan, never from the catalog.
pub struct Document {
    /// Name of the kind, of its template and of the variable that holds its view: `trek`.
    pub kind: &'static str,
    /// Where its content was read from, for messages: `treks/lac-bleu/index.fr.md`.
    pub item: String,
    /// Path below the language: `trek/lac-bleu/`.
    pub path: String,
    pub lang: Lang,
    /// The languages in which the page exists; none for a page that stands for any address.
    pub langs: Vec<Lang>,
    /// Date and time of the last change, where the source says it.
    pub changed: Option<String>,
    /// True for a page that sitemaps list: not for the second page of a list.
    pub is_listed: bool,
    /// The object that the page shows.
    pub object: Option<Arc<dyn Object>>,
    /// Section of the map of the site that lists the object: `poi`, `theme`.
    pub section: Option<&'static str>,
    /// Other objects, of which the page shows the first photograph.
    pub beside: Vec<Arc<dyn Object>>,
    make: Make,
}

impl Document {
    /// A page that sitemaps list, about no object.
    pub fn new(
        (kind, item): (&'static str, &str),
        path: &str,
        lang: &Lang,
        langs: &[Lang],
        make: impl Fn(&Site, &Lang) -> (Head, Value) + Send + Sync + 'static,
    ) -> Document {
        Document {
            kind,
            item: item.to_owned(),
            path: path.to_owned(),
            lang: lang.clone(),
            langs: langs.to_vec(),
            changed: None,
            is_listed: true,
            object: None,
            section: None,
            beside: Vec::new(),
            make: Box::new(make),
        }
    }

    /// The page of a kind of which there is one in every language of the site.
    pub fn in_every_language(
        site: &Site,
        kind: (&'static str, &str),
        path: &str,
        make: impl Fn(&Site, &Lang) -> (Head, Value) + Clone + Send + Sync + 'static,
    ) -> Vec<Document> {
        let langs = site.languages();
        langs.iter().map(|lang| Document::new(kind, path, lang, langs, make.clone())).collect()
    }

    /// The pages of all objects of a kind, each in every language in which it has a name. `make`
    /// gets the index of the object in the catalog.
    pub fn of_each<K: Kind + Addressed + 'static>(
        site: &Site,
        kind: &'static str,
        make: fn(&Site, &Lang, usize) -> (Head, Value),
    ) -> Vec<Document> {
        Document::of_each_with::<K>(site, kind, make, |_, _| {})
    }

    /// The pages of all objects of a kind, to which `finish` adds what else they show.
    pub fn of_each_with<K: Kind + Addressed + 'static>(
        site: &Site,
        kind: &'static str,
        make: fn(&Site, &Lang, usize) -> (Head, Value),
        finish: impl Fn(&mut Document, &K),
    ) -> Vec<Document> {
        let mut documents = Vec::new();
        for (index, object) in K::all(&site.atlas.catalog).iter().enumerate() {
            let langs = site.languages_where(|lang| object.name().get(lang).is_some());
            for lang in &langs {
                let make = move |site: &Site, lang: &Lang| make(site, lang, index);
                let item = (kind, object.origin().as_str());
                let mut document = Document::new(item, &object.path(), lang, &langs, make);
                document.object = Some(object.clone());
                document.section = Some(kind);
                finish(&mut document, object);
                documents.push(document);
            }
        }
        documents
    }

    /// The name of the object that the page shows.
    pub fn name(&self) -> Option<&str> {
        self.object.as_ref()?.name().get(&self.lang).map(String::as_str)
    }

    /// Says which HD views the page shows.
    pub fn add_hd_views(&mut self, site: &Site, is_shown: impl Fn(&HdView) -> bool) {
        let views = site.atlas.catalog.hd_views.iter().filter(|view| is_shown(view));
        self.beside.extend(views.map(|view| view.clone() as Arc<dyn Object>));
    }

    /// The head and the view of the page.
    pub fn make(&self, site: &Site) -> (Head, Value) {
        (self.make)(site, &self.lang)
    }

    /// `page` of the templates.
    pub fn head_view(&self, site: &Site, head: Head) -> PageView {
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
