//! The live site of `sentier serve`: planned again whenever a file changes.

use crate::emit::{self, output::FILE_LIST};
use crate::page::{self, Content, Page};
use crate::render::{Asset, Renderer};
use crate::{Config, Memory, Report};
use anyhow::Result;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// The site as it is now, or what is wrong with it.
pub struct Live {
    dir: PathBuf,
    cache: PathBuf,
    base_url: page::BaseUrl,
    now: RwLock<Arc<Result<Planned, String>>>,
}

/// A planned site: a page is rendered when it is asked for.
pub struct Planned {
    renderer: Renderer,
    pages: HashMap<String, Page>,
    assets: HashMap<String, Asset>,
}

/// What a (re)load has to tell.
pub struct Told {
    pub report: Report,
    pub took: Duration,
    pub error: Option<String>,
}

impl Live {
    pub fn new(dir: PathBuf, cache: PathBuf, base_url: page::BaseUrl) -> Live {
        let now = RwLock::new(Arc::new(Err(String::from("the site is being read"))));
        Live { dir, cache, base_url, now }
    }

    /// Plans the site anew. Trails that did not change are not read again.
    pub fn load(&self, memory: &mut Memory, watch: crate::Watch) -> Told {
        let start = Instant::now();
        let mut report = Report::default();
        let planned = self.plan(memory, watch, &mut report).map_err(|error| format!("{error:#}"));
        let error = planned.as_ref().err().cloned();
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *now, Arc::new(planned));
        drop(now);
        // To take a large site apart takes a while: nobody waits for it.
        rayon::spawn(move || drop(before));
        Told { report, took: start.elapsed(), error }
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

    /// Files and folders outside of the portal that it is made from too: what its settings name,
    /// and what links in it lead to.
    pub fn places_elsewhere(&self) -> Vec<PathBuf> {
        // Settings that cannot be read are told in the page.
        let Ok(config) = Config::load(&self.dir) else { return Vec::new() };
        if config.places.are_all_inside() {
            return config.elsewhere();
        }
        let places = config.places.clone().without(&self.cache);
        let linked = places.walk(places.root(), |path| !path.join(FILE_LIST).exists()).links;
        let elsewhere = linked.into_iter().filter(|real| !real.starts_with(places.root()));
        config.elsewhere().into_iter().chain(elsewhere).collect()
    }

    /// The file that is published under a path as it is.
    pub fn file(&self, path: &str) -> Option<PathBuf> {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner).clone();
        match &now.as_ref().as_ref().ok()?.pages.get(path)?.content {
            Content::File(file) => Some(file.clone()),
            _ => None,
        }
    }

    /// The content of a path; `None` when there is no such page, `Err` with what to show instead.
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
