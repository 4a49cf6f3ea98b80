//! Alphabetical order of names in a language.

use crate::model::Lang;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};

/// Collator of a language: `Écrins` comes between `eau` and `étang`.
fn collator(lang: &Lang) -> CollatorBorrowed<'static> {
    let locale: icu_locale_core::Locale =
        lang.as_str().parse().unwrap_or(icu_locale_core::Locale::UNKNOWN);
    Collator::try_new(locale.into(), CollatorOptions::default())
        .or_else(|_| Collator::try_new(Default::default(), CollatorOptions::default()))
        .expect("the root collation is compiled in")
}

/// Sorts items by their names. Items with equal names keep their order.
pub fn sorted<T>(lang: &Lang, mut named: Vec<(&str, T)>) -> Vec<T> {
    let collator = collator(lang);
    named.sort_by(|(a, _), (b, _)| collator.compare(a, b));
    named.into_iter().map(|(_, item)| item).collect()
}
