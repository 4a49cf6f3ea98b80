//! Pictures and files beside a text, published because the text links to them.

use crate::input::Places;
use crate::model::LinkedFile;
use crate::source::document;
use crate::source::files::walk;
use crate::source::sanitize::{Own, Surroundings};
use reqwest::Url;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Folder of a source, and the files in it that its texts link to.
#[derive(Clone)]
pub struct Folder {
    root: Arc<Path>,
    /// The root, converted to a `file:` address and back: Windows writes the same folder in two ways.
    normal: Arc<Path>,
    places: Arc<Places>,
    /// Start of the paths of its files on the site, so that those of several sources differ.
    prefix: Arc<str>,
    named: Arc<Mutex<Named>>,
}

/// Pictures and files that texts link to.
#[derive(Debug, Clone, Default)]
pub struct Named {
    pub pictures: BTreeSet<Arc<Path>>,
    pub files: BTreeSet<Arc<LinkedFile>>,
    /// Each file that was looked for, and whether it was there.
    looked: BTreeMap<PathBuf, bool>,
}

impl Named {
    /// True when the files that were looked for are still there or still missing.
    pub fn is_unchanged(&self, places: &Places) -> bool {
        self.looked.iter().all(|(file, there)| places.file(file).is_ok() == *there)
    }
}

impl Folder {
    /// Opens the folder of a source. `path` is its path in the settings, which distinguishes folders
    /// outside of the portal.
    pub fn new(root: &Path, path: &Path, places: &Places) -> Folder {
        let normal = Url::from_file_path(root).and_then(|url| url.to_file_path());
        let normal = normal.as_deref().unwrap_or(root).into();
        let prefix = match root.strip_prefix(places.root()) {
            Ok(inside) if inside.as_os_str().is_empty() => String::new(),
            Ok(inside) => {
                inside.iter().map(|part| format!("{}/", part.to_string_lossy())).collect()
            }
            Err(_) => {
                let digest = blake3::hash(path.to_string_lossy().as_bytes()).to_hex();
                format!("{}/", &digest[..8])
            }
        };
        let (prefix, places) = (prefix.into(), Arc::new(places.clone()));
        Folder { root: root.into(), normal, places, prefix, named: Arc::default() }
    }

    /// Pictures and files that the texts read so far link to.
    pub fn named(&self) -> Named {
        self.named.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Surroundings of the text in a file. `file` is its path in the source.
    pub fn around(&self, file: &str) -> Surroundings {
        let (folder, text) = (self.clone(), Url::from_file_path(self.root.join(file)));
        let find = move |address: &str| folder.find(text.as_ref().ok()?, address);
        Surroundings { server: None, find: Some(Arc::new(find)) }
    }

    /// Finds the picture or file for an address relative to a text. `None` for an address that is not
    /// in the folder, or a kind of file that is not published.
    fn find(&self, text: &Url, address: &str) -> Option<Own> {
        // Absolute addresses, those from the root of the site, those of another host.
        if Url::parse(address).is_ok() || address.starts_with(['/', '\\']) {
            return None;
        }
        let path = text.join(address).ok()?.to_file_path().ok()?;
        let inside = path.strip_prefix(&self.normal).ok()?;
        let names: Option<Vec<&str>> = inside.components().map(name).collect();
        let (path, name) = (self.root.join(inside), names?.join("/"));
        let picture = walk::is_image(&path);
        if !picture && !document::is_file(&name) {
            return None;
        }
        let mut named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        let refused = self.places.file(&path).err();
        named.looked.insert(path.clone(), refused.is_none());
        Some(if let Some(refused) = refused {
            Own::Missing(match refused.is_missing() {
                true => "there is no such file beside the text".to_owned(),
                false => format!("the file {refused}"),
            })
        } else if picture {
            let file: Arc<Path> = path.into();
            named.pictures.insert(file.clone());
            Own::Picture(file)
        } else {
            let file =
                Arc::new(LinkedFile { file: path, name: Some(format!("{}{name}", self.prefix)) });
            named.files.insert(file.clone());
            Own::File(file)
        })
    }
}

/// Name of a part of a path. `None` for hidden files and folders, and for `..`.
fn name(component: Component<'_>) -> Option<&str> {
    match component {
        Component::Normal(name) => name.to_str().filter(|name| !name.starts_with('.')),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_added_after_its_link_is_found() {
        let root = tempfile::tempdir().unwrap();
        let places = Places::new(root.path().to_owned(), []);
        let folder = Folder::new(root.path(), Path::new("."), &places);
        let around = folder.around("pages/venir.fr.md");
        let find = around.find.unwrap();
        assert!(matches!(find("horaires.pdf"), Some(Own::Missing(_))));
        assert!(folder.named().is_unchanged(&places));
        std::fs::create_dir(root.path().join("pages")).unwrap();
        std::fs::write(root.path().join("pages/horaires.pdf"), "%PDF").unwrap();
        assert!(!folder.named().is_unchanged(&places));
        assert!(matches!(find("horaires.pdf?v=1"), Some(Own::File(_))));
        assert!(folder.named().is_unchanged(&places));
    }

    #[test]
    fn only_files_of_the_folder_are_found() {
        let root = tempfile::tempdir().unwrap();
        let inside = root.path().join("portal");
        for file in ["a.pdf", "portal/a.pdf", "portal/.git/a.pdf", "portal/a.svg", "portal/a.html"]
        {
            let file = root.path().join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, "%PDF").unwrap();
        }
        let places = Places::new(inside.clone(), []);
        let find = Folder::new(&inside, Path::new("."), &places).around("lac.fr.md").find.unwrap();
        assert!(matches!(find("a.pdf"), Some(Own::File(_))));
        let whole = format!("file://{}", inside.join("a.pdf").display());
        let root = inside.join("a.pdf").display().to_string();
        for elsewhere in [
            "../a.pdf",
            "%2e%2e/a.pdf",
            "..\\a.pdf",
            ".git/a.pdf",
            "a.svg",
            "a.html",
            "lac.fr.md",
            "",
            "//example.org/a.pdf",
            "https://example.org/a.pdf",
            &whole,
            &root,
        ] {
            assert!(find(elsewhere).is_none(), "{elsewhere}");
        }
    }
}
