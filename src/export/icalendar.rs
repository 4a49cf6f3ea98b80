//! iCalendar (RFC 5545): a calendar file with one event.

use super::decimal;
use crate::model::Position;

pub const EXTENSION: &str = "ics";
pub const MEDIA_TYPE: &str = "text/calendar";

/// An event to export, in one language.
pub struct Event<'a> {
    /// Identifier that is the same in every build and language: `event-42@rando.example.org`.
    pub uid: &'a str,
    pub name: &'a str,
    /// First day, `2027-06-12`.
    pub begin_date: &'a str,
    /// Last day.
    pub end_date: Option<&'a str>,
    /// Local time of day, `14:30`.
    pub start_time: Option<&'a str>,
    /// Description in plain text, or empty.
    pub description: &'a str,
    /// Name of the place in plain text, or empty.
    pub location: &'a str,
    /// Kind of event, or empty.
    pub kind: &'a str,
    /// Position; `None` when it is not known.
    pub position: Option<Position>,
    /// Full address of the page of the event.
    pub url: &'a str,
    pub cancelled: bool,
}

/// Writes a calendar file with one event.
pub fn write(event: &Event) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    let mut line = |name: &str, value: &str| push_folded(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//sentier//sentier//EN");
    line("BEGIN", "VEVENT");
    line("UID", &escaped(event.uid));
    // `DTSTAMP` should be the time of creation, but a build does not read the clock.
    line("DTSTAMP", &format!("{}T000000Z", basic(event.begin_date)));
    let (begin, end, start_time) = when(event);
    line(begin.0, &begin.1);
    if let Some((name, value)) = end {
        line(name, &value);
    }
    line("SUMMARY", &escaped(event.name));
    let description: Vec<&str> = [start_time, event.description, event.url]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    line("DESCRIPTION", &escaped(&description.join("\n\n")));
    for (name, value) in [("LOCATION", event.location), ("CATEGORIES", event.kind)] {
        if !value.is_empty() {
            line(name, &escaped(value));
        }
    }
    if let Some(position) = event.position {
        line("GEO", &geo(position));
    }
    line("URL", event.url);
    line("STATUS", if event.cancelled { "CANCELLED" } else { "CONFIRMED" });
    line("END", "VEVENT");
    line("END", "VCALENDAR");
    out
}

/// Name and value of a property.
type Property = (&'static str, String);

/// Returns the begin, the end, and the start time as text if begin and end cannot express it.
fn when<'a>(event: &'a Event) -> (Property, Option<Property>, &'a str) {
    const DAY: [&str; 2] = ["DTSTART;VALUE=DATE", "DTEND;VALUE=DATE"];
    let begin = basic(event.begin_date);
    let last = event.end_date.unwrap_or(event.begin_date);
    let start_time = event.start_time.unwrap_or_default();
    // The duration is not known, so an event with a time has no end.
    if let Some(time) = clock(start_time).filter(|_| last == event.begin_date) {
        return (("DTSTART", format!("{begin}T{time}")), None, "");
    }
    // The end date of iCalendar is exclusive.
    let end = day_after(last).map(|day| (DAY[1], day));
    ((DAY[0], begin), end, start_time)
}

/// Writes `2027-06-12` as `20270612`, the basic format.
fn basic(date: &str) -> String {
    date.replace('-', "")
}

/// Writes `9:30` as `093000`; `None` for a text that is not a time of day.
fn clock(time: &str) -> Option<String> {
    let (hour, minute) = time.split_once(':')?;
    let number = |text: &str, below: u32| {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u32>().ok().filter(|number| digits && *number < below)
    };
    Some(format!("{:02}{:02}00", number(hour, 24)?, number(minute, 60)?))
}

/// Returns the day after `2027-06-30` in the basic format: `20270701`.
fn day_after(date: &str) -> Option<String> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let (year, month, day) = match (month, day) {
        (12, 31..) => (year + 1, 1, 1),
        (_, day) if day >= days => (year, month + 1, 1),
        _ => (year, month, day + 1),
    };
    Some(format!("{year:04}{month:02}{day:02}"))
}

/// Writes latitude and longitude, in this order, separated by a semicolon.
fn geo(position: Position) -> String {
    let (lon, lat) = position.fixed();
    let mut text = Vec::new();
    decimal::push(&mut text, lat, 7);
    text.push(b';');
    decimal::push(&mut text, lon, 7);
    String::from_utf8(text).expect("digits are UTF-8")
}

/// Escapes a text as a value, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' | '\r' => out.push_str("\\n"),
            // iCalendar does not allow control characters.
            _ if letter.is_control() && letter != '\t' => {}
            _ => out.push(letter),
        }
    }
    out
}

