//! Effort of a trail: its slopes and its climbs.

use crate::derive::climb::{Climb, STEP, Smooth};

/// Number of steps over which a grade is measured: 100 m.
const WINDOW: usize = 10;
/// Grades in per cent that separate the five classes of slope.
pub const CLASSES: [f64; 4] = [5.0, 10.0, 15.0, 25.0];
/// Grade in per cent above which wheelchairs and prams need help.
pub const STEEP: f64 = 8.0;
/// Minimum length of a slope in metres. A shorter one is merged with the slope before it.
const SHORTEST_RUN: f64 = 60.0;
/// Depth in metres from which a descent ends a climb.
const DIP: f64 = 30.0;
/// Minimum height of a climb in metres.
const LEAST_CLIMB: f64 = 50.0;

/// Grades, slopes and climbs of a trail.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize)]
pub struct Effort {
    /// Grade of the steepest 100 m in per cent, up or down.
    pub max_grade: f64,
    /// Mean grade in per cent: ascent and descent divided by the length.
    pub mean_grade: f64,
    /// Share of the trail, from 0 to 1, that is steeper than [`STEEP`].
    pub steep_share: f64,
    /// Parts of the trail by class of slope, in walking order.
    pub slopes: Vec<Slope>,
    /// Climbs, in walking order.
    pub climbs: Vec<Rise>,
}

/// Part of a trail whose slope is in one class.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Slope {
    /// Start of the part, in metres from the start of the trail.
    pub from: f64,
    /// End of the part, in metres from the start of the trail.
    pub to: f64,
    /// Number of grades of [`CLASSES`] that the slope reaches, from 0 (flattest) to 4 (steepest).
    pub class: usize,
}

/// Climb on a trail.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Rise {
    /// Start of the climb, in metres from the start of the trail.
    pub from: f64,
    /// End of the climb, in metres from the start of the trail.
    pub to: f64,
    /// Metres of elevation between the start and the end of the climb.
    pub height: f64,
}

/// Computes the slopes and climbs of a trail from its smoothed heights. `length` is in metres.
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

/// Grade in per cent around a sample, up or down.
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

/// Class of a grade in per cent.
fn class(grade: f64) -> usize {
    CLASSES.iter().filter(|limit| grade >= **limit).count()
}

/// Slopes of a segment, from the grade at each of its samples.
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

/// Climbs of a segment: each goes from a low point to a high point, over small dips.
fn climbs(smooth: &Smooth) -> Vec<Rise> {
    let heights = &smooth.heights;
    let mut climbs = Vec::new();
    let (mut low, mut high) = (0, 0);
    let mut add = |low: usize, high: usize| {
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
            add(low, high);
            (low, high) = (i, i);
        }
    }
    add(low, high);
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
    fn climbs_continue_over_small_dips_and_end_at_large_ones() {
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
    fn slopes_cover_the_whole_trail() {
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
