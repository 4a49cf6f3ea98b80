//! Stage 4: pages → bytes → [`Output`], on all cores.

pub mod output;

use crate::page::{Content, Page};
use crate::render::Renderer;
use anyhow::{Context, Result};
pub use output::{Disk, Memory, Output, Summary};
use rayon::prelude::*;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Makes and writes every page, and the assets of the theme. `progress` hears how many are done.
///
/// # Errors
/// When a page cannot be rendered or written. The output then is what it was before.
pub fn emit(
    pages: &[Page],
    renderer: &Renderer,
    output: &dyn Output,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Summary> {
    for asset in renderer.assets() {
        output.put(&asset.path, &asset.bytes)?;
    }
    let done = AtomicUsize::new(0);
    pages.par_iter().try_for_each(|page| {
        let put = match &page.content {
            Content::File(file) => output.copy(&page.path, file),
            Content::Immutable { file, read } => {
                let length = fs::metadata(file).ok().map(|metadata| metadata.len());
                match output.keep(&page.path, length) {
                    true => Ok(()),
                    false => read().and_then(|bytes| output.put(&page.path, &bytes)),
                }
            }
            _ => bytes(page, renderer).and_then(|bytes| output.put(&page.path, &bytes)),
        };
        progress(done.fetch_add(1, Ordering::Relaxed) + 1);
        put.with_context(|| format!("failed to make {} (from {})", page.path, page.item))
    })?;
    output.finish()
}

/// The content of one page.
pub fn bytes(page: &Page, renderer: &Renderer) -> Result<Vec<u8>> {
    match &page.content {
        Content::View(context) => {
            let template = format!("{}.html", page.kind);
            renderer.render(&template, &context()).map(String::into_bytes)
        }
        Content::Bytes(make) => Ok(make()),
        Content::Immutable { read, .. } => read(),
        Content::File(file) => {
            fs::read(file).with_context(|| format!("failed to read {}", file.display()))
        }
    }
}
