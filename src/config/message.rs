//! Error messages about a settings file.

use crate::page::Home;
use crate::source;
use std::path::Path;

/// Rewrites an error of the TOML parser for users: adds the name of the file and a hint, and
/// replaces technical terms.
pub fn explained(error: &toml::de::Error, text: &str, file: &Path) -> anyhow::Error {
    let hint = error.message().strip_prefix("unknown ").and_then(|rest| {
        let (word, expected) = rest.split_once('`')?.1.split_once('`')?;
        let below =
            belongs_to_site(word).then(|| format!("\nwrite `{word}` below a line `[site]`"));
        let near = source::files::nearest(word, expected.split('`').skip(1).step_by(2));
        below.or_else(|| Some(format!("\ndid you mean `{}`?", near?)))
    });
    let line = error.span().and_then(|span| {
        let start = text.get(..span.start)?.rfind('\n').map_or(0, |end| end + 1);
        text[start..].lines().next()
    });
    let on_paper = || Some(format!("\n{}", source::files::paper_hint(line?)?));
    let hint = hint.or_else(on_paper).unwrap_or_default();
    let mut shown = error.to_string();
    for (technical, plain) in PLAIN_WORDS {
        shown = shown.replace(technical, plain);
    }
    let shown = shown.trim_end();
    // The message of `toml` starts with "TOML parse error at line 3, column 1".
    let shown = shown.strip_prefix("TOML parse error at ").unwrap_or(shown);
    anyhow::anyhow!("{}, {shown}{hint}", file.display())
}

/// True for the name of a setting of the table `[site]`.
fn belongs_to_site(name: &str) -> bool {
    let empty = toml::Table::from_iter([(name.to_owned(), toml::Value::Boolean(true))]);
    let error = empty.try_into::<Home>().err();
    error.is_some_and(|error| !error.message().starts_with("unknown field"))
}

/// Technical terms in messages of the parser, and what users read instead.
const PLAIN_WORDS: [(&str, &str); 16] = [
    (
        "type: map, expected a sequence",
        "type: one table, expected a list of tables: write its name in two brackets, like `[[sources]]`",
    ),
    ("expected a map", "expected a text per language, like { fr = \"…\", en = \"…\" }"),
    ("expected a sequence", "expected a list, like [\"…\", \"…\"]"),
    ("expected struct Home", "expected a table: a line `[site]`, then its settings"),
    ("expected struct MapSettings", "expected a table: a line `[map]`, then its settings"),
    ("expected struct Security", "expected a table: a line `[security]`, then its settings"),
    ("expected struct Analytics", "expected a table: a line `[analytics]`, then its settings"),
    (
        "expected struct Settings",
        "expected a table: a line `[theme]`, `[figures]` or `[[sources]]`, then its settings",
    ),
    ("cannot recurse further; max recursion depth met", "lists or tables are nested too deep"),
    ("recursion limit", "lists or tables are nested too deep"),
    ("an array of length 4", "four numbers: west, south, east, north"),
    ("unknown variant", "unknown value"),
    ("unknown field", "unknown setting"),
    ("expected i32", "expected a whole number"),
    ("expected i64", "expected a whole number"),
    ("expected u8", "expected a whole number from 0 to 255"),
];
