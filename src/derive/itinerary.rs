//! Itineraries of several days and their stages.

use crate::derive::climb::Climb;
use crate::derive::figures::Figures;
use crate::derive::measure::distance;
use crate::model::{Id, Position, Trek};
use crate::report::Report;
use std::collections::HashMap;
use std::sync::Arc;

/// Stages and itineraries of a trek, as indices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Family {
    /// In order.
    pub children: Vec<usize>,
    /// The itineraries it is a stage of.
    pub parents: Vec<usize>,
}

/// Finds the family of each trek.
///
/// A stage that is not there is left out, one that is named twice is there once, and a trek is no
/// stage of itself: that was told where it was read. One that would make an itinerary a part of
/// its own stages is left out with a warning.
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
                    "names the stage `{name}`, of which it is a stage itself: the stage is left out"
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

/// True when `to` is `from`, or one of its stages, or of theirs.
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

/// A stage on its itinerary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stage {
    pub trek: usize,
    /// Metres from the start of the itinerary to that of the stage, and to its end; `None` from the
    /// first stage on of which nobody knows how long it is.
    pub from: Option<f64>,
    pub to: Option<f64>,
    /// Metres climbed before the stage; `None` from the first stage on of which nobody knows.
    pub climbed: Option<f64>,
}

/// The stages of an itinerary with what was walked before each: figures of the manager where
/// there are any.
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

/// Metres between the end of one part of a line and the start of the next, beyond which nobody
/// walks it as one.
const APART: f64 = 500.0;

/// True for an itinerary whose line is not one way: stages that are drawn without what lies
/// between them. Its heights say nothing about the whole.
pub fn is_in_pieces(trek: &Trek) -> bool {
    let ends = |pair: &[Vec<Position>]| pair[0].last().copied().zip(pair[1].first().copied());
    let gaps = trek.geometry.segments().windows(2).filter_map(ends);
    !trek.children.is_empty() && gaps.into_iter().any(|(end, start)| distance(end, start) > APART)
}

/// Metres along a trek: what the manager says, else its line. `None` where there is neither.
pub fn own_length(index: usize, treks: &[Arc<Trek>], figures: &[Arc<Figures>]) -> Option<f64> {
    let drawn = Some(figures[index].length_2d).filter(|length| *length > 0.0);
    treks[index].published.length_2d.or(drawn)
}

/// Metres along all stages together, where each is known.
pub fn length(children: &[usize], treks: &[Arc<Trek>], figures: &[Arc<Figures>]) -> Option<f64> {
    let lengths = children.iter().map(|child| own_length(*child, treks, figures));
    lengths.collect::<Option<Vec<f64>>>()?.into_iter().reduce(|a, b| a + b)
}

/// What is climbed on all stages together, where everybody knows it: figures of the manager where
/// there are any.
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
