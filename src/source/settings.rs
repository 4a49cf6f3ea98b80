//! Settings of a source: `[[sources]]` of `site.toml`.

use super::{files, geotrek};
use crate::model::AscentMethod;
use crate::terrain;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Settings of one source, by its kind.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Written")]
pub enum Settings {
    Files(files::Settings),
    Geotrek(Box<geotrek::Settings>),
}

impl Default for Settings {
    fn default() -> Settings {
        Settings::Files(files::Settings::default())
    }
}

impl Settings {
    /// Folder of a source of files, relative to `site.toml`. `None` for a server.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Settings::Files(files) => Some(&files.path),
            Settings::Geotrek(_) => None,
        }
    }

    /// True when the source is the folder of `site.toml` itself.
    pub fn is_root(&self) -> bool {
        self.folder() == Some(Path::new("."))
    }

    /// All folders in the settings, relative to `site.toml`.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.folder().into_iter().chain(self.terrain().folder.as_deref())
    }

    /// Settings of the elevation models.
    pub fn terrain(&self) -> &terrain::Settings {
        match self {
            Settings::Files(files) => &files.terrain,
            Settings::Geotrek(geotrek) => &geotrek.terrain,
        }
    }

    /// Settings of the server. `None` for a source of files.
    pub fn server(&self) -> Option<&geotrek::Settings> {
        match self {
            Settings::Files(_) => None,
            Settings::Geotrek(geotrek) => Some(geotrek),
        }
    }
}

/// Values of the key `kind`.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Files,
    Geotrek,
}

/// Values of the key `ascent`.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Ascent {
    Smooth,
    Geotrek,
    Raw,
}

impl Ascent {
    fn method(self) -> AscentMethod {
        match self {
            Ascent::Smooth => AscentMethod::Smooth,
            Ascent::Geotrek => AscentMethod::Geotrek,
            Ascent::Raw => AscentMethod::Raw,
        }
    }
}

/// Keys of all kinds of sources. They are one struct so that the parser can report a mistake with its
/// line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    kind: Option<Kind>,
    path: Option<PathBuf>,
    #[serde(default, deserialize_with = "mapping")]
    mapping: Option<BTreeMap<String, String>>,
    #[serde(default, deserialize_with = "url")]
    url: Option<String>,
    portals: Option<Vec<u64>>,
    structures: Option<Vec<u64>>,
    districts: Option<Vec<u64>>,
    practices: Option<Vec<u64>>,
    in_bbox: Option<[f64; 4]>,
    exclude: Option<Vec<u64>>,
    requests: Option<usize>,
    timeout: Option<u64>,
    compare_after: Option<u64>,
    largest_loss: Option<f64>,
    ascent: Option<Ascent>,
    terrain: Option<PathBuf>,
    #[serde(default)]
    drape: terrain::Drape,
}

impl TryFrom<Written> for Settings {
    type Error = String;

    /// Chooses the settings by `kind`. Without `kind`, a source with a `url` is a Geotrek-admin.
    fn try_from(written: Written) -> Result<Settings, String> {
        let by_url = if written.url.is_some() { Kind::Geotrek } else { Kind::Files };
        match written.kind.unwrap_or(by_url) {
            Kind::Files => written.files().map(Settings::Files),
            Kind::Geotrek => written.geotrek().map(|geotrek| Settings::Geotrek(Box::new(geotrek))),
        }
    }
}

impl Written {
    fn terrain(&self) -> terrain::Settings {
        terrain::Settings { folder: self.terrain.clone(), drape: self.drape }
    }

    fn files(self) -> Result<files::Settings, String> {
        let lists =
            [&self.portals, &self.structures, &self.districts, &self.practices, &self.exclude];
        let numbers =
            [self.requests.is_some(), self.timeout.is_some(), self.compare_after.is_some()];
        let has_other_keys = self.url.is_some()
            || self.in_bbox.is_some()
            || self.largest_loss.is_some()
            || lists.iter().any(|list| list.is_some())
            || numbers.contains(&true);
        if has_other_keys {
            return Err("a source of kind `files` has `path`, `mapping`, `ascent`, `terrain` and `drape`, and no other keys"
                .to_owned());
        }
        let default = files::Settings::default();
        Ok(files::Settings {
            terrain: self.terrain(),
            path: self.path.unwrap_or(default.path),
            mapping: self.mapping.unwrap_or_default(),
            ascent: self.ascent.map_or(default.ascent, Ascent::method),
        })
    }

    fn geotrek(self) -> Result<geotrek::Settings, String> {
        let terrain = self.terrain();
        let Some(url) = self.url else {
            return Err("a source of kind `geotrek` needs its `url`".to_owned());
        };
        if self.path.is_some() || self.mapping.is_some() {
            return Err("`path` and `mapping` are keys of a source of kind `files`".to_owned());
        }
        let default = geotrek::Settings::default();
        Ok(geotrek::Settings {
            url,
            portals: self.portals.unwrap_or_default(),
            structures: self.structures.unwrap_or_default(),
            districts: self.districts.unwrap_or_default(),
            practices: self.practices.unwrap_or_default(),
            in_bbox: self.in_bbox,
            exclude: self.exclude.unwrap_or_default(),
            requests: self.requests.unwrap_or(default.requests),
            timeout: self.timeout.unwrap_or(default.timeout),
            compare_after: self.compare_after.unwrap_or(default.compare_after),
            largest_loss: self.largest_loss.unwrap_or(default.largest_loss),
            ascent: self.ascent.map_or(default.ascent, Ascent::method),
            terrain,
        })
    }
}

/// Reads the table `mapping`, whose keys must be names of fields.
fn mapping<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<BTreeMap<String, String>>, D::Error> {
    let mapping = BTreeMap::<String, String>::deserialize(from)?;
    let known = |key: &String| files::mapped_fields().any(|field| field == key);
    match mapping.keys().find(|key| !known(key)) {
        None => Ok(Some(mapping)),
        Some(key) => {
            let hint = files::did_you_mean(key, files::mapped_fields());
            Err(D::Error::custom(format!("`{key}` is not a field of treks{hint}")))
        }
    }
}

/// Reads a `url`, which must be a web address.
fn url<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let url = String::deserialize(from)?;
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match rest.filter(|rest| !rest.is_empty()) {
        Some(_) => Ok(Some(url)),
        None => {
            let problem = format!("`{url}` is not an address like `https://admin.example.org`");
            Err(D::Error::custom(problem))
        }
    }
}
