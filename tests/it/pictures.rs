//! Photographs: encoded once, whatever happens meanwhile, and harmless whatever they are.

use crate::support::{Built, Portal, build, command, peak, sentier, tree, until};
use image::codecs::jpeg::JpegEncoder;
use image::{ImageEncoder, ImageFormat, RgbImage};
use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use walkdir::WalkDir;

const SETTINGS: &str =
    "title = \"Rando\"\nlanguages = [\"fr\"]\nbase_url = \"https://a.example\"\n";
const GPX: &str = r#"<gpx><trk><trkseg><trkpt lat="45.1" lon="6.1"><ele>100</ele></trkpt><trkpt lat="45.11" lon="6.1"><ele>160</ele></trkpt></trkseg></trk></gpx>"#;

/// A photograph of its own, with grain.
fn photo(number: u32, width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503) ^ number) % 23;
        image::Rgb([(x / 8 + number * 31) as u8, (y / 5) as u8, (grain + 90) as u8])
    })
}

fn jpeg(photo: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(photo).unwrap();
    bytes
}

/// A portal with one trek for each photograph.
fn portal(photos: &[(&str, Vec<u8>)]) -> Portal {
    let mut portal = Portal::empty().with("site.toml", SETTINGS);
    for (name, bytes) in photos {
        let trek = name.split('/').next().unwrap();
        portal = portal
            .with(&format!("treks/{trek}/track.gpx"), GPX)
            .with(&format!("treks/{name}"), bytes);
    }
    portal
}

fn encoded(built: &Built) -> [usize; 2] {
    ["pictures_encoded", "variants_encoded"].map(|what| built.report.counts[what])
}

fn media(files: &BTreeMap<String, Vec<u8>>) -> Vec<&String> {
    files.keys().filter(|path| path.starts_with("media/")).collect()
}

#[test]
fn a_photograph_is_encoded_once_wherever_it_is() {
    let lake = jpeg(&photo(1, 900, 600));
    let portal = portal(&[("a/lac.jpg", lake.clone()), ("b/autre.jpg", lake.clone())]);
    let first = portal.build();
    // 400, 800 and 900 px, the JPEG, and the cut for social networks, under one name each. Two at
    // once may both make what neither found.
    assert!([[1, 5], [2, 10]].contains(&encoded(&first)), "{:?}", encoded(&first));
    assert_eq!(media(&first.files).len(), 5);
    fs::rename(portal.path().join("treks/b/autre.jpg"), portal.path().join("treks/b/lac.jpg"))
        .unwrap();
    let moved = portal.build();
    assert_eq!(encoded(&moved), [0, 0]);
    assert_eq!(moved.files, first.files);
    portal.write("treks/b/lac.jpg", jpeg(&photo(2, 900, 600)));
    let replaced = portal.build();
    assert_eq!((encoded(&replaced), media(&replaced.files).len()), ([1, 5], 10));
}

#[test]
fn a_changed_setting_makes_again_what_it_changes() {
    let portal = portal(&[("a/lac.jpg", jpeg(&photo(1, 900, 600)))]);
    let first = portal.build();
    portal.write("theme/theme.toml", "[pictures]\njpeg_quality = 50\n");
    let smaller = portal.build();
    assert_eq!(encoded(&smaller), [1, 2]);
    let webp = |built: &Built| -> Vec<String> {
        media(&built.files).into_iter().filter(|path| path.ends_with(".webp")).cloned().collect()
    };
    assert_eq!(webp(&smaller), webp(&first));
    // What the portal says wins; what was there before is still there.
    portal.write(
        "site.toml",
        format!("{SETTINGS}[pictures]\njpeg_quality = 78\nwidths = [300, 800]\n"),
    );
    let own = portal.build();
    assert_eq!(encoded(&own), [1, 1]);
    assert!(own.text("trek/a/index.html").contains("-300.webp 300w, "));
    portal.write("theme/theme.toml", "[pictures]\nqualty = 50\n");
    let error = build(portal.path(), &portal.path().join(".sentier"), None).err().unwrap();
    let error = format!("{error:#}");
    assert!(error.starts_with("theme/theme.toml, line 2, column 1"), "{error}");
    assert!(error.contains("did you mean `quality`?"), "{error}");
}

