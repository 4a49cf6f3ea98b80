//! Headings, tables and code of Markdown pages.

use std::collections::BTreeSet;

/// The rows of the first table below a heading, whatever its level.
pub fn table(text: &str, heading: &str) -> Vec<Vec<String>> {
    let level =
        ["## ", "### "].into_iter().find(|level| text.contains(&format!("\n{level}{heading}\n")));
    let level = level.unwrap_or_else(|| panic!("docs/themes.md has no heading `{heading}`"));
    let part = under(text, level, heading);
    let first = part.split("\n\n").find(|block| block.trim_start().starts_with("| "));
    rows(first.unwrap_or_else(|| panic!("docs/themes.md has no table below `{heading}`")))
}

/// Returns the section below a heading, up to the next heading of its level or above.
pub fn under<'t>(text: &'t str, level: &str, heading: &str) -> &'t str {
    let start = format!("\n{level}{heading}\n");
    let at =
        text.find(&start).unwrap_or_else(|| panic!("docs/themes.md has no `{level}{heading}`"));
    let part = &text[at + start.len() - 1..];
    let levels = ["\n# ", "\n## ", "\n### "].into_iter().filter(|one| one.len() <= level.len() + 1);
    let end = levels.filter_map(|level| part.find(level)).min().unwrap_or(part.len());
    &part[..end]
}

/// The cells of each line of the tables of a text, without their headings.
pub fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let is_head = lines.peek().is_some_and(|next| next.starts_with("|---"));
        if line.starts_with("| ") && !is_head {
            let line = line.trim_matches('|').replace("\\|", "\u{1}");
            let cells = line.split('|').map(|cell| cell.trim().replace('\u{1}', "|"));
            rows.push(cells.collect());
        }
    }
    rows
}

/// Returns the code between backticks.
pub fn codes(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Returns the code between backticks, one or three.
pub fn codes_with_blocks(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2).chain(text.split("```").skip(1).step_by(2))
}

/// The words between backticks on the line that starts with a word.
pub fn line_of_codes(text: &str, start: &str) -> BTreeSet<String> {
    let line = text.lines().find(|line| line.starts_with(start));
    codes(line.unwrap_or_else(|| panic!("no line of docs/themes.md starts with `{start}`")))
        .into_iter()
        .collect()
}

/// A cell without the targets of its links: `[[Card](#card)]` is `[Card]`.
pub fn without_links(cell: &str) -> String {
    let mut out = String::new();
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once("](#") {
        let (opened, name) = before.rsplit_once('[').unwrap();
        out = out + opened + name;
        rest = after.split_once(')').unwrap().1;
    }
    out + rest
}

/// The code blocks of a language in a page.
pub fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let start = format!("```{language}\n");
    text.split(&*start).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// A page without its code: what is written there is no link.
pub fn prose(text: &str) -> String {
    let outside: String = text.split("```").step_by(2).collect();
    outside.split('`').step_by(2).collect()
}

/// The addresses of the headings of a page, as GitHub makes them.
pub fn anchors(text: &str) -> BTreeSet<String> {
    let outside: Vec<&str> = text.split("```").step_by(2).collect();
    let mut anchors = BTreeSet::new();
    for heading in outside.concat().lines().filter(|line| line.starts_with('#')) {
        let words = heading.trim_start_matches('#').trim().to_lowercase();
        let words = words.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        anchors.insert(words.collect::<String>().replace(' ', "-"));
    }
    anchors
}

/// Every text between a start and the next end.
pub fn between(text: &str, start: &str, end: char) -> BTreeSet<String> {
    text.split(start).skip(1).filter_map(|rest| Some(rest.split(end).next()?.to_owned())).collect()
}
