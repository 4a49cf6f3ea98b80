//! Sensitive areas that a trek crosses, and in which months.

use crate::derive::season::Season;
use crate::model::{Html, Lang, Localized, SensitiveArea};
use crate::page::site::Site;
use crate::page::view::term::{self, TermView};
use crate::page::view::text::{Markup, markup};
use serde::Serialize;
use std::sync::Arc;

/// Where animals are easily disturbed.
#[derive(Debug, Serialize)]
pub struct SensitiveAreaView {
    pub name: String,
    pub description: Markup,
    pub contact: Markup,
    /// Address of more about it, or empty.
    pub url: String,
    /// Runs of months in which it is sensitive, as first and last day: `2000-03-01`, `2000-08-01`.
    pub periods: Vec<PeriodView>,
    /// The same one by one, 1 to 12.
    pub months: Vec<usize>,
    /// True when it is so in every month.
    pub all_year: bool,
    pub practices: Vec<TermView>,
    pub rules: Vec<String>,
}

/// A run of months, which may go on in the next year: only the month of these dates matters.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct PeriodView {
    pub first: String,
    pub last: String,
}

pub fn areas(site: &Site, lang: &Lang, index: usize) -> Vec<SensitiveAreaView> {
    let areas = site.atlas.areas_of_trek[index].iter();
    let areas = areas.map(|area| &site.atlas.catalog.sensitive_areas[*area]);
    let html = |text: &Localized<Html>| markup(site, text, lang);
    let view = |area: &Arc<SensitiveArea>| {
        Some(SensitiveAreaView {
            name: area.name.get(lang)?.clone(),
            description: html(&area.description),
            contact: html(&area.contact),
            url: area.info_url.clone().unwrap_or_default(),
            all_year: area.period.iter().all(|month| *month),
            periods: periods(area.period),
            months: (1..=12).filter(|month| area.period[month - 1]).collect(),
            practices: term::terms(site, lang, &area.practices),
            rules: area.rules.iter().filter_map(|rule| rule.get(lang).cloned()).collect(),
        })
    };
    areas.filter_map(view).collect()
}

/// The runs of months, the last of which may go on in January.
pub fn periods(months: [bool; 12]) -> Vec<PeriodView> {
    let is = |month: usize| months[month % 12];
    let starts = (0..12).filter(|month| is(*month) && !is(month + 11));
    let run = |start: usize| {
        let last = (start..start + 12).take_while(|month| is(*month)).last().unwrap_or(start);
        PeriodView { first: date(start % 12 + 1), last: date(last % 12 + 1) }
    };
    starts.map(run).collect()
}

pub fn months(season: Season) -> PeriodView {
    let [first, last] = [season.from, season.to].map(|month| date(month.number().into()));
    PeriodView { first, last }
}

/// A day of a month, 1 to 12.
pub fn date(month: usize) -> String {
    format!("2000-{month:02}-01")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_runs_that_may_go_on_in_january() {
        let months = |wanted: &[usize]| std::array::from_fn(|month| wanted.contains(&(month + 1)));
        let run = |first: u32, last: u32| PeriodView {
            first: format!("2000-{first:02}-01"),
            last: format!("2000-{last:02}-01"),
        };
        assert_eq!(periods(months(&[3, 4, 5])), [run(3, 5)]);
        assert_eq!(periods(months(&[11, 12, 1, 2])), [run(11, 2)]);
        assert_eq!(periods(months(&[1, 6])), [run(1, 1), run(6, 6)]);
        assert_eq!(periods([true; 12]), []);
    }
}
