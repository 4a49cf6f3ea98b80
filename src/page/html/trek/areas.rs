//! Sensitive areas that a trek crosses, and the months in which they are sensitive.

use crate::derive::season::Season;
use crate::model::{Html, Lang, Localized, SensitiveArea};
use crate::page::site::Site;
use crate::page::site::shared::Shared;
use crate::page::view::term::{self, TermView};
use crate::page::view::text::{Markup, markup};
use serde::Serialize;
use std::sync::Arc;

/// An area in which animals are easily disturbed.
#[derive(Debug, Serialize)]
pub struct SensitiveAreaView {
    pub name: String,
    pub description: Markup,
    pub contact: Markup,
    /// Address of a page with more information, or empty.
    pub url: String,
    /// Periods in which the area is sensitive. Empty when it is sensitive all year, or never.
    pub periods: Vec<PeriodView>,
    /// Months in which the area is sensitive, 1 to 12.
    pub months: Vec<usize>,
    /// True when the area is sensitive in every month.
    pub all_year: bool,
    /// Practices that the rules of the area concern.
    pub practices: Vec<Shared<TermView>>,
    /// Names of the rules of the area.
    pub rules: Vec<String>,
}

/// Consecutive months, for example November to February. Only the months of the dates matter:
/// templates format them as names of months.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct PeriodView {
    /// Date in the first month: `2000-11-01`.
    pub first: String,
    /// Date in the last month: `2000-02-01`.
    pub last: String,
}

/// Returns the sensitive areas that a trek crosses. `index` is that of the trek in the catalog.
pub fn areas(site: &Site, lang: &Lang, index: usize) -> Vec<SensitiveAreaView> {
    let areas = site.areas_of_trek(index).iter();
    let areas = areas.map(|area| site.one::<SensitiveArea>(*area));
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

/// Groups consecutive months into periods. A period may continue from December to January. Returns
/// no period for all twelve months.
pub fn periods(months: [bool; 12]) -> Vec<PeriodView> {
    let is = |month: usize| months[month % 12];
    let starts = (0..12).filter(|month| is(*month) && !is(month + 11));
    let run = |start: usize| {
        let last = (start..start + 12).take_while(|month| is(*month)).last().unwrap_or(start);
        PeriodView { first: date(start % 12 + 1), last: date(last % 12 + 1) }
    };
    starts.map(run).collect()
}

/// Returns the months of a season as a period.
pub fn months(season: Season) -> PeriodView {
    let [first, last] = [season.from, season.to].map(|month| date(month.number().into()));
    PeriodView { first, last }
}

/// Returns a date in a month, 1 to 12, for templates to format.
pub fn date(month: usize) -> String {
    format!("2000-{month:02}-01")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_may_continue_in_january() {
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
