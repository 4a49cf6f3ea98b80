//! The list of all photographs, with their authors, licences and the pages that show them.

use crate::model::Lang;
use crate::page::html::document::Document;
use crate::page::html::head::{self, Head};
use crate::page::html::list::{self, List, PagerView, Pagination};
use crate::page::html::photographs::{self, Photograph};
use crate::page::site::reads::{self, Version};
use crate::page::site::{Site, address};
use crate::page::view::link::LinkView;
use crate::page::view::picture::{self, PictureView};
use crate::page::view::text;
use serde::Serialize;
use std::sync::Arc;
use tera::Value;

/// Number of photographs on a page of the list.
const PER_PAGE: usize = 30;

/// View of a page of the list of photographs: the variable `credits` of its template.
#[derive(Debug, Serialize)]
pub struct CreditsView {
    /// Photographs on this page of the list.
    pub photographs: Vec<PhotographView>,
    #[serde(flatten)]
    pub pager: PagerView,
}

/// A photograph in the list of all photographs.
#[derive(Debug, Serialize)]
pub struct PhotographView {
    pub picture: PictureView,
    /// Address of the text of the licence, or empty.
    pub license_url: String,
    /// Links to the first pages that show the photograph, at most three.
    pub shown: Vec<Arc<LinkView>>,
}

/// Plans the pages of the list. `documents` are the pages whose photographs it lists.
pub fn plan(site: &Site, documents: &[Document]) -> Vec<Document> {
    let photographs = photographs::of(site, documents);
    let count = |lang: &Lang| photographs.get(lang).map_or(0, Vec::len);
    let pages = site.languages().iter();
    let pages = pages.map(|lang| (lang.clone(), count(lang).div_ceil(PER_PAGE)));
    let list = List::new(("credits", "credits"), address::CREDITS, pages);
    let photographs = Arc::new(photographs);
    let all = photographs.clone();
    let list = list.showing(move |lang, number| {
        let all = all.get(lang).map_or(&[][..], Vec::as_slice);
        let pagination = Pagination { number, total: all.len(), per_page: PER_PAGE };
        let one = |one: &Photograph| reads::version(&(one.attachment(), &one.shown));
        let on_page: Vec<Version> = pagination.items(all).iter().map(one).collect();
        reads::version(&(all.len(), on_page))
    });
    list.plan(move |site, lang, number| {
        let all = photographs.get(lang).map_or(&[][..], Vec::as_slice);
        let pagination = Pagination { number, total: all.len(), per_page: PER_PAGE };
        let photographs = pagination.items(all).iter();
        let view = CreditsView {
            photographs: photographs.filter_map(|one| photograph(site, lang, one)).collect(),
            pager: list::pager(site, lang, address::CREDITS, &pagination),
        };
        let head = Head::described(text::teaser([&site.settings.description], lang));
        (head, Value::from_serializable(&view))
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
