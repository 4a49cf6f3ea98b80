//! Editorial pages.

use crate::model::*;
use crate::page::Head;
use crate::page::Page;
use crate::page::ViewPage;
use crate::page::attachment::{AttachedView, attached};
use crate::page::parts;
use crate::page::site::Site;
use crate::page::text::{self, Markup, markup_below_title, plain};
use crate::page::view::PictureView;
use serde::Serialize;
use std::sync::Arc;

/// `information`
#[derive(Debug, Serialize)]
pub struct InformationView {
    pub slug: String,
    pub title: String,
    /// The language of a title that stands in for the missing one of this language, or empty.
    pub title_lang: String,
    pub content: Markup,
    pub pictures: Vec<PictureView>,
    pub attached: AttachedView,
}

fn rest(page: &FlatPage) -> String {
    format!("information/{}/", page.id.local())
}

pub fn url(site: &Site, lang: &Lang, page: &FlatPage) -> String {
    site.url(lang, &rest(page))
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let mut plan = Vec::new();
    for (index, flatpage) in site.atlas.catalog.flatpages.iter().enumerate() {
        let langs = site.languages_where(|lang| flatpage.title.get(lang).is_some());
        for lang in &langs {
            let page = ViewPage {
                kind: "information",
                item: flatpage.origin.clone(),
                rest: rest(flatpage),
                lang: lang.clone(),
                langs: langs.clone(),
            };
            plan.push(page.page(site, move |site, lang| {
                let flatpage = &site.atlas.catalog.flatpages[index];
                let view = InformationView {
                    slug: flatpage.id.local().to_owned(),
                    title: plain(&flatpage.title, lang),
                    title_lang: text::spoken(&flatpage.title, lang),
                    content: markup_below_title(site, &flatpage.content, lang),
                    pictures: parts::pictures(site, lang, &flatpage.attachments),
                    attached: attached(site, lang, &flatpage.attachments, |_| false),
                };
                let head = Head {
                    title: view.title.clone(),
                    description: text::teaser([&flatpage.content], lang),
                    pictures: view.pictures.clone(),
                };
                (head, text::value(&view))
            }));
        }
    }
    plan
}
