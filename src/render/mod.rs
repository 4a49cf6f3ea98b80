//! Engine: renders views to HTML with the templates of a theme. Knows nothing about treks.

mod format;
mod messages;
mod once;
mod theme;

use crate::input::{Places, Problems};
use crate::model::Lang;
use anyhow::{Result, anyhow};
use messages::Messages;
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;
use tera::{Context, Tera};
pub use theme::Asset;

pub use format::{month_name, price};

/// `[theme]` of the settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Name of the theme: `classic`, or a folder in `themes/` beside `site.toml`.
    pub name: String,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { name: theme::CLASSIC.to_owned() }
    }
}

/// Base path and default language of the site, for the renderer.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Path of the site on its server: `/` or `/rando/`.
    pub base: &'a str,
    pub default_lang: &'a Lang,
}

/// Renders pages with the templates, messages and assets of a theme.
pub struct Renderer {
    tera: Arc<Tera>,
    assets: Vec<Asset>,
    messages: Arc<Messages>,
    /// Prefixes of the names of templates, one for each layer: `themes/lakes/`.
    prefixes: Vec<String>,
    problems: Problems,
    /// See [`version`](Renderer::version).
    version: [u8; 32],
}

impl Renderer {
    /// Loads the layers of the theme: `theme/` of the portal, then the named theme, then
    /// `classic`. Each file is taken from the first layer that has it.
    ///
    /// # Errors
    /// When the theme does not exist, or a template or a message does not load.
    pub fn new(settings: &Settings, places: &Places, site: Place) -> Result<Renderer> {
        let (layers, problems) = theme::layers(&settings.name, places)?;
        let assets = theme::assets(&layers);
        let folder = assets.first().and_then(|asset| asset.path.split('/').nth(1)).unwrap_or("");
        let messages = Arc::new(Messages::load(&layers, site.default_lang)?);
        let mut tera = Tera::new();
        messages::register(&mut tera, messages.clone());
        format::register(&mut tera);
        let memory = Arc::<once::Memory>::default();
        once::register(&mut tera, memory.clone());
        register_asset(&mut tera, format!("{}assets/{folder}", site.base));
        let prefixes = layers.iter().map(|layer| format!("{}/", layer.name)).collect::<Vec<_>>();
        tera.set_fallback_prefixes(prefixes.clone()).map_err(|e| readable(&e, &prefixes))?;
        let templates = theme::templates(&layers);
        tera.add_raw_templates(templates).map_err(|e| readable(&e, &prefixes))?;
        let tera = Arc::new(tera);
        memory.set(&tera);
        let version = theme::version(&layers, site.base);
        Ok(Renderer { tera, assets, messages, prefixes, problems, version })
    }

    /// Renders a template with the values of a context.
    ///
    /// # Errors
    /// When the template does not match the view: the message shows the file, the line and a caret.
    pub fn render(&self, template: &str, context: &Context) -> Result<String> {
        let rendered = once::on_page(context, || self.tera.render(template, context));
        rendered.map_err(|e| readable(&e, &self.prefixes))
    }

    /// Hash of the files of the theme: two renderers with the same one render the same pages.
    pub fn version(&self) -> [u8; 32] {
        self.version
    }

    /// True when the theme has messages of the interface in a language.
    pub fn speaks(&self, lang: &Lang) -> bool {
        self.messages.speaks(lang)
    }

    /// Files of the theme that are left out, with the reason.
    pub fn problems(&self) -> &[(String, String)] {
        &self.problems
    }

    /// Stylesheets, scripts and other files of the theme to publish.
    pub fn assets(&self) -> impl Iterator<Item = &Asset> {
        self.assets.iter()
    }
}

/// Description of a theme.
pub struct Description {
    /// Path and text of the `theme.toml` of each layer, the highest layer first.
    pub files: Vec<(PathBuf, String)>,
    /// Path of the first stylesheet outside `classic` that uses a custom property directly, without
    /// deriving a colour from it: `theme/assets/css/own.css`. `None` when there is none.
    pub shows: Option<String>,
}

/// Reads the description of a theme, and finds a stylesheet that uses the custom property
/// `property` directly.
///
/// # Errors
/// When the theme does not exist.
pub fn description(settings: &Settings, places: &Places, property: &str) -> Result<Description> {
    let (layers, _) = theme::layers(&settings.name, places)?;
    let (files, shows) = (theme::descriptions(&layers), theme::shows(&layers, property));
    Ok(Description { files, shows })
}

/// Makes an error whose message names the file of the template by its path in the theme.
fn readable(error: &tera::Error, prefixes: &[String]) -> anyhow::Error {
    let message = error.to_string();
    let message = message.strip_prefix("error: ").unwrap_or(&message).to_owned();
    let with_path = |message: String, prefix: &String| {
        message.replace(&format!("--> {prefix}"), &format!("--> {prefix}templates/"))
    };
    anyhow!(prefixes.iter().fold(message, with_path))
}

/// Registers the function `asset(path="css/style.css")`, which returns the address of an asset.
fn register_asset(tera: &mut Tera, folder: String) {
    tera.register_function("asset", move |kwargs: tera::Kwargs, _: &tera::State| {
        Ok::<_, tera::Error>(format!("{folder}/{}", kwargs.must_get::<&str>("path")?))
    });
}
