//! `site.toml`: the stages' own settings side by side.

use crate::model::{Catalog, Lang, Localized};
use crate::page::{BaseUrl, Home, MapSettings};
use crate::report::Report;
use crate::{page, render, source};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Name of the settings file.
pub const FILE: &str = "site.toml";

/// What the program uses.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder of the portal.
    pub root: PathBuf,
    /// False when there was no settings file and all is by default.
    pub written: bool,
    pub sources: Vec<source::Settings>,
    pub page: page::Settings,
    pub theme: render::Settings,
}

/// What the user wrote.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    title: Option<String>,
    base_url: Option<WrittenUrl>,
    languages: Vec<WrittenLang>,
    sources: Vec<source::Settings>,
    site: Home,
    map: MapSettings,
    theme: render::Settings,
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct WrittenUrl(BaseUrl);

impl TryFrom<String> for WrittenUrl {
    type Error = String;

    fn try_from(url: String) -> Result<WrittenUrl, String> {
        url.parse().map(WrittenUrl)
    }
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct WrittenLang(Lang);

impl TryFrom<String> for WrittenLang {
    type Error = String;

    fn try_from(tag: String) -> Result<WrittenLang, String> {
        tag.parse().map(WrittenLang)
    }
}

impl Config {
    /// Reads `site.toml` of a folder. A folder without one is a portal with default settings.
    ///
    /// # Errors
    /// When the folder does not exist, or a setting is wrong: the message shows where.
    pub fn load(root: &Path) -> Result<Config> {
        if !root.is_dir() {
            bail!("the folder {} does not exist", root.display());
        }
        let root =
            root.canonicalize().with_context(|| format!("failed to open {}", root.display()))?;
        let file = root.join(FILE);
        let (written, exists) = match std::fs::read_to_string(&file) {
            Ok(text) => (parse(&text, &file)?, true),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                (Written::default(), false)
            }
            Err(error) => {
                return Err(error).with_context(|| format!("failed to read {}", file.display()));
            }
        };
        Ok(Config::from_written(root, written, exists))
    }

    fn from_written(root: PathBuf, written: Written, exists: bool) -> Config {
        let mut languages: Vec<Lang> = written.languages.into_iter().map(|lang| lang.0).collect();
        if languages.is_empty() {
            languages.extend("en".parse::<Lang>());
        }
        let mut sources = written.sources;
        if sources.is_empty() {
            sources.push(source::Settings::default());
        }
        let folder_name = root.file_name().unwrap_or_default().to_string_lossy();
        let static_folder = Some(root.join("static")).filter(|folder| folder.is_dir());
        let texts = written.site.description.iter();
        let description: Localized<_> = texts
            .filter_map(|(lang, text)| Some((lang.parse().ok()?, source::sanitize::markdown(text))))
            .collect();
        let page = page::Settings {
            title: written.title.unwrap_or_else(|| folder_name.replace(['-', '_'], " ")),
            base_url: written.base_url.map_or_else(
                || BaseUrl { origin: "http://localhost".to_owned(), path: "/".to_owned() },
                |url| url.0,
            ),
            languages,
            hero: page::home::hero(&written.site, &root).into_iter().collect(),
            home: written.site,
            description,
            map: written.map,
            static_folder,
        };
        Config { root, written: exists, sources, page, theme: written.theme }
    }

    /// Names in the settings that no object has.
    pub fn unknown_names(&self, catalog: &Catalog, report: &mut Report) {
        let home = &self.page.home;
        for slug in &home.featured {
            let slugs = || catalog.treks.iter().map(|trek| trek.id.local());
            if !slugs().any(|known| known == slug) {
                let hint = nearest(slug, slugs());
                report.warn(FILE, format!("`featured` names the trek `{slug}`, which is not there{hint}"));
            }
        }
        if let Some(slug) = &home.structure {
            let slugs = || catalog.structures.iter().map(|structure| structure.id.local());
            if !slugs().any(|known| known == slug) {
                let hint = nearest(slug, slugs());
                report.warn(FILE, format!("`structure` names `{slug}`, which is not there{hint}"));
            }
        }
    }
}

fn parse(text: &str, file: &Path) -> Result<Written> {
    toml::from_str(text).map_err(|error| {
        let hint = error.message().strip_prefix("unknown field `").and_then(|rest| {
            let (word, expected) = rest.split_once('`')?;
            Some(nearest(word, expected.split('`').skip(1).step_by(2)))
        });
        let shown = error.to_string();
        let shown = shown.trim_end();
        // The first line of toml's message says "at line 3, column 1": ours names the file too.
        let shown = shown.strip_prefix("TOML parse error at ").unwrap_or(shown);
        anyhow::anyhow!("{}, {shown}{}", file.display(), hint.unwrap_or_default())
    })
}

fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> String {
    source::files::nearest(word, names)
        .map(|name| format!("\ndid you mean `{name}`?"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_setting_is_shown_with_its_line_a_caret_and_the_nearest_name() {
        let text = "title = \"Rando\"\nlangages = [\"fr\"]\n";
        let message = parse(text, Path::new("portal/site.toml")).unwrap_err().to_string();
        assert!(message.starts_with("portal/site.toml, line 2, column 1"), "{message}");
        assert!(message.contains("\n2 | langages = [\"fr\"]\n  | ^^^^^^^^"), "{message}");
        assert!(message.ends_with("did you mean `languages`?"), "{message}");
    }

    #[test]
    fn a_wrong_language_or_address_is_shown_where_it_stands() {
        for text in ["languages = [\"fr\", \"french language\"]", "base_url = \"example.org\""] {
            let message = parse(text, Path::new("site.toml")).unwrap_err().to_string();
            assert!(message.contains("^^^^"), "{message}");
        }
    }
}
