//! Layers of a theme: folders whose files override each other.

use crate::input::{self, Places, Problems};
use anyhow::{Result, anyhow, bail};
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Name of the theme that is embedded in the binary.
pub const CLASSIC: &str = "classic";

/// The file in which a theme describes itself.
const DESCRIPTION: &str = "theme.toml";
/// Folders of a theme that are read. Designers may keep other files beside them.
const FOLDERS: [&str; 3] = ["assets", "i18n", "templates"];

/// Path of the stylesheet of all pages, below `assets/`.
const STYLESHEET: &str = "css/style.css";
/// Folder of the files that are joined into the stylesheet, below `assets/`.
const STYLESHEET_PARTS: &str = "css/style/";

#[derive(RustEmbed)]
#[folder = "themes/classic"]
struct Classic;

/// A layer: a folder with some of the files of a theme.
pub struct Layer {
    /// Name in messages: `theme`, `themes/lakes`, `classic`.
    pub name: String,
    /// Contents of files by their path in the folder, with `/`.
    pub files: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Layer {
    /// Files of `assets/`, by their path below it.
    fn assets(&self) -> impl Iterator<Item = (&str, &Cow<'static, [u8]>)> {
        let files = self.files.iter();
        files.filter_map(|(path, bytes)| Some((path.strip_prefix("assets/")?, bytes)))
    }
}

/// Reads the layers of a theme, the highest first: `theme/` of the portal, the named theme,
/// `classic`. Returns them with the files that are left out and the reason.
///
/// # Errors
/// When the theme does not exist, or one of its files cannot be read.
pub fn layers(name: &str, places: &Places) -> Result<(Vec<Layer>, Problems)> {
    let mut layers = Vec::new();
    let mut problems = Problems::new();
    let own = places.root().join("theme");
    if own.symlink_metadata().is_ok() {
        layers.push(folder("theme", &own, places, &mut problems)?);
    }
    if name != CLASSIC {
        let named = places.root().join("themes").join(name);
        let plain = !name.is_empty() && !name.contains(['/', '\\', '.']);
        if !plain || !named.is_dir() {
            bail!("the theme `{name}` is not there: put it in {}", named.display());
        }
        if let Err(refused) = places.real(&named) {
            bail!("the theme `{name}` cannot be used: {} {refused}", places.shown(&named));
        }
        layers.push(folder(&format!("themes/{name}"), &named, places, &mut problems)?);
    }
    let files = Classic::iter().filter_map(|path| {
        let file = Classic::get(&path)?;
        Some((path.into_owned(), file.data))
    });
    layers.push(Layer { name: CLASSIC.to_owned(), files: files.collect() });
    Ok((layers, problems))
}

/// Reads a folder as a layer.
fn folder(name: &str, path: &Path, places: &Places, problems: &mut Problems) -> Result<Layer> {
    let is_of_theme = |file: &Path| {
        let mut parts = file.strip_prefix(path).into_iter().flatten();
        let first = parts.next().and_then(OsStr::to_str);
        let named = first.is_none_or(|first| first == DESCRIPTION || FOLDERS.contains(&first));
        named && !parts.any(|part| part.to_string_lossy().starts_with('.'))
    };
    let walked = places.walk(path, is_of_theme);
    let left_out = walked.problems.iter();
    problems.extend(left_out.map(|(path, problem)| (places.shown(path), problem.clone())));
    let mut files = BTreeMap::new();
    for (name, file) in walked.named(path) {
        let bytes = input::read(file, limit(file))
            .map_err(|error| anyhow!("{} {error}", places.shown(file)))?;
        files.insert(name, Cow::Owned(bytes));
    }
    Ok(Layer { name: name.to_owned(), files })
}

/// Maximum size of a file of a theme. Files that are read as text have lower limits.
fn limit(path: &Path) -> input::Limit {
    match path.extension().and_then(OsStr::to_str) {
        Some("toml") => input::SETTINGS,
        Some("html" | "ftl") => input::TEXT,
        _ => input::ASSET,
    }
}

/// Path and text of each `theme.toml`, the highest layer first.
pub fn descriptions(layers: &[Layer]) -> Vec<(PathBuf, String)> {
    let written = layers.iter().filter_map(|layer| {
        let bytes = layer.files.get(DESCRIPTION)?;
        let path = Path::new(&layer.name).join(DESCRIPTION);
        Some((path, String::from_utf8_lossy(bytes).into_owned()))
    });
    written.collect()
}

/// Path of the first stylesheet outside `classic` that uses a custom property directly, without
/// deriving a colour from it.
pub fn shows(layers: &[Layer], property: &str) -> Option<String> {
    let used = format!("var({property})");
    let own = layers.iter().filter(|layer| layer.name != CLASSIC);
    let mut sheets = own.flat_map(|layer| {
        let sheets = layer.files.iter().filter(|(path, _)| path.ends_with(".css"));
        sheets.map(|(path, bytes)| (format!("{}/{path}", layer.name), bytes))
    });
    let sheet = sheets.find(|(_, bytes)| {
        let text = String::from_utf8_lossy(bytes);
        text.match_indices(&used).any(|(at, _)| !text[..at].trim_end().ends_with("from"))
    });
    sheet.map(|(path, _)| path)
}

/// Name and text of every template. The name is `layer/path`, so that errors name the file.
pub fn templates(layers: &[Layer]) -> Vec<(String, String)> {
    let mut templates = Vec::new();
    for layer in layers {
        for (path, bytes) in &layer.files {
            if let Some(path) = path.strip_prefix("templates/").filter(|p| p.ends_with(".html")) {
                let name = format!("{}/{path}", layer.name);
                templates.push((name, String::from_utf8_lossy(bytes).into_owned()));
            }
        }
    }
    templates
}

/// Hash of all files of the theme, and of the path of the site on its server.
pub fn version(layers: &[Layer], base: &str) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    let mut add = |bytes: &[u8]| {
        hasher.update(&bytes.len().to_le_bytes()).update(bytes);
    };
    add(base.as_bytes());
    for layer in layers {
        add(layer.name.as_bytes());
        for (path, bytes) in &layer.files {
            add(path.as_bytes());
            add(bytes);
        }
    }
    hasher.finalize().into()
}

