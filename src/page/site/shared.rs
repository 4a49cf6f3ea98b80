//! Views that many pages show. The first page that needs one makes it for all.

use crate::model::Lang;
use crate::page::site::reads::{self, Reads};
use serde::{Serialize, Serializer};
use std::any::Any;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tera::Value;

/// A view that was made once, with its value for templates. Clones share both.
#[derive(Debug)]
pub struct Shared<V>(Arc<Made<V>>);

#[derive(Debug)]
struct Made<V> {
    view: V,
    value: Value,
    /// What the view was made from.
    reads: Arc<Reads>,
}

impl<V: Serialize> Shared<V> {
    fn new(make: impl FnOnce() -> V) -> Shared<V> {
        let (view, reads) = reads::record(make);
        let value = Value::from_serializable(&view);
        Shared(Arc::new(Made { view, value, reads: Arc::new(reads) }))
    }
}

impl<V> Clone for Shared<V> {
    fn clone(&self) -> Shared<V> {
        Shared(self.0.clone())
    }
}

impl<V> Deref for Shared<V> {
    type Target = V;

    fn deref(&self) -> &V {
        &self.0.view
    }
}

impl<V> Serialize for Shared<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.value.serialize(serializer)
    }
}

/// A shared view of a type that this module does not know.
type Kept = Arc<dyn Any + Send + Sync>;

/// Views by the address of their object. The object is kept too, so that no other gets its address.
type ByObject<T> = HashMap<usize, (Arc<T>, Arc<OnceLock<Kept>>)>;

/// Views of objects, one of each object in each language.
#[derive(Debug)]
pub struct Views<T>(HashMap<Lang, Mutex<ByObject<T>>>);

impl<T> Views<T> {
    pub fn new(languages: &[Lang]) -> Views<T> {
        Views(languages.iter().map(|lang| (lang.clone(), Mutex::default())).collect())
    }

    /// Returns the view of an object, which `make` makes if it is not there yet.
    pub fn get<V: Serialize + Send + Sync + 'static>(
        &self,
        lang: &Lang,
        object: &Arc<T>,
        make: impl Fn() -> V,
    ) -> Shared<V> {
        let shared = self.find(lang, object, make);
        reads::note_shared(&shared.0.reads);
        shared
    }

    fn find<V: Serialize + Send + Sync + 'static>(
        &self,
        lang: &Lang,
        object: &Arc<T>,
        make: impl Fn() -> V,
    ) -> Shared<V> {
        let Some(of_lang) = self.0.get(lang) else { return Shared::new(make) };
        let kept = {
            let mut of_lang = of_lang.lock().unwrap_or_else(PoisonError::into_inner);
            let entry = of_lang.entry(Arc::as_ptr(object).addr());
            entry.or_insert_with(|| (object.clone(), Arc::default())).1.clone()
        };
        let kept = kept.get_or_init(|| Shared::new(&make).0);
        kept.clone().downcast().map_or_else(|_| Shared::new(make), Shared)
    }
}
