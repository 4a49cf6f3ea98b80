//! The function `once` of templates: a component that is rendered once and shown many times.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, Weak};
use tera::{Context, Error, Kwargs, State, Tera, Value};

/// Variables that are the same on all pages of a language.
const SHARED: [&str; 2] = ["lang", "site"];

thread_local! {
    /// Variables of the page that is being rendered on this thread.
    static PAGE: RefCell<Context> = RefCell::default();
}

/// Components that were rendered, to be shown again.
#[derive(Default)]
pub struct Memory {
    /// The templates; set once they are loaded.
    templates: OnceLock<Templates>,
    /// HTML by component, language and arguments.
    rendered: RwLock<HashMap<Vec<u8>, Kept>>,
    /// Components that show something of the page they are on. They are rendered every time.
    of_one_page: RwLock<HashSet<String>>,
}

/// Templates that define components.
struct Templates {
    tera: Weak<Tera>,
    /// True when a component takes a default where it is rendered without a page. It would be wrong
    /// on every page, without an error that tells so.
    has_default_for_page: bool,
}

/// HTML of a component, with the arguments that it was made from.
struct Kept {
    html: Value,
    /// The address of a map or a list stands for it in the key. As long as it is kept, no other
    /// can have the same address.
    _args: Vec<Value>,
}

impl Memory {
    /// Sets the templates to render.
    pub fn set(&self, tera: &Arc<Tera>) {
        let names = tera.get_component_names();
        let mut defined = names.filter_map(|name| tera.get_component_definition(name));
        let has_default_for_page = defined.any(|component| {
            let mut asked = component.args().iter().filter(|argument| argument.is_implicit());
            asked.any(|asked| asked.default().is_some() && !SHARED.contains(&asked.name()))
        });
        let tera = Arc::downgrade(tera);
        let _ = self.templates.set(Templates { tera, has_default_for_page });
    }

    /// Returns the HTML of a component with the arguments of a call.
    ///
    /// # Errors
    /// When the component does not exist or cannot be rendered.
    fn html(&self, kwargs: &Kwargs) -> Result<Value, Error> {
        let component = kwargs.must_get::<&str>("component")?;
        let key = PAGE.with_borrow(|page| Key::new(component, page.get("lang"), kwargs));
        let rendered = self.rendered.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = rendered.get(&key.bytes) {
            return Ok(kept.html.clone());
        }
        drop(rendered);
        let templates = self.templates.get();
        let loaded = templates.and_then(|templates| Some((templates, templates.tera.upgrade()?)));
        let Some((templates, tera)) = loaded else {
            return Err(Error::message("`once` is called before the templates are loaded"));
        };
        let mut args = Context::new();
        for (name, value) in named(kwargs) {
            args.insert_value(name.to_owned(), value.clone());
        }
        let page = PAGE.with_borrow(Context::clone);
        let render = |page: &Context| {
            let html = tera.render_component_with_implicits(component, &args, page, None, true);
            html.map(|html| Value::safe_string(&html))
        };
        let is_kept = key.is_complete && !templates.has_default_for_page;
        if !is_kept || self.is_of_one_page(component) {
            return render(&page);
        }
        // Only what all pages of a language share is given to it.
        let mut shared = Context::new();
        for name in SHARED {
            if let Some(value) = page.get(name) {
                shared.insert_value(name, value.clone());
            }
        }
        let Ok(html) = render(&shared) else {
            let html = render(&page)?;
            let mut of_one_page = self.of_one_page.write().unwrap_or_else(PoisonError::into_inner);
            of_one_page.insert(component.to_owned());
            return Ok(html);
        };
        let kept = Kept { html: html.clone(), _args: key.args };
        let mut rendered = self.rendered.write().unwrap_or_else(PoisonError::into_inner);
        rendered.insert(key.bytes, kept);
        Ok(html)
    }

    fn is_of_one_page(&self, component: &str) -> bool {
        let of_one_page = self.of_one_page.read().unwrap_or_else(PoisonError::into_inner);
        of_one_page.contains(component)
    }
}

/// Key of a call.
struct Key {
    bytes: Vec<u8>,
    args: Vec<Value>,
    /// False when an argument is of a type that a key cannot hold.
    is_complete: bool,
}

impl Key {
    fn new(component: &str, lang: Option<&Value>, kwargs: &Kwargs) -> Key {
        let mut key = Key { bytes: Vec::with_capacity(64), args: Vec::new(), is_complete: true };
        key.add_text(component);
        key.add_text(lang.and_then(Value::as_str).unwrap_or_default());
        named(kwargs).for_each(|(name, value)| key.add(name, value));
        key
    }

    /// Adds a text with its length: no two lists of texts give the same bytes.
    fn add_text(&mut self, text: &str) {
        self.bytes.extend_from_slice(&text.len().to_le_bytes());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Adds an argument: a text, a number or a truth value as it is, a map or a list by its address.
    fn add(&mut self, name: &str, value: &Value) {
        self.add_text(name);
        let (kind, address) = match (value.as_map(), value.as_array()) {
            (Some(map), _) => (b'm', std::ptr::from_ref(map).addr()),
            (_, Some(list)) => (b'l', list.as_ptr().addr()),
            _ => return self.add_scalar(value),
        };
        self.bytes.push(kind);
        self.bytes.extend_from_slice(&address.to_le_bytes());
        self.args.push(value.clone());
    }

    fn add_scalar(&mut self, value: &Value) {
        if let Some(text) = value.as_str() {
            self.bytes.push(if value.is_safe() { b'h' } else { b't' });
            self.add_text(text);
        } else if let Some(truth) = value.as_bool() {
            self.bytes.push(if truth { b'1' } else { b'0' });
        } else if value.is_none() {
            self.bytes.push(b'-');
        } else if value.is_number() {
            self.bytes.push(b'n');
            self.add_text(&value.to_string());
        } else {
            self.is_complete = false;
        }
    }
}

/// Arguments of a call that are those of the component, by name.
fn named(kwargs: &Kwargs) -> impl Iterator<Item = (&str, &Value)> {
    let named = kwargs.iter().filter_map(|(name, value)| Some((name.as_str()?, value)));
    named.filter(|(name, _)| *name != "component")
}

/// Registers the function `once(component="card", trek=trek)`.
pub fn register(tera: &mut Tera, memory: Arc<Memory>) {
    tera.register_function("once", Once(memory));
}

struct Once(Arc<Memory>);

impl tera::Function<Result<Value, Error>> for Once {
    fn call(&self, kwargs: Kwargs, _: &State) -> Result<Value, Error> {
        self.0.html(&kwargs)
    }

    fn is_safe(&self) -> bool {
        true
    }
}

/// Makes the variables of a page known to the function `once` while the page is rendered.
pub fn on_page<T>(page: &Context, render: impl FnOnce() -> T) -> T {
    PAGE.set(page.clone());
    let rendered = render();
    PAGE.set(Context::new());
    rendered
}