#[test]
#[cfg_attr(not(feature = "avif"), ignore = "needs `--features avif`")]
fn avif_is_made_where_it_is_asked_for() {
    let portal = portal(&[("a/lac.jpg", jpeg(&photo(1, 200, 150)))]);
    portal.write("site.toml", format!("{SETTINGS}[pictures]\navif = true\n"));
    let built = portal.build();
    let page = built.text("trek/a/index.html");
    let avif = page.split("<source type=\"image/avif\" srcset=\"/").nth(1).unwrap();
    let path = avif.split(' ').next().unwrap();
    assert_eq!(&built.files[path][4..12], b"ftypavif");
    assert!(page.find("image/avif").unwrap() < page.find("image/webp").unwrap());
}

#[test]
fn where_the_first_photograph_is_broken_the_next_is_on_the_card() {
    let broken = jpeg(&photo(1, 500, 400))[..3000].to_vec();
    let portal = portal(&[("a/1.jpg", broken), ("a/2.jpg", jpeg(&photo(2, 500, 800)))]);
    let built = portal.build();
    built.assert_warns("treks/a/1.jpg", "is cut off");
    let page = built.text("trek/a/index.html");
    let social = page.split("property=\"og:image\" content=\"https://a.example/").nth(1).unwrap();
    let social = &built.files[social.split('"').next().unwrap()];
    let social = image::load_from_memory(social).unwrap();
    assert_eq!((social.width(), social.height()), (500, 263));
    // Cut for the card: 3 to 2.
    let list = built.text("treks/index.html");
    assert!(list.contains("width=\"500\" height=\"333\""), "{list}");
}

#[test]
fn credits_inside_of_a_photograph_are_kept_when_asked_and_nothing_else_is() {
    let tiff = |entries: &[(u16, u16, &[u8])]| {
        let mut head = b"II*\0\x08\0\0\0".to_vec();
        head.extend((entries.len() as u16).to_le_bytes());
        let mut texts = Vec::new();
        for (tag, kind, value) in entries {
            let offset = 8 + 2 + entries.len() * 12 + 4 + texts.len();
            head.extend(tag.to_le_bytes());
            head.extend(kind.to_le_bytes());
            head.extend((value.len() as u32).to_le_bytes());
            head.extend((offset as u32).to_le_bytes());
            texts.extend(*value);
        }
        head.extend([0; 4]);
        [head, texts].concat()
    };
    // The model of the device, the author, the copyright.
    let exif = tiff(&[
        (0x110, 2, b"Secret Phone\0"),
        (0x13b, 2, b"Agnes Roche\0"),
        (0x8298, 2, b"CC BY 4.0\0"),
    ]);
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    encoder.set_exif_metadata(exif).unwrap();
    encoder.encode_image(&photo(1, 300, 200)).unwrap();
    let portal = portal(&[("a/lac.jpg", bytes)]);
    let holds = |built: &Built, text: &str| {
        let with =
            |path: &&String| built.files[*path].windows(text.len()).any(|w| w == text.as_bytes());
        media(&built.files).iter().filter(|path| with(path)).count()
    };
    let built = portal.build();
    assert_eq!([holds(&built, "Agnes Roche"), holds(&built, "Secret")], [0, 0]);
    assert!(!built.text("trek/a/index.html").contains("Agnes"));
    portal.write("site.toml", format!("{SETTINGS}[pictures]\ncredits = true\n"));
    let built = portal.build();
    assert_eq!(
        [holds(&built, "Agnes Roche"), holds(&built, "Secret")],
        [media(&built.files).len(), 0]
    );
    let page = built.text("trek/a/index.html");
    assert!(page.contains("© Agnes Roche · CC BY 4.0"), "{page}");
    assert!(
        page.contains("\"license\":\"https://creativecommons.org/licenses/by/4.0/\""),
        "{page}"
    );
    for path in media(&built.files) {
        assert!(path.ends_with("webp") || path.ends_with("jpg"));
        image::load_from_memory(&built.files[path]).unwrap();
    }
}

