//! Settings of a portal: `site.toml` holds the settings of all stages.

mod message;

use crate::model::{Attachment, Catalog, Html, Lang, Localized};
use crate::page::site::settings::block::Block;
use crate::page::{BaseUrl, Home, MapSettings};
use crate::report::Report;
use crate::source::sanitize::{self, Surroundings};
use crate::{address, derive, input, page, picture, render, source};
use anyhow::{Context, Result, bail};
use message::explained;
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

pub use crate::input::SETTINGS_FILE as FILE;

/// Settings of a portal, checked and completed with defaults.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder of the portal.
    pub root: PathBuf,
    /// Files and folders that the portal may read.
    pub places: input::Places,
    /// `[files]` as written in `site.toml`.
    pub files: input::Settings,
    /// False when the portal has no `site.toml`, so that all settings are defaults.
    pub written: bool,
    pub sources: Vec<source::Settings>,
    pub figures: derive::Settings,
    pub pictures: picture::Settings,
    pub page: page::Settings,
    pub theme: render::Settings,
    /// Warnings about texts in the settings, reported by [`Config::check`].
    problems: Report,
}

/// `site.toml` as the user wrote it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    title: Option<String>,
    base_url: Option<BaseUrl>,
    languages: Vec<Lang>,
    sources: Vec<source::Settings>,
    files: input::Settings,
    figures: derive::Settings,
    pictures: picture::Written,
    site: Home,
    map: MapSettings,
    trek: page::site::settings::section::Settings,
    security: page::Security,
    analytics: Option<page::Analytics>,
    report: page::site::settings::report::Settings,
    booking: Option<page::site::settings::booking::Booking>,
    legal: Option<page::site::settings::legal::Legal<BTreeMap<Lang, String>>>,
    accessibility:
        Option<page::site::settings::accessibility::Accessibility<BTreeMap<Lang, String>>>,
    theme: render::Settings,
}

/// `theme.toml` of a theme.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ThemeFile {
    #[serde(rename = "name")]
    _name: String,
    #[serde(rename = "description")]
    _description: String,
    pictures: picture::Written,
}

impl Config {
    /// Files and folders outside of the portal that its sources and its banner name. Those that do
    /// not exist are left out.
    pub fn elsewhere(&self) -> Vec<PathBuf> {
        let sources = self.sources.iter().flat_map(source::Settings::folders).map(Path::to_owned);
        let images = self.page.hero.iter().filter_map(|hero| Some(hero.image()?.to_owned()));
        let named = sources.chain(images).chain(self.page.hero_video.clone());
        let found = named.filter_map(|path| self.root.join(path).canonicalize().ok());
        found.filter(|path| !path.starts_with(self.places.root())).collect()
    }

    /// Reads `site.toml` of a folder. A folder without `site.toml` is a portal with default
    /// settings.
    ///
    /// # Errors
    /// When the folder does not exist, or a setting is wrong. The message shows the line.
    pub fn load(root: &Path) -> Result<Config> {
        if root.is_file() {
            bail!("{} is a file: name the folder it is in", root.display());
        }
        if !root.is_dir() {
            bail!("the folder {} does not exist", root.display());
        }
        let root =
            root.canonicalize().with_context(|| format!("failed to open {}", root.display()))?;
        let file = root.join(FILE);
        let (written, exists) = match input::read(&file, input::SETTINGS) {
            Ok(bytes) => {
                let text = String::from_utf8(bytes).ok().with_context(|| {
                    format!("{} is not saved as UTF-8: save it with that encoding", file.display())
                })?;
                (parse(&text, &file)?, true)
            }
            Err(error) if error.is_missing() => (Written::default(), false),
            Err(error) => bail!("{} {error}", file.display()),
        };
        let mut languages: Vec<&Lang> = written.languages.iter().collect();
        languages.sort();
        if let Some(pair) = languages.windows(2).find(|pair| pair[0] == pair[1]) {
            bail!("{}: `languages` names `{}` twice", file.display(), pair[0]);
        }
        if written.report.server && written.sources.iter().all(|s| s.server().is_none()) {
            bail!(
                "{}: `[report]` has `server = true`, but no source is a Geotrek-admin: write an `email` instead",
                file.display()
            );
        }
        let sources = written.sources.iter().flat_map(source::Settings::folders);
        let named = sources.chain(written.files.follow.iter().map(PathBuf::as_path));
        let places = input::Places::new(root, named);
        let mut layers = vec![written.pictures.clone()];
        let described = render::description(&written.theme, &places, "--brand")?;
        for (path, text) in described.files {
            layers.push(theme(&text, &path)?.pictures);
        }
        let pictures = picture::Settings::of(&layers);
        let mut config = Config::from_written(places, written, pictures, exists);
        config.page.raw_brand = described.shows;
        Ok(config)
    }

