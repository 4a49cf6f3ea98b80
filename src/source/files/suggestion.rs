//! Spelling suggestions for unknown names.

/// End of a message with a suggestion: `: did you mean …?`. Empty when no name is similar.
pub fn did_you_mean<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> String {
    nearest(word, names).map(|name| format!(": did you mean `{name}`?")).unwrap_or_default()
}

/// The name most similar to a word. `None` when all differ in more than a third of their letters.
pub fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    names
        .map(|name| (strsim::osa_distance(&word.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| {
            *distance <= (name.len() / 3).max(1) && *distance < word.chars().count()
        })
        .min()
        .map(|(_, name)| name)
}
