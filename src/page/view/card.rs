//! Cards: treks in lists.

use crate::derive::Figures;
use crate::map::Frame;
use crate::model::*;
use crate::page::site::shared::Shared;
use crate::page::site::{Site, address};
use crate::page::view::alert::{self, AlertMarkView};
use crate::page::view::drawing::Pen;
use crate::page::view::facts::{FactsView, facts};
use crate::page::view::picture::{PictureView, first_picture};
use crate::page::view::term::{self, TermView};
use crate::page::view::text::{self, plain};
use serde::Serialize;

/// Width and height of the outline on a card, in drawing units.
const OUTLINE: [u32; 2] = [100, 66];
/// Tolerance of simplification in drawing units: a unit is some four pixels.
const TOLERANCE: f64 = 0.1;

/// Returns the cards of the treks that have a name in the language.
pub fn cards(site: &Site, lang: &Lang, treks: &[usize]) -> Vec<Shared<CardView>> {
    treks.iter().filter_map(|index| card(site, lang, *index)).collect()
}

/// Card of a trek; `None` when it has no name in the language.
pub fn card(site: &Site, lang: &Lang, index: usize) -> Option<Shared<CardView>> {
    let trek = site.trek(index);
    let name = trek.name.get(lang)?;
    Some(site.cards.get(lang, trek, || view(site, lang, index, name)))
}

fn view(site: &Site, lang: &Lang, index: usize, name: &str) -> CardView {
    let (trek, figures) = (site.trek(index), site.figures(index));
    CardView {
        slug: trek.id.local().to_owned(),
        name: name.to_owned(),
        name_lang: text::spoken(&trek.name, lang),
        url: address::url(site, lang, trek),
        picture: first_picture(site, lang, &trek.attachments),
        practice: trek.practice.as_ref().and_then(|practice| term::term(site, lang, practice)),
        facts: facts(site, lang, index),
        departure: plain(&trek.departure, lang),
        outline: outline(figures),
        stages: site.neighbours(index).children.len(),
        alerts: alert::marks(site, index),
    }
}

/// SVG path of the trail; empty for a trek without a line.
fn outline(figures: &Figures) -> String {
    let Some(bounds) = figures.bounds else { return String::new() };
    let frame = Frame::fit(bounds, OUTLINE[0], [OUTLINE[1]; 2], 10.0);
    Pen::new(frame, TOLERANCE).trail(&figures.overview)
}

/// A trek in a list.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    /// Last part of the address, usable as an HTML id.
    pub slug: String,
    pub name: String,
    /// Language of a name that replaces a missing translation; empty for a translated name.
    pub name_lang: String,
    pub url: String,
    pub picture: Option<PictureView>,
    pub practice: Option<Shared<TermView>>,
    pub facts: FactsView,
    /// Name of the departure, or empty.
    pub departure: String,
    /// SVG path of the trail in a box of 100 × 66, for cards without a picture; empty for a trek
    /// without a line.
    pub outline: String,
    /// Number of stages; 0 for a trek that is not an itinerary.
    pub stages: usize,
    /// Alerts of the trek, the worst first.
    pub alerts: Vec<AlertMarkView>,
}
