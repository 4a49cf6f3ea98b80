//! Identifiers that are unique across sources.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

/// Identifier of a `T`: the name of its source and its identifier in that source, `geotrek/1234`.
pub struct Id<T> {
    source: Arc<str>,
    local: Arc<str>,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// `source` names the source in the site, `local` the object in that source.
    pub fn new(source: &str, local: &str) -> Id<T> {
        Id { source: source.into(), local: local.into(), of: PhantomData }
    }

    /// Identifier within the source, which appears in addresses.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// Name of the source; the address of the server for a Geotrek-admin.
    pub fn source(&self) -> &str {
        &self.source
    }

    fn key(&self) -> (&str, &str) {
        (&self.source, &self.local)
    }
}

impl<T> serde::Serialize for Id<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.key().serialize(serializer)
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Id<T> {
        Id { source: self.source.clone(), local: self.local.clone(), of: PhantomData }
    }
}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Id<T>) -> bool {
        self.key() == other.key()
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Id<T>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Id<T>) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.source, self.local)
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
