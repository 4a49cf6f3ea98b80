//! An HTML page in one language.

use crate::map::Sheet;
use crate::model::{HdView, Kind, Lang, Object};
use crate::page::html::head::{self, Head};
use crate::page::site::Site;
use crate::page::site::address::Addressed;
use crate::page::site::reads::{self, Version};
use crate::page::view::share;
use crate::page::view::text::Markup;
use serde::Serialize;
use std::sync::Arc;
use tera::Value;

/// The variable `page` of the templates: title, address and languages of the page.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// Kind of the page, which is also the name of its template: `trek`.
    pub kind: String,
    pub title: String,
    /// Description for search engines and social cards: plain text of about 200 characters at
    /// most, or empty.
    pub description: String,
    /// Path on the server: `/en/trek/lac-bleu/`.
    pub url: String,
    /// Full address with scheme and host; empty for the page of error 404.
    pub canonical: String,
    /// `mailto:` link that opens an e-mail with the title and address of the page, or empty.
    pub letter_url: String,
    /// All languages of the page, the current one included; empty for a page in one language.
    pub alternates: Vec<AlternateView>,
    /// All languages of the site, each with a link to this page in that language, or to the home
    /// page where this page does not exist.
    pub languages: Vec<LanguageView>,
    /// Full address of the picture for social cards, or empty.
    pub image: String,
    /// Caption and credit of `image`: plain text, or empty.
    pub image_alt: String,
    /// JSON-LD for search engines: content of a `script` of type `application/ld+json`, or empty.
    pub structured_data: Markup,
}

/// A language in which the page exists.
#[derive(Debug, Clone, Serialize)]
pub struct AlternateView {
    pub lang: String,
    /// Full address of the page in this language.
    pub canonical: String,
}

/// An entry of the menu of languages.
#[derive(Debug, Clone, Serialize)]
pub struct LanguageView {
    pub lang: String,
    /// Name of the language in that language: `Français`.
    pub name: String,
    /// Path on the server of the page in this language, or of the home page.
    pub url: String,
    /// True for the language of the current page.
    pub current: bool,
    /// False when the page does not exist in this language: `url` then leads to the home page.
    pub translated: bool,
}

/// Function that makes the head and the view of a page.
type Make = Box<dyn Fn(&Site, &Lang) -> (Head, Value) + Send + Sync>;

/// A planned HTML page in one language. The sitemap, the site map and the list of photographs are
/// made from the documents of the plan, never from the catalog.
pub struct Document {
    /// Kind of the page, which is also the name of its template and of the variable that holds
    /// its view: `trek`.
    pub kind: &'static str,
    /// File or object that the content was read from, for warnings:
    /// `treks/lac-bleu/index.fr.md`.
    pub item: String,
    /// Path of the page below its language: `trek/lac-bleu/`.
    pub path: String,
    pub lang: Lang,
    /// Languages in which the page exists; empty for the page of error 404, which has no address
    /// of its own.
    pub langs: Vec<Lang>,
    /// Date and time of the last change; `None` when the source gives none.
    pub changed: Option<String>,
    /// True for a page that the sitemap lists; false for the second page of a list and those that
    /// follow.
    pub is_listed: bool,
    /// Object that the page is about, if any.
    pub object: Option<Arc<dyn Object>>,
    /// Section of the site map that lists the object: `poi`, `theme`.
    pub section: Option<&'static str>,
    /// Other objects on the page: it shows the first photograph of each.
    pub beside: Vec<Arc<dyn Object>>,
    /// Sheet of the map that the page shows, if any.
    pub sheet: Option<Arc<Sheet>>,
    /// Version of what `make` has captured besides the index of its object and its page number.
    pub captured: Version,
    make: Make,
}

impl Document {
    /// Returns a page that the sitemap lists and that is about no object.
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
            sheet: None,
            captured: 0,
            make: Box::new(make),
        }
    }

    /// Returns a page that exists once in every language of the site, such as the home page.
    pub fn in_every_language(
        site: &Site,
        kind: (&'static str, &str),
        path: &str,
        make: impl Fn(&Site, &Lang) -> (Head, Value) + Clone + Send + Sync + 'static,
    ) -> Vec<Document> {
        let langs = site.languages();
        langs.iter().map(|lang| Document::new(kind, path, lang, langs, make.clone())).collect()
    }

    /// Returns the pages of all objects of a kind, in every language in which the object has a
    /// name. `make` gets the index of the object in the catalog.
    pub fn of_each<K: Kind + Addressed + 'static>(
        site: &Site,
        kind: &'static str,
        make: fn(&Site, &Lang, usize) -> (Head, Value),
    ) -> Vec<Document> {
        Document::of_each_with::<K>(site, kind, make, |_, _| {})
    }

    /// Returns the pages of all objects of a kind, like [`Document::of_each`]. `finish` completes
    /// each page, for example with the HD views that it shows.
    pub fn of_each_with<K: Kind + Addressed + 'static>(
        site: &Site,
        kind: &'static str,
        make: fn(&Site, &Lang, usize) -> (Head, Value),
        finish: impl Fn(&mut Document, &K),
    ) -> Vec<Document> {
        let mut documents = Vec::new();
        for (index, object) in site.all::<K>().iter().enumerate() {
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

    /// Name of the object that the page is about, in the language of the page.
    pub fn name(&self) -> Option<&str> {
        self.object.as_ref()?.name().get(&self.lang).map(String::as_str)
    }

    /// Adds the HD views that the page shows to `beside`.
    pub fn add_hd_views(&mut self, site: &Site, is_shown: impl Fn(&HdView) -> bool) {
        let views = site.all::<HdView>().iter().filter(|view| is_shown(view));
        self.beside.extend(views.map(|view| view.clone() as Arc<dyn Object>));
    }

    /// Version of what the plan decides about the page. `common` is the version of what all pages
    /// of the language have in common.
    pub fn plan(&self, common: Version) -> Version {
        let sheet = self.sheet.as_ref().map(|sheet| &sheet.key);
        reads::version(&(common, &self.lang, &self.langs, sheet, self.captured))
    }

    /// Makes the head and the view of the page.
    pub fn make(&self, site: &Site) -> (Head, Value) {
        (self.make)(site, &self.lang)
    }

    /// Returns the variable `page` of the templates.
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
            // The page of error 404 is shown at any address and has none of its own.
            canonical,
            url,
            alternates: if self.langs.len() > 1 { alternates.collect() } else { Vec::new() },
            languages: languages.collect(),
        }
    }
}

/// Name of a language in that language; the code of the language when the name is unknown.
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