    fn from_written(
        places: input::Places,
        mut written: Written,
        pictures: picture::Settings,
        exists: bool,
    ) -> Config {
        let mut languages = written.languages;
        if languages.is_empty() {
            languages.extend("en".parse::<Lang>());
        }
        let mut sources = written.sources;
        if sources.is_empty() {
            sources.push(source::Settings::default());
        }
        let root = places.root().to_owned();
        // Objects are identified by the slugs of their folders, so references need slugs too.
        let home = &mut written.site;
        for name in home.featured.iter_mut().chain(&mut home.structure) {
            *name = address::slug(name);
        }
        let folder_name = root.file_name().unwrap_or_default().to_string_lossy();
        let problems = RefCell::new(Report::default());
        let description = html("`description`", &written.site.description, &problems);
        let hero_video = written.site.hero_video.as_ref().map(|file| root.join(file));
        let page = page::Settings {
            title: written.title.unwrap_or_else(|| folder_name.replace(['-', '_'], " ")),
            base_url: written.base_url.unwrap_or_else(|| BaseUrl {
                origin: "http://localhost".to_owned(),
                path: "/".to_owned(),
            }),
            languages,
            hero: page::site::hero::hero(&written.site, &root),
            hero_video: hero_video.filter(|file| check_video(file, &places).is_ok()),
            home: written.site,
            description,
            map: written.map,
            trek: written.trek,
            security: written.security,
            analytics: written.analytics,
            players: &source::player::HOSTS,
            raw_brand: None,
            report: written.report,
            booking: written.booking,
            legal: written
                .legal
                .map(|legal| legal.with(|texts| html("the text of [legal]", texts, &problems))),
            accessibility: written.accessibility.map(|statement| {
                statement.with(|texts| html("a text of [accessibility]", texts, &problems))
            }),
            places: places.clone(),
        };
        Config {
            root,
            places,
            files: written.files,
            written: exists,
            sources,
            figures: written.figures,
            pictures,
            page,
            theme: written.theme,
            problems: problems.into_inner(),
        }
    }

    /// Warns about settings that the site cannot show: names of objects and files that do not
    /// exist, and texts that cannot be read completely.
    pub fn check(&self, catalog: &Catalog, report: &mut Report) {
        report.extend(self.problems.clone());
        let home = &self.page.home;
        let treks: Vec<&str> = catalog.treks.iter().map(|trek| trek.id.local()).collect();
        let structures: Vec<&str> = catalog.structures.iter().map(|s| s.id.local()).collect();
        for hero in self.page.hero.iter().filter_map(Attachment::image) {
            if let Err(refused) = self.places.file(hero) {
                let name = self.places.shown(hero);
                report.warn(FILE, format!("`hero` names `{name}`, which {refused}"));
            }
        }
        for name in home.hero_video.iter() {
            if let Err(problem) = check_video(&self.root.join(name), &self.places) {
                report.warn(FILE, format!("`hero_video` names `{}`, {problem}", name.display()));
            }
        }
        for place in self.files.follow.iter().filter(|place| !self.root.join(place).exists()) {
            let problem = format!("`follow` names `{}`, which is not there", place.display());
            report.warn(FILE, problem);
        }
        let featured = home.featured.iter().map(|slug| ("featured", slug, &treks));
        let structure = home.structure.iter().map(|slug| ("structure", slug, &structures));
        let pages: Vec<&str> = catalog.flatpages.iter().map(|page| page.id.local()).collect();
        let texts = home.blocks.iter().flatten().filter_map(|block| match block {
            Block::Page(slug) => Some(("blocks", slug, &pages)),
            _ => None,
        });
        for (key, slug, known) in featured.chain(structure).chain(texts) {
            if !known.contains(&slug.as_str()) {
                let hint = source::files::did_you_mean(slug, known.iter().copied());
                report.warn(FILE, format!("`{key}` names `{slug}`, which is not there{hint}"));
            }
        }
    }
}

/// Checks by its first bytes that a file is an MP4 (ISO/IEC 14496-12, 4.3) or WebM (RFC 8794,
/// 11.2.1) video, which browsers play.
///
/// # Errors
/// When the file is no such video, or cannot be read. The message starts with "which" and follows
/// the name of the file.
fn check_video(file: &Path, places: &input::Places) -> Result<(), String> {
    places.file(file).map_err(|refused| format!("which {refused}"))?;
    let mut start = [0; 12];
    let read = std::fs::File::open(file).and_then(|mut file| file.read_exact(&mut start));
    let extension = file.extension().unwrap_or_default().to_ascii_lowercase();
    match (read, extension.to_str()) {
        (Err(error), _) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            Err("which is empty".to_owned())
        }
        (Err(error), _) => Err(format!("which {}", input::Unreadable::from(error))),
        (_, Some("mp4")) if start[4..8] == *b"ftyp" => Ok(()),
        (_, Some("webm")) if start[..4] == [0x1a, 0x45, 0xdf, 0xa3] => Ok(()),
        _ => {
            Err("which is not a video that browsers play: save it as MP4 (H.264) or WebM"
                .to_owned())
        }
    }
}

/// Converts a Markdown text of the settings. Warnings call the setting `name`.
fn html(name: &str, texts: &BTreeMap<Lang, String>, problems: &RefCell<Report>) -> Localized<Html> {
    let warn = |problem| problems.borrow_mut().warn(FILE, format!("{name} {problem}"));
    let html = |text: &str| sanitize::markdown(text, &Surroundings::default(), &mut { warn });
    texts.iter().map(|(lang, text)| (lang.clone(), html(text))).collect()
}

fn theme(text: &str, file: &Path) -> Result<ThemeFile> {
    toml::from_str(text).map_err(|error| explained(&error, text, file))
}

fn parse(text: &str, file: &Path) -> Result<Written> {
    toml::from_str(text).map_err(|error| explained(&error, text, file))
}

#[cfg(test)]
mod tests;
