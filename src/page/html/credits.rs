//! The page of all photographs, with who made them and where they are shown.

use crate::model::Lang;
use crate::page::html::frame::Frame;
use crate::page::html::head::{self, Head};
use crate::page::html::list::{self, List, PagerView, Stretch};
use crate::page::html::photographs::Photograph;
use crate::page::site::page::Page;
use crate::page::site::{Site, address};
use crate::page::view::link::{self, LinkView};
use crate::page::view::picture::{self, PictureView};
use crate::page::view::text;
use serde::Serialize;
use std::sync::Arc;

/// Photographs on a page.
const EACH: usize = 30;

/// `credits`
#[derive(Debug, Serialize)]
pub struct CreditsView {
    /// Those of this page.
    pub photographs: Vec<PhotographView>,
    #[serde(flatten)]
    pub pager: PagerView,
}

/// A photograph in the list of all.
#[derive(Debug, Serialize)]
pub struct PhotographView {
    pub picture: PictureView,
    /// Where its licence can be read, or empty.
    pub license_url: String,
    /// Three at most of the pages that show it.
    pub shown: Vec<LinkView>,
}

pub fn plan(frame: &Arc<Frame>) -> Vec<Page> {
    let site = &frame.site;
    let pages = |lang: &Lang| frame.photographs(lang).len().div_ceil(EACH);
    let list = List {
        kind: "credits",
        item: "credits".to_owned(),
        path: address::CREDITS.to_owned(),
        pages: site.languages().iter().map(|lang| (lang.clone(), pages(lang))).collect(),
    };
    let shown = frame.clone();
    list.plan(frame, move |site, lang, number| {
        let all = shown.photographs(lang);
        let stretch = Stretch { number, total: all.len(), each: EACH };
        let photographs = stretch.of(all).iter();
        let view = CreditsView {
            photographs: photographs.filter_map(|one| photograph(site, lang, one)).collect(),
            pager: list::pager(site, lang, address::CREDITS, &stretch),
        };
        let head = Head::described(text::teaser([&site.settings.description], lang));
        (head, text::value(&view))
    })
}

fn photograph(site: &Site, lang: &Lang, photograph: &Photograph) -> Option<PhotographView> {
    let attachment = &photograph.gallery.attachments(site)[photograph.at];
    let picture = picture::first_picture(site, lang, std::slice::from_ref(attachment))?;
    let shown = photograph.shown.iter();
    Some(PhotographView {
        license_url: head::license_url(&picture.license).unwrap_or_default(),
        picture,
        shown: shown.filter_map(|target| link::to(site, lang, *target)).collect(),
    })
}
