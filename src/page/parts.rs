//! Views that several pages show: pictures, cards, places.

use crate::derive::climb::Climb;
use crate::derive::itinerary;
use crate::derive::season::Season;
use crate::derive::{Atlas, Figures};
use crate::model::*;
use crate::page::drawing::{Pen, Projection};
use crate::page::file::pictogram;
use crate::page::html::alerts;
use crate::page::html::event;
use crate::page::html::poi;
use crate::page::html::service;
use crate::page::html::trek;
use crate::page::html::word;
use crate::page::site::Site;
use crate::page::text::{self, markup, plain};
use crate::page::view::*;
use crate::picture::Variant;
use std::sync::Arc;

/// Size of the outline on a card.
const OUTLINE: (f64, f64) = (100.0, 66.0);
/// Units of it that nobody sees: a card is some four times as wide.
const UNSEEN: f64 = 0.1;

/// The photographs among the attachments that could be read.
pub fn pictures(site: &Site, lang: &Lang, attachments: &[Attachment]) -> Vec<PictureView> {
    attachments.iter().filter_map(|attachment| picture(site, lang, attachment)).collect()
}

pub fn first_picture(site: &Site, lang: &Lang, attachments: &[Attachment]) -> Option<PictureView> {
    attachments.iter().find_map(|attachment| picture(site, lang, attachment))
}

