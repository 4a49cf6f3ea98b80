//! Pagination of long lists.

/// Number of cards on a page: more would load slowly on a phone.
pub const CARDS: usize = 18;
