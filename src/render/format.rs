//! Formatting of figures and dates in a language: `12,5 km`, `3 h 30`, `12 mai 2026`.

use crate::model::Lang;
use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter as Formatter;
use icu_datetime::fieldsets::{M, YMD};
use icu_datetime::input::Date;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use tera::{Error, Kwargs, State, Tera, Value};

/// No-break space between a number and its unit.
const SPACE: &str = "\u{a0}";

/// Registers the filters `length_text`, `elevation`, `duration`, `number`, `filesize`, `date` and
/// `month`.
pub fn register(tera: &mut Tera) {
    tera.register_filter("length_text", |metres: f64, _: Kwargs, state: &State| {
        of_page(state, |language| length(metres, language))
    });
    tera.register_filter("elevation", |metres: f64, _: Kwargs, state: &State| {
        of_page(state, |language| format!("{}{SPACE}m", number(metres, 0, language)))
    });
    tera.register_filter("duration", |hours: f64, _: Kwargs, state: &State| {
        of_page(state, |language| duration(hours, language))
    });
    tera.register_filter("number", |value: f64, _: Kwargs, state: &State| {
        of_page(state, |language| number(value, 0, language))
    });
    tera.register_filter("filesize", |bytes: f64, _: Kwargs, state: &State| {
        of_page(state, |language| file_size(bytes, language))
    });
    tera.register_filter("date", |iso: &str, _: Kwargs, state: &State| {
        of_page(state, |language| date(iso, language))
    });
    tera.register_filter("month", |iso: &str, _: Kwargs, state: &State| {
        of_page(state, |language| month(iso, language))
    });
}

/// The formatters of a language, each made when it is first needed.
pub struct Language {
    locale: Locale,
    number: OnceCell<Option<DecimalFormatter>>,
    date: OnceCell<Option<Formatter<Gregorian, YMD>>>,
    month: OnceCell<Option<Formatter<Gregorian, M>>>,
}

thread_local! {
    /// Languages by their tag. To make a formatter takes longer than to use it.
    static LANGUAGES: RefCell<HashMap<String, Rc<Language>>> = RefCell::default();
}

impl Language {
    /// Returns the language with a tag like `fr`; an unknown one formats like no language.
    pub fn of(tag: &str) -> Rc<Language> {
        LANGUAGES.with_borrow_mut(|languages| match languages.get(tag) {
            Some(language) => language.clone(),
            None => {
                let locale = tag.parse().unwrap_or(Locale::UNKNOWN);
                let (number, date, month) = Default::default();
                let language = Rc::new(Language { locale, number, date, month });
                languages.entry(tag.to_owned()).or_insert(language).clone()
            }
        })
    }

    fn code(&self) -> &str {
        self.locale.id.language.as_str()
    }
}

/// Formats something in the language of the page.
///
/// # Errors
/// When a component does not ask for the language with `@lang`.
fn of_page(state: &State, format: impl FnOnce(&Language) -> String) -> Result<String, Error> {
    let lang = lang(state)?;
    Ok(format(&Language::of(lang.as_str().unwrap_or_default())))
}

/// Formats a length: `850 m` (rounded to 10 m), `12,5 km`, `123 km`.
fn length(metres: f64, language: &Language) -> String {
    if metres < 995.0 {
        format!("{}{SPACE}m", number((metres / 10.0).round() * 10.0, 0, language))
    } else if metres < 99_950.0 {
        format!("{}{SPACE}km", number(metres / 1000.0, 1, language))
    } else {
        format!("{}{SPACE}km", number(metres / 1000.0, 0, language))
    }
}

/// Formats a duration in hours and minutes, rounded to five minutes: `3 h 30`, `45 min`.
fn duration(hours: f64, language: &Language) -> String {
    let minutes = ((hours * 12.0).round() * 5.0) as i64;
    let (hours, minutes) = (minutes / 60, minutes % 60);
    let short = language.code() == "fr";
    match (hours, minutes) {
        (0, minutes) => format!("{minutes}{SPACE}min"),
        (hours, 0) => format!("{hours}{SPACE}h"),
        (hours, minutes) if short => format!("{hours}{SPACE}h{SPACE}{minutes:02}"),
        (hours, minutes) => format!("{hours}{SPACE}h{SPACE}{minutes}{SPACE}min"),
    }
}

/// Formats a size of a file: `840 kB`, or `1,2 Mo` in French.
fn file_size(bytes: f64, language: &Language) -> String {
    let unit = if language.code() == "fr" { "o" } else { "B" };
    if bytes < 1e6 {
        format!("{}{SPACE}k{unit}", number((bytes / 1e3).ceil(), 0, language))
    } else {
        format!("{}{SPACE}M{unit}", number(bytes / 1e6, 1, language))
    }
}

/// Formats a number with at most `decimals` decimals, without trailing zeros.
pub fn number(value: f64, decimals: i16, language: &Language) -> String {
    let text = format!("{value:.*}", usize::try_from(decimals).unwrap_or_default());
    let mut decimal: Decimal = text.parse().unwrap_or_default();
    decimal.trim_end();
    formatted(&decimal, language)
}

fn formatted(decimal: &Decimal, language: &Language) -> String {
    let locale = &language.locale;
    let make = || DecimalFormatter::try_new(locale.into(), Default::default()).ok();
    match language.number.get_or_init(make) {
        Some(formatter) => formatter.format(decimal).to_string(),
        None => decimal.to_string(),
    }
}