fn picture(site: &Site, lang: &Lang, attachment: &Attachment) -> Option<PictureView> {
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

fn variant_url(site: &Site, variant: &Variant) -> String {
    site.asset_url(&crate::page::file::media::path(variant))
}

/// As `srcset` wants it; empty without variants.
pub fn srcset(site: &Site, variants: &[Variant]) -> String {
    let one = |variant: &Variant| format!("{} {}w", variant_url(site, variant), variant.width);
    variants.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The nearest of 64 tints, for which a stylesheet can have a class each: red, green and blue from
/// 0 to 3.
fn tint(color: &str) -> String {
    let step = |at: usize| color.get(at..at + 2).and_then(|c| u8::from_str_radix(c, 16).ok());
    [1, 3, 5].map(|at| char::from(b'0' + step(at).unwrap_or(128) / 64)).iter().collect()
}

/// `None` where the word has no name in the language: nothing leaks from another.
pub fn term(site: &Site, lang: &Lang, term: &Arc<Term>) -> Option<TermView> {
    Some(TermView {
        id: term.id.clone(),
        name: term.name.get(lang)?.clone(),
        url: word::url(site, lang, term),
        slug: site.index.word(term).map_or(String::new(), |word| word.slug.clone()),
        color: term.color.clone().unwrap_or_default(),
        rank: term.rank.unwrap_or_default(),
        scale: plain(&term.scale, lang),
        pictogram: pictogram::view(site, term),
        advice: markup(site, &term.advice, lang),
    })
}

/// The word of an object that may have none.
pub fn maybe_term(site: &Site, lang: &Lang, maybe: Option<&Arc<Term>>) -> Option<TermView> {
    maybe.and_then(|word| term(site, lang, word))
}

/// What something is, or nothing.
pub fn kind(lang: &Lang, term: Option<&Arc<Term>>) -> String {
    term.map_or(String::new(), |term| plain(&term.name, lang))
}

pub fn terms(site: &Site, lang: &Lang, terms: &[Arc<Term>]) -> Vec<TermView> {
    terms.iter().filter_map(|one| term(site, lang, one)).collect()
}

/// The manager's figures where there are some, ours elsewhere.
pub fn facts(site: &Site, lang: &Lang, index: usize) -> FactsView {
    let (trek, figures) = (site.trek(index), &site.atlas.figures[index]);
    let published = trek.published;
    let climb = climb(&site.atlas, index);
    let whole = climb.map(Climb::whole);
    FactsView {
        duration: trek.duration.or(figures.duration),
        duration_method: match (trek.duration, figures.duration) {
            (None, Some(_)) => site.atlas.settings.duration.name().to_owned(),
            _ => String::new(),
        },
        length_2d: length(&site.atlas, index).map(f64::round),
        ascent: published.ascent.map(f64::round).or(whole.map(|(ascent, _)| ascent)),
        descent: published.descent.map(f64::round).or(whole.map(|(_, descent)| descent)),
        min_elevation: published.min_elevation.or(climb.map(|c| c.min_elevation)).map(f64::round),
        max_elevation: max_elevation(&site.atlas, index),
        difficulty: trek.difficulty.as_ref().and_then(|difficulty| term(site, lang, difficulty)),
        route: trek.route.as_ref().and_then(|route| term(site, lang, route)),
    }
}

/// When a trek with these facts is usually walked, where the territory says.
pub fn season(site: &Site, facts: &FactsView) -> Option<Season> {
    site.atlas.settings.seasons.at(facts.max_elevation?)
}

/// Metres above sea level of the highest point: the manager's, else ours.
pub fn max_elevation(atlas: &Atlas, index: usize) -> Option<f64> {
    let published = atlas.catalog.treks[index].published.max_elevation;
    published.or(climb(atlas, index).map(|climb| climb.max_elevation)).map(f64::round)
}

/// Metres along the trail: the manager's, else ours, else those of all stages together.
pub fn length(atlas: &Atlas, index: usize) -> Option<f64> {
    let (treks, figures) = (&atlas.catalog.treks, &atlas.figures);
    let stages = || itinerary::length(&atlas.neighbours[index].children, treks, figures);
    itinerary::own_length(index, treks, figures).or_else(stages)
}

fn climb(atlas: &Atlas, index: usize) -> Option<Climb> {
    atlas.figures[index].climb.or_else(|| stages_climb(atlas, index))
}

/// What the stages of an itinerary climb together.
pub fn stages_climb(atlas: &Atlas, index: usize) -> Option<Climb> {
    let children = &atlas.neighbours[index].children;
    itinerary::total(children, &atlas.catalog.treks, &atlas.figures)
}

/// The cards of those treks that exist in the language.
pub fn cards(site: &Site, lang: &Lang, treks: &[usize]) -> Vec<CardView> {
    treks.iter().filter_map(|index| card(site, lang, *index)).collect()
}

fn card(site: &Site, lang: &Lang, index: usize) -> Option<CardView> {
    let (trek, figures) = (site.trek(index), &site.atlas.figures[index]);
    Some(CardView {
        slug: trek.id.local().to_owned(),
        name: trek.name.get(lang)?.clone(),
        name_lang: text::spoken(&trek.name, lang),
        url: trek::url(site, lang, trek),
        picture: first_picture(site, lang, &trek.attachments),
        practice: trek.practice.as_ref().and_then(|practice| term(site, lang, practice)),
        facts: facts(site, lang, index),
        departure: plain(&trek.departure, lang),
        outline: outline(figures),
        stages: site.atlas.neighbours[index].children.len(),
        alerts: alerts::marks(site, index),
    })
}

fn outline(figures: &Figures) -> String {
    let Some(bounds) = figures.bounds else { return String::new() };
    let projection = Projection::fit(bounds, OUTLINE.0, OUTLINE.1, 10.0);
    Pen::new(projection, UNSEEN).trail(&figures.overview)
}

/// `None` where the POI does not exist in the language.
pub fn poi_place(site: &Site, lang: &Lang, poi: &Poi) -> Option<PlaceView> {
    Some(PlaceView {
        slug: poi.id.local().to_owned(),
        name: poi.name.get(lang)?.clone(),
        name_lang: text::spoken(&poi.name, lang),
        url: poi::url(site, lang, poi),
        kind: kind(lang, poi.poi_type.as_ref()),
        picture: first_picture(site, lang, &poi.attachments),
        teaser: text::teaser([&poi.description], lang),
        distance: None,
        again: Vec::new(),
        begin_date: String::new(),
        end_date: String::new(),
    })
}

pub fn content_place(site: &Site, lang: &Lang, content: &TouristicContent) -> Option<PlaceView> {
    Some(PlaceView {
        slug: content.id.local().to_owned(),
        name: content.name.get(lang)?.clone(),
        name_lang: text::spoken(&content.name, lang),
        url: service::url(site, lang, content),
        kind: kind(lang, content.category.as_ref()),
        picture: first_picture(site, lang, &content.attachments),
        teaser: text::teaser([&content.description_teaser, &content.description], lang),
        distance: None,
        again: Vec::new(),
        begin_date: String::new(),
        end_date: String::new(),
    })
}

pub fn event_place(site: &Site, lang: &Lang, event: &TouristicEvent) -> Option<PlaceView> {
    Some(PlaceView {
        slug: event.id.local().to_owned(),
        name: event.name.get(lang)?.clone(),
        name_lang: text::spoken(&event.name, lang),
        url: event::url(site, lang, event),
        kind: kind(lang, event.event_type.as_ref()),
        picture: first_picture(site, lang, &event.attachments),
        teaser: text::teaser([&event.description_teaser, &event.description], lang),
        distance: None,
        again: Vec::new(),
        begin_date: event.begin_date.clone(),
        end_date: event.end_date.clone().unwrap_or_default(),
    })
}