fn start(portal: &Path, cache: &Path, out: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_sentier"))
        .args(["build", "--quiet", "--cache"])
        .arg(cache)
        .arg("--out")
        .args([out, portal])
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// How many files and folders are below a folder; those that vanish while one looks count too.
fn entries(folder: &Path) -> usize {
    WalkDir::new(folder).min_depth(1).into_iter().count()
}

/// A site without the list that a build makes of its files.
fn site(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(folder);
    files.retain(|path, _| !path.starts_with('.'));
    files
}

#[test]
fn builds_that_share_a_cache_and_are_ended_leave_nothing_wrong() {
    let photos: Vec<(String, Vec<u8>)> =
        (0..12).map(|i| (format!("t{i}/p.jpg"), jpeg(&photo(i, 480, 360)))).collect();
    let photos: Vec<(&str, Vec<u8>)> =
        photos.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let portals = [portal(&photos), portal(&photos)];
    let place = Portal::empty();
    let [reference, cache] = ["reference", "cache"].map(|name| place.path().join(name));
    assert!(
        start(portals[0].path(), &place.path().join("own"), &reference).wait().unwrap().success()
    );
    let expected = site(&reference);
    let again = place.path().join("again");
    assert!(start(portals[0].path(), &cache, &again).wait().unwrap().success());
    let encoded = entries(&cache);
    let outs = ["one", "two"].map(|name| place.path().join(name));
    let staging = place.path().join(".one.sentier-new");
    for round in 0..20 {
        let cold = round % 4 == 0;
        if cold {
            let _ = fs::remove_dir_all(&cache);
        }
        let _ = fs::remove_dir_all(&outs[0]);
        let mut first = start(portals[0].path(), &cache, &outs[0]);
        let mut second = start(portals[1].path(), &cache, &outs[1]);
        // Each time when another part of what it makes is there.
        let made = || entries(&staging) + if cold { entries(&cache) } else { 0 };
        let all = expected.len() + if cold { encoded } else { 0 };
        let enough = all * (round * 7 % 20) / 20;
        until("a part of the photographs and of the site", || {
            made() >= enough || first.try_wait().unwrap().is_some()
        });
        let _ = first.kill();
        let _ = first.wait();
        assert!(second.wait().unwrap().success(), "round {round}");
        assert_eq!(site(&outs[1]), expected, "round {round}");
        // What was ended half-way shows nothing, or all.
        if outs[0].exists() {
            assert_eq!(site(&outs[0]), expected, "round {round}");
        }
        let verified = sentier(
            ["cache", "verify", "--cache"]
                .map(AsRef::as_ref)
                .into_iter()
                .chain([cache.as_os_str()]),
        );
        assert!(verified.out.contains(", 0 were damaged"), "{verified:?}");
    }
}

#[test]
fn what_was_encoded_before_a_build_was_ended_is_not_encoded_again() {
    let photos: Vec<(String, Vec<u8>)> =
        (0..16).map(|i| (format!("t{i}/p.jpg"), jpeg(&photo(i, 640, 480)))).collect();
    let photos: Vec<(&str, Vec<u8>)> =
        photos.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let portal = portal(&photos);
    let pictures = portal.path().join(".sentier/pictures");
    let kept = || {
        let folders = fs::read_dir(&pictures).into_iter().flatten().flatten();
        folders.filter(|folder| folder.path().join("info.json").exists()).count()
    };
    let cache = portal.path().join(".sentier");
    let mut before = 16;
    // Where the machine looked away until all were encoded, there is nothing to see yet.
    until("a build that is ended in time", || {
        let _ = fs::remove_dir_all(&cache);
        let mut child = start(portal.path(), &cache, &portal.path().join("public"));
        until("four photographs", || kept() >= 4 || child.try_wait().unwrap().is_some());
        child.kill().unwrap();
        child.wait().unwrap();
        before = kept();
        before < 16
    });
    assert!(before >= 4, "{before}");
    assert_eq!(encoded(&portal.build())[0], 16 - before);
}

#[test]
fn a_damaged_cache_is_found_and_made_again() {
    let portal = portal(&[("a/lac.jpg", jpeg(&photo(1, 300, 200)))]);
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let expected = site(&portal.path().join("public"));
    let folder = portal.path().join(".sentier/pictures");
    let kept = tree(&folder);
    let webp = kept.keys().find(|path| path.ends_with(".webp")).unwrap();
    fs::write(folder.join(webp), &kept[webp][..40]).unwrap();
    let size = portal.run(&["cache", "size"]);
    assert!(size.out.starts_with("1 photographs, 3 variants, "), "{size:?}");
    let verified = portal.run(&["cache", "verify"]);
    assert!(verified.out.contains(&format!("damaged, removed: {webp}")), "{verified:?}");
    fs::remove_dir_all(portal.path().join("public")).unwrap();
    assert_eq!(portal.run(&["build"]).code, 0);
    assert_eq!(site(&portal.path().join("public")), expected);
    // What was used today stays; long ago, it goes, and what a build left half written.
    let part = folder.join("x.123-4.part");
    fs::write(&part, "half").unwrap();
    assert!(portal.run(&["cache", "prune", "--to", "0 MB"]).out.starts_with("0 photographs"));
    let old = std::time::SystemTime::now() - Duration::from_secs(3 * 24 * 3600);
    let info = folder.join(webp).with_file_name("info.json");
    for file in [info, part] {
        fs::File::options().append(true).open(file).unwrap().set_modified(old).unwrap();
    }
    assert!(portal.run(&["cache", "prune", "--to", "1 GB"]).out.starts_with("0 photographs"));
    assert!(portal.run(&["cache", "prune", "--to", "0 MB"]).out.starts_with("1 photographs"));
    assert_eq!(tree(&folder).into_keys().collect::<Vec<_>>(), ["seen.json"]);
}

#[test]
fn a_flipped_bit_in_the_cache_is_mended_and_told() {
    let portal = portal(&[("a/lac.jpg", jpeg(&photo(1, 900, 600)))]);
    assert_eq!(portal.run(&["build"]).code, 0);
    let public = portal.path().join("public");
    let expected = site(&public);
    let folder = portal.path().join(".sentier/pictures");
    let kept = tree(&folder);
    assert!(kept.len() >= 6, "{:?}", kept.keys());
    for (name, bytes) in &kept {
        let mut bad = bytes.clone();
        let middle = bad.len() / 2;
        bad[middle] ^= 1;
        fs::write(folder.join(name), bad).unwrap();
        fs::remove_dir_all(&public).unwrap();
        let ran = portal.run(&["build"]);
        assert_eq!(ran.code, 0, "{name}: {ran:?}");
        assert!(site(&public) == expected, "{name}");
        // What is only known of photographs is computed again without a word.
        let told = ran.err.contains("1 encoded photographs were damaged in the cache");
        assert_eq!(told, !name.ends_with(".json"), "{name}: {}", ran.err);
        assert!(tree(&folder) == kept, "{name}");
    }
}

#[test]
fn a_variant_is_the_same_whatever_else_was_encoded_before() {
    // A wide photograph, whose cut for social networks needs more than its largest variant.
    let wide = jpeg(&photo(3, 2600, 900));
    let [first, second] = [portal(&[("a/1.jpg", wide.clone())]), portal(&[("a/1.jpg", wide)])];
    let expected = first.build();
    // The same, with the photograph as the second of its trek and in other widths before.
    let small = jpeg(&photo(4, 300, 200));
    second.write("treks/a/0.jpg", small);
    second.write("site.toml", format!("{SETTINGS}[pictures]\nwidths = [500, 800]\n"));
    second.build();
    fs::remove_file(second.path().join("treks/a/0.jpg")).unwrap();
    second.build();
    second.write("site.toml", SETTINGS);
    let built = second.build();
    assert!(encoded(&built)[1] > 0 && encoded(&built)[1] < encoded(&expected)[1]);
    assert_eq!(media(&built.files), media(&expected.files));
    assert!(built.files == expected.files);
}

#[test]
fn a_cache_that_cannot_be_written_stops_no_build() {
    let portal = portal(&[("a/lac.jpg", jpeg(&photo(1, 300, 200)))]);
    assert_eq!(portal.run(&["build"]).code, 0);
    let expected = site(&portal.path().join("public"));
    let cache = portal.path().join("cache");
    // A file where the folder should be.
    portal.write("cache/pictures", "");
    let out = portal.path().join("elsewhere");
    let words = ["--cache", cache.to_str().unwrap(), "--out", out.to_str().unwrap()];
    for round in 0..2 {
        let ran = portal.run(&[&["build"], &words[..]].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        let told = "encoded photographs cannot be kept here, and are encoded again in every build";
        assert!(ran.err.contains(told), "round {round}: {}", ran.err);
        assert!(site(&out) == expected, "round {round}");
    }
}

/// On a file system of a few kilobytes, which an unprivileged process may make for itself.
#[cfg(target_os = "linux")]
#[test]
fn a_cache_on_a_full_disk_stops_no_build() {
    let photos = [1, 2, 3].map(|i| jpeg(&photo(i, 900, 600)));
    let portal = portal(&[("a/1.jpg", photos[0].clone()), ("b/2.jpg", photos[1].clone())]);
    portal.write("treks/b/3.jpg", &photos[2]);
    assert_eq!(portal.run(&["build"]).code, 0);
    let expected = site(&portal.path().join("public"));
    let (cache, out) = (portal.path().join("full"), portal.path().join("elsewhere"));
    fs::create_dir(&cache).unwrap();
    let script = "mount -t tmpfs -o size=100k tmpfs \"$1\" && shift && exec \"$@\"";
    let run = |program: &[&std::ffi::OsStr]| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]);
        command.arg(&cache).args(program).output()
    };
    if !run(&["true".as_ref()]).is_ok_and(|ran| ran.status.success()) {
        eprintln!("SKIPPED: no test of a full disk, this system lets nobody make a small one");
        return;
    }
    let ran = run(&[
        env!("CARGO_BIN_EXE_sentier").as_ref(),
        "build".as_ref(),
        "--cache".as_ref(),
        cache.as_ref(),
        "--out".as_ref(),
        out.as_ref(),
        portal.path().as_ref(),
    ]);
    let ran = ran.unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    assert!(said.contains("cannot be kept here") && said.contains("No space left"), "{said}");
    assert!(site(&out) == expected);
}

