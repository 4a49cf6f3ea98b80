//! `cargo bench --bench pictures [-- FOLDER]`: times the encoding of photographs.
//!
//! Encodes the photographs of a folder or, without one, twelve photographs of 12 megapixels made
//! from the example. One run measures, on the same cores: all variants of the default settings;
//! WebP beside `vipsthumbnail` (Debian: `libvips-tools`), with the size of the files and their
//! similarity to the original; and the `image` crate alone. Then it builds 6,000 photographs that
//! are all in the cache, and again after one of them was replaced.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and stops at once")]
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock and its arguments")]

mod support {
    pub mod measure;
    pub mod photographs;
}

use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, RgbImage};
use rayon::prelude::*;
use sentier::Report;
use sentier::picture::cache::upkeep;
use sentier::picture::{self, FOLDER, Photograph, Photographs, Settings, Written};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use support::measure::{figure, processor_time};
use support::photographs::{decode, from_example, in_folder, marked, pixels};

/// Widths of the variants that are compared, in pixels.
const WIDTHS: [u32; 4] = [400, 800, 1200, 1920];
/// Number of photographs in the cache of a large portal.
const MANY: usize = 6_000;

fn main() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    // Cargo passes `--bench` too.
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let photos = match folder {
        Some(folder) => in_folder(Path::new(&folder)),
        None => from_example(&place.join("photos")),
    };
    let megapixels: f64 = photos.iter().map(|photo| pixels(photo) / 1e6).sum();
    println!("{} photographs, {megapixels:.0} megapixels in all", photos.len());
    all_variants(&photos, place, megapixels);
    let ours = beside_vips(&photos, place);
    beside_image(&photos, place, ours);
    rebuild(&photos[0], place);
}

/// Times the encoding of all variants of the default settings, on one core.
fn all_variants(photos: &[PathBuf], place: &Path, megapixels: f64) {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let cache = place.join("ladder");
    let took = one.install(|| time(|| drop(prepare(photos, &settings(""), &cache))));
    println!(
        "the default ladder on one core    {:.3} s of a processor for 12 megapixels; {:.0} KB a photograph",
        took.processor / megapixels * 12.0,
        upkeep::size(&cache.join(FOLDER)).bytes as f64 / 1000.0 / photos.len() as f64
    );
    figure("seconds of a processor for 12 megapixels", took.processor / megapixels * 12.0, 4);
}

/// Times the encoding of [`WIDTHS`] as WebP beside `vipsthumbnail` with the same quality and
/// effort. Returns the time of this crate.
fn beside_vips(photos: &[PathBuf], place: &Path) -> Took {
    // A JPEG of one pixel: only WebP is compared.
    let webp_only = settings("jpeg_width = 1\n");
    let (mut ours, mut theirs) = (Took::FOREVER, Took::FOREVER);
    let with_vips = Command::new("vipsthumbnail").arg("--vips-version").output().is_ok();
    for round in 0..3 {
        let cache = place.join(format!("webp-{round}"));
        ours = ours.min(time(|| drop(prepare(photos, &webp_only, &cache))));
        if with_vips {
            theirs = theirs.min(time(|| vips(photos, &place.join("vips"))));
        }
    }
    let rate = photos.len() as f64 / ours.wall;
    println!("four widths as WebP               {ours}, {rate:.1} photographs a second");
    if !with_vips {
        println!("vipsthumbnail is not installed: not compared (Debian: libvips-tools)");
        return ours;
    }
    println!("vipsthumbnail                     {theirs}: {}", theirs.times(ours));
    figure("times the processor, vipsthumbnail", theirs.processor / ours.processor, 4);
    compare_files(photos, place, &webp_only);
    ours
}

/// Runs one process of `vipsthumbnail` per core, each with its part of the photographs.
fn vips(photos: &[PathBuf], out: &Path) {
    fs::create_dir_all(out).unwrap();
    let cores = rayon::current_num_threads();
    photos.par_chunks(photos.len().div_ceil(cores)).for_each(|photos| {
        for width in WIDTHS {
            let to = out.join(format!("%s-{width}.webp[Q=75,effort=2,strip]"));
            let status = Command::new("vipsthumbnail")
                .env("VIPS_CONCURRENCY", "1")
                .args(photos)
                .args(["--size", &format!("{width}x100000>"), "--output"])
                .arg(to)
                .status();
            assert!(status.unwrap().success());
        }
    });
}

/// Compares the variants of this crate and of `vipsthumbnail`: their bytes, and their structural
/// similarity (SSIM) to the original in the same size.
fn compare_files(photos: &[PathBuf], place: &Path, settings: &Settings) {
    let pictures = prepare(photos, settings, &place.join("webp-0"));
    for (step, width) in WIDTHS.iter().enumerate() {
        let compare = |photo: &PathBuf| {
            let variant = pictures.get(photo)?.whole.webp.get(step)?;
            let name = format!("{}-{width}.webp", photo.file_stem()?.to_str()?);
            let theirs = place.join("vips").join(name);
            let original =
                decode(photo).resize_exact(variant.width, variant.height, FilterType::Lanczos3);
            let ssim = |file: &Path| {
                let other = image::open(file).unwrap().into_rgb8();
                (other.dimensions() == (variant.width, variant.height))
                    .then(|| similarity(&original.to_rgb8(), &other))
            };
            let bytes = |file: &Path| fs::metadata(file).unwrap().len() as f64;
            let (ours, file) = (ssim(&variant.file)?, &variant.file);
            Some([ours, ssim(&theirs)?, bytes(file), bytes(&theirs)])
        };
        let compared: Vec<[f64; 4]> = photos.par_iter().filter_map(compare).collect();
        let mean = |i: usize| compared.iter().map(|c| c[i]).sum::<f64>() / compared.len() as f64;
        println!(
            "  {width:>4} px: SSIM {:.4} and {:.4}, {:.1} and {:.1} KB: {:.3} times the bytes",
            mean(0),
            mean(1),
            mean(2) / 1000.0,
            mean(3) / 1000.0,
            mean(2) / mean(3)
        );
        figure(&format!("bytes / vipsthumbnail, {width} px"), mean(2) / mean(3), 4);
        figure(&format!("likeness (SSIM), {width} px"), mean(0), 4);
    }
}

