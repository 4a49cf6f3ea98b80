//! Files of the `static` folder, copied as they are.

use super::site::Site;
use super::{Content, Page};
use std::sync::Arc;
use walkdir::WalkDir;

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let Some(folder) = &site.settings.static_folder else { return Vec::new() };
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    let files = walk.into_iter().flatten().filter(|entry| entry.file_type().is_file());
    files
        .filter_map(|entry| {
            let relative = entry.path().strip_prefix(folder).ok()?;
            let parts: Vec<&str> = relative.iter().map(|part| part.to_str()).collect::<Option<_>>()?;
            let path = parts.join("/");
            Some(Page {
                item: format!("static/{path}"),
                path,
                kind: "static",
                content: Content::File(entry.path().to_owned()),
            })
        })
        .collect()
}