/// Every file of `assets/` once, in a folder named after a hash of all contents. The parts of the
/// stylesheet are joined into one file.
pub fn assets(layers: &[Layer]) -> Vec<Asset> {
    let mut files: BTreeMap<&str, Cow<'static, [u8]>> = BTreeMap::new();
    for layer in layers.iter().rev() {
        let assets = layer.assets().filter(|(path, _)| !is_stylesheet_part(path));
        files.extend(assets.map(|(path, bytes)| (path, bytes.clone())));
    }
    files.insert(STYLESHEET, Cow::Owned(stylesheet(layers)));
    let mut hasher = blake3::Hasher::new();
    for (path, bytes) in &files {
        hasher.update(path.as_bytes()).update(&[0]).update(blake3::hash(bytes).as_bytes());
    }
    let hash = hasher.finalize().to_hex();
    let asset = |(path, bytes): (&str, Cow<'static, [u8]>)| Asset {
        path: format!("assets/{}/{path}", &hash[..8]),
        bytes,
    };
    files.into_iter().map(asset).collect()
}

/// Content of `css/style.css`: the files `css/style/*.css`, joined in the order of their names,
/// each from the first layer that has it. A layer with a whole `css/style.css` replaces the files
/// of all layers below it.
fn stylesheet(layers: &[Layer]) -> Vec<u8> {
    let mut parts: BTreeMap<&str, &[u8]> = BTreeMap::new();
    for layer in layers.iter().rev() {
        if layer.assets().any(|(path, _)| path == STYLESHEET) {
            parts.clear();
        }
        // `css/style.css` sorts before `css/style/…`.
        let assets = layer.assets().map(|(path, bytes)| (path, bytes.as_ref()));
        parts.extend(assets.filter(|(path, _)| *path == STYLESHEET || is_stylesheet_part(path)));
    }
    let mut joined = Vec::new();
    for part in parts.into_values() {
        if !joined.is_empty() && !joined.ends_with(b"\n") {
            joined.push(b'\n');
        }
        joined.extend_from_slice(part);
    }
    joined
}

/// True for a file that is joined into the stylesheet. `path` is below `assets/`.
fn is_stylesheet_part(path: &str) -> bool {
    path.starts_with(STYLESHEET_PARTS) && path.ends_with(".css")
}

/// An asset of a theme: a stylesheet, a script, an icon.
pub struct Asset {
    /// Path in the output folder, `assets/3f2a1b9c/css/style.css`. It changes whenever any asset
    /// changes, so that browsers may cache assets for ever.
    pub path: String,
    pub bytes: Cow<'static, [u8]>,
}
