//! Editorial pages.

use crate::page::html::document::ViewPage;
use crate::page::html::frame::Frame;
use crate::page::html::head::Head;
use crate::page::site::address::Addressed;
use crate::page::site::page::Page;
use crate::page::view::attachment::{AttachedView, attached};
use crate::page::view::picture::{self, PictureView};
use crate::page::view::text::{self, Markup, markup_below_title, plain};
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

pub fn plan(frame: &Arc<Frame>) -> Vec<Page> {
    let site = &frame.site;
    let mut plan = Vec::new();
    for (index, flatpage) in site.atlas.catalog.flatpages.iter().enumerate() {
        let langs = site.languages_where(|lang| flatpage.title.get(lang).is_some());
        for lang in &langs {
            let page = ViewPage {
                kind: "information",
                item: flatpage.origin.clone(),
                path: flatpage.path(),
                lang: lang.clone(),
                langs: langs.clone(),
            };
            plan.push(page.page(frame, move |site, lang| {
                let flatpage = &site.atlas.catalog.flatpages[index];
                let view = InformationView {
                    slug: flatpage.id.local().to_owned(),
                    title: plain(&flatpage.title, lang),
                    title_lang: text::spoken(&flatpage.title, lang),
                    content: markup_below_title(site, &flatpage.content, lang),
                    pictures: picture::pictures(site, lang, &flatpage.attachments),
                    attached: attached(site, lang, &flatpage.attachments, |_| false),
                };
                let head = Head::of_object(&view.title, [&flatpage.content], lang, &view.pictures);
                (head, text::value(&view))
            }));
        }
    }
    plan
}
