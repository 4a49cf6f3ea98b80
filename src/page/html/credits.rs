//! The page of all photographs, with who made them and where they are shown.

use crate::model::Lang;
use crate::page::html::document::Document;
use crate::page::html::head::{self, Head};
use crate::page::html::list::{self, List, PagerView, Stretch};
use crate::page::html::photographs::{self, Photograph};
use crate::page::site::{Site, address};
use crate::page::view::link::LinkView;
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
    pub shown: Vec<Arc<LinkView>>,
}

/// `documents` are the pages that show photographs.
pub fn plan(site: &Site, documents: &[Document]) -> Vec<Document> {
    let photographs = photographs::of(site, documents);
    let count = |lang: &Lang| photographs.get(lang).map_or(0, Vec::len);
    let pages = site.languages().iter();
    let pages = pages.map(|lang| (lang.clone(), count(lang).div_ceil(EACH)));
    let list = List::new(("credits", "credits"), address::CREDITS, pages);
    let photographs = Arc::new(photographs);
    list.plan(move |site, lang, number| {
        let all = photographs.get(lang).map_or(&[][..], Vec::as_slice);
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
    let attachment = photograph.attachment();
    let picture = picture::first_picture(site, lang, std::slice::from_ref(attachment))?;
    Some(PhotographView {
        license_url: head::license_url(&picture.license).unwrap_or_default(),
        picture,
        shown: photograph.shown.clone(),
    })
}
