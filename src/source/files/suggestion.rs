//! The name that was probably meant where an unknown one is written.

/// `: did you mean …?`, or nothing when no name is near.
pub fn did_you_mean<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> String {
    nearest(word, names).map(|name| format!(": did you mean `{name}`?")).unwrap_or_default()
}

/// The name that was probably meant.
pub fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names
        .map(|name| (strsim::osa_distance(&word.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| {
            *distance <= (name.len() / 3).max(1) && *distance < word.chars().count()
        })
        .min()
        .map(|(_, name)| name)
}
