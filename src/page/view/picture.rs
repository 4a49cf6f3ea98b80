//! Photographs as templates see them.

use crate::model::*;
use crate::page::site::Site;
use crate::page::view::text::plain;
use crate::picture::Variant;
use serde::Serialize;

/// A photograph, ready for `<picture>`.
#[derive(Debug, Clone, Serialize)]
pub struct PictureView {
    /// JPEG for browsers (and readers of feeds) that know nothing newer.
    pub src: String,
    /// WebP in several widths, as `srcset` wants it.
    pub srcset: String,
    /// The same as AVIF; empty when the settings do not ask for it.
    pub srcset_avif: String,
    /// Address of the largest variant, to show it alone: WebP.
    pub largest: String,
    /// Of the largest variant, in pixels.
    pub width: u32,
    pub height: u32,
    /// A cut for cards: of the first photograph of an object, when the theme asks for one.
    pub card: Option<CutView>,
    /// Address of a cut for social networks: of the first photograph of an object; or empty.
    pub social: String,
    /// Average colour, to show until the picture is there: `#6b7f5e`.
    pub color: String,
    /// The nearest of 64 tints, red, green and blue from 0 to 3, for a class of a stylesheet: `121`.
    pub tint: String,
    /// Caption in this language, or empty: the picture is decorative then (`alt=""`).
    pub legend: String,
    pub author: String,
    pub license: String,
}

/// A part of a photograph.
#[derive(Debug, Clone, Serialize)]
pub struct CutView {
    /// JPEG.
    pub src: String,
    /// WebP, AVIF: as those of the photograph.
    pub srcset: String,
    pub srcset_avif: String,
    /// Of the largest variant, in pixels.
    pub width: u32,
    pub height: u32,
}

/// The photographs among the attachments that could be read.
pub fn pictures(site: &Site, lang: &Lang, attachments: &[Attachment]) -> Vec<PictureView> {
    attachments.iter().filter_map(|attachment| picture(site, lang, attachment)).collect()
}

pub fn first_picture(site: &Site, lang: &Lang, attachments: &[Attachment]) -> Option<PictureView> {
    attachments.iter().find_map(|attachment| picture(site, lang, attachment))
}

pub fn picture(site: &Site, lang: &Lang, attachment: &Attachment) -> Option<PictureView> {
    let picture = site.pictures.get(attachment.image()?)?;
    let largest = picture.whole.webp.last()?;
    let card = picture.card.as_ref().and_then(|card| {
        let largest = card.webp.last()?;
        Some(CutView {
            src: variant_url(site, &card.jpeg),
            srcset: srcset(site, &card.webp),
            srcset_avif: srcset(site, &card.avif),
            width: largest.width,
            height: largest.height,
        })
    });
    Some(PictureView {
        src: variant_url(site, &picture.whole.jpeg),
        srcset: srcset(site, &picture.whole.webp),
        srcset_avif: srcset(site, &picture.whole.avif),
        largest: variant_url(site, largest),
        width: largest.width,
        height: largest.height,
        card,
        social: picture.social.as_ref().map_or(String::new(), |social| variant_url(site, social)),
        tint: tint(&picture.color),
        color: picture.color.clone(),
        legend: plain(&attachment.legend, lang),
        author: attachment.author.clone().or(picture.credit.author.clone()).unwrap_or_default(),
        license: attachment
            .license
            .clone()
            .or(picture.credit.copyright.clone())
            .unwrap_or_default(),
    })
}

pub fn variant_url(site: &Site, variant: &Variant) -> String {
    site.asset_url(&crate::page::site::file_path::variant_path(variant))
}

/// As `srcset` wants it; empty without variants.
pub fn srcset(site: &Site, variants: &[Variant]) -> String {
    let one = |variant: &Variant| format!("{} {}w", variant_url(site, variant), variant.width);
    variants.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The nearest of 64 tints, for which a stylesheet can have a class each: red, green and blue from
/// 0 to 3.
pub fn tint(color: &str) -> String {
    let step = |at: usize| color.get(at..at + 2).and_then(|c| u8::from_str_radix(c, 16).ok());
    [1, 3, 5].map(|at| char::from(b'0' + step(at).unwrap_or(128) / 64)).iter().collect()
}