/// Structural similarity of two pictures of the same size, in grey; 1 for equal pictures.
fn similarity(one: &RgbImage, other: &RgbImage) -> f64 {
    let grey = |image: &RgbImage| DynamicImage::from(image.clone()).into_luma8();
    let algorithm = image_compare::Algorithm::MSSIMSimple;
    image_compare::gray_similarity_structure(&algorithm, &grey(one), &grey(other)).unwrap().score
}

/// Times decoding, resizing and encoding by the `image` crate, whose WebP is always lossless.
fn beside_image(photos: &[PathBuf], place: &Path, ours: Took) {
    let out = place.join("image");
    fs::create_dir_all(&out).unwrap();
    let theirs = time(|| {
        photos.par_iter().enumerate().for_each(|(i, photo)| {
            let photo = decode(photo).into_rgb8();
            for width in WIDTHS {
                let height = photo.height() * width / photo.width();
                let small = image::imageops::resize(&photo, width, height, FilterType::Lanczos3);
                let file = fs::File::create(out.join(format!("{i}-{width}.webp"))).unwrap();
                let encoder = WebPEncoder::new_lossless(file);
                small.write_with_encoder(encoder).unwrap();
            }
        });
    });
    println!("the image crate alone             {theirs}: {}", theirs.times(ours));
    figure("times the processor, the image crate", theirs.processor / ours.processor, 4);
}

/// Times a large portal that is built twice, and again after one photograph was replaced.
fn rebuild(photo: &Path, place: &Path) {
    let folder = place.join("many");
    fs::create_dir_all(&folder).unwrap();
    let small = decode(photo).resize(480, 480, FilterType::Triangle).into_rgb8();
    let files: Vec<PathBuf> = (0..MANY).map(|i| folder.join(format!("{i}.jpg"))).collect();
    files.par_iter().enumerate().for_each(|(i, file)| marked(&small, i).save(file).unwrap());
    let cache = place.join("many-cache");
    let first = time(|| drop(prepare(&files, &settings(""), &cache)));
    let mut report = Report::default();
    let second = time(|| {
        picture::prepare(&photographs(&files), &settings(""), &cache, &|_| {}, &mut report);
    });
    println!(
        "{MANY} photographs of 480 px         {:.1} s, again {:.2} s: {} encoded",
        first.wall, second.wall, report.counts["variants_encoded"]
    );
    marked(&small, MANY).save(&files[17]).unwrap();
    let mut report = Report::default();
    picture::prepare(&photographs(&files), &settings(""), &cache, &|_| {}, &mut report);
    println!(
        "one of them replaced              {} photograph, {} variants encoded",
        report.counts["pictures_encoded"], report.counts["variants_encoded"]
    );
    figure("variants encoded, one of 6,000 replaced", report.counts["variants_encoded"] as f64, 4);
}

fn settings(written: &str) -> Settings {
    Settings::of(&[toml::from_str::<Written>(written).unwrap()])
}

fn photographs(files: &[PathBuf]) -> Photographs {
    let named = |file: &PathBuf| {
        let item = file.display().to_string();
        (file.clone(), Photograph { item, is_pulled: false })
    };
    Photographs { files: files.iter().map(named).collect(), galleries: Vec::new() }
}

fn prepare(files: &[PathBuf], settings: &Settings, cache: &Path) -> picture::Pictures {
    let report = &mut Report::default();
    picture::prepare(&photographs(files), settings, cache, &|_| {}, report)
}

/// Duration of some work, in seconds.
#[derive(Clone, Copy)]
struct Took {
    /// Time on the clock.
    wall: f64,
    /// Processor time on all cores.
    processor: f64,
}

impl Took {
    const FOREVER: Took = Took { wall: f64::INFINITY, processor: f64::INFINITY };

    fn min(self, other: Took) -> Took {
        Took { wall: self.wall.min(other.wall), processor: self.processor.min(other.processor) }
    }

    fn times(self, other: Took) -> String {
        let processor = self.processor / other.processor;
        format!("{:.2} times, {processor:.2} times the processor", self.wall / other.wall)
    }
}

impl std::fmt::Display for Took {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2} s ({:.2} s of processors)", self.wall, self.processor)
    }
}

fn time(work: impl FnOnce()) -> Took {
    let (start, before) = (Instant::now(), processor_time());
    work();
    Took { wall: start.elapsed().as_secs_f64(), processor: processor_time() - before }
}
