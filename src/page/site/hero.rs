//! Photographs and film across the top of the home page.

use crate::model::{Attachment, AttachmentKind, Lang};
use crate::page::site::settings::{Hero, HeroPicture, Home, Settings};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Photographs that the settings name. `root` is the folder of `site.toml`.
pub fn hero(home: &Home, root: &Path) -> Vec<Attachment> {
    let picture = |file: &Path, legend: &BTreeMap<Lang, String>, author, license| Attachment {
        kind: AttachmentKind::Image(root.join(file)),
        legend: legend.iter().map(|(lang, text)| (lang.clone(), text.clone())).collect(),
        author,
        license,
    };
    match &home.hero {
        None => Vec::new(),
        Some(Hero::One(file)) => {
            let (author, license) = (home.hero_author.clone(), home.hero_license.clone());
            vec![picture(file, &home.hero_legend, author, license)]
        }
        Some(Hero::Several(pictures)) => {
            let picture =
                |p: &HeroPicture| picture(&p.file, &p.legend, p.author.clone(), p.license.clone());
            pictures.iter().map(picture).collect()
        }
    }
}

/// The film of the home page; `None` without a film, or with several photographs. Its name is a
/// hash of its content.
pub fn film(settings: &Settings) -> Option<Film> {
    let file = settings.hero_video.clone().filter(|_| settings.hero.len() < 2)?;
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(std::fs::File::open(&file).ok()?).ok()?;
    let hash = hasher.finalize().to_hex();
    let extension = file.extension()?.to_str()?.to_ascii_lowercase();
    Some(Film { file, path: format!("media/{}.{extension}", &hash[..16]) })
}

/// A silent film across the top of the home page.
#[derive(Debug, Clone)]
pub struct Film {
    pub file: PathBuf,
    /// Path in the output folder.
    pub path: String,
}
