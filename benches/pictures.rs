//! `cargo bench --bench pictures [-- FOLDER]`: times what is made of photographs.
//!
//! On twelve photographs of 12 megapixels, made of those of the example, or on those of a folder,
//! in one run and on the same cores: the whole ladder, the same WebP beside `vipsthumbnail`
//! (Debian: `libvips-tools`), with the size of the files and how like the original they are; and
//! beside the `image` crate alone. Then a build of 6,000 photographs that are all in the cache,
//! and one of them replaced.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and stops at once")]
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock and its arguments")]

use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage};
use rayon::prelude::*;
use sentier::Report;
use sentier::picture::cache::upkeep;
use sentier::picture::{self, FOLDER, Photograph, Photographs, Settings, Written};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const WIDTHS: [u32; 4] = [400, 800, 1200, 1920];
/// How many photographs are in the cache of a large portal.
const MANY: usize = 6_000;

fn main() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    // Cargo gives `--bench` too.
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let photos = match folder {
        Some(folder) => files(Path::new(&folder)),
        None => large(&place.join("photos")),
    };
    let megapixels: f64 = photos.iter().map(|photo| pixels(photo) / 1e6).sum();
    println!("{} photographs, {megapixels:.0} megapixels in all", photos.len());
    whole_ladder(&photos, place, megapixels);
    let ours = beside_vips(&photos, place);
    beside_image(&photos, place, ours);
    many(&photos[0], place);
}

/// What a build makes of each photograph, on one core.
fn whole_ladder(photos: &[PathBuf], place: &Path, megapixels: f64) {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let cache = place.join("ladder");
    let took = one.install(|| time(|| drop(prepare(photos, &settings(""), &cache))));
    println!(
        "the default ladder on one core    {:.3} s of a processor for 12 megapixels; {:.0} KB a photograph",
        took.processor / megapixels * 12.0,
        upkeep::size(&cache.join(FOLDER)).bytes as f64 / 1000.0 / photos.len() as f64
    );
    figure("seconds of a processor for 12 megapixels", took.processor / megapixels * 12.0);
}

/// The same widths as WebP of the same quality and effort. What ours took.
fn beside_vips(photos: &[PathBuf], place: &Path) -> Took {
    // Nothing that the others do not make.
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
    figure("times the processor, vipsthumbnail", theirs.processor / ours.processor);
    likeness(photos, place, &webp_only);
    ours
}

/// One process a core, each with all widths of its part of the photographs.
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

/// Bytes, and the structural similarity to the original in the same width.
fn likeness(photos: &[PathBuf], place: &Path, settings: &Settings) {
    let pictures = prepare(photos, settings, &place.join("webp-0"));
    for (step, width) in WIDTHS.iter().enumerate() {
        let of = |photo: &PathBuf| {
            let variant = pictures.get(photo)?.whole.webp.get(step)?;
            let name = format!("{}-{width}.webp", photo.file_stem()?.to_str()?);
            let theirs = place.join("vips").join(name);
            let original =
                decode(photo).resize_exact(variant.width, variant.height, FilterType::Lanczos3);
            let like = |file: &Path| {
                let other = image::open(file).unwrap().into_rgb8();
                (other.dimensions() == (variant.width, variant.height))
                    .then(|| similarity(&original.to_rgb8(), &other))
            };
            let bytes = |file: &Path| fs::metadata(file).unwrap().len() as f64;
            let (ours, file) = (like(&variant.file)?, &variant.file);
            Some([ours, like(&theirs)?, bytes(file), bytes(&theirs)])
        };
        let compared: Vec<[f64; 4]> = photos.par_iter().filter_map(of).collect();
        let mean = |i: usize| compared.iter().map(|c| c[i]).sum::<f64>() / compared.len() as f64;
        println!(
            "  {width:>4} px: SSIM {:.4} and {:.4}, {:.1} and {:.1} KB: {:.3} times the bytes",
            mean(0),
            mean(1),
            mean(2) / 1000.0,
            mean(3) / 1000.0,
            mean(2) / mean(3)
        );
        figure(&format!("bytes / vipsthumbnail, {width} px"), mean(2) / mean(3));
        figure(&format!("likeness (SSIM), {width} px"), mean(0));
    }
}

