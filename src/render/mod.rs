//! Engine: a view → HTML, by the templates of a theme. Knows nothing of treks.

mod format;
mod messages;
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
    /// `classic`, or a folder of `themes/` beside `site.toml`.
    pub name: String,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { name: theme::CLASSIC.to_owned() }
    }
}

/// The site that is rendered.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Path on the server: `/` or `/rando/`.
    pub base: &'a str,
    pub default_lang: &'a Lang,
}

/// Templates, messages and assets of a theme, ready to render.
pub struct Renderer {
    tera: Tera,
    assets: Vec<Asset>,
    messages: Arc<Messages>,
    /// What the names of templates begin with, by layer.
    prefixes: Vec<String>,
    problems: Problems,
}

impl Renderer {
    /// Loads the layers of the theme: `theme/` of the portal, then the named theme, then
    /// `classic`. Each file is taken from the first layer that has it.
    ///
    /// # Errors
    /// When the theme is not there, or a template or a message does not load.
    pub fn new(settings: &Settings, places: &Places, site: Place) -> Result<Renderer> {
        let (layers, problems) = theme::layers(&settings.name, places)?;
        let assets = theme::assets(&layers);
        let folder = assets.first().and_then(|asset| asset.path.split('/').nth(1)).unwrap_or("");
        let messages = Arc::new(Messages::load(&layers, site.default_lang)?);
        let mut tera = Tera::new();
        messages::register(&mut tera, messages.clone());
        format::register(&mut tera);
        register_asset(&mut tera, format!("{}assets/{folder}", site.base));
        let prefixes = layers.iter().map(|layer| format!("{}/", layer.name)).collect::<Vec<_>>();
        tera.set_fallback_prefixes(prefixes.clone()).map_err(|e| readable(&e, &prefixes))?;
        let templates = theme::templates(&layers);
        tera.add_raw_templates(templates).map_err(|e| readable(&e, &prefixes))?;
        Ok(Renderer { tera, assets, messages, prefixes, problems })
    }

    /// One page in one language.
    ///
    /// # Errors
    /// When the template does not fit the view: the message shows the file, the line and a caret.
    pub fn render(&self, template: &str, context: &Context) -> Result<String> {
        self.tera.render(template, context).map_err(|e| readable(&e, &self.prefixes))
    }

    /// True when the theme has words of the interface in a language.
    pub fn speaks(&self, lang: &Lang) -> bool {
        self.messages.speaks(lang)
    }

    /// Files of the theme that are left out, with the reason.
    pub fn problems(&self) -> &[(String, String)] {
        &self.problems
    }

    pub fn assets(&self) -> impl Iterator<Item = &Asset> {
        self.assets.iter()
    }
}

/// What a theme says of itself.
pub struct Description {
    /// Path and text of the `theme.toml` of each layer, that of the first layer first.
    pub files: Vec<(PathBuf, String)>,
    /// The first stylesheet of a portal's own theme that shows a custom property as it is, and
    /// does not derive a colour from it: `theme/assets/css/own.css`. `None`: only `classic` uses
    /// it.
    pub shows: Option<String>,
}

/// Reads what a theme says of itself, and whether it shows `property`.
///
/// # Errors
/// When the theme is not there.
pub fn description(settings: &Settings, places: &Places, property: &str) -> Result<Description> {
    let (layers, _) = theme::layers(&settings.name, places)?;
    let (files, shows) = (theme::descriptions(&layers), theme::shows(&layers, property));
    Ok(Description { files, shows })
}

/// The message, with the path of the file to mend: templates are called by shorter names.
fn readable(error: &tera::Error, prefixes: &[String]) -> anyhow::Error {
    let message = error.to_string();
    let message = message.strip_prefix("error: ").unwrap_or(&message).to_owned();
    let with_path = |message: String, prefix: &String| {
        message.replace(&format!("--> {prefix}"), &format!("--> {prefix}templates/"))
    };
    anyhow!(prefixes.iter().fold(message, with_path))
}

/// `asset(path="css/style.css")`: where the file is on the server.
fn register_asset(tera: &mut Tera, folder: String) {
    tera.register_function("asset", move |kwargs: tera::Kwargs, _: &tera::State| {
        Ok::<_, tera::Error>(format!("{folder}/{}", kwargs.must_get::<&str>("path")?))
    });
}
