//! Explains why a file of the site was made or kept.

use super::keys::{Keys, Reason};
use super::output::Output;
use crate::page::site::address::index_file;
use crate::page::{Content, Page, Site};
use std::fmt::Write;

/// Maximum number of changed values that are named.
const NAMED: usize = 20;

/// Says in words why a build makes the file with a path, or keeps it.
pub fn explain(
    path: &str,
    pages: &[Page],
    site: &Site,
    keys: &Keys,
    output: &dyn Output,
) -> String {
    let file = index_file(path);
    let Some(page) = pages.iter().find(|page| page.path == file) else {
        return format!(
            "{file} is no page of the site: paths are those in the output folder, such as `index.html` or `credits/index.html`"
        );
    };
    let reason = match &page.content {
        Content::File(from) => {
            format!("is a copy of {}: every build compares the two", from.display())
        }
        Content::Immutable { .. } => "is written once: other content has another name".to_owned(),
        Content::View(_) | Content::Bytes(_) => of_made(page, site, keys, output),
    };
    format!("{file} {reason}")
}

fn of_made(page: &Page, site: &Site, keys: &Keys, output: &dyn Output) -> String {
    match keys.reason(page) {
        Reason::Kept(stamp) if output.stamp(&page.path) == Some(stamp) => {
            "is kept: nothing that it shows has changed since the last build".to_owned()
        }
        Reason::Kept(_) => {
            "is made: the file in the output folder is missing, or somebody has changed it".to_owned()
        }
        Reason::Always => "is made by every build, and written when its content differs".to_owned(),
        Reason::New => {
            "is made: the last build did not make it, or what was known of it is lost".to_owned()
        }
        Reason::Plan => {
            "is made: the settings, the theme or the languages of the page have changed, or what all pages show, such as the menu".to_owned()
        }
        Reason::Values(changed) => {
            let names = site.names();
            let mut text = String::from("is made, because it shows what has changed:");
            for key in changed.iter().take(NAMED) {
                let name = names.get(key).map_or("something that is no longer there", String::as_str);
                let _ = write!(text, "\n  {name}");
            }
            if changed.len() > NAMED {
                let _ = write!(text, "\n  and {} more", changed.len() - NAMED);
            }
            text
        }
    }
}
