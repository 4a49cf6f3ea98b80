//! Slopes and climbs of a trail, and stages of an itinerary.

use crate::derive::effort::{CLASSES, Effort, Rise};
use crate::derive::itinerary;
use crate::model::Lang;
use crate::page::site::Site;
use crate::page::site::shared::Shared;
use crate::page::view::card::{self, CardView};
use serde::Serialize;

/// Slopes and climbs of a trail.
#[derive(Debug, Serialize)]
pub struct EffortView {
    /// Grade of the steepest 100 m, up or down, in per cent.
    pub max_grade: f64,
    /// Mean grade in per cent: metres of ascent and descent per metre of length.
    pub mean_grade: f64,
    /// Share of the length that is steeper than 8 %, in per cent.
    pub steep_share: f64,
    /// Length of the trail in each class of slope that occurs.
    pub slopes: Vec<SlopeShareView>,
    /// Climbs of 50 m and more, in walking order.
    pub climbs: Vec<ClimbView>,
    /// Climb with the greatest height.
    pub longest: Option<ClimbView>,
}

/// Length of a trail in one class of slope.
#[derive(Debug, Serialize)]
pub struct SlopeShareView {
    /// Class of slope, from 0 to 4 (steepest).
    pub class: usize,
    /// Lower limit of the class, in per cent.
    pub from: f64,
    /// Upper limit of the class, in per cent; `null` for the steepest class.
    pub below: Option<f64>,
    /// Length in metres.
    pub length: f64,
}

/// A climb.
#[derive(Debug, Clone, Serialize)]
pub struct ClimbView {
    /// Distance from the start of the trail to the foot of the climb, in metres.
    pub from: f64,
    /// Distance from the start of the trail to the top of the climb, in metres.
    pub to: f64,
    /// Length in metres.
    pub length: f64,
    /// Height in metres.
    pub height: f64,
}

/// A stage of an itinerary.
#[derive(Debug, Serialize)]
pub struct StageView {
    /// Number of the stage, starting at 1.
    pub number: usize,
    /// Distance from the start of the itinerary to the start of the stage, in metres; `null` after
    /// a stage of unknown length.
    pub from: Option<f64>,
    /// Distance from the start of the itinerary to the end of the stage, in metres; `null` for and
    /// after a stage of unknown length.
    pub to: Option<f64>,
    /// Metres climbed before the stage; `null` after a stage of unknown ascent.
    pub climbed: Option<f64>,
    pub card: Shared<CardView>,
}

/// View of the slopes and climbs of a trail.
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

/// Returns the stages of an itinerary that have a name in the language.
pub fn stages(site: &Site, lang: &Lang, children: &[usize]) -> Vec<StageView> {
    let stages = site.stages(children);
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
