//! What a portal is made from: where links may lead, what cannot be read, and how large a file may
//! be.

use crate::support::{Built, Portal, root};
use std::path::Path;

const SETTINGS: &str =
    "title = \"Lacs\"\nbase_url = \"https://example.org\"\nlanguages = [\"fr\"]\n";
const GPX: &str = r#"<gpx version="1.1"><trk><name>Lac</name><trkseg>
<trkpt lat="45.1" lon="6.1"><ele>1200</ele></trkpt>
<trkpt lat="45.101" lon="6.1"><ele>1250</ele></trkpt>
</trkseg></trk></gpx>"#;
/// What must not be published, or must.
const SECRET: &str = "Sesame";

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    fn link(portal: &Portal, path: &str, target: impl AsRef<Path>) {
        let link = portal.path().join(path);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(target, link).unwrap();
    }

    fn jpeg(shade: u8) -> Vec<u8> {
        let mut bytes = Vec::new();
        let picture = image::RgbImage::from_pixel(64, 48, image::Rgb([shade, 90, 60]));
        picture.write_with_encoder(image::codecs::jpeg::JpegEncoder::new(&mut bytes)).unwrap();
        bytes
    }

    /// A folder beside the portal, as another account of the host has it.
    fn host() -> Portal {
        let track = GPX.replace("Lac<", &format!("{SECRET}<"));
        let text = format!("+++\nname = \"{SECRET}\"\ntitle = \"{SECRET}\"\n+++\n{SECRET}\n");
        let logo = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h4v4z\"/><text>{SECRET}</text></svg>"
        );
        Portal::empty()
            .with("passwd", SECRET)
            .with("folder/passwd", SECRET)
            .with("track.gpx", &track)
            .with("text.md", &text)
            .with("trek/track.gpx", &track)
            .with("trek/index.md", &text)
            .with("photo.jpg", jpeg(200))
            .with("film.webm", [&b"\x1a\x45\xdf\xa3"[..], SECRET.as_bytes(), b"........"].concat())
            .with("logo.svg", logo)
            .with("terms.toml", format!("[practice]\nwalk = \"{SECRET}\"\n"))
            .with("base.html", SECRET)
            .with("font.woff2", SECRET)
            .with("heights/N45E006.hgt", 500_u16.to_be_bytes().repeat(1201 * 1201))
    }

    /// A portal of which every kind of input is a link to the host; the links, with what of the
    /// site shows that they are followed.
    const LINKS: [(&str, &str, &str); 12] = [
        ("static/passwd", "passwd", "passwd"),
        ("static/folder", "folder", "folder/passwd"),
        ("treks/file/track.gpx", "track.gpx", "trek/file/index.html"),
        ("treks/folder", "trek", "trek/folder/index.html"),
        ("treks/loose.gpx", "track.gpx", "trek/loose/index.html"),
        ("treks/lac/photo.jpg", "photo.jpg", ""),
        ("pages/page.fr.md", "text.md", "information/page/index.html"),
        ("structures/s/logo.svg", "logo.svg", "logo/s.svg"),
        ("terms.toml", "terms.toml", "practice/walk/index.html"),
        ("theme/assets/fonts/own.woff2", "font.woff2", ""),
        ("theme/templates/not_found.html", "base.html", ""),
        ("terrain", "heights", ""),
    ];

    fn linked(host: &Portal, settings: &str) -> Portal {
        let name = host.path().file_name().unwrap().to_str().unwrap();
        let hero = format!(
            "[site]\nhero = \"../{name}/photo.jpg\"\nhero_video = \"../{name}/film.webm\"\n"
        );
        let portal = Portal::empty()
            .with("site.toml", format!("{SETTINGS}{settings}{hero}"))
            .with("treks/lac/track.gpx", GPX.replace("<ele>1200</ele>", ""))
            .with("treks/lac/index.md", "+++\nname = \"Lac\"\npractice = \"walk\"\n+++\n")
            .with("structures/s/brand.toml", "name = \"S\"\nlogo = \"logo.svg\"\n");
        for (path, target, _) in LINKS {
            link(&portal, path, host.path().join(target));
        }
        portal
    }

    fn holding_the_secret(built: &Built) -> Vec<&str> {
        let files = built.files.iter();
        let holding = files.filter(|(_, bytes)| {
            bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
        });
        holding.map(|(path, _)| path.as_str()).collect()
    }

    #[test]
    fn a_link_that_leads_out_of_the_portal_publishes_nothing_and_is_told() {
        let host = host();
        let portal = linked(&host, "");
        let built = portal.build();
        assert_eq!(holding_the_secret(&built), [""; 0]);
        assert!(!built.files.keys().any(|path| path.starts_with("media/")), "no photograph");
        assert!(!built.report.counts.contains_key("draped"));
        let place = host.path().canonicalize().unwrap();
        let name = place.file_name().unwrap().to_str().unwrap();
        for (path, target, _) in LINKS {
            let leads = format!("leads to {}", place.join(target).display());
            built.assert_warns(path, &leads);
        }
        built.assert_warns(
            "static/passwd",
            &format!("write `follow = [\"../{name}/passwd\"]` below a line `[files]` of site.toml"),
        );
        built.assert_warns("static/folder", &format!("write `follow = [\"../{name}/folder\"]`"));
        built.assert_warns("site.toml", "`hero` names ");
        built.assert_warns("site.toml", "`hero_video` names ");
    }

    #[test]
    fn links_to_a_place_that_the_settings_name_are_followed() {
        let host = host();
        let name = host.path().file_name().unwrap().to_str().unwrap();
        let portal = linked(&host, &format!("[files]\nfollow = [\"../{name}\"]\n"));
        let built = portal.build();
        for (_, _, published) in LINKS.iter().filter(|(_, _, published)| !published.is_empty()) {
            assert!(built.text(published).contains(SECRET), "{published}");
        }
        assert_eq!(built.text("404.html"), SECRET);
        assert!(built.files.keys().any(|path| path.ends_with("fonts/own.woff2")));
        assert!(
            built.files.keys().any(|path| path.starts_with("media/") && path.ends_with(".webp"))
        );
        assert!(built.files.keys().any(|path| path.ends_with(".webm")));
        assert_eq!(built.report.counts["draped"], 1);
        let links: Vec<_> =
            built.warnings().into_iter().filter(|w| w.contains("leads to")).collect();
        assert_eq!(links, [""; 0]);
    }

    #[test]
    fn links_inside_of_the_portal_publish_content_and_nothing_else() {
        let portal = Portal::empty()
            .with("site.toml", format!("# {SECRET}\n{SETTINGS}"))
            .with("plans/plan.pdf", "a plan")
            .with("plans/.draft.pdf", SECRET)
            .with("plans/old/.draft.pdf", SECRET)
            .with("plans/site.toml", SECRET)
            .with(".sentier/kept", SECRET)
            .with("old/.sentier.json", "{}")
            .with("old/index.html", SECRET)
            .with("treks/lac/track.gpx", GPX);
        for (path, target) in [
            ("static/plan.pdf", "../plans/plan.pdf"),
            ("static/plans", "../plans"),
            ("static/settings", "../site.toml"),
            ("static/kept", "../.sentier/kept"),
            ("static/cache", "../.sentier"),
            ("static/old", "../old"),
            ("static/index", "../old/index.html"),
            ("pages/reglages.fr.md", "../site.toml"),
            ("treks/again", "lac"),
        ] {
            link(&portal, path, target);
        }
        let built = portal.build();
        assert_eq!(built.text("plan.pdf"), "a plan");
        assert_eq!(built.text("plans/plan.pdf"), "a plan");
        assert!(built.files.contains_key("trek/again/index.html"));
        assert_eq!(holding_the_secret(&built), [""; 0]);
        built.assert_warns("static/settings", "leads to the settings of a portal");
        built.assert_warns("pages/reglages.fr.md", "leads to the settings of a portal");
        built.assert_warns("static/kept", "leads to the cache");
        built.assert_warns("static/index", "leads to a site that sentier made");
        built.assert_warns("static/plans/site.toml", "leads to the settings of a portal");
        built.assert_warns("static/plans/.draft.pdf", "(1 more like this)");
        assert_eq!(built.warnings().len(), 8, "{:#?}", built.warnings());
    }

    #[test]
    fn a_link_to_nowhere_or_in_a_circle_is_told_and_the_build_goes_on() {
        let portal = Portal::empty()
            .with("site.toml", SETTINGS)
            .with("treks/lac/track.gpx", GPX)
            .with("static/plan.pdf", "a plan");
        for (path, target) in [
            ("static/gone", "nowhere"),
            ("static/up", ".."),
            ("static/self", "."),
            ("static/chain", "chain"),
            ("treks/lac/photo.jpg", "../nowhere.jpg"),
            ("treks/round", "../treks"),
            ("terms.toml", "nowhere.toml"),
            ("terrain", "nowhere"),
            ("theme", "nowhere"),
            // What an editor leaves beside a file that is open.
            ("treks/lac/.#index.md", "somebody@here.123"),
        ] {
            link(&portal, path, target);
        }
        let built = portal.build();
        assert_eq!(built.text("plan.pdf"), "a plan");
        built.assert_warns("static/gone", "is a link to nowhere, which is not there");
        built.assert_warns("static/up", "is a link to a folder that contains it");
        built.assert_warns("static/self", "is a link to a folder that contains it");
        built.assert_warns("static/chain", "");
        built
            .assert_warns("treks/lac/photo.jpg", "is a link to ../nowhere.jpg, which is not there");
        built.assert_warns("treks/round", "is a link to a folder that contains it");
        for name in ["terms.toml", "terrain", "theme"] {
            built.assert_warns(name, "is a link to nowhere");
        }
        assert_eq!(built.warnings().len(), 9, "{:#?}", built.warnings());
    }

    #[test]
    fn a_source_elsewhere_is_a_place_of_the_portal() {
        let elsewhere =
            Portal::empty().with("treks/lac/track.gpx", GPX).with("shared/photo.jpg", jpeg(90));
        link(&elsewhere, "treks/lac/photo.jpg", "../../shared/photo.jpg");
        let path = elsewhere.path().display();
        let settings = format!("{SETTINGS}[[sources]]\npath = \"{path}\"\n");
        let portal = Portal::empty().with("site.toml", settings);
        link(&portal, "static/photos", elsewhere.path().join("shared"));
        let built = portal.build();
        assert_eq!(built.warnings(), [""; 0]);
        assert!(built.files.contains_key("photos/photo.jpg"));
        assert_eq!(built.report.counts["pictures"], 1);
    }

    #[test]
    fn a_folder_that_is_a_link_to_the_portal_itself_is_told() {
        for name in ["static", "theme", "terrain", "treks"] {
            let portal = Portal::empty().with("site.toml", SETTINGS).with("lac.gpx", GPX);
            link(&portal, name, ".");
            let built = portal.build();
            built.assert_warns(name, "is a link to a folder that contains it");
            assert!(!built.files.contains_key("site.toml") && !built.files.contains_key("lac.gpx"));
            assert!(built.files.contains_key("trek/lac/index.html"));
        }
    }

    #[test]
    fn what_changes_behind_a_link_is_built_again() {
        let host = Portal::empty().with("plan.txt", "old");
        let name = host.path().file_name().unwrap().to_str().unwrap();
        let settings = format!("{SETTINGS}[files]\nfollow = [\"../{name}\"]\n");
        let portal = Portal::empty().with("site.toml", settings).with("lac.gpx", GPX);
        link(&portal, "static/plan.txt", host.path().join("plan.txt"));
        let plan = portal.path().join("public/plan.txt");
        for text in ["old", "new"] {
            host.write("plan.txt", text);
            assert_eq!(portal.run(&["build", "--strict"]).code, 0);
            assert_eq!(std::fs::read_to_string(&plan).unwrap(), text);
        }
        assert!(portal.run(&["build"]).out.contains(" 0 files written"));
    }
}

