//! How hard a trail is, and how its stages add up.

use crate::derive::effort::{CLASSES, Effort, Rise};
use crate::derive::itinerary;
use crate::model::Lang;
use crate::page::site::Site;
use crate::page::view::card::{self, CardView};
use serde::Serialize;

/// Slopes and climbs of a trail.
#[derive(Debug, Serialize)]
pub struct EffortView {
    /// Per cent, of the steepest 100 m, up or down.
    pub max_grade: f64,
    /// Per cent: metres climbed and lost by metres walked.
    pub mean_grade: f64,
    /// Per cent of the way that are steeper than 8 %.
    pub steep_share: f64,
    /// The way by class of slope: those that occur.
    pub slopes: Vec<SlopeShareView>,
    /// The climbs of 50 m and more, in order.
    pub climbs: Vec<ClimbView>,
    /// The longest of them.
    pub longest: Option<ClimbView>,
}

/// How much of the way has slopes of a class.
#[derive(Debug, Serialize)]
pub struct SlopeShareView {
    /// 0 to 4.
    pub class: usize,
    /// Per cent: from this, and below that; `null` for the steepest class.
    pub from: f64,
    pub below: Option<f64>,
    /// Metres of the way.
    pub length: f64,
}

#[derive(Debug, Clone, Serialize)]
pub struct ClimbView {
    /// Metres from the start to its foot and to its top.
    pub from: f64,
    pub to: f64,
    /// Metres along the way, and upwards.
    pub length: f64,
    pub height: f64,
}

/// A stage of an itinerary.
#[derive(Debug, Serialize)]
pub struct StageView {
    /// From 1.
    pub number: usize,
    /// Metres from the start of the itinerary to that of the stage, and to its end; `null` from the
    /// first stage on of which nobody knows how long it is.
    pub from: Option<f64>,
    pub to: Option<f64>,
    /// Metres climbed before it.
    pub climbed: Option<f64>,
    pub card: CardView,
}

pub fn view(effort: &Effort) -> EffortView {
    let climb = |rise: &Rise| ClimbView {
        from: rise.from.round(),
        to: rise.to.round(),
        length: (rise.to - rise.from).round(),
        height: rise.height.round(),
    };
    let share = |class: usize| {
        let of_class = effort.slopes.iter().filter(|slope| slope.class == class);
        let length: f64 = of_class.map(|slope| slope.to - slope.from).sum();
        (length > 0.0).then(|| SlopeShareView {
            class,
            from: class.checked_sub(1).map_or(0.0, |below| CLASSES[below]),
            below: CLASSES.get(class).copied(),
            length: length.round(),
        })
    };
    let highest = effort.climbs.iter().max_by(|a, b| a.height.total_cmp(&b.height));
    EffortView {
        max_grade: effort.max_grade.round(),
        mean_grade: effort.mean_grade.round(),
        steep_share: (effort.steep_share * 100.0).round(),
        slopes: (0..=CLASSES.len()).filter_map(share).collect(),
        climbs: effort.climbs.iter().map(climb).collect(),
        longest: highest.map(climb),
    }
}

/// The stages of an itinerary that exist in the language, with what was walked before each.
pub fn stages(site: &Site, lang: &Lang, children: &[usize]) -> Vec<StageView> {
    let (treks, figures) = (&site.atlas.catalog.treks, &site.atlas.figures);
    let stages = itinerary::stages(children, treks, figures);
    let view = |(number, stage): (usize, itinerary::Stage)| {
        Some(StageView {
            number,
            from: stage.from.map(f64::round),
            to: stage.to.map(f64::round),
            climbed: stage.climbed.map(f64::round),
            card: card::cards(site, lang, &[stage.trek]).pop()?,
        })
    };
    (1..).zip(stages).filter_map(view).collect()
}
