//! The layers of a theme: which folder gives which file.

use super::Asset;
use anyhow::{Result, bail};
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The theme that is in the binary.
pub const CLASSIC: &str = "classic";

/// The file in which a theme describes itself.
const DESCRIPTION: &str = "theme.toml";

#[derive(RustEmbed)]
#[folder = "themes/classic"]
struct Classic;

/// A folder with some of a theme's files.
pub struct Layer {
    /// What messages call it: `theme`, `themes/lakes`, `classic`.
    pub name: String,
    /// By path, with `/`.
    pub files: BTreeMap<String, Cow<'static, [u8]>>,
}

/// From the first that is asked to the last.
pub fn layers(name: &str, root: &Path) -> Result<Vec<Layer>> {
    let mut layers = Vec::new();
    let own = root.join("theme");
    if own.is_dir() {
        layers.push(folder("theme", &own));
    }
    if name != CLASSIC {
        let named = root.join("themes").join(name);
        let plain = !name.is_empty() && !name.contains(['/', '\\', '.']);
        if !plain || !named.is_dir() {
            bail!("the theme `{name}` is not there: put it in {}", named.display());
        }
        layers.push(folder(&format!("themes/{name}"), &named));
    }
    let files = Classic::iter().filter_map(|path| {
        let file = Classic::get(&path)?;
        Some((path.into_owned(), file.data))
    });
    layers.push(Layer { name: CLASSIC.to_owned(), files: files.collect() });
    Ok(layers)
}

fn folder(name: &str, path: &Path) -> Layer {
    let walk = WalkDir::new(path).follow_links(true).sort_by_file_name();
    let files = walk.into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let files = files.filter_map(|entry| {
        let relative = entry.path().strip_prefix(path).ok()?;
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        Some((parts.join("/"), Cow::Owned(std::fs::read(entry.path()).ok()?)))
    });
    Layer { name: name.to_owned(), files: files.collect() }
}

/// Path and text of each `theme.toml`, that of the first layer first.
pub fn descriptions(layers: &[Layer]) -> Vec<(PathBuf, String)> {
    let written = layers.iter().filter_map(|layer| {
        let bytes = layer.files.get(DESCRIPTION)?;
        let path = Path::new(&layer.name).join(DESCRIPTION);
        Some((path, String::from_utf8_lossy(bytes).into_owned()))
    });
    written.collect()
}

/// Path of the first stylesheet outside of `classic` that shows a custom property as it is.
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

/// Every template as `layer/path`, so that messages name the file to mend.
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

/// Every file of `assets/` once, in a folder named after the content of all.
pub fn assets(layers: &[Layer]) -> Vec<Asset> {
    let mut files: BTreeMap<&str, &Cow<'static, [u8]>> = BTreeMap::new();
    for layer in layers.iter().rev() {
        let assets = layer.files.iter();
        files.extend(
            assets.filter_map(|(path, bytes)| Some((path.strip_prefix("assets/")?, bytes))),
        );
    }
    let mut hasher = blake3::Hasher::new();
    for (path, bytes) in &files {
        hasher.update(path.as_bytes()).update(&[0]).update(blake3::hash(bytes).as_bytes());
    }
    let hash = hasher.finalize().to_hex();
    let asset = |(path, bytes): (&str, &Cow<'static, [u8]>)| Asset {
        path: format!("assets/{}/{path}", &hash[..8]),
        bytes: bytes.clone(),
    };
    files.into_iter().map(asset).collect()
}
