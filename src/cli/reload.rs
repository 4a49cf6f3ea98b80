//! Live site of `sentier serve`, planned again whenever a file changes.

use crate::emit::{self, output::FILE_LIST};
use crate::page::{self, Content, Page};
use crate::render::{Asset, Renderer};
use crate::{Config, Memory, Report};
use anyhow::Result;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// Current plan of the site, or the error that prevents it.
pub struct Live {
    dir: PathBuf,
    cache: PathBuf,
    base_url: page::BaseUrl,
    now: RwLock<Arc<Result<Planned, String>>>,
}

/// Planned site: each page is rendered when it is requested.
pub struct Planned {
    renderer: Renderer,
    pages: HashMap<String, Page>,
    assets: HashMap<String, Asset>,
}

/// Result of loading the site.
pub struct Loaded {
    pub report: Report,
    pub took: Duration,
    /// Error that prevents the site; `None` when it could be planned.
    pub error: Option<String>,
}

impl Live {
    pub fn new(dir: PathBuf, cache: PathBuf, base_url: page::BaseUrl) -> Live {
        let now = RwLock::new(Arc::new(Err(String::from("the site is still being read"))));
        Live { dir, cache, base_url, now }
    }

    /// Plans the site again. Unchanged trails are not read again.
    pub fn load(&self, memory: &mut Memory, watch: crate::Watch) -> Loaded {
        let start = Instant::now();
        let mut report = Report::default();
        let planned = self.plan(memory, watch, &mut report).map_err(|error| format!("{error:#}"));
        let error = planned.as_ref().err().cloned();
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *now, Arc::new(planned));
        drop(now);
        // Freeing a large site takes a while, so it is done in another thread.
        rayon::spawn(move || drop(before));
        Loaded { report, took: start.elapsed(), error }
    }

    fn plan(
        &self,
        memory: &mut Memory,
        watch: crate::Watch,
        report: &mut Report,
    ) -> Result<Planned> {
        let mut config = Config::load(&self.dir)?;
        config.page.base_url = self.base_url.clone();
        let renderer = crate::renderer(&config, report)?;
        let site = crate::prepare(&config, &self.cache, memory, watch, report)?;
        let pages =
            page::plan(&site, report).into_iter().map(|page| (page.path.clone(), page)).collect();
        let assets = renderer.assets().map(|asset| {
            let (path, bytes) = (asset.path.clone(), asset.bytes.clone());
            (path.clone(), Asset { path, bytes })
        });
        let assets = assets.collect();
        Ok(Planned { renderer, pages, assets })
    }

    /// Files and folders outside of the portal that the site is made from: those that its settings
    /// name, and targets of symbolic links.
    pub fn places_elsewhere(&self) -> Vec<PathBuf> {
        // The page shows the error when the settings cannot be read.
        let Ok(config) = Config::load(&self.dir) else { return Vec::new() };
        if config.places.are_all_inside() {
            return config.elsewhere();
        }
        let places = config.places.clone().without(&self.cache);
        let linked = places.walk(places.root(), |path| !path.join(FILE_LIST).exists()).links;
        let elsewhere = linked.into_iter().filter(|real| !real.starts_with(places.root()));
        config.elsewhere().into_iter().chain(elsewhere).collect()
    }

    /// File of the portal that is published unchanged under a path; `None` for other paths.
    pub fn file(&self, path: &str) -> Option<PathBuf> {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner).clone();
        match &now.as_ref().as_ref().ok()?.pages.get(path)?.content {
            Content::File(file) => Some(file.clone()),
            _ => None,
        }
    }

    /// Content of a path; `None` when the path does not exist.
    ///
    /// # Errors
    /// When the site or the page cannot be made. The message is shown instead of the page.
    pub fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner).clone();
        let planned = now.as_ref().as_ref().map_err(Clone::clone)?;
        if let Some(asset) = planned.assets.get(path) {
            return Ok(Some(asset.bytes.to_vec()));
        }
        let Some(page) = planned.pages.get(path) else { return Ok(None) };
        emit::bytes(page, &planned.renderer).map(Some).map_err(|error| format!("{error:#}"))
    }
}
