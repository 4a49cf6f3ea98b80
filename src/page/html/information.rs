//! Editorial pages.

use crate::model::{FlatPage, Lang};
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::site::Site;
use crate::page::view::attachment::{AttachedView, attached};
use crate::page::view::picture::{self, PictureView};
use crate::page::view::text::{self, Markup, markup_below_title, plain};
use serde::Serialize;
use tera::Value;

/// View of an editorial page: the variable `information` of its template.
#[derive(Debug, Serialize)]
pub struct InformationView {
    pub slug: String,
    pub title: String,
    /// Language of `title` when the title is missing in the language of the page, else empty.
    pub title_lang: String,
    pub content: Markup,
    pub pictures: Vec<PictureView>,
    pub attached: AttachedView,
}

pub fn plan(site: &Site) -> Vec<Document> {
    Document::of_each::<FlatPage>(site, "information", view)
}

fn view(site: &Site, lang: &Lang, index: usize) -> (Head, Value) {
    let flatpage = site.one::<FlatPage>(index);
    let view = InformationView {
        slug: flatpage.id.local().to_owned(),
        title: plain(&flatpage.title, lang),
        title_lang: text::spoken(&flatpage.title, lang),
        content: markup_below_title(site, &flatpage.content, lang),
        pictures: picture::pictures(site, lang, &flatpage.attachments),
        attached: attached(site, lang, &flatpage.attachments, |_| false),
    };
    let head = Head::of_object(&view.title, [&flatpage.content], lang, &view.pictures);
    (head, Value::from_serializable(&view))
}