/// Appends a line, folded after 75 octets: the rest continues on the next line, after a space.
fn push_folded(out: &mut Vec<u8>, line: &str) {
    const LIMIT: usize = 75;
    let mut room = LIMIT;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            out.extend_from_slice(b"\r\n ");
            room = LIMIT - 1;
        }
        room -= letter.len_utf8();
        out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn event() -> Event<'static> {
        Event {
            uid: "event-fete@example.org",
            name: "La fête",
            begin_date: "2027-06-12",
            end_date: None,
            start_time: None,
            description: "",
            location: "",
            kind: "",
            position: Position::new(6.5, -45.25, None),
            url: "https://example.org/event/fete/",
            cancelled: false,
        }
    }

    /// Parses the properties, and checks the format of every line.
    fn properties(calendar: &[u8]) -> Vec<(String, String)> {
        let text = std::str::from_utf8(calendar).expect("no line is folded inside a character");
        let lines = text.strip_suffix("\r\n").expect("the last line has an end");
        for line in lines.split("\r\n") {
            assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
        }
        let unfolded = lines.replace("\r\n ", "");
        let property = |line: &str| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_owned(), value.to_owned())
        };
        unfolded.split("\r\n").map(property).collect()
    }

    fn value<'p>(properties: &'p [(String, String)], name: &str) -> Option<&'p str> {
        properties.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn unescaped(value: &str) -> String {
        let mut text = String::new();
        let mut letters = value.chars();
        while let Some(letter) = letters.next() {
            assert!(letter != ';' && letter != ',', "{value:?} is several values");
            text.push(match letter {
                '\\' => match letters.next().expect("something is escaped") {
                    'n' | 'N' => '\n',
                    escaped => escaped,
                },
                letter => letter,
            });
        }
        text
    }

    fn check_when(event: &Event, expected: [Option<&str>; 3]) {
        let properties = properties(&write(event));
        let names = ["DTSTART", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE"];
        assert_eq!(names.map(|name| value(&properties, name)), expected);
    }

    #[test]
    fn the_end_date_is_exclusive() {
        check_when(&event(), [None, Some("20270612"), Some("20270613")]);
        let days = |begin_date, end_date| Event { begin_date, end_date: Some(end_date), ..event() };
        for (begin, end, after) in [
            ("2027-12-30", "2027-12-31", "20280101"),
            ("2028-02-01", "2028-02-28", "20280229"),
            ("2027-02-01", "2027-02-28", "20270301"),
            ("2100-02-01", "2100-02-28", "21000301"),
            ("2027-04-30", "2027-04-30", "20270501"),
        ] {
            let first = basic(begin);
            check_when(&days(begin, end), [None, Some(&first), Some(after)]);
        }
    }

    #[test]
    fn times_are_local() {
        let at = |start_time| Event { start_time: Some(start_time), ..event() };
        check_when(&at("9:30"), [Some("20270612T093000"), None, None]);
        check_when(&at("14:00"), [Some("20270612T140000"), None, None]);
    }

    #[test]
    fn a_time_in_words_is_in_the_description() {
        let at = |start_time| Event { start_time: Some(start_time), ..event() };
        for time in ["nach dem Essen", "24:00", "9:60", "+9:30", "14h30"] {
            check_when(&at(time), [None, Some("20270612"), Some("20270613")]);
            let properties = properties(&write(&at(time)));
            assert!(value(&properties, "DESCRIPTION").unwrap().starts_with(time));
        }
        let days = Event { end_date: Some("2027-06-13"), ..at("10:00") };
        check_when(&days, [None, Some("20270612"), Some("20270614")]);
    }

    #[test]
    fn an_entry_says_where_and_what() {
        let entry = Event { location: "Pralong, place", kind: "Fête", cancelled: true, ..event() };
        let properties = properties(&write(&entry));
        let value = |name| value(&properties, name);
        assert_eq!(properties.first().unwrap().1, "VCALENDAR");
        assert_eq!(properties.last().unwrap().1, "VCALENDAR");
        assert_eq!(value("UID"), Some("event-fete@example.org"));
        assert_eq!(value("DTSTAMP"), Some("20270612T000000Z"));
        assert_eq!(value("SUMMARY"), Some("La fête"));
        assert_eq!(value("LOCATION"), Some("Pralong\\, place"));
        assert_eq!(value("CATEGORIES"), Some("Fête"));
        assert_eq!(value("GEO"), Some("-45.25;6.5"));
        assert_eq!(value("URL"), Some("https://example.org/event/fete/"));
        assert_eq!(value("STATUS"), Some("CANCELLED"));
    }

    proptest! {
        #[test]
        fn any_text_can_be_read_again(text in "(\\PC|[\\\\;,:\n é🥾]){0,200}") {
            let entry = Event { name: &text, location: &text, ..event() };
            let properties = properties(&write(&entry));
            prop_assert_eq!(unescaped(value(&properties, "SUMMARY").unwrap()), text.clone());
            prop_assert_eq!(properties.iter().filter(|(name, _)| name == "BEGIN").count(), 2);
        }
    }
}
