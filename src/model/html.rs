//! HTML that is known to be safe.

/// A fragment of HTML that went through the sanitiser.
///
/// Only `source::sanitize` makes one (held by a test), so that a template may print it as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(String);

impl Html {
    /// Vouches that `clean` came out of the sanitiser.
    pub(crate) fn from_sanitized(clean: String) -> Html {
        Html(clean)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
