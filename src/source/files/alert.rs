//! Alerts: warnings to visitors, such as closed paths.

use crate::model::*;
use crate::source::files::front_matter::FrontMatter;
use crate::source::files::suggestion::did_you_mean;
use crate::source::files::texts::{self, Texts};
use crate::source::files::walk::Item;
use crate::source::files::{Reading, id, reference};
use std::sync::Arc;

/// Reads an alert, `alerts/<slug>.<lang>.md`.
pub fn alert(item: &Item, reading: &mut Reading) {
    let files = texts::read(item, reading.languages, &mut reading.report);
    let Some(first) = files.first() else {
        return crate::source::files::track_file::tracks_of(item, reading);
    };
    let texts = Texts::parse(&files, &reading.folder);
    let mut name = texts.localized("name", FrontMatter::text);
    if name.is_empty() {
        reading.report.warn(&first.name, format!("has no `name`: it is called “{}”", item.slug));
        name.insert(first.lang.clone(), item.slug.clone());
    }
    let begin_date = texts.fact("begin_date", FrontMatter::date);
    let end_date = texts.fact("end_date", FrontMatter::date).filter(|end| {
        let ordered = begin_date.as_ref().is_none_or(|begin| begin <= end);
        if let Some(front) = texts.front("end_date").filter(|_| !ordered) {
            front.wrong::<()>("end_date", "is before `begin_date`");
        }
        ordered
    });
    let named = texts.front("treks").map(|front| front.texts("treks"));
    let treks = named.map(|names| names.iter().map(|name| reference(name)).collect());
    // An alert without `treks` is about the whole territory. One whose front matter cannot be parsed
    // may name treks: it is shown for none.
    let is_unreadable = files.iter().any(|file| texts.is_unreadable(&file.lang));
    let treks = treks.or_else(|| is_unreadable.then(Vec::new));
    let level = level(&texts, &first.name, reading);
    reading.catalog.alerts.push(Arc::new(Alert {
        id: id(&item.slug),
        level,
        name,
        description: texts.body(),
        begin_date,
        end_date,
        treks,
        origin: first.name.clone(),
    }));
    texts.finish(&mut reading.report);
}

/// Level of an alert. A missing or unknown level is a warning, and counts as a caution, so that the
/// alert is shown in any case.
fn level(texts: &Texts, file: &str, reading: &mut Reading) -> AlertLevel {
    let written = texts.fact("level", FrontMatter::text);
    let known = AlertLevel::ALL.into_iter().find(|level| Some(level.name()) == written.as_deref());
    known.unwrap_or_else(|| {
        let names = AlertLevel::ALL.map(AlertLevel::name);
        let hint = did_you_mean(written.as_deref().unwrap_or_default(), names.into_iter());
        let problem = match written {
            Some(written) => format!("`level` is `{written}`, none of {}{hint}", names.join(", ")),
            None => format!("has no `level`, one of {}", names.join(", ")),
        };
        reading.report.warn(file, format!("{problem}: it is shown as a caution"));
        AlertLevel::Caution
    })
}
