//! Views of photographs.

use crate::model::*;
use crate::page::site::Site;
use crate::page::view::text::plain;
use crate::picture::Variant;
use serde::Serialize;

/// A photograph for a `<picture>` element.
#[derive(Debug, Clone, Serialize)]
pub struct PictureView {
    /// Address of the JPEG, for browsers and feed readers that support nothing newer.
    pub src: String,
    /// WebP variants in several widths, as a value of `srcset`.
    pub srcset: String,
    /// AVIF variants in several widths, as a value of `srcset`; empty unless the settings ask for
    /// AVIF.
    pub srcset_avif: String,
    /// Address of the largest WebP variant, to show it alone.
    pub largest: String,
    /// Width of the largest variant, in pixels.
    pub width: u32,
    /// Height of the largest variant, in pixels.
    pub height: u32,
    /// Crop for cards; `null` unless the photograph is the first of its object and the theme asks
    /// for a crop.
    pub card: Option<CutView>,
    /// Address of the crop for social networks; empty unless the photograph is the first of its
    /// object.
    pub social: String,
    /// Average colour, shown until the picture is loaded: `#6b7f5e`.
    pub color: String,
    /// Average colour as one of 64 tints, for a class of a stylesheet: red, green and blue from 0
    /// to 3, `121`.
    pub tint: String,
    /// Caption in the language of the page; empty for a decorative picture (`alt=""`).
    pub legend: String,
    pub author: String,
    pub license: String,
}

/// A crop of a photograph.
#[derive(Debug, Clone, Serialize)]
pub struct CutView {
    /// Address of the JPEG.
    pub src: String,
    /// WebP variants in several widths, as a value of `srcset`.
    pub srcset: String,
    /// AVIF variants in several widths, as a value of `srcset`, or empty.
    pub srcset_avif: String,
    /// Width of the largest variant, in pixels.
    pub width: u32,
    /// Height of the largest variant, in pixels.
    pub height: u32,
}

/// Views of the photographs among the attachments; leaves out those that could not be decoded.
pub fn pictures(site: &Site, lang: &Lang, attachments: &[Attachment]) -> Vec<PictureView> {
    attachments.iter().filter_map(|attachment| picture(site, lang, attachment)).collect()
}

/// View of the first photograph among the attachments that could be decoded.
pub fn first_picture(site: &Site, lang: &Lang, attachments: &[Attachment]) -> Option<PictureView> {
    attachments.iter().find_map(|attachment| picture(site, lang, attachment))
}

/// View of a photograph; `None` for another attachment or a photograph that could not be decoded.
pub fn picture(site: &Site, lang: &Lang, attachment: &Attachment) -> Option<PictureView> {
    let picture = site.picture(attachment.image()?)?;
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

/// Address of a variant.
pub fn variant_url(site: &Site, variant: &Variant) -> String {
    site.asset_url(&crate::page::site::file_path::variant_path(variant))
}

/// Value of `srcset` for variants; empty without variants.
pub fn srcset(site: &Site, variants: &[Variant]) -> String {
    let one = |variant: &Variant| format!("{} {}w", variant_url(site, variant), variant.width);
    variants.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Rounds a colour `#rrggbb` to one of 64 tints: digits for red, green and blue from 0 to 3, `121`.
pub fn tint(color: &str) -> String {
    let step = |at: usize| color.get(at..at + 2).and_then(|c| u8::from_str_radix(c, 16).ok());
    [1, 3, 5].map(|at| char::from(b'0' + step(at).unwrap_or(128) / 64)).iter().collect()
}
