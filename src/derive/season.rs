//! Months in which trails are usually walked, by elevation. The territory defines them, because it
//! knows its snow.

use serde::Deserialize;

/// `[[figures.seasons]]` of the settings: months in which trails above an elevation are usually
/// walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// Minimum elevation of the highest point of a trail, in metres above sea level.
    pub above: i32,
    /// First month.
    pub from: Month,
    /// Last month, which may be in the next year.
    pub to: Month,
}

/// Month of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
pub struct Month(u8);

/// Seasons, lowest elevation first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "Vec<Season>")]
pub struct Seasons(Vec<Season>);

/// For each month, starting with January, whether a trail is usually walked in it.
pub type Months = [bool; 12];

impl Season {
    /// Months of the season.
    pub fn months(self) -> Months {
        let [from, to] = [self.from, self.to].map(|month| usize::from(month.0) - 1);
        let length = (to + 12 - from) % 12;
        std::array::from_fn(|month| (month + 12 - from) % 12 <= length)
    }
}

impl Month {
    /// Number of the month, from 1 to 12.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<i64> for Month {
    type Error = String;

    fn try_from(number: i64) -> Result<Month, String> {
        let month = u8::try_from(number).ok().filter(|month| (1..=12).contains(month));
        month
            .map(Month)
            .ok_or(format!("there is no month {number}: write a number from 1 (January) to 12"))
    }
}

impl TryFrom<Vec<Season>> for Seasons {
    type Error = String;

    fn try_from(mut seasons: Vec<Season>) -> Result<Seasons, String> {
        seasons.sort_by_key(|season| season.above);
        match seasons.windows(2).find(|pair| pair[0].above == pair[1].above) {
            Some(pair) => Err(format!(
                "two seasons have `above = {}`: keep one of them, or give each its own height",
                pair[0].above
            )),
            None => Ok(Seasons(seasons)),
        }
    }
}

impl Seasons {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Season of a trail whose highest point is at `max_elevation` metres: the one with the highest
    /// `above` that the trail reaches. `None` when it reaches none.
    pub fn at(&self, max_elevation: f64) -> Option<Season> {
        let reached = |season: &&Season| f64::from(season.above) <= max_elevation;
        self.0.iter().rev().find(reached).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn season(above: i32, from: i64, to: i64) -> Season {
        Season { above, from: Month::try_from(from).unwrap(), to: Month::try_from(to).unwrap() }
    }

    #[test]
    fn a_trail_has_the_season_of_the_highest_elevation_it_reaches() {
        let [high, low] = [season(1800, 6, 10), season(900, 4, 11)];
        let seasons = Seasons::try_from(vec![high, low]).unwrap();
        for (max_elevation, expected) in [
            (899.9, None),
            (900.0, Some(low)),
            (1799.0, Some(low)),
            (1800.0, Some(high)),
            (4810.0, Some(high)),
            (-12.0, None),
        ] {
            assert_eq!(seasons.at(max_elevation), expected, "{max_elevation}");
        }
        assert_eq!(Seasons::default().at(3000.0), None);
    }

    #[test]
    fn a_season_may_end_in_the_next_year() {
        for (from, to, expected) in [
            (6, 9, vec![6, 7, 8, 9]),
            (11, 2, vec![1, 2, 11, 12]),
            (8, 8, vec![8]),
            (1, 12, (1..=12).collect()),
            (7, 6, (1..=12).collect()),
        ] {
            let months = season(0, from, to).months();
            let found: Vec<usize> = (1..=12).filter(|month| months[month - 1]).collect();
            assert_eq!(found, expected, "{from} to {to}");
        }
    }

    #[test]
    fn two_seasons_of_one_elevation_and_wrong_months_are_refused() {
        let twice =
            Seasons::try_from(vec![season(900, 6, 9), season(0, 1, 12), season(900, 5, 10)]);
        assert!(twice.unwrap_err().contains("two seasons have `above = 900`"));
        for number in [0, 13, -1, 256 + 6] {
            assert!(Month::try_from(number).unwrap_err().contains(&number.to_string()));
        }
    }
}
