//! The structs that templates see, read from the Rust sources.

use super::{templates, texts};
use std::collections::{BTreeMap, BTreeSet};
use syn::{
    Attribute, Field, Fields, GenericArgument, Item, ItemStruct, LitStr, PathArguments, Type,
};

/// Views that every template sees, with the name of their variable.
const COMMON: [(&str, &str); 2] = [("SiteView", "site"), ("PageView", "page")];
/// Attributes of serde that this test understands on a field of a view.
const UNDERSTOOD: [&str; 5] =
    ["flatten", "rename", "skip", "skip_serializing", "skip_serializing_if"];

/// The fields of each view, with their types as the manual writes them, by the name under which
/// the manual has them: `trek.html` for the view of a page, `Card` for a view in other views.
pub fn documented_views() -> BTreeMap<String, BTreeMap<String, String>> {
    let (views, templates, enums) = (views(), templates(), enums());
    let kind_of = |module: &str| module.split('/').nth(1).unwrap().to_owned();
    let page_of = |module: &str, name: &str| {
        let kind = kind_of(module);
        let camel = camel(&kind);
        let is_page = name == format!("{camel}View") || name == format!("{camel}PageView");
        let template = format!("{kind}.html");
        let is_page = is_page && module.starts_with("html/") && templates.contains(&template);
        is_page.then_some(template)
    };
    // Two views may share a name: the name of their page then comes before it.
    let title = |module: &str, name: &str| {
        if let Some((_, variable)) = COMMON.iter().find(|(view, _)| *view == name) {
            return (*variable).to_owned();
        }
        let short = name.strip_suffix("View").unwrap_or(name).to_owned();
        let shared = views.keys().filter(|(_, other)| other == name).count() > 1;
        let whole = if shared { camel(&kind_of(module)) + &short } else { short };
        page_of(module, name).unwrap_or(whole)
    };
    let titles: BTreeMap<_, _> =
        views.keys().map(|(module, name)| ((&**module, &**name), title(module, name))).collect();
    // What a field of a module calls by this name.
    let meant = |module: &str, name: &str| {
        if enums.contains(name) {
            return Some("text".to_owned());
        }
        let here = titles.get(&(module, name));
        let anywhere = titles.iter().find(|((_, other), _)| *other == name).map(|(_, title)| title);
        here.or(anywhere).cloned()
    };
    let fields = |module: &str, item: &ItemStruct| {
        let Fields::Named(fields) = &item.fields else { panic!("{} has no names", item.ident) };
        let fields = fields.named.iter().filter_map(|field| {
            let serde = serde(&field.attrs);
            for word in serde.keys() {
                let is_known = UNDERSTOOD.contains(&&**word);
                assert!(is_known, "{}: this test does not know `serde({word})`", item.ident);
            }
            if serde.contains_key("skip") || serde.contains_key("skip_serializing") {
                return None;
            }
            let kind = kind(&field.ty, &|name| meant(module, name));
            Some(match serde.contains_key("flatten") {
                true => (format!("all of {kind}"), String::new()),
                false => (name(field), kind),
            })
        });
        fields.collect()
    };
    views
        .iter()
        .map(|((module, name), item)| (titles[&(&**module, &**name)].clone(), fields(module, item)))
        .collect()
}

/// Every struct that is serialised for templates, by its module (`view/card`) and its name.
fn views() -> BTreeMap<(String, String), ItemStruct> {
    let mut views = BTreeMap::new();
    for folder in ["src/page/view", "src/page/html"] {
        for (path, text) in texts(folder, ".rs") {
            let module = path["src/page/".len()..].trim_end_matches(".rs").to_owned();
            for item in syn::parse_file(&text).unwrap().items {
                if let Item::Struct(item) = item
                    && is_serialised(&item.attrs)
                    // Data for the scripts of maps.
                    && path != "src/page/view/map/data.rs"
                {
                    let name = item.ident.to_string();
                    assert!(name.ends_with("View"), "{path}: {name} should end with `View`");
                    views.insert((module.clone(), name), item);
                }
            }
        }
    }
    assert!(views.len() > 40, "only {} views were found", views.len());
    views
}

fn is_serialised(attributes: &[Attribute]) -> bool {
    let mut found = false;
    for attribute in attributes.iter().filter(|one| one.path().is_ident("derive")) {
        let each = attribute.parse_nested_meta(|meta| {
            found |= meta.path.segments.last().is_some_and(|last| last.ident == "Serialize");
            Ok(())
        });
        each.unwrap();
    }
    found
}

/// The words of `#[serde(…)]` with their values: `rename = "x"` is `rename` with `x`, `flatten` has
/// an empty value.
pub fn serde(attributes: &[Attribute]) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for attribute in attributes.iter().filter(|one| one.path().is_ident("serde")) {
        let each = attribute.parse_nested_meta(|meta| {
            let value = match meta.input.peek(syn::Token![=]) {
                true => meta.value()?.parse::<LitStr>()?.value(),
                false => String::new(),
            };
            words.insert(meta.path.get_ident().unwrap().to_string(), value);
            Ok(())
        });
        each.unwrap();
    }
    words
}

/// A type as the manual writes it: `text`, `number?`, `[Card]`. `meant` gives the name that a view
/// has in the manual.
fn kind(ty: &Type, meant: &dyn Fn(&str) -> Option<String>) -> String {
    let path = match ty {
        Type::Reference(reference) => return kind(&reference.elem, meant),
        Type::Path(path) => path.path.segments.last().unwrap(),
        _ => panic!("this test does not know the type of a field of a view"),
    };
    let name = path.ident.to_string();
    let inner = || match &path.arguments {
        PathArguments::AngleBracketed(list) => match list.args.first() {
            Some(GenericArgument::Type(inner)) => kind(inner, meant),
            _ => panic!("`{name}` holds no type"),
        },
        _ => panic!("`{name}` holds no type"),
    };
    match &*name {
        "Option" => inner() + "?",
        "Vec" => format!("[{}]", inner()),
        "Arc" | "Box" | "Shared" => inner(),
        "String" | "str" => "text".to_owned(),
        "Markup" => "html".to_owned(),
        "bool" => "true or false".to_owned(),
        "f64" | "f32" => "number".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" => "whole".to_owned(),
        other => meant(other)
            .unwrap_or_else(|| panic!("a view has a `{other}`, which the manual cannot describe")),
    }
}

/// The name of a field in files and in templates.
pub fn name(field: &Field) -> String {
    let renamed = serde(&field.attrs).remove("rename");
    renamed.unwrap_or_else(|| field.ident.as_ref().unwrap().to_string())
}

/// Settings that are one of several words, which templates see as texts.
fn enums() -> BTreeSet<String> {
    let mut enums = BTreeSet::new();
    for (_, text) in texts("src/page/site", ".rs") {
        for item in syn::parse_file(&text).unwrap().items {
            if let Item::Enum(item) = item
                && is_serialised(&item.attrs)
            {
                enums.insert(item.ident.to_string());
            }
        }
    }
    enums
}

/// The name of a kind of page as it is in the names of its views: `site_map` is `SiteMap`.
fn camel(kind: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    kind.split('_').map(capital).collect()
}
