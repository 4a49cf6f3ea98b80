//! Records which values of the site a page reads while it is made, so that the page is made again
//! only when one of them has changed.
//!
//! Every value that pages read has a [`Key`]: an object of the catalog, its figures, its
//! neighbours, the order of a list, a photograph. The functions of [`Site`](super::Site) that
//! return such a value note its key. A page whose values all have the versions of the last build
//! has the content of the last build too: which values it reads depends on nothing else.

use crate::model::{Id, Term};
use serde::Serialize;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

/// Name of a value that pages read.
#[derive(Debug, Clone, Copy, Hash)]
pub enum Name<'n> {
    /// A value of which there is one, such as the list of all objects of a kind.
    One(&'static str),
    /// A value of which each language has one.
    In(&'static str, &'n str),
    /// A value of a term: what it is, its vocabulary, and its identifier there.
    OfTerm(&'static str, &'n str, &'n str),
    /// A value of an object: what it is, the source of the object, and its identifier there.
    Of(&'static str, &'n str, &'n str),
    /// A photograph.
    Photograph(&'n Path),
    /// The length of a document.
    Length(&'n Path),
}

impl<'n> Name<'n> {
    /// Name of a value of an object.
    pub fn of<T>(what: &'static str, id: &'n Id<T>) -> Name<'n> {
        Name::Of(what, id.source(), id.local())
    }

    /// Name of a value of a term.
    pub fn term(what: &'static str, term: &'n Term) -> Name<'n> {
        Name::OfTerm(what, term.vocabulary.name(), &term.id)
    }

    pub fn key(&self) -> Key {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Name::One(what) => f.write_str(what),
            Name::In(what, lang) => write!(f, "{what} `{lang}`"),
            Name::OfTerm(what, vocabulary, id) => write!(f, "{what} {vocabulary} `{id}`"),
            Name::Of(what, source, local) => write!(f, "{what} `{local}` of {source}"),
            Name::Photograph(file) => write!(f, "photograph {}", file.display()),
            Name::Length(file) => write!(f, "length of {}", file.display()),
        }
    }
}

/// Name of a value, as a hash. Hashes are compared within one version of the program only.
pub type Key = u64;

/// Hash of the content of a value.
pub type Version = u128;

thread_local! {
    /// Keys that were noted by the recordings under way on this thread, the innermost last.
    static RECORDINGS: RefCell<Vec<Reads>> = const { RefCell::new(Vec::new()) };
}

/// What was read during a recording.
#[derive(Debug, Default, Clone)]
pub struct Reads {
    keys: Vec<Key>,
    /// Reads of values that are made from others, such as cards.
    shared: Vec<Arc<Reads>>,
}

impl Reads {
    /// Keys of all values that were read, each once, in ascending order.
    pub fn keys(&self) -> Vec<Key> {
        let mut keys = Vec::new();
        let mut open = vec![self];
        while let Some(reads) = open.pop() {
            keys.extend(&reads.keys);
            open.extend(reads.shared.iter().map(|shared| &**shared));
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// Calls `make`, and returns its result with what it read.
pub fn record<T>(make: impl FnOnce() -> T) -> (T, Reads) {
    /// Ends the recording, also when `make` panics.
    struct Recording;
    impl Drop for Recording {
        fn drop(&mut self) {
            RECORDINGS.with_borrow_mut(Vec::pop);
        }
    }
    RECORDINGS.with_borrow_mut(|recordings| recordings.push(Reads::default()));
    let recording = Recording;
    let made = make();
    let reads = RECORDINGS.with_borrow_mut(|recordings| recordings.last().cloned());
    drop(recording);
    (made, reads.unwrap_or_default())
}

/// Notes that the value with this name is read.
pub fn note(name: Name) {
    RECORDINGS.with_borrow_mut(|recordings| {
        if let Some(reads) = recordings.last_mut() {
            let key = name.key();
            // A page often reads a value several times in a row.
            if reads.keys.last() != Some(&key) {
                reads.keys.push(key);
            }
        }
    });
}

/// Notes that a value is read that was made from others.
pub fn note_shared(shared: &Arc<Reads>) {
    RECORDINGS.with_borrow_mut(|recordings| {
        if let Some(reads) = recordings.last_mut() {
            reads.shared.push(shared.clone());
        }
    });
}

/// Returns the version of a value.
pub fn version(value: &impl Serialize) -> Version {
    let bytes = postcard::to_stdvec(value).expect("plain data can always be written");
    of_bytes(&bytes)
}

/// Returns the version of bytes.
pub fn of_bytes(bytes: &[u8]) -> Version {
    let hash = blake3::hash(bytes);
    u128::from_le_bytes(std::array::from_fn(|at| hash.as_bytes()[at]))
}

/// Versions of all values of a site. A value that does not exist has the version 0.
#[derive(Debug, Default)]
pub struct Versions {
    values: HashMap<Key, Version>,
    /// Key and version of each object, by kind.
    objects: Vec<(&'static str, Vec<(Key, Version)>)>,
}

impl Versions {
    /// Adds a value. Values with the same key get one version for all of them.
    pub fn add(&mut self, key: Key, version: Version) {
        let known = self.values.entry(key).or_default();
        *known = if *known == 0 { version } else { self::version(&(*known, version)) };
    }

    /// Adds the objects of a kind, and their list as a value.
    pub fn add_objects(&mut self, kind: &'static str, objects: Vec<(Key, Version)>) {
        self.add(Name::One(kind).key(), version(&objects));
        for (key, version) in &objects {
            self.add(*key, *version);
        }
        self.objects.push((kind, objects));
    }

    /// Adds the value that stands for all others.
    pub fn add_everything(&mut self, key: Key) {
        let mut all: Vec<(&Key, &Version)> = self.values.iter().collect();
        all.sort_unstable();
        let version = version(&all);
        self.add(key, version);
    }

    /// Version of a value.
    pub fn of(&self, key: Key) -> Version {
        self.values.get(&key).copied().unwrap_or_default()
    }

    /// Key and version of each object, by kind.
    pub fn objects(&self) -> &[(&'static str, Vec<(Key, Version)>)] {
        &self.objects
    }
}