fn similarity(one: &RgbImage, other: &RgbImage) -> f64 {
    let grey = |image: &RgbImage| DynamicImage::from(image.clone()).into_luma8();
    let algorithm = image_compare::Algorithm::MSSIMSimple;
    image_compare::gray_similarity_structure(&algorithm, &grey(one), &grey(other)).unwrap().score
}

/// Decoding, resizing and WebP by that crate, which writes it without loss only.
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
    figure("times the processor, the image crate", theirs.processor / ours.processor);
}

/// A figure that `docs/budgets.md` keeps the last value of.
fn figure(name: &str, value: f64) {
    println!("figure: {name} = {value:.4}");
}

/// A large portal that is built again.
fn many(photo: &Path, place: &Path) {
    let folder = place.join("many");
    fs::create_dir_all(&folder).unwrap();
    let small = decode(photo).resize(480, 480, FilterType::Triangle).into_rgb8();
    let files: Vec<PathBuf> = (0..MANY).map(|i| folder.join(format!("{i}.jpg"))).collect();
    files.par_iter().enumerate().for_each(|(i, file)| other(&small, i).save(file).unwrap());
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
    other(&small, MANY).save(&files[17]).unwrap();
    let mut report = Report::default();
    picture::prepare(&photographs(&files), &settings(""), &cache, &|_| {}, &mut report);
    println!(
        "one of them replaced              {} photograph, {} variants encoded",
        report.counts["pictures_encoded"], report.counts["variants_encoded"]
    );
    figure("variants encoded, one of 6,000 replaced", report.counts["variants_encoded"] as f64);
}

/// The photograph with a few pixels of its own.
fn other(photo: &RgbImage, number: usize) -> RgbImage {
    let mut photo = photo.clone();
    for bit in 0..16 {
        let white = number >> bit & 1 == 1;
        for x in 0..8 {
            for y in 0..8 {
                photo.put_pixel(bit * 8 + x, y, image::Rgb([if white { 255 } else { 0 }; 3]));
            }
        }
    }
    photo
}

/// Photographs of 12 megapixels, as a camera leaves them: those of the example, with grain.
fn large(folder: &Path) -> Vec<PathBuf> {
    fs::create_dir_all(folder).unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("content-example");
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(example)
        .sort_by_file_name()
        .into_iter()
        .flatten()
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "jpg"))
        .collect();
    found.truncate(12);
    let grown = |(i, photo): (usize, &PathBuf)| {
        let mut large = decode(photo).resize_exact(4032, 3024, FilterType::CatmullRom).into_rgb8();
        let mut state = 0x9e37_79b9_u32.wrapping_add(i as u32);
        for channel in large.iter_mut() {
            // xorshift (Marsaglia 2003): the grain of a sensor.
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            *channel = channel.saturating_add_signed((state % 13) as i8 - 6);
        }
        let path = folder.join(format!("{i}.jpg"));
        let file = fs::File::create(&path).unwrap();
        image::codecs::jpeg::JpegEncoder::new_with_quality(file, 90).encode_image(&large).unwrap();
        path
    };
    found.par_iter().enumerate().map(grown).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        files.filter(|file| image::image_dimensions(file).is_ok()).collect();
    files.sort();
    files
}

fn pixels(photo: &Path) -> f64 {
    let (width, height) = image::image_dimensions(photo).unwrap();
    f64::from(width) * f64::from(height)
}

fn decode(photo: &Path) -> DynamicImage {
    let reader = ImageReader::open(photo).unwrap().with_guessed_format().unwrap();
    let mut decoder = reader.into_decoder().unwrap();
    let orientation = decoder.orientation().unwrap();
    let mut photo = DynamicImage::from_decoder(decoder).unwrap();
    photo.apply_orientation(orientation);
    photo
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

/// Seconds.
#[derive(Clone, Copy)]
struct Took {
    wall: f64,
    /// Of processors, children included: what else runs on the machine does not change it much.
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
    let (start, before) = (Instant::now(), processor());
    work();
    Took { wall: start.elapsed().as_secs_f64(), processor: processor() - before }
}

/// Seconds of processors that this program and its children took (Linux; else not known).
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    // User and system time, its own and of its children, in hundredths (proc_pid_stat(5)).
    let fields = after_name.split_whitespace().skip(11).take(4);
    fields.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}
