//! How hard a trail is: its slopes, its climbs, and how long a walker needs.

use crate::derive::climb::{Climb, STEP, Smooth};
use crate::model::Trek;

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

/// How long a walk takes when nobody says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DurationMethod {
    /// DIN 33466: 4 km/h, 300 m/h up, 500 m/h down; the longer of both and half of the shorter.
    #[default]
    Din33466,
    /// The Swiss Alpine Club's: 4 km/h, 400 m/h up, 800 m/h down, combined alike.
    Sac,
    /// That of the Swiss signposts: minutes per kilometre by slope.
    Swiss,
    None,
}

impl DurationMethod {
    /// As it is written beside the figure.
    pub fn name(self) -> &'static str {
        match self {
            DurationMethod::Din33466 => "DIN 33466",
            DurationMethod::Sac => "SAC",
            DurationMethod::Swiss => "Schweizer Wanderwege",
            DurationMethod::None => "",
        }
    }
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

/// Hours that a walk takes by a formula. `None` for what is not walked, or without elevation for
/// formulas that need the slope of each step.
pub fn duration(
    method: DurationMethod,
    trek: &Trek,
    length: f64,
    climb: Option<Climb>,
    smooth: Option<&[Smooth]>,
) -> Option<f64> {
    if !is_walked(trek) {
        return None;
    }
    let climb = climb?;
    match method {
        DurationMethod::Din33466 => Some(combined(length, climb, 300.0, 500.0)),
        DurationMethod::Sac => Some(combined(length, climb, 400.0, 800.0)),
        DurationMethod::Swiss => Some(swiss(smooth?)),
        DurationMethod::None => None,
    }
}

/// Hours: 4 km/h on the flat, so many metres an hour up and down; the longer of the two and half
/// of the shorter.
fn combined(length: f64, climb: Climb, up: f64, down: f64) -> f64 {
    let flat = length / 4_000.0;
    let steep = climb.ascent / up + climb.descent / down;
    flat.max(steep) + flat.min(steep) / 2.0
}

/// Minutes per kilometre on the flat, and by powers of ten times the slope (Schweizer Wanderwege,
/// “Wanderzeitberechnung”, 2006).
const SWISS: [f64; 16] = [
    14.271,
    3.6991,
    2.5922,
    -1.4384,
    0.32105,
    0.81542,
    -0.090261,
    -0.20757,
    0.010192,
    0.028588,
    -0.00057466,
    -0.0021842,
    1.5176e-5,
    8.6894e-5,
    -1.3584e-7,
    -1.4026e-6,
];

fn swiss(smooth: &[Smooth]) -> f64 {
    // Steps of 50 m: the polynomial is made for stretches, not for single points.
    const STRIDE: usize = 5;
    let mut minutes = 0.0;
    for segment in smooth {
        let mut from = 0;
        while from + 1 < segment.heights.len() {
            let to = (from + STRIDE).min(segment.heights.len() - 1);
            let metres = (to - from) as f64 * STEP;
            let slope = 10.0 * (segment.heights[to] - segment.heights[from]) / metres;
            minutes += metres / 1000.0 * minutes_per_kilometre(slope);
            from = to;
        }
    }
    minutes / 60.0
}

/// By ten times the slope: 1 is 10 %.
fn minutes_per_kilometre(slope: f64) -> f64 {
    match slope {
        s if s >= 4.0 => 17.0 * s,
        s if s <= -4.0 => -9.0 * s,
        s => SWISS.iter().rev().fold(0.0, |sum, coefficient| sum * s + coefficient),
    }
}

/// True for a trek on foot, as far as its practice says: one that is ridden takes another time.
fn is_walked(trek: &Trek) -> bool {
    const WORDS: [&str; 14] = [
        "pedest",
        "pédest",
        "pied",
        "foot",
        "walk",
        "hik",
        "marche",
        "rando",
        "wander",
        "escurs",
        "sender",
        "trek",
        "promenade",
        "raquette",
    ];
    let Some(practice) = &trek.practice else { return true };
    let names = practice.name.values().map(|name| name.to_lowercase());
    let mut words = names.chain([practice.id.to_lowercase()]);
    words.any(|name| WORDS.iter().any(|word| name.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, Localized, Term, Vocabulary};

    fn smooth(heights: Vec<f64>) -> Vec<Smooth> {
        vec![Smooth { start: 0.0, end: (heights.len() - 1) as f64 * STEP, heights }]
    }

    fn climb(ascent: f64, descent: f64) -> Climb {
        let rise = ascent - descent;
        Climb { ascent, descent, min_elevation: 0.0, max_elevation: 0.0, rise }
    }

    #[test]
    fn formulas_give_the_times_of_their_tables() {
        let hours = |method, length, ascent, descent| {
            let trek = Trek::new(Id::new("files", "a"), String::new());
            duration(method, &trek, length, Some(climb(ascent, descent)), None).unwrap()
        };
        // 12 km flat: 3 h. 600 m up: 2 h more are half counted.
        assert_eq!(hours(DurationMethod::Din33466, 12_000.0, 0.0, 0.0), 3.0);
        assert_eq!(hours(DurationMethod::Din33466, 12_000.0, 600.0, 0.0), 4.0);
        assert_eq!(hours(DurationMethod::Din33466, 4_000.0, 900.0, 500.0), 4.5);
        assert_eq!(hours(DurationMethod::Sac, 4_000.0, 800.0, 800.0), 3.5);
    }

    #[test]
    fn swiss_signposts_know_the_slope() {
        assert!((minutes_per_kilometre(0.0) - 14.271).abs() < 1e-9);
        // Continuous to a minute and a half where the polynomial ends.
        assert!((minutes_per_kilometre(3.999) - 68.0).abs() < 1.5);
        assert!((minutes_per_kilometre(-3.999) - 36.0).abs() < 1.5);
        let flat = swiss(&smooth(vec![500.0; 421]));
        assert!((flat - 4.2 * 14.271 / 60.0).abs() < 1e-9, "{flat}");
        let up = swiss(&smooth((0..421).map(|i| f64::from(i) * 2.0).collect()));
        let down = swiss(&smooth((0..421).map(|i| -f64::from(i) * 2.0).collect()));
        assert!(up > down && down > flat * 0.9, "{up} {down}");
    }

    #[test]
    fn what_is_ridden_is_given_no_walking_time() {
        let mut trek = Trek::new(Id::new("files", "a"), String::new());
        let practice = |name: &str| {
            let name = Localized::everywhere(name.to_owned());
            Some(std::sync::Arc::new(Term::named(Vocabulary::Practice, "4".to_owned(), name)))
        };
        let is_given = |trek: &Trek| {
            let climb = Some(climb(1.0, 1.0));
            duration(DurationMethod::Din33466, trek, 1.0, climb, None).is_some()
        };
        for (name, walked) in [("Pédestre", true), ("VTT", false), ("Horse riding", false)] {
            trek.practice = practice(name);
            assert_eq!(is_given(&trek), walked, "{name}");
        }
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
