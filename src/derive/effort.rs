//! How hard a trail is: its slopes and its climbs.

use crate::derive::climb::{Climb, STEP, Smooth};

/// Slopes are measured over this many steps: 100 m.
const WINDOW: usize = 10;
/// Grades in per cent between which the classes of slope lie.
pub const CLASSES: [f64; 4] = [5.0, 10.0, 15.0, 25.0];
/// Per cent from which wheelchairs and prams need help.
pub const STEEP: f64 = 8.0;
/// A run of one class that is shorter belongs to the one before: metres.
const SHORTEST_RUN: f64 = 60.0;
/// A climb goes on over dips that are less deep, and counts when it is this high: metres.
const DIP: f64 = 30.0;
const LEAST_CLIMB: f64 = 50.0;

/// What the slopes of a trail say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Effort {
    /// Per cent, of the steepest 100 m, up or down.
    pub max_grade: f64,
    /// Per cent: metres climbed and lost by metres walked.
    pub mean_grade: f64,
    /// Share of the way, 0 to 1, that is steeper than [`STEEP`].
    pub steep_share: f64,
    /// The way by class of slope, in order.
    pub slopes: Vec<Slope>,
    /// The climbs, in order.
    pub climbs: Vec<Rise>,
}

/// A part of the way of one class of slope.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// Metres from the start.
    pub from: f64,
    pub to: f64,
    /// 0: less than the first of [`CLASSES`]; 4: the last, or more.
    pub class: usize,
}

/// A climb.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rise {
    /// Metres from the start.
    pub from: f64,
    pub to: f64,
    /// Metres between its foot and its top.
    pub height: f64,
}

/// The slopes and climbs of a trail.
pub fn effort(smooth: &[Smooth], length: f64, climb: Climb) -> Effort {
    let mut effort = Effort::default();
    let (mut steep, mut walked) = (0.0, 0.0);
    for segment in smooth {
        let grades: Vec<f64> = (0..segment.heights.len()).map(|i| grade(segment, i)).collect();
        for grade in &grades {
            effort.max_grade = effort.max_grade.max(*grade);
            walked += STEP;
            steep += if *grade > STEEP { STEP } else { 0.0 };
        }
        effort.slopes.extend(slopes(segment, &grades));
        effort.climbs.extend(climbs(segment));
    }
    effort.steep_share = if walked > 0.0 { steep / walked } else { 0.0 };
    effort.mean_grade =
        if length > 0.0 { (climb.ascent + climb.descent) / length * 100.0 } else { 0.0 };
    effort
}

/// Per cent around a step, up or down.
fn grade(smooth: &Smooth, index: usize) -> f64 {
    let last = smooth.heights.len() - 1;
    let from = index.saturating_sub(WINDOW / 2);
    let to = (index + WINDOW / 2).min(last);
    if to == from {
        return 0.0;
    }
    let rise = smooth.heights[to] - smooth.heights[from];
    (rise / ((to - from) as f64 * STEP) * 100.0).abs()
}

fn class(grade: f64) -> usize {
    CLASSES.iter().filter(|limit| grade >= **limit).count()
}

fn slopes(smooth: &Smooth, grades: &[f64]) -> Vec<Slope> {
    let mut slopes: Vec<Slope> = Vec::new();
    for (i, grade) in grades.iter().enumerate().skip(1) {
        let (from, to) = (smooth.distance(i - 1), smooth.distance(i));
        let class = class(*grade);
        match slopes.last_mut() {
            Some(last) if last.class == class => last.to = to,
            _ => slopes.push(Slope { from, to, class }),
        }
    }
    let mut merged: Vec<Slope> = Vec::new();
    for slope in slopes {
        match merged.last_mut() {
            Some(last) if slope.to - slope.from < SHORTEST_RUN || last.class == slope.class => {
                last.to = slope.to;
            }
            _ => merged.push(slope),
        }
    }
    merged
}

/// The climbs of a segment: from a low to the next high that is worth it, over small dips.
fn climbs(smooth: &Smooth) -> Vec<Rise> {
    let heights = &smooth.heights;
    let mut climbs = Vec::new();
    let (mut low, mut high) = (0, 0);
    let mut note = |low: usize, high: usize| {
        let height = heights[high] - heights[low];
        if height >= LEAST_CLIMB {
            let (from, to) = (smooth.distance(low), smooth.distance(high));
            climbs.push(Rise { from, to, height });
        }
    };
    for i in 0..heights.len() {
        if heights[i] > heights[high] {
            high = i;
        }
        if heights[high] - heights[i] >= DIP || heights[i] < heights[low] {
            note(low, high);
            (low, high) = (i, i);
        }
    }
    note(low, high);
    climbs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smooth(heights: Vec<f64>) -> Vec<Smooth> {
        vec![Smooth { start: 0.0, end: (heights.len() - 1) as f64 * STEP, heights }]
    }

    fn climb(ascent: f64, descent: f64) -> Climb {
        let rise = ascent - descent;
        Climb { ascent, descent, min_elevation: 0.0, max_elevation: 0.0, rise }
    }

    #[test]
    fn climbs_go_on_over_small_dips_and_end_at_large_ones() {
        let up = |from: f64, to: f64| -> Vec<f64> {
            let steps = ((to - from).abs() / 2.0) as usize;
            (0..steps).map(|i| from + (to - from) * i as f64 / steps as f64).collect()
        };
        // Up 200 m with a dip of 20 m, down 100 m, up 60 m, down.
        let heights = [
            up(0.0, 100.0),
            up(100.0, 80.0),
            up(80.0, 200.0),
            up(200.0, 100.0),
            up(100.0, 160.0),
            up(160.0, 0.0),
        ];
        let climbs = climbs(&smooth(heights.concat())[0]);
        let found: Vec<f64> = climbs.iter().map(|climb| climb.height).collect();
        assert_eq!(found, [200.0, 60.0]);
        assert_eq!((climbs[0].from, climbs[0].to), (0.0, 1200.0));
        assert!(self::climbs(&smooth(vec![5.0; 100])[0]).is_empty());
    }

    #[test]
    fn slopes_cover_the_way_by_class() {
        // 1 km flat, then 1 km at 20 %.
        let mut heights = vec![100.0; 101];
        heights.extend((1..=100).map(|i| 100.0 + f64::from(i) * 2.0));
        let effort = effort(&smooth(heights), 2_000.0, climb(200.0, 0.0));
        let last = effort.slopes.last().unwrap();
        assert_eq!((effort.slopes[0].class, last.class, last.to), (0, 3, 2_000.0));
        assert!(effort.slopes.windows(2).all(|pair| pair[0].to == pair[1].from));
        assert!((effort.max_grade - 20.0).abs() < 1e-9);
        assert!((effort.mean_grade - 10.0).abs() < 1e-9);
        assert!((effort.steep_share - 0.5).abs() < 0.03, "{}", effort.steep_share);
    }
}
