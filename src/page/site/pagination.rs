//! How long lists are divided into pages.

/// Cards on a page: more would be slow to load on a phone, and heavy everywhere.
pub const CARDS: usize = 18;