#[test]
fn a_name_that_climbs_out_of_its_folder_finds_nothing() {
    let host = Portal::empty().with("lac.gpx", GPX).with("photo.jpg", SECRET);
    let name = host.path().file_name().unwrap().to_str().unwrap();
    let text = format!(
        "+++\nname = \"Lac\"\ntrack = \"../../../{name}/lac.gpx\"\n[[attachments]]\nfile = \"../../../{name}/photo.jpg\"\n[[attachments]]\nfile = \"{}/photo.jpg\"\n+++\n",
        host.path().display()
    );
    let brand = format!("name = \"S\"\nlogo = \"../../../{name}/photo.jpg\"\n");
    let portal = Portal::empty()
        .with("site.toml", SETTINGS)
        .with("treks/lac/track.gpx", GPX)
        .with("treks/lac/index.md", text)
        .with("structures/s/brand.toml", brand);
    let built = portal.build();
    built.assert_warns("treks/lac/index.md:3: `track` names", "which is not in this folder");
    built.assert_warns("treks/lac/index.md:5: `file` names", "which is not in this folder");
    built.assert_warns("treks/lac/index.md:7: `file` names", "which is not in this folder");
    built.assert_warns("structures/s/brand.toml", "which is not in this folder");
    assert!(
        !built.files.keys().any(|path| path.starts_with("media/") || path.starts_with("logo/"))
    );
}

