//! Packs the example portal into one compressed file, which `sentier init` unpacks.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "how a build script and Cargo talk"
)]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use walkdir::WalkDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Folder of the example.
const EXAMPLE: &str = "content-example";
/// Files and folders of the example that a new portal gets: all but the alerts, which are of a
/// certain day.
const INCLUDED: [&str; 13] = [
    "LICENSES",
    "PHOTOS.md",
    "contents",
    "desks",
    "events",
    "pages",
    "photos",
    "pois",
    "site.toml",
    "static",
    "structures",
    "terms.toml",
    "treks",
];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={EXAMPLE}");
    let folder = std::env::var_os("OUT_DIR").expect("Cargo names the folder");
    let mut archive = ZipWriter::new(File::create(Path::new(&folder).join("example.zip"))?);
    for included in INCLUDED {
        for entry in WalkDir::new(Path::new(EXAMPLE).join(included)).sort_by_file_name() {
            let entry = entry?;
            if entry.file_type().is_file() {
                let below = entry.path().strip_prefix(EXAMPLE).expect("it is in the example");
                archive.start_file_from_path(below, SimpleFileOptions::default())?;
                archive.write_all(&fs::read(entry.path())?)?;
            }
        }
    }
    archive.finish()?;
    Ok(())
}
