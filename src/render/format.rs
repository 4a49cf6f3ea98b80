//! Formatting of figures and dates in a language: `12,5 km`, `3 h 30`, `12 mai 2026`.

use crate::model::Lang;
use anyhow::Result;
use icu_datetime::FixedCalendarDateTimeFormatter as Formatter;
use icu_datetime::fieldsets::{M, YMD};
use icu_datetime::input::Date;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale;
use tera::{Error, Kwargs, State, Tera};

/// No-break space between a number and its unit.
const SPACE: &str = "\u{a0}";

/// Registers the filters `length_text`, `elevation`, `duration`, `number`, `filesize`, `date` and
/// `month`.
pub fn register(tera: &mut Tera) {
    tera.register_filter("length_text", |metres: f64, _: Kwargs, state: &State| {
        Ok::<_, Error>(length(metres, &locale(state)?))
    });
    tera.register_filter("elevation", |metres: f64, _: Kwargs, state: &State| {
        Ok::<_, Error>(format!("{}{SPACE}m", number(metres, 0, &locale(state)?)))
    });
    tera.register_filter("duration", |hours: f64, _: Kwargs, state: &State| {
        Ok::<_, Error>(duration(hours, &locale(state)?))
    });
    tera.register_filter("number", |value: f64, _: Kwargs, state: &State| {
        Ok::<_, Error>(number(value, 0, &locale(state)?))
    });
    tera.register_filter("filesize", |bytes: f64, _: Kwargs, state: &State| {
        Ok::<_, Error>(file_size(bytes, &locale(state)?))
    });
    tera.register_filter("date", |iso: &str, _: Kwargs, state: &State| {
        Ok::<_, Error>(date(iso, &locale(state)?))
    });
    tera.register_filter("month", |iso: &str, _: Kwargs, state: &State| {
        Ok::<_, Error>(month(iso, &locale(state)?))
    });
}

/// Locale of the page.
fn locale(state: &State) -> Result<Locale, Error> {
    let lang = lang(state)?;
    Ok(lang.parse().unwrap_or(Locale::UNKNOWN))
}

/// Formats a length: `850 m` (rounded to 10 m), `12,5 km`, `123 km`.
fn length(metres: f64, locale: &Locale) -> String {
    if metres < 995.0 {
        format!("{}{SPACE}m", number((metres / 10.0).round() * 10.0, 0, locale))
    } else if metres < 99_950.0 {
        format!("{}{SPACE}km", number(metres / 1000.0, 1, locale))
    } else {
        format!("{}{SPACE}km", number(metres / 1000.0, 0, locale))
    }
}

/// Formats a duration in hours and minutes, rounded to five minutes: `3 h 30`, `45 min`.
fn duration(hours: f64, locale: &Locale) -> String {
    let minutes = ((hours * 12.0).round() * 5.0) as i64;
    let (hours, minutes) = (minutes / 60, minutes % 60);
    let short = locale.id.language.as_str() == "fr";
    match (hours, minutes) {
        (0, minutes) => format!("{minutes}{SPACE}min"),
        (hours, 0) => format!("{hours}{SPACE}h"),
        (hours, minutes) if short => format!("{hours}{SPACE}h{SPACE}{minutes:02}"),
        (hours, minutes) => format!("{hours}{SPACE}h{SPACE}{minutes}{SPACE}min"),
    }
}

/// Formats a size of a file: `840 kB`, or `1,2 Mo` in French.
fn file_size(bytes: f64, locale: &Locale) -> String {
    let unit = if locale.id.language.as_str() == "fr" { "o" } else { "B" };
    if bytes < 1e6 {
        format!("{}{SPACE}k{unit}", number((bytes / 1e3).ceil(), 0, locale))
    } else {
        format!("{}{SPACE}M{unit}", number(bytes / 1e6, 1, locale))
    }
}

/// Formats a number with at most `decimals` decimals, without trailing zeros.
pub fn number(value: f64, decimals: i16, locale: &Locale) -> String {
    let text = format!("{value:.*}", usize::try_from(decimals).unwrap_or_default());
    let mut decimal: Decimal = text.parse().unwrap_or_default();
    decimal.trim_end();
    formatted(&decimal, locale)
}

fn formatted(decimal: &Decimal, locale: &Locale) -> String {
    match DecimalFormatter::try_new(locale.into(), Default::default()) {
        Ok(formatter) => formatter.format(decimal).to_string(),
        Err(_) => decimal.to_string(),
    }
}

/// Formats a text that is a number of euros: `12,50 €` or `€12.50`, whole numbers without cents.
/// Returns any other text unchanged.
pub fn price(text: &str, lang: &Lang) -> String {
    let Some((euros, cents)) = euros(text) else { return text.to_owned() };
    let locale: Locale = lang.as_str().parse().unwrap_or(Locale::UNKNOWN);
    let mut amount = Decimal::from(euros * 100 + cents);
    amount.multiply_pow10(-2);
    amount.trim_end_if_integer();
    let amount = formatted(&amount, &locale);
    match locale.id.language.as_str() {
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
fn date(iso: &str, locale: &Locale) -> String {
    let text = || {
        let (year, month, day) = parts(iso)?;
        let date = Date::try_new_gregorian(year, month, day).ok()?;
        let formatter = Formatter::try_new(locale.into(), YMD::long()).ok()?;
        let text = formatter.format(&date).to_string();
        // The Unicode CLDR lacks the ordinal that French writes: `1er mai`.
        let first = text.strip_prefix("1 ").filter(|_| locale.id.language.as_str() == "fr");
        Some(first.map_or(text.clone(), |rest| format!("1er {rest}")))
    };
    text().unwrap_or_else(|| iso.to_owned())
}

/// Returns the name of the month of a date like `2026-05-12`. Returns a text that is not a date
/// unchanged.
fn month(iso: &str, locale: &Locale) -> String {
    let text = || {
        let (year, month, day) = parts(iso)?;
        let date = Date::try_new_gregorian(year, month, day).ok()?;
        Some(Formatter::try_new(locale.into(), M::long()).ok()?.format(&date).to_string())
    };
    text().unwrap_or_else(|| iso.to_owned())
}

/// Returns the name of a month: `juin`. `number` starts at 1 for January.
pub fn month_name(lang: &Lang, number: u8) -> String {
    month(&format!("2000-{number:02}-01"), &lang.as_str().parse().unwrap_or(Locale::UNKNOWN))
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
pub fn lang(state: &State) -> Result<String, Error> {
    let lang = state.get::<String>("lang")?;
    lang.ok_or_else(|| {
        Error::message("the language is not known here: add `@lang` to the component")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fr() -> Locale {
        "fr".parse().unwrap()
    }

    fn en() -> Locale {
        "en".parse().unwrap()
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