#[test]
fn a_place_that_is_not_there_and_a_setting_that_does_not_exist_are_told() {
    let portal = Portal::empty()
        .with("site.toml", format!("{SETTINGS}[files]\nfollow = [\"../nowhere-at-all\"]\n"))
        .with("lac.gpx", GPX);
    portal
        .build()
        .assert_warns("site.toml", "`follow` names `../nowhere-at-all`, which is not there");
    portal.write("site.toml", format!("{SETTINGS}[files]\nfolow = [\"..\"]\n"));
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("did you mean `follow`?"), "{}", ran.err);
}

#[test]
fn the_cache_is_no_source_wherever_it_lies() {
    let portal = Portal::empty()
        .with("site.toml", SETTINGS)
        .with("lac.gpx", GPX)
        .with("kept/geotrek/media/leaflet.gpx", GPX);
    let built = crate::support::build(portal.path(), &portal.path().join("kept"), None).unwrap();
    assert_eq!(built.report.counts["treks"], 1);
}

/// Files that the account which builds the site has no right to read.
#[cfg(unix)]
mod rights {
    use super::*;
    use crate::support::{Ran, command, tree};
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;

    /// An account without any right of its own.
    const NOBODY: u32 = 65_534;

    fn set(path: &Path, mode: u32) {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }

    /// Builds as an account to which the rights of files apply: not as root.
    fn build(portal: &Portal, words: &[&str]) -> (Ran, Portal) {
        let place = Portal::empty();
        let is_root = place.path().metadata().unwrap().uid() == 0;
        set(portal.path(), 0o755);
        let mut build = command();
        build.args(words).arg(portal.path());
        if words[0] == "build" {
            build.arg("--out").arg(place.path().join("public"));
        }
        build.arg("--cache").arg(place.path().join("cache"));
        if is_root {
            chown(place.path(), Some(NOBODY), Some(NOBODY)).unwrap();
            build.uid(NOBODY).gid(NOBODY);
        }
        let output = build.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let code = output.status.code().unwrap_or(-1);
        (Ran { code, out: text(output.stdout), err: text(output.stderr) }, place)
    }

