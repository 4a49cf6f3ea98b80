//! Itineraries of several days and their stages.

use crate::derive::climb::Climb;
use crate::derive::figures::Figures;
use crate::derive::measure::distance;
use crate::model::{Id, Position, Trek};
use crate::report::Report;
use std::collections::HashMap;
use std::sync::Arc;

/// Stages and itineraries of a trek, as indices of treks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Family {
    /// Stages of the trek, in order.
    pub children: Vec<usize>,
    /// Itineraries that have the trek as a stage.
    pub parents: Vec<usize>,
}

/// Finds the stages and itineraries of each trek.
///
/// Stages that do not exist, are repeated or are the trek itself are left out: the source has
/// warned about them. A stage that would make an itinerary a stage of its own stages is left out
/// with a warning.
pub fn families(treks: &[Arc<Trek>], report: &mut Report) -> Vec<Family> {
    let index: HashMap<&Id<Trek>, usize> =
        treks.iter().enumerate().map(|(i, trek)| (&trek.id, i)).collect();
    let mut families = vec![Family::default(); treks.len()];
    for (parent, trek) in treks.iter().enumerate() {
        let stages = trek.children.iter().filter_map(|id| index.get(id).copied());
        for stage in stages.filter(|stage| *stage != parent) {
            if families[parent].children.contains(&stage) {
                continue;
            }
            if reaches(&families, stage, parent) {
                let name = treks[stage].id.local();
                let problem = format!(
                    "names the stage `{name}`, but is itself a stage of it: the stage is left out"
                );
                report.warn(&trek.origin, problem);
                continue;
            }
            families[parent].children.push(stage);
            families[stage].parents.push(parent);
        }
    }
    families
}

/// True when `to` is `from`, one of its stages, or a stage of these at any depth.
fn reaches(families: &[Family], from: usize, to: usize) -> bool {
    let (mut open, mut seen) = (vec![from], vec![from]);
    while let Some(here) = open.pop() {
        if here == to {
            return true;
        }
        for child in &families[here].children {
            if !seen.contains(child) {
                seen.push(*child);
                open.push(*child);
            }
        }
    }
    false
}

/// Stage of an itinerary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stage {
    /// Index of the trek.
    pub trek: usize,
    /// Metres from the start of the itinerary to the start of the stage; `None` when the length of
    /// a stage before is not known.
    pub from: Option<f64>,
    /// Metres from the start of the itinerary to the end of the stage; `None` when the length of
    /// this stage or of one before is not known.
    pub to: Option<f64>,
    /// Metres climbed before the stage; `None` when the ascent of a stage before is not known.
    pub climbed: Option<f64>,
}

/// Stages of an itinerary, each with the length and ascent before it. Figures that the source
/// publishes take precedence over computed ones.
pub fn stages(children: &[usize], treks: &[Arc<Trek>], figures: &[Arc<Figures>]) -> Vec<Stage> {
    let (mut walked, mut climbed) = (Some(0.0), Some(0.0));
    let stage = |child: &usize| {
        let (published, computed) = (treks[*child].published, &figures[*child]);
        let length = own_length(*child, treks, figures);
        let ascent = published.ascent.or(computed.climb.map(|climb| climb.ascent));
        let to = walked.zip(length).map(|(before, length)| before + length);
        let stage = Stage { trek: *child, from: walked, to, climbed };
        walked = to;
        climbed = climbed.zip(ascent).map(|(before, ascent)| before + ascent);
        stage
    };
    children.iter().map(stage).collect()
}

/// Metres between two segments of a line from which they are separate pieces.
const APART: f64 = 500.0;

/// True for an itinerary whose line has large gaps, because the parts between its stages are not
/// drawn. Ascent and profile of the whole cannot be computed from it.
pub fn is_in_pieces(trek: &Trek) -> bool {
    let ends = |pair: &[Vec<Position>]| pair[0].last().copied().zip(pair[1].first().copied());
    let gaps = trek.geometry.segments().windows(2).filter_map(ends);
    !trek.children.is_empty() && gaps.into_iter().any(|(end, start)| distance(end, start) > APART)
}

/// Length of a trek in metres: the published one, or else that of its line. `None` without both.
pub fn own_length(index: usize, treks: &[Arc<Trek>], figures: &[Arc<Figures>]) -> Option<f64> {
    let drawn = Some(figures[index].length_2d).filter(|length| *length > 0.0);
    treks[index].published.length_2d.or(drawn)
}

/// Length of all stages together in metres; `None` when the length of one is not known.
pub fn length(children: &[usize], treks: &[Arc<Trek>], figures: &[Arc<Figures>]) -> Option<f64> {
    let lengths = children.iter().map(|child| own_length(*child, treks, figures));
    lengths.collect::<Option<Vec<f64>>>()?.into_iter().reduce(|a, b| a + b)
}

/// Climb of all stages together; `None` when that of one is not known. Figures that the source
/// publishes take precedence over computed ones.
pub fn total(children: &[usize], treks: &[Arc<Trek>], figures: &[Arc<Figures>]) -> Option<Climb> {
    let one = |child: &usize| {
        let (published, computed) = (treks[*child].published, figures[*child].climb);
        let ascent = published.ascent.or(computed.map(|climb| climb.ascent))?;
        let descent = published.descent.or(computed.map(|climb| climb.descent))?;
        let given = published.ascent.is_some() || published.descent.is_some();
        let rise = computed.filter(|_| !given).map(|climb| climb.rise);
        Some(Climb {
            ascent,
            descent,
            rise: rise.unwrap_or((ascent - descent).round()),
            min_elevation: published.min_elevation.or(computed.map(|c| c.min_elevation))?,
            max_elevation: published.max_elevation.or(computed.map(|c| c.max_elevation))?,
        })
    };
    let stages: Vec<Climb> = children.iter().map(one).collect::<Option<_>>()?;
    stages.into_iter().reduce(Climb::plus)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trek(name: &str, children: &[&str]) -> Arc<Trek> {
        let id = |name: &str| Id::new("files", name);
        let mut trek = Trek::new(id(name), format!("treks/{name}"));
        trek.children = children.iter().map(|name| id(name)).collect();
        Arc::new(trek)
    }

    #[test]
    fn a_stage_may_be_shared_and_missing_ones_are_left_out() {
        let treks = [trek("a", &[]), trek("b", &["a", "gone", "a"]), trek("c", &["a"])];
        let mut report = Report::default();
        let families = families(&treks, &mut report);
        assert_eq!(
            (families[1].children.clone(), families[0].parents.clone()),
            (vec![0], vec![1, 2])
        );
        assert!(report.warnings.is_empty());
    }

    #[test]
    fn an_itinerary_that_is_a_stage_of_its_stage_is_refused_with_a_message() {
        let treks = [trek("a", &["b"]), trek("b", &["c"]), trek("c", &["a"])];
        let mut report = Report::default();
        let families = families(&treks, &mut report);
        assert_eq!(families[2].children, [] as [usize; 0]);
        assert_eq!(
            (families[0].children.clone(), families[1].children.clone()),
            (vec![1], vec![2])
        );
        let warning = report.warnings[0].to_string();
        assert!(warning.contains("treks/c") && warning.contains("`a`"), "{warning}");
    }
}