/// Formats a text that is a number of euros: `12,50 €` or `€12.50`, whole numbers without cents.
/// Returns any other text unchanged.
pub fn price(text: &str, lang: &Lang) -> String {
    let Some((euros, cents)) = euros(text) else { return text.to_owned() };
    let language = Language::of(lang.as_str());
    let mut amount = Decimal::from(euros * 100 + cents);
    amount.multiply_pow10(-2);
    amount.trim_end_if_integer();
    let amount = formatted(&amount, &language);
    match language.code() {
        "en" | "ga" | "mt" => format!("€{amount}"),
        "nl" => format!("€{SPACE}{amount}"),
        _ => format!("{amount}{SPACE}€"),
    }
}

/// Parses a number of euros and cents, with or without unit; `None` for any other text.
fn euros(text: &str) -> Option<(u32, u32)> {
    let text = text.trim();
    let units = ["€", "euros", "euro", "EUR"];
    let without_suffix = units.iter().find_map(|unit| text.strip_suffix(unit));
    let without_prefix = || ["€", "EUR"].iter().find_map(|unit| text.strip_prefix(unit));
    let amount = without_suffix.or_else(without_prefix).unwrap_or(text).trim();
    let (euros, cents) = amount.split_once(['.', ',']).unwrap_or((amount, "0"));
    let digits = |text: &str, most: usize| {
        let plain = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse::<u32>().ok())?
    };
    let tenths = if cents.len() == 1 { 10 } else { 1 };
    Some((digits(euros, 6)?, digits(cents, 2)? * tenths))
}

/// Formats a date like `2026-05-12` in words. Returns a text that is not a date unchanged.
fn date(iso: &str, language: &Language) -> String {
    let text = || {
        let (year, month, day) = parts(iso)?;
        let date = Date::try_new_gregorian(year, month, day).ok()?;
        let make = || Formatter::try_new((&language.locale).into(), YMD::long()).ok();
        let text = language.date.get_or_init(make).as_ref()?.format(&date).to_string();
        // The Unicode CLDR lacks the ordinal that French writes: `1er mai`.
        let first = text.strip_prefix("1 ").filter(|_| language.code() == "fr");
        Some(first.map_or(text.clone(), |rest| format!("1er {rest}")))
    };
    text().unwrap_or_else(|| iso.to_owned())
}

/// Returns the name of the month of a date like `2026-05-12`. Returns a text that is not a date
/// unchanged.
fn month(iso: &str, language: &Language) -> String {
    let text = || {
        let (year, month, day) = parts(iso)?;
        let date = Date::try_new_gregorian(year, month, day).ok()?;
        let make = || Formatter::try_new((&language.locale).into(), M::long()).ok();
        Some(language.month.get_or_init(make).as_ref()?.format(&date).to_string())
    };
    text().unwrap_or_else(|| iso.to_owned())
}

/// Returns the name of a month: `juin`. `number` starts at 1 for January.
pub fn month_name(lang: &Lang, number: u8) -> String {
    month(&format!("2000-{number:02}-01"), &Language::of(lang.as_str()))
}

/// Splits a date into year, month and day.
fn parts(iso: &str) -> Option<(i32, u8, u8)> {
    let mut parts = iso.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
        .filter(|_| parts.next().is_none())
}

/// Language of the page.
///
/// # Errors
/// When a component does not ask for the language with `@lang`.
pub fn lang(state: &State) -> Result<Value, Error> {
    let lang = state.get::<Value>("lang")?;
    lang.ok_or_else(|| {
        Error::message("the language is not known here: add `@lang` to the component")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fr() -> Rc<Language> {
        Language::of("fr")
    }

    fn en() -> Rc<Language> {
        Language::of("en")
    }

    #[test]
    fn lengths_are_in_metres_or_kilometres() {
        assert_eq!(length(854.0, &fr()), "850\u{a0}m");
        assert_eq!(length(12_480.0, &fr()), "12,5\u{a0}km");
        assert_eq!(length(12_000.0, &en()), "12\u{a0}km");
        assert_eq!(length(123_456.0, &en()), "123\u{a0}km");
    }

    #[test]
    fn durations_are_rounded_to_five_minutes() {
        assert_eq!(duration(0.74, &fr()), "45\u{a0}min");
        assert_eq!(duration(3.5, &fr()), "3\u{a0}h\u{a0}30");
        assert_eq!(duration(3.5, &en()), "3\u{a0}h\u{a0}30\u{a0}min");
        assert_eq!(duration(4.0, &en()), "4\u{a0}h");
    }

    #[test]
    fn sizes_of_files_are_written_as_in_the_language() {
        assert_eq!(file_size(839_500.0, &en()), "840\u{a0}kB");
        assert_eq!(file_size(1_234_567.0, &fr()), "1,2\u{a0}Mo");
    }

    #[test]
    fn numbers_and_dates_are_written_as_in_the_language() {
        assert_eq!(number(1234.0, 0, &fr()), "1\u{202f}234");
        assert_eq!(number(1234.0, 0, &en()), "1,234");
        assert_eq!(date("2026-05-12", &fr()), "12 mai 2026");
        assert_eq!(date("2026-05-12", &en()), "May 12, 2026");
        assert_eq!(date("soon", &en()), "soon");
        assert_eq!([month("2000-08-01", &fr()), month("2000-08-01", &en())], ["août", "August"]);
    }
}