    #[test]
    fn each_kind_of_file_that_cannot_be_read_is_named_and_the_build_goes_on() {
        let unreadable = [
            "static/plan.pdf",
            "static/_headers",
            "static/.well-known",
            "treks/closed/track.gpx",
            "treks/lac/index.fr.md",
            "treks/lac/photo.jpg",
            "treks/lac/pois.geojson",
            "treks/private",
            "loose.geojson",
            "loose.json",
            "pages/page.fr.md",
            "pois/source.fr.md",
            "alerts/closed.fr.md",
            "structures/a/brand.toml",
            "structures/b/logo.svg",
            "structures/c/logo.png",
            "terms.toml",
            "terrain/N45E006.hgt",
            "terrain/model.tif",
            "photos/hero.jpg",
        ];
        let portal = Portal::empty()
            .with("site.toml", format!("{SETTINGS}[site]\nhero = \"photos/hero.jpg\"\n"))
            .with("treks/lac/track.gpx", GPX)
            .with("static/note.txt", "A note")
            .with("structures/b/brand.toml", "name = \"B\"\nlogo = \"logo.svg\"\n")
            .with("structures/c/brand.toml", "name = \"C\"\nlogo = \"logo.png\"\n");
        for path in unreadable {
            let is_folder = ["static/.well-known", "treks/private"].contains(&path);
            portal.write(
                &if is_folder { format!("{path}/file.txt") } else { path.to_owned() },
                SECRET,
            );
            set(&portal.path().join(path), 0);
        }
        let (ran, place) = build(&portal, &["build", "--verbose"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        for path in unreadable {
            let warnings = ran.err.lines().filter(|line| line.contains(path));
            let told = warnings.filter(|line| line.contains("cannot be read: the account")).count();
            assert_eq!(told, 1, "{path}: {}", ran.err);
        }
        let warnings = ran.err.lines().filter(|line| line.contains("warning:")).count();
        // One more: without its tiles, `terrain` holds no height model.
        assert_eq!(warnings, unreadable.len() + 1, "{}", ran.err);
        let site = tree(&place.path().join("public"));
        assert!(site.contains_key("note.txt") && site.contains_key("trek/lac/index.html"));
        assert!(!site.contains_key("plan.pdf"));
        for path in unreadable {
            set(&portal.path().join(path), 0o755);
        }
    }

    #[test]
    fn a_theme_or_settings_that_cannot_be_read_are_named_and_there_is_no_site() {
        for path in ["theme/assets/css/own.css", "theme/templates/trek.html", "site.toml"] {
            let portal = Portal::empty().with("lac.gpx", GPX).with(path, "");
            set(&portal.path().join(path), 0);
            let (ran, _) = build(&portal, &["build"]);
            assert_eq!(ran.code, 1, "{ran:?}");
            assert!(
                ran.err.contains(&format!("{path} cannot be read: the account")),
                "{}",
                ran.err
            );
        }
    }

    #[test]
    fn a_file_that_may_be_read_at_last_is_read_by_the_next_build() {
        let portal = Portal::empty().with("site.toml", SETTINGS).with("lac.gpx", GPX);
        // Large files are not read to see whether they changed.
        portal.write("static/map.pdf", vec![b'x'; 300_000]);
        let map = portal.path().join("static/map.pdf");
        set(portal.path(), 0o755);
        let place = Portal::empty();
        if place.path().metadata().unwrap().uid() == 0 {
            chown(place.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        for (mode, published) in [(0, false), (0o644, true)] {
            set(&map, mode);
            let mut build = command();
            build.arg("build").arg(portal.path());
            build.arg("--out").arg(place.path().join("public"));
            build.arg("--cache").arg(place.path().join("cache"));
            if portal.path().metadata().unwrap().uid() == 0 {
                build.uid(NOBODY).gid(NOBODY);
            }
            assert!(build.output().unwrap().status.success());
            assert_eq!(place.path().join("public/map.pdf").exists(), published);
        }
    }
}

/// Between the plan of a site and its writing, a file may go.
#[test]
fn a_file_that_is_gone_when_it_is_copied_is_named_and_the_others_are_published() {
    let portal = Portal::empty()
        .with("site.toml", SETTINGS)
        .with("lac.gpx", GPX)
        .with("static/gone.pdf", "a plan")
        .with("static/here.pdf", "a plan");
    let config = sentier::Config::load(portal.path()).unwrap();
    let mut report = sentier::Report::default();
    let renderer = sentier::renderer(&config, &mut report).unwrap();
    let cache = portal.path().join(".sentier");
    let memory = &mut sentier::Memory::default();
    let site = sentier::prepare(&config, &cache, memory, &|_| {}, &mut report).unwrap();
    let pages = sentier::page::plan(&site, &mut report);
    std::fs::remove_file(portal.path().join("static/gone.pdf")).unwrap();
    let out = portal.path().join("public");
    let disk = sentier::emit::Disk::open(&out, sentier::storage::Patience::NONE).unwrap();
    let emitted = sentier::emit::emit(&pages, &renderer, &disk, None, &|_| {}).unwrap();
    let [warning] = &emitted.report.warnings[..] else { panic!("{:?}", emitted.report) };
    assert_eq!(warning.item, "static/gone.pdf");
    assert!(warning.problem.contains("is not there"), "{warning}");
    assert!(emitted.report.has_transient_problem, "the next build tries again");
    assert!(out.join("here.pdf").exists() && !out.join("gone.pdf").exists());
}

/// Files that are larger, longer or deeper than any honest one.
mod limits {
    use super::*;
    use std::fs::File;
    use std::time::{Duration, Instant};

    /// A file of so many bytes that takes no room.
    fn sparse(portal: &Portal, path: &str, bytes: u64) {
        portal.write(path, "");
        File::options().write(true).open(portal.path().join(path)).unwrap().set_len(bytes).unwrap();
    }

    const GIGABYTE: u64 = 1 << 30;
    /// However busy a machine is, nothing here takes that long.
    const A_HANG: Duration = Duration::from_secs(300);

    fn portal() -> Portal {
        Portal::empty().with("site.toml", SETTINGS).with("treks/lac/track.gpx", GPX)
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_gigabyte_is_told_with_the_limit_and_takes_no_memory() {
        let portal = portal()
            .with("structures/b/brand.toml", "name = \"B\"\nlogo = \"logo.svg\"\n")
            .with("treks/lac/index.en.md", "");
        let files = [
            ("treks/lac/index.fr.md", "4 MB"),
            ("treks/lac/photo.jpg", "200 MB"),
            ("treks/big/track.gpx", "64 MB"),
            ("a.gpx", "64 MB"),
            ("b.kml", "64 MB"),
            ("c.kmz", "64 MB"),
            ("d.geojson", "64 MB"),
            ("pages/page.fr.md", "4 MB"),
            ("pois/source.fr.md", "4 MB"),
            ("pois/all.geojson", "64 MB"),
            ("alerts/closed.fr.md", "4 MB"),
            ("structures/a/brand.toml", "1 MB"),
            ("structures/b/logo.svg", "512 kB"),
            ("terms.toml", "4 MB"),
            ("static/_headers", "1 MB"),
        ];
        for (path, _) in files {
            sparse(&portal, path, GIGABYTE);
        }
        for path in
            ["terrain/N45E006.hgt", "terrain/N46E006.hgt.zip", "terrain/model.tif", "dump.json"]
        {
            sparse(&portal, path, GIGABYTE);
        }
        // Copied, and never in memory, whether it is new or already there.
        sparse(&portal, "static/film.mp4", 300_000_000);
        for _ in 0..2 {
            let mut build = crate::support::command();
            build.args(["build", "--verbose"]).arg(portal.path());
            let (ran, peak) = crate::support::peak(&mut build);
            assert_eq!(ran.code, 0, "{ran:?}");
            for (path, limit) in files {
                let told = |line: &str| {
                    line.contains(path) && line.contains(&format!("is larger than {limit}: "))
                };
                assert!(ran.err.lines().any(told), "{path}: {}", ran.err);
            }
            assert!(!ran.err.contains("dump.json"), "{}", ran.err);
            for tile in ["N45E006.hgt", "N46E006.hgt.zip", "model.tif"] {
                assert!(ran.err.contains(&format!("terrain/{tile}: is left out")), "{}", ran.err);
            }
            println!("files of a gigabyte: {peak} MB at most");
            assert!(peak < 200, "{peak} MB");
            portal.write("pages/other.fr.md", "+++\ntitle = \"Other\"\n+++\n");
        }
        let film = portal.path().join("public/film.mp4");
        assert_eq!(film.metadata().unwrap().len(), 300_000_000);
    }

    #[test]
    fn settings_and_themes_that_are_too_large_are_no_site() {
        for (path, limit) in [
            ("site.toml", "1 MB"),
            ("theme/theme.toml", "1 MB"),
            ("theme/templates/trek.html", "4 MB"),
            ("theme/i18n/fr.ftl", "4 MB"),
            ("theme/assets/css/own.css", "32 MB"),
        ] {
            let portal = Portal::empty().with("lac.gpx", GPX);
            sparse(&portal, path, GIGABYTE);
            let ran = portal.run(&["build"]);
            assert_eq!(ran.code, 1, "{ran:?}");
            let told = format!("{path} is larger than {limit}: ");
            assert!(ran.err.contains(&told), "{}", ran.err);
        }
    }

    #[test]
    fn nesting_without_end_is_told() {
        const DEPTH: usize = 200_000;
        let line = "[[6.1,45.1],[6.1,45.2]]";
        let collection = |depth: usize| {
            let open = "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(depth);
            format!(
                "{open}{{\"type\":\"LineString\",\"coordinates\":{line}}}{}",
                "]}".repeat(depth)
            )
        };
        let feature = |properties: &str, geometry: &str| {
            format!("{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":{geometry}}}")
        };
        let flat = format!("{{\"type\":\"LineString\",\"coordinates\":{line}}}");
        let nested =
            |start: &str, end: &str| format!("{}{}", start.repeat(DEPTH), end.repeat(DEPTH));
        for (path, content, problem) in [
            ("a.geojson", nested("[", "]"), "it is not GeoJSON"),
            ("a.geojson", collection(10_000), "nested too deep"),
            (
                "a.geojson",
                feature(&format!("{{\"a\":{}}}", nested("[", "]")), &flat),
                "nested too deep",
            ),
            (
                "a.geojson",
                feature(
                    "{}",
                    &format!("{{\"type\":\"LineString\",\"coordinates\":{}}}", nested("[", "]")),
                ),
                "nested too deep",
            ),
            ("a.gpx", format!("<gpx>{}", nested("<trk>", "</trk>")), "nested too deep"),
            ("a.kml", format!("<kml>{}", nested("<Folder>", "</Folder>")), "nested too deep"),
            ("terms.toml", format!("practice = {}", nested("[", "]")), "nested too deep"),
            ("structures/a/brand.toml", format!("name = {}", nested("[", "]")), "nested too deep"),
            (
                "treks/lac/index.md",
                format!("+++\na = {}\n+++\n", nested("[", "]")),
                "nested too deep",
            ),
            (
                "treks/lac/index.md",
                format!("---\na: {}\n---\n", nested("[", "]")),
                "nested too deep",
            ),
        ] {
            let built = portal().with(path, content).build();
            built.assert_warns(path, problem);
        }
        let svg =
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{}</svg>", "<g>".repeat(20_000));
        let portal = portal()
            .with("structures/a/brand.toml", "name = \"A\"\nlogo = \"logo.svg\"\n")
            .with("structures/a/logo.svg", svg);
        portal.build().assert_warns("structures/a/brand.toml", "`logo` is not shown");
        portal.write("site.toml", format!("a = {}", nested("[", "]")));
        let ran = portal.run(&["build"]);
        assert!(ran.code == 1 && ran.err.contains("nested too deep"), "{ran:?}");
    }

    /// Work that grows with the square of a length does not end: such files would take minutes.
    #[test]
    fn long_files_take_no_longer_than_they_are_long() {
        let points: String = (0..60_000)
            .map(|i| format!("<wpt lat=\"45.1\" lon=\"6.1\"><name>{i}</name></wpt>"))
            .collect();
        let lines: String = (0..30_000)
            .map(|i| {
                let lat = 45.0 + f64::from(i) * 1e-5;
                format!(
                    "{{\"type\":\"Feature\",\"properties\":{{}},\"geometry\":{{\"type\":\"LineString\",\"coordinates\":[[6.1,{lat}],[6.2,{lat}]]}}}},"
                )
            })
            .collect();
        let lines = lines.trim_end_matches(',');
        let numbers = "12,".repeat(200_000);
        for (path, content) in [
            ("pois/all.gpx", format!("<gpx>{points}</gpx>")),
            ("lines.geojson", format!("{{\"type\":\"FeatureCollection\",\"features\":[{lines}]}}")),
            ("treks/lac/index.md", format!("+++\n{}+++\n", "[[attachments]]\n".repeat(60_000))),
            (
                "treks/lac/index.md",
                (0..60_000).fold("+++\n".to_owned(), |text, i| text + &format!("a{i} = 1\n"))
                    + "+++\n",
            ),
            ("treks/lac/index.md", format!("+++\ncities = [{numbers}]\n+++\n")),
        ] {
            let start = Instant::now();
            let portal = portal().with(path, content);
            let config = sentier::Config::load(portal.path()).unwrap();
            let mut report = sentier::Report::default();
            let places = &config.places;
            let languages = &config.page.languages;
            let cache = portal.path().join(".sentier");
            let context = sentier::source::Context { places, cache: &cache, languages };
            let memory = &mut sentier::source::Memory::default();
            sentier::source::load(&config.sources, context, memory, &mut report).unwrap();
            let took = start.elapsed();
            println!("{path}: {took:?}, {} warnings", report.warnings.len());
            assert!(took < A_HANG, "{path}: {took:?}");
            assert!(report.warnings.len() < 30, "{path}: {} warnings", report.warnings.len());
        }
    }

    /// What a reader needs is a multiple of the size of its file, whatever stands in it.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_large_track_takes_ten_times_its_size_at_most() {
        const SIZE: usize = 12_000_000;
        let fill = |start: &str, piece: &str, end: &str| {
            let pieces = (SIZE - start.len() - end.len()) / piece.len();
            format!("{start}{}{end}", piece.repeat(pieces))
        };
        let line = "{\"type\":\"LineString\",\"coordinates\":[";
        let features = "{\"type\":\"FeatureCollection\",\"features\":[";
        let kml = "<kml><Placemark><LineString><coordinates>";
        let end = "</coordinates></LineString></Placemark></kml>";
        for (path, content) in [
            ("a.geojson", fill(line, "[],", "[1,1]]}")),
            ("a.geojson", fill(line, "[1,1],[2,2],", "[1,1]]}")),
            ("a.geojson", fill(features, "0,", "0]}")),
            ("a.kml", fill(kml, "1,2 2,1 ", end)),
        ] {
            let portal = portal().with(path, &content);
            let mut build = crate::support::command();
            build.args(["build", "--verbose"]).arg(portal.path()).env_remove("RUST_BACKTRACE");
            let (ran, peak) = crate::support::peak(&mut build);
            println!("{path}: {peak} MB at most");
            assert_eq!(ran.code, 0, "{ran:?}");
            assert!(ran.err.contains(&format!("warning: {path}: no page: ")), "{}", ran.err);
            assert!(peak < 45 + 10 * 12, "{path}: {peak} MB");
        }
    }

    #[test]
    fn an_archive_that_grows_without_end_is_no_track() {
        use std::io::Write;
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file("doc.kml", zip::write::SimpleFileOptions::default()).unwrap();
        let spaces = vec![b' '; 1_000_000];
        for _ in 0..65 {
            archive.write_all(&spaces).unwrap();
        }
        let archive = archive.finish().unwrap().into_inner();
        assert!(archive.len() < 100_000);
        let built = portal().with("bomb.kmz", archive).build();
        built.assert_warns("bomb.kmz", "the KML of the archive is larger than 64 MB");
    }

    #[test]
    fn thousands_of_mistakes_in_one_file_are_some_and_a_number() {
        let keys: String = (0..5_000).map(|i| format!("word{i} = 1\n")).collect();
        let portal = portal()
            .with("terms.toml", &keys)
            .with("structures/a/brand.toml", format!("name = \"A\"\n{keys}"));
        let built = portal.build();
        for path in ["terms.toml", "structures/a/brand.toml"] {
            let told = built.report.warnings.iter().filter(|warning| warning.item == path).count();
            assert_eq!(told, 21, "{path}");
            built.assert_warns(path, "and 49");
        }
    }
}

#[test]
fn names_that_windows_keeps_for_devices_are_no_addresses() {
    let portal = Portal::empty().with("site.toml", SETTINGS);
    for name in ["CON", "nul", "Aux", "com1", "LPT9", "prn"] {
        portal.write(&format!("treks/{name}/track.gpx"), GPX);
        portal.write(&format!("treks/{name}/index.md"), "+++\nname = \"Lac\"\npractice = \"aux\"\ncities = [\"Con\"]\nstructure = \"prn\"\n+++\n");
    }
    portal.write("pages/nul.md", "+++\ntitle = \"Nul\"\n+++\n");
    portal.write("structures/PRN/brand.toml", "name = \"P\"\n");
    let built = portal.build();
    assert_eq!(built.warnings(), [""; 0]);
    for page in [
        "trek/x-con/x-con.gpx",
        "trek/x-com1/index.html",
        "practice/x-aux/index.html",
        "city/x-con/index.html",
        "information/x-nul/index.html",
        "structure/x-prn/index.html",
    ] {
        assert!(built.files.contains_key(page), "{page}");
    }
}

#[cfg(unix)]
#[test]
fn static_names_that_windows_cannot_hold_are_told() {
    let portal = Portal::empty()
        .with("site.toml", SETTINGS)
        .with("treks/lac/track.gpx", GPX)
        .with("static/plans/Été (1).pdf", "fine")
        .with("static/.well-known/security.txt", "fine");
    for path in [
        "CON",
        "plans/nul.tar.gz",
        "com1/a.txt",
        "CONIN$",
        "dot.",
        "space ",
        "a:b",
        "what?.pdf",
        "back\\slash",
        "line\nfeed",
    ] {
        portal.write(&format!("static/{path}"), "x");
        let built = portal.build();
        let shown: String = path.replace('\n', "\u{fffd}");
        built.assert_warns(&format!("static/{shown}"), "Windows can neither keep nor unpack it");
        assert_eq!(built.warnings().len(), 1, "{:#?}", built.warnings());
        assert!(built.files.contains_key(path), "{path}");
        std::fs::remove_file(portal.path().join("static").join(path)).unwrap();
    }
    portal.write("static/Plans/other.pdf", "x");
    portal.write("static/map.pdf", "x");
    portal.write("static/MAP.pdf", "x");
    portal.write("static/Trek/a.txt", "x");
    let built = portal.build();
    built.assert_warns("static/map.pdf", "differs from static/MAP.pdf by capitals only");
    built.assert_warns(
        "static/plans/Été (1).pdf",
        "differs from static/Plans/other.pdf by capitals only",
    );
    built.assert_warns("static/Trek/a.txt", "differs from `trek` of the site by capitals only");
    assert_eq!(built.warnings().len(), 3, "{:#?}", built.warnings());
}

#[test]
fn names_that_a_to_z_cannot_say_have_an_address_each() {
    let portal = Portal::empty().with("site.toml", SETTINGS);
    let names = ["✌✌", "ѴѴ", "vv", "长城", "長城"];
    for name in names {
        portal.write(&format!("{name}.gpx"), GPX.replace("Lac", name));
    }
    portal.write("treks/tour/track.gpx", GPX);
    portal.write(
        "treks/tour/index.md",
        "+++\nname = \"Tour\"\nchildren = [\"长城\", \"ѴѴ\"]\nthemes = [\"✌✌\", \"ѴѴ\"]\n+++\n",
    );
    let built = portal.build();
    assert_eq!(built.warnings(), [""; 0]);
    assert_eq!(built.report.counts["treks"], names.len() + 1);
    let themes = built.files.keys().filter(|path| path.starts_with("theme/")).count();
    assert_eq!(themes, 2);
}

/// What is written as on paper: quotation marks of a word processor, dates with strokes.
mod paper {
    use super::*;

    fn event(front: &str) -> String {
        format!("+++\n{front}+++\nVenez.\n")
    }

    #[test]
    fn typographic_quotation_marks_are_told_once_with_what_to_write() {
        let quoted = event("name = “Fête”\nplace = “Au pont”\nbegin_date = 2027-06-12\n");
        for (path, expected) in
            [("events/fete.fr.md", ""), ("events/fete/index.fr.md", " (the same in index.en.md)")]
        {
            let portal = Portal::empty()
                .with("site.toml", SETTINGS.replace("[\"fr\"]", "[\"fr\", \"en\"]"))
                .with("lac.gpx", GPX)
                .with(path, &quoted);
            if !expected.is_empty() {
                portal.write("events/fete/index.en.md", quoted.replace("“", "„").replace("”", "“"));
            }
            let told = format!(
                "{path}:2: the front matter cannot be read: its quotation marks are those of a word processor (“…”): write straight ones (\"…\"){expected}. Until then it is left out"
            );
            assert_eq!(portal.build().warnings(), [told]);
        }
    }

    #[test]
    fn what_is_in_typographic_quotation_marks_in_yaml_is_read_and_told_once() {
        let text = "---\nname: “Le lac”\ndeparture: ‘Le pont’\narrival: '“Chez Léon”'\nambiance: “Doux” et calme\n---\n";
        let portal = Portal::empty()
            .with("site.toml", SETTINGS)
            .with("treks/lac/track.gpx", GPX)
            .with("treks/lac/index.md", text);
        let built = portal.build();
        assert_eq!(
            built.warnings(),
            [
                "treks/lac/index.md:2: `name` has the quotation marks of a word processor (“…”): write straight ones (\"…\"), or none; the same is wrong with `departure`"
            ]
        );
        let page = built.text("trek/lac/index.html");
        for part in ["<h1>Le lac</h1>", ">Le pont<", "“Chez Léon”", "“Doux” et calme"] {
            assert!(page.contains(part), "{part}");
        }
    }

    #[test]
    fn a_date_as_on_paper_is_told_once_with_how_to_write_it() {
        let front = "name = \"Fête\"\nposition = [6.1, 45.1]\nbegin_date = \"15/08/2027\"\nend_date = \"16/08/2027\"\n";
        let portal = Portal::empty()
            .with("site.toml", SETTINGS.replace("[\"fr\"]", "[\"fr\", \"en\"]"))
            .with("lac.gpx", GPX)
            .with("events/fete/index.fr.md", event(front))
            .with("events/fete/index.en.md", event(front));
        let told = "events/fete/index.fr.md:4: `begin_date` is `15/08/2027`: write year, month and day, like `2027-08-15`. Until then it is left out";
        assert_eq!(portal.build().warnings(), [told]);
        // Without quotation marks, TOML reads nothing at all.
        portal.write(
            "events/fete/index.fr.md",
            event(&front.replace("\"15/08/2027\"", "15/08/2027")),
        );
        std::fs::remove_file(portal.path().join("events/fete/index.en.md")).unwrap();
        let told = "events/fete/index.fr.md:4: the front matter cannot be read: `15/08/2027` is not a date: write year, month and day, like `2027-08-15`. Until then it is left out";
        assert_eq!(portal.build().warnings(), [told]);
        portal.write(
            "events/fete/index.fr.md",
            event(front).replace("15/08/2027", "2027-08-15").replace("16/08/2027", "2027-08-16"),
        );
        let built = portal.build();
        assert_eq!(built.warnings(), [""; 0]);
        assert!(built.files.contains_key("event/fete/index.html"));
    }

    #[test]
    fn two_dates_of_one_alert_are_one_remark() {
        let front = "name = \"Éboulement\"\nlevel = \"closure\"\nbegin_date = \"1.10.2027\"\nend_date = \"31.10.2027\"\n";
        let portal = Portal::empty()
            .with("site.toml", SETTINGS)
            .with("lac.gpx", GPX)
            .with("alerts/eboulement.md", event(front));
        let told = "alerts/eboulement.md:4: `begin_date` is `1.10.2027`: write year, month and day, like `2027-10-01`; the same is wrong with `end_date`";
        assert_eq!(portal.build().warnings(), [told]);
    }

    #[test]
    fn other_files_in_toml_say_the_same() {
        let portal = Portal::empty()
            .with("site.toml", SETTINGS)
            .with("lac.gpx", GPX)
            .with("terms.toml", "[practice]\nwalk = “À pied”\n")
            .with("structures/a/brand.toml", "name = “Le parc”\n");
        let built = portal.build();
        for path in ["terms.toml:2", "structures/a/brand.toml:1"] {
            built.assert_warns(path, "quotation marks are those of a word processor");
        }
        portal.write("site.toml", "title = “Lacs”\n");
        let ran = portal.run(&["build"]);
        assert!(ran.code == 1 && ran.err.contains("those of a word processor"), "{}", ran.err);
    }

    #[test]
    fn the_trails_of_a_catalogue_tell_one_cause_once() {
        let feature = |number: usize| {
            format!(
                r#"{{"type":"Feature","properties":{{"id_local":"{number}","nom_itineraire":"T{number}","duree":"long"}},"geometry":{{"type":"LineString","coordinates":[[6.{number},45.1],[6.1,45.11]]}}}}"#
            )
        };
        let features: Vec<String> = (1..=9).map(feature).collect();
        let catalogue =
            format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
        let built =
            Portal::empty().with("site.toml", SETTINGS).with("all.geojson", catalogue).build();
        assert_eq!(
            built.warnings(),
            [
                "all.geojson (“T1”): `duration` is not a number: write it like `3.5` (the same in 8 others)"
            ]
        );
    }
}

#[test]
fn what_a_designer_keeps_beside_a_theme_is_not_read() {
    let portal = Portal::hamlet();
    portal.write("theme/assets/css/own.css", "body { color: red }");
    let plain = portal.build();
    for path in ["theme/logo.psd", "theme/.git/pack", "theme/assets/.DS_Store"] {
        portal.write(path, vec![b'x'; 20_000_000]);
    }
    let built = portal.build();
    assert_eq!(built.warnings(), plain.warnings());
    assert!(built.files == plain.files);
}

/// The only stylesheet of all pages that is published.
fn stylesheet(portal: &Portal) -> String {
    let built = portal.build();
    let mut sheets = built.files.keys().filter(|path| path.contains("/css/style"));
    let sheet = sheets.next().unwrap();
    assert!(sheet.ends_with("/css/style.css") && sheets.next().is_none(), "{sheet}");
    built.text(sheet).to_owned()
}

#[test]
fn a_theme_replaces_or_adds_one_part_of_the_stylesheet() {
    let classic = stylesheet(&Portal::hamlet());
    let folder = root().join("themes/classic/assets/css/style");
    let cards = std::fs::read_to_string(folder.join("24-cards.css")).unwrap();
    assert_eq!(classic.matches(&cards).count(), 1);

    let own = "@layer parts { .card { gap: 1rem; } }";
    let portal = Portal::hamlet().with("theme/assets/css/style/24-cards.css", own);
    let replaced = classic.replace(&cards, &format!("{own}\n"));
    assert_eq!(stylesheet(&portal), replaced);

    let end = ".card { color: red; }\n";
    portal.write("theme/assets/css/style/99-own.css", end);
    assert_eq!(stylesheet(&portal), format!("{replaced}{end}"));
}

#[test]
fn a_theme_replaces_the_whole_stylesheet() {
    let (whole, part) = ("body { color: red; }", "a { color: blue; }");
    let portal = Portal::hamlet().with("theme/assets/css/style.css", whole);
    assert_eq!(stylesheet(&portal), whole);
    portal.write("theme/assets/css/style/99-own.css", part);
    assert_eq!(stylesheet(&portal), format!("{whole}\n{part}"), "its own parts come after it");

    let portal = Portal::hamlet().with("themes/lakes/assets/css/style.css", whole);
    let settings = std::fs::read_to_string(portal.path().join("site.toml")).unwrap();
    portal.write("site.toml", format!("{settings}\n[theme]\nname = \"lakes\"\n"));
    assert_eq!(stylesheet(&portal), whole);
    portal.write("theme/assets/css/style/24-cards.css", part);
    assert_eq!(stylesheet(&portal), format!("{whole}\n{part}"), "so do those of the layers above");
}

#[test]
fn texts_of_two_sources_that_name_files_alike_keep_them_apart() {
    let elsewhere = Portal::empty();
    let outside = elsewhere.path().to_str().unwrap().replace('\\', "/");
    let settings = format!(
        "{SETTINGS}[[sources]]\nkind = \"files\"\npath = \"a\"\n[[sources]]\nkind = \"files\"\npath = \"{outside}\"\n"
    );
    let portal = Portal::empty().with("site.toml", settings).with("a/lac.gpx", GPX);
    for (folder, name) in [(portal.path().join("a"), "un"), (elsewhere.path().to_owned(), "deux")] {
        let pages = folder.join("pages");
        std::fs::create_dir(&pages).unwrap();
        let text = format!("+++\ntitle = \"{name}\"\n+++\n[Plan](plan.pdf)\n");
        std::fs::write(pages.join(format!("{name}.fr.md")), text).unwrap();
        std::fs::write(pages.join("plan.pdf"), format!("%PDF of {name}")).unwrap();
    }
    let built = portal.build();
    for name in ["un", "deux"] {
        let page = built.text(&format!("information/{name}/index.html"));
        let path = page.split("href=\"/file/").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(built.text(&format!("file/{path}")), format!("%PDF of {name}"));
    }
}

#[test]
fn a_file_in_the_place_of_a_folder_does_no_harm() {
    let portal = Portal::empty()
        .with("site.toml", SETTINGS)
        .with("lac.gpx", GPX)
        .with("static", "a file")
        .with("theme", "a file")
        .with("terrain", "a file");
    assert!(portal.build().files.contains_key("trek/lac/index.html"));
    assert_eq!(portal.run(&["build"]).code, 0);
}
