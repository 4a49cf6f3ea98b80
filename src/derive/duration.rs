//! Walking time of a trail, by a formula.

use crate::derive::climb::{Climb, STEP, Smooth};
use crate::model::Trek;

/// Formula for the walking time of treks whose source does not give a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DurationMethod {
    /// DIN 33466: 4 km/h horizontally; 300 m/h up and 500 m/h down. The longer of the two times,
    /// plus half of the shorter.
    #[default]
    Din33466,
    /// Swiss Alpine Club: 4 km/h horizontally; 400 m/h up and 800 m/h down. The longer of the two
    /// times, plus half of the shorter.
    Sac,
    /// Swiss signposts: minutes per kilometre, which depend on the slope.
    Swiss,
    /// No walking time.
    None,
}

impl DurationMethod {
    /// Name of the formula, shown beside the figure.
    pub fn name(self) -> &'static str {
        match self {
            DurationMethod::Din33466 => "DIN 33466",
            DurationMethod::Sac => "SAC",
            DurationMethod::Swiss => "Schweizer Wanderwege",
            DurationMethod::None => "",
        }
    }
}

/// Walking time of a trek in hours. `length` is in metres. `None` for treks that are not walked,
/// and when the elevations that the formula needs are not known.
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

/// Walking time in hours: the longer of the horizontal time (at 4 km/h) and the vertical time, plus
/// half of the shorter. `up` and `down` are metres per hour.
fn combined(length: f64, climb: Climb, up: f64, down: f64) -> f64 {
    let flat = length / 4_000.0;
    let steep = climb.ascent / up + climb.descent / down;
    flat.max(steep) + flat.min(steep) / 2.0
}

/// Coefficients of the polynomial that gives minutes per kilometre for ten times the slope
/// (Schweizer Wanderwege, “Wanderzeitberechnung”, 2006).
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

/// Walking time in hours by the formula of the Swiss signposts.
fn swiss(smooth: &[Smooth]) -> f64 {
    // Stretches of 50 m: the polynomial is not meant for single points.
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

/// Minutes per kilometre. `slope` is ten times the slope: 1 is 10 %.
fn minutes_per_kilometre(slope: f64) -> f64 {
    match slope {
        s if s >= 4.0 => 17.0 * s,
        s if s <= -4.0 => -9.0 * s,
        s => SWISS.iter().rev().fold(0.0, |sum, coefficient| sum * s + coefficient),
    }
}

/// True for a trek on foot, by the names of its practice. Treks without a practice are walked.
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
    fn formulas_give_the_times_of_their_definitions() {
        let hours = |method, length, ascent, descent| {
            let trek = Trek::new(Id::new("files", "a"), String::new());
            duration(method, &trek, length, Some(climb(ascent, descent)), None).unwrap()
        };
        // 12 km without climb: 3 h. 600 m of ascent: half of 2 h is added.
        assert_eq!(hours(DurationMethod::Din33466, 12_000.0, 0.0, 0.0), 3.0);
        assert_eq!(hours(DurationMethod::Din33466, 12_000.0, 600.0, 0.0), 4.0);
        assert_eq!(hours(DurationMethod::Din33466, 4_000.0, 900.0, 500.0), 4.5);
        assert_eq!(hours(DurationMethod::Sac, 4_000.0, 800.0, 800.0), 3.5);
    }

    #[test]
    fn the_swiss_formula_depends_on_the_slope() {
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
    fn treks_that_are_not_walked_have_no_walking_time() {
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
}
