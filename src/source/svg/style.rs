//! A simple subset of CSS: rules with class selectors, and declarations.

/// Finds the rules for a single class, in their order, such as `("cls-1", "fill:#123;stroke:none")`.
/// Other rules are left out.
pub fn rules(css: &str) -> Vec<(String, String)> {
    let css = without_comments(css);
    let mut rules = Vec::new();
    let mut rest = css.as_str();
    while let Some((selectors, after)) = rest.split_once('{') {
        // `@import …;` has no block of its own.
        let selectors = selectors.rsplit(';').next().unwrap_or_default().trim();
        let end = if selectors.starts_with('@') { block(after) } else { after.find('}') };
        let end = end.unwrap_or(after.len());
        if !selectors.starts_with('@') {
            let classes = selectors.split(',').filter_map(|one| one.trim().strip_prefix('.'));
            let simple =
                |class: &&str| class.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
            rules.extend(
                classes.filter(simple).map(|class| (class.to_owned(), after[..end].to_owned())),
            );
        }
        rest = after.get(end + 1..).unwrap_or_default();
    }
    rules
}

/// Splits declarations, such as `fill:#123; stroke:none`, into names and values.
pub fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    let declarations = style.split(';').filter_map(|one| one.split_once(':'));
    declarations.map(|(name, value)| {
        let value = value.trim();
        (name.trim(), value.strip_suffix("!important").unwrap_or(value).trim_end())
    })
}

/// Index of the end of a block, which may contain blocks. `None` when it does not end.
fn block(after: &str) -> Option<usize> {
    let mut open = 1;
    after.find(|c| {
        open += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        open == 0
    })
}

fn without_comments(css: &str) -> String {
    let mut kept = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rules_of_one_class_are_read() {
        let css = "@import url(x.css); /* .a{fill:red} */ .a, .b { fill : #123 ; stroke:none !important }
            @media print { .c{fill:red} .d{fill:red} } path{fill:red} .e .f{fill:red} .g:hover{fill:red} .h{fill:blue";
        let rules = rules(css);
        let classes: Vec<&str> = rules.iter().map(|(class, _)| class.as_str()).collect();
        assert_eq!(classes, ["a", "b", "h"]);
        let declarations: Vec<_> = declarations(&rules[0].1).collect();
        assert_eq!(declarations, [("fill", "#123"), ("stroke", "none")]);
    }
}