#[cfg(target_os = "linux")]
#[test]
fn huge_photographs_take_no_more_memory_than_there_is() {
    // A few bytes that claim to be large; decoders fill what is missing with grey.
    let large = |width: u16, height: u16| {
        let mut bytes = jpeg(&photo(1, 64, 64));
        let frame = bytes.windows(2).position(|marker| marker == [0xff, 0xc0]).unwrap();
        bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
        bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
        bytes
    };
    let mut wide = Cursor::new(Vec::new());
    image::DynamicImage::from(image::ImageBuffer::<image::Rgba<u16>, _>::new(2500, 2000))
        .write_to(&mut wide, ImageFormat::Png)
        .unwrap();
    let mut bomb = Vec::new();
    image::codecs::png::PngEncoder::new(&mut bomb)
        .write_image(&vec![0; 30_000 * 10], 30_000, 10, image::ExtendedColorType::L8)
        .unwrap();
    // It claims three thousand times as many rows.
    bomb[20..24].copy_from_slice(&30_000_u32.to_be_bytes());
    let portal = portal(&[
        ("a/1.jpg", large(11_000, 9_000)),
        ("b/2.jpg", large(9_000, 11_000)),
        ("c/3.png", wide.into_inner()),
        ("d/4.png", bomb),
    ]);
    let mut build = command();
    build.args(["build", "--cache"]).arg(portal.path().join("cache")).arg(portal.path());
    let (ran, peak) = peak(&mut build);
    assert_eq!(ran.code, 0, "{ran:?}");
    println!("four huge photographs: {peak} MB at most");
    assert!(peak > 250 && peak < 600, "{peak} MB");
    let built = tree(&portal.path().join("public"));
    let has_photo = |trek: &str| {
        let page = &built[&format!("trek/{trek}/index.html")];
        !String::from_utf8_lossy(page).contains("hero-plain")
    };
    assert_eq!(["a", "b", "c", "d"].map(has_photo), [true, true, true, false]);
}
