//! Views that many pages show. The first page that needs one makes it for all.

use crate::model::{Lang, Term};
use serde::{Serialize, Serializer};
use std::any::Any;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tera::Value;

/// A view that was made once, with its value for templates. Clones share both.
#[derive(Debug)]
pub struct Shared<V>(Arc<(V, Value)>);

impl<V: Serialize> Shared<V> {
    fn new(view: V) -> Shared<V> {
        let value = Value::from_serializable(&view);
        Shared(Arc::new((view, value)))
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
        &self.0.0
    }
}

impl<V> Serialize for Shared<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.1.serialize(serializer)
    }
}

/// A shared view of a type that this module does not know.
type Kept = Arc<dyn Any + Send + Sync>;

/// Returns the view that is kept, which `make` makes if it is not there yet.
fn get<V: Serialize + Send + Sync + 'static>(
    kept: &OnceLock<Kept>,
    make: impl Fn() -> V,
) -> Shared<V> {
    let kept = kept.get_or_init(|| Shared::new(make()).0);
    kept.clone().downcast().map_or_else(|_| Shared::new(make()), Shared)
}

/// Views of one kind of each trek, in each language.
#[derive(Debug)]
pub struct ViewsOfTreks(HashMap<Lang, Vec<OnceLock<Kept>>>);

impl ViewsOfTreks {
    pub fn new(languages: &[Lang], treks: usize) -> ViewsOfTreks {
        let empty = || std::iter::repeat_with(OnceLock::new).take(treks).collect();
        ViewsOfTreks(languages.iter().map(|lang| (lang.clone(), empty())).collect())
    }

    /// Returns the view of a trek, which `make` makes if it is not there yet. `index` is that of the
    /// trek in the catalog.
    pub fn get<V: Serialize + Send + Sync + 'static>(
        &self,
        lang: &Lang,
        index: usize,
        make: impl Fn() -> V,
    ) -> Shared<V> {
        match self.0.get(lang).and_then(|views| views.get(index)) {
            Some(kept) => get(kept, make),
            None => Shared::new(make()),
        }
    }
}

/// Views of terms, in each language.
#[derive(Debug)]
pub struct ViewsOfTerms(HashMap<Lang, Mutex<ByTerm>>);

/// Views by the address of their term. The term is kept too, so that no other gets its address.
type ByTerm = HashMap<usize, (Arc<Term>, Arc<OnceLock<Kept>>)>;

impl ViewsOfTerms {
    pub fn new(languages: &[Lang]) -> ViewsOfTerms {
        ViewsOfTerms(languages.iter().map(|lang| (lang.clone(), Mutex::default())).collect())
    }

    /// Returns the view of a term, which `make` makes if it is not there yet.
    pub fn get<V: Serialize + Send + Sync + 'static>(
        &self,
        lang: &Lang,
        term: &Arc<Term>,
        make: impl Fn() -> V,
    ) -> Shared<V> {
        let Some(of_lang) = self.0.get(lang) else { return Shared::new(make()) };
        let kept = {
            let mut of_lang = of_lang.lock().unwrap_or_else(PoisonError::into_inner);
            let entry = of_lang.entry(Arc::as_ptr(term).addr());
            entry.or_insert_with(|| (term.clone(), Arc::default())).1.clone()
        };
        get(&kept, make)
    }
}
