//! Photographs to measure with: enlarged from the example, or in a folder of the user.

use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, RgbImage};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the photograph with `number` drawn as black and white squares along its top, so that
/// each number gives another file.
pub fn marked(photo: &RgbImage, number: usize) -> RgbImage {
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

/// Writes twelve photographs of 12 megapixels into a folder: photographs of the example, enlarged
/// and with the grain of a camera. Returns their paths.
pub fn from_example(folder: &Path) -> Vec<PathBuf> {
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
    let enlarged = |(i, photo): (usize, &PathBuf)| {
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
    found.par_iter().enumerate().map(enlarged).collect()
}

/// Paths of the pictures in a folder, sorted.
pub fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        files.filter(|file| image::image_dimensions(file).is_ok()).collect();
    files.sort();
    files
}

/// Number of pixels of a photograph.
pub fn pixels(photo: &Path) -> f64 {
    let (width, height) = image::image_dimensions(photo).unwrap();
    f64::from(width) * f64::from(height)
}

/// Returns the pixels of a photograph, turned upright.
pub fn decode(photo: &Path) -> DynamicImage {
    let reader = ImageReader::open(photo).unwrap().with_guessed_format().unwrap();
    let mut decoder = reader.into_decoder().unwrap();
    let orientation = decoder.orientation().unwrap();
    let mut photo = DynamicImage::from_decoder(decoder).unwrap();
    photo.apply_orientation(orientation);
    photo
}
