//! Several commands at once, on the same folders and the same cache, some of which are killed.

use crate::geotrek;
use crate::support::{Numbers, Portal, command, sentier, tree};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

/// The words of one of some commands.
fn words<'c>(numbers: &mut Numbers, commands: &[&'c str]) -> Vec<&'c str> {
    numbers.one(commands).split(' ').collect()
}

fn start(words: &[&str], folders: &[&Path]) -> Child {
    let mut command = command();
    command.args(words).args(folders).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// The exit code, and what was said.
fn end(child: Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Names in a folder that a build leaves beside the site.
fn left_beside(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name.contains(".sentier-")).collect()
}

#[test]
fn two_builds_of_one_folder_give_the_site_of_one() {
    let portal = Portal::hamlet();
    assert_eq!(portal.run(&["build"]).code, 0);
    let public = portal.path().join("public");
    let expected = tree(&public);
    for round in 0..10 {
        if round % 2 == 0 {
            fs::remove_dir_all(&public).unwrap();
        }
        // Each does everything again.
        let caches = ["one", "two"].map(|name| portal.path().join(format!(".sentier/{name}")));
        let builds =
            caches.map(|cache| start(&["build", "-q", "--cache"], &[&cache, portal.path()]));
        for build in builds {
            assert_eq!(end(build), (Some(0), String::new()), "round {round}");
        }
        assert!(tree(&public) == expected, "round {round}");
        assert_eq!(left_beside(portal.path()), [""; 0]);
    }
}

/// A lock like that of a build, until it is dropped.
fn hold(lock: &Path) -> fs::File {
    let mut file = fs::File::create(lock).unwrap();
    std::io::Write::write_all(&mut file, b"sentier build portal (process 7)").unwrap();
    file.lock().unwrap();
    file
}

#[test]
fn a_build_that_would_wait_too_long_says_for_whom_and_has_its_own_code() {
    let portal = Portal::hamlet();
    let lock = portal.path().join(".public.sentier-lock");
    let held = hold(&lock);
    let ran = portal.run(&["build", "--wait", "0"]);
    assert_eq!(ran.code, 5, "{ran:?}");
    let public = portal.path().canonicalize().unwrap().join("public");
    let told = format!("sentier build portal (process 7) is using {}", public.display());
    assert!(ran.err.contains(&told) && ran.err.contains("--wait"), "{}", ran.err);
    assert!(!public.exists());
    // Another folder is free.
    let elsewhere = portal.path().join("elsewhere");
    assert_eq!(portal.run(&["build", "--wait", "0", "--out", elsewhere.to_str().unwrap()]).code, 0);
    // A build that waits begins when the other has ended.
    let waiting = start(&["build"], &[portal.path()]);
    drop(held);
    assert_eq!(end(waiting).0, Some(0));
    assert!(public.join("index.html").exists());
    assert_eq!(left_beside(portal.path()), [""; 0]);
}

#[test]
fn a_pull_waits_for_another_and_a_build_does_not_go_on_without() {
    let server = geotrek::valley();
    let portal = server.portal_with("");
    assert_eq!(portal.run(&["pull"]).code, 0);
    let snapshots = portal.path().join(".sentier/geotrek");
    let folder = fs::read_dir(snapshots).unwrap().next().unwrap().unwrap().path();
    let held = hold(&folder.join("pull.lock"));
    for command in ["pull", "build"] {
        let ran = portal.run(&[command, "--wait", "0"]);
        assert_eq!(ran.code, 5, "{ran:?}");
        assert!(ran.err.contains("(process 7) is using"), "{}", ran.err);
    }
    assert_eq!(portal.run(&["build", "--offline", "--wait", "0"]).code, 0);
    drop(held);
    assert_eq!(portal.run(&["build", "--wait", "0"]).code, 0);
}

#[test]
fn what_a_pull_replaces_stays_until_nobody_reads_it() {
    let server = geotrek::valley();
    let portal = server.portal_with("");
    assert_eq!(portal.run(&["pull"]).code, 0);
    let snapshots = portal.path().join(".sentier/geotrek");
    let folder = fs::read_dir(snapshots).unwrap().next().unwrap().unwrap().path();
    let media = || tree(&folder.join("media")).into_keys().collect::<BTreeSet<_>>();
    let before = media();
    let reader = fs::File::create(folder.join("use.lock")).unwrap();
    reader.lock_shared().unwrap();
    server.say("/media/topo.pdf", (200, "application/pdf", b"%PDF-1.4 another topo".to_vec()));
    assert_eq!(portal.run(&["pull", "--full"]).code, 0);
    assert_eq!(media().difference(&before).count(), 1);
    assert!(media().is_superset(&before), "a reader still needs them");
    drop(reader);
    assert_eq!(portal.run(&["pull", "--full"]).code, 0);
    assert_eq!(media().len(), before.len());
}

/// Two portals, one of files and one of a Geotrek-admin, and what their sites must be.
struct Shared {
    portals: [Portal; 2],
    _server: geotrek::Server,
    place: Portal,
    /// By the name of the folder to which the site of the portal is written.
    expected: [BTreeMap<String, Vec<u8>>; 2],
}

impl Shared {
    fn new() -> Shared {
        let server = geotrek::valley();
        let portals = [Portal::hamlet(), server.portal_with("")];
        let place = Portal::empty();
        let own = place.path().join("own-cache");
        let site = |portal: &Portal| {
            let out = place.path().join("reference");
            let build = start(
                &["build", "-q", "--cache"],
                &[&own, Path::new("--out"), &out, portal.path()],
            );
            assert_eq!(end(build).0, Some(0));
            let site = tree(&out);
            fs::remove_dir_all(out).unwrap();
            site
        };
        let expected = [site(&portals[0]), site(&portals[1])];
        Shared { portals, _server: server, place, expected }
    }

    fn out(&self, portal: usize) -> PathBuf {
        self.place.path().join(format!("site-{portal}"))
    }

    /// Asserts that the sites are complete, or not there yet.
    #[track_caller]
    fn check(&self, seed: u64) {
        for portal in 0..2 {
            let site = self.out(portal);
            if site.exists() {
                assert!(tree(&site) == self.expected[portal], "seed {seed}, site {portal}");
            }
        }
    }

    /// Starts a random command on the folders that all share.
    fn start(&self, numbers: &mut Numbers) -> (String, Child) {
        let portal = numbers.below(2) as usize;
        let (root, out) = (self.portals[portal].path(), self.out(portal));
        let cache = self.place.path().join("cache");
        let words = words(
            numbers,
            &[
                "build -q",
                "build -q",
                "build -q --full",
                "check",
                "pull --full",
                "cache verify",
                "cache prune --to 0MB",
                "serve --port 0",
            ],
        );
        let mut folders = vec![Path::new("--cache"), &cache, root];
        if words[0] == "build" {
            folders.extend([Path::new("--out"), &*out]);
        }
        (words.join(" "), start(&words, &folders))
    }
}

/// Random commands at random times, a part of which are killed: no site is ever half there, no
/// command fails that is not killed, and nothing is left beside the sites.
#[test]
fn two_hundred_random_interleavings_lose_nothing() {
    let shared = Shared::new();
    for seed in 0..200 {
        let mut numbers = Numbers(seed);
        match numbers.below(6) {
            0 => drop(fs::remove_dir_all(shared.place.path().join("cache"))),
            1 => drop(fs::remove_dir_all(shared.out(numbers.below(2) as usize))),
            _ => {}
        }
        let mut running = Vec::new();
        for _ in 0..numbers.below(3) + 2 {
            running.push(shared.start(&mut numbers));
            std::thread::sleep(Duration::from_millis(numbers.below(60)));
        }
        for (words, mut child) in running {
            let is_killed = words.starts_with("serve") || numbers.below(4) == 0;
            if is_killed {
                let _ = child.kill();
            }
            let (code, said) = end(child);
            assert!(is_killed || code == Some(0), "seed {seed}: {words}: {code:?} {said}");
            shared.check(seed);
        }
    }
    let cache = shared.place.path().join("cache");
    for portal in 0..2 {
        let out = shared.out(portal);
        let root = shared.portals[portal].path();
        // The locks of all that were killed are free.
        let words = ["build", "-q", "--wait", "0", "--cache"];
        let build = start(&words, &[&cache, Path::new("--out"), &out, root]);
        assert_eq!(end(build), (Some(0), String::new()));
        assert!(tree(&out) == shared.expected[portal]);
    }
    assert_eq!(left_beside(shared.place.path()), [""; 0]);
    let verified = sentier([Path::new("cache"), Path::new("verify"), Path::new("--cache"), &cache]);
    assert!(verified.out.contains(", 0 were damaged"), "{verified:?}");
}

/// Killed at any moment, a build or a pull leaves the old site or the new one, a snapshot that the
/// next command reads, and free locks.
#[test]
fn a_hundred_random_kills_leave_a_complete_site() {
    let server = geotrek::valley();
    let portal = server.portal_with("");
    let names = ["Le lac vert", "Le lac bleu"];
    let call = |name: &str| server.list("theme", &[json!({"id": 3, "label": {"fr": name}})]);
    let public = portal.path().join("public");
    let sites = names.map(|name| {
        call(name);
        assert_eq!(portal.run(&["build", "-q", "--full"]).code, 0);
        tree(&public)
    });
    assert!(sites[0] != sites[1]);
    let mut killed = 0;
    for seed in 0..100 {
        let mut numbers = Numbers(seed);
        call(names[numbers.below(2) as usize]);
        let words = words(&mut numbers, &["build -q --full", "build -q --full", "pull --full"]);
        let mut child = start(&words, &[portal.path()]);
        std::thread::sleep(Duration::from_millis(numbers.below(250)));
        let _ = child.kill();
        killed += usize::from(end(child).0.is_none());
        let found = tree(&public);
        assert!(sites.contains(&found), "seed {seed}: neither the old site nor the new one");
        if seed % 10 == 9 {
            let ran = portal.run(&["build", "-q", "--offline", "--wait", "0"]);
            assert_eq!(ran.code, 0, "seed {seed}: {ran:?}");
            assert!(sites.contains(&tree(&public)), "seed {seed}: after a build without a network");
            assert_eq!(left_beside(portal.path()), [""; 0]);
        }
    }
    println!("{killed} of 100 commands were killed before they ended");
    call(names[0]);
    assert_eq!(portal.run(&["build", "-q", "--full", "--wait", "0"]).code, 0);
    assert!(tree(&public) == sites[0]);
    assert_eq!(left_beside(portal.path()), [""; 0]);
}

/// True for a trek that a portal shows.
type Choice = fn(&Value) -> bool;

/// A portal of a part of a server's treks, as the model knows it.
struct Part {
    root: Portal,
    out: PathBuf,
    shows: Choice,
    /// French names of the treks that the last pull brought, by number; `None` before the first.
    pulled: Option<BTreeMap<u64, String>>,
    /// True when the last pull brought a trek in any language.
    has_treks: bool,
    /// The site when it was last looked at.
    site: BTreeMap<String, Vec<u8>>,
}

/// The treks of a site by number, with the name that their page shows.
fn treks(site: &BTreeMap<String, Vec<u8>>) -> BTreeMap<u64, String> {
    let trek = |(path, page): (&String, &Vec<u8>)| {
        let local = path.strip_prefix("trek/")?.strip_suffix("/index.html")?;
        let page = String::from_utf8_lossy(page);
        let name = page.split("<h1>").nth(1)?.split("</h1>").next()?.to_owned();
        Some((local.split('-').next()?.parse().ok()?, name))
    };
    site.iter().filter_map(trek).collect()
}

fn is_on_portal(trek: &Value, portal: u64) -> bool {
    trek["portal"].as_array().unwrap().contains(&json!(portal))
}

/// Four portals of one server share a cache: whatever is edited, in whatever order they are pulled
/// and built, alone or two at once, with a server that fails or without a network, each site shows
/// the treks of its own portal, as its last good pull saw them.
#[test]
fn a_shared_cache_never_shows_the_treks_of_another_portal() {
    for seed in 0..6 {
        mixed(seed);
    }
}

fn mixed(seed: u64) {
    let mut numbers = Numbers(seed);
    let server = geotrek::Server::start();
    let mut now: Vec<Value> = (1..=12_u32)
        .map(|id| {
            let mut trek = geotrek::trek(id, &format!("Trek {id}"));
            trek["portal"] = json!(if id % 3 == 0 { vec![1, 2] } else { vec![id % 3] });
            trek
        })
        .collect();
    server.list("trek", &now);
    let place = Portal::empty();
    let choices: [(&str, Choice); 4] = [
        ("portals = [1]", |trek| is_on_portal(trek, 1)),
        ("portals = [2]", |trek| is_on_portal(trek, 2)),
        ("exclude = [4, 5]", |trek| trek["id"] != 4 && trek["id"] != 5),
        ("", |_| true),
    ];
    let mut parts = choices.map(|(settings, shows)| {
        let settings = format!("{settings}\nlargest_loss = 1.0\n");
        let root = server.portal_with(&settings);
        let out = root.path().join("public");
        Part { root, out, shows, pulled: None, has_treks: false, site: BTreeMap::new() }
    });
    let cache = place.path().join("cache");
    for step in 0..40 {
        let is_up = numbers.below(5) != 0;
        server.fail(!is_up);
        for _ in 0..numbers.below(3) {
            let chosen = numbers.below(now.len() as u64) as usize;
            let stamp = format!("2026-06-01T{:02}:{:02}:00+02:00", step / 60, step % 60);
            now[chosen]["update_datetime"] = json!(stamp);
            match numbers.below(3) {
                0 => now[chosen]["name"]["fr"] = json!(format!("Nom {step}")),
                1 => now[chosen]["portal"] = json!([numbers.below(3)]),
                _ => now[chosen]["published"] = json!({"fr": numbers.below(2) == 0, "en": true}),
            }
        }
        server.list("trek", &now);
        let first = numbers.below(4) as usize;
        let chosen = BTreeSet::from([first, numbers.below(4) as usize]);
        let words = words(&mut numbers, &["build -q", "build -q", "build -q --offline", "pull"]);
        let running: Vec<(usize, Child)> = chosen
            .iter()
            .map(|part| {
                (*part, start(&words, &[Path::new("--cache"), &cache, parts[*part].root.path()]))
            })
            .collect();
        for (at, child) in running {
            let (code, said) = end(child);
            let part = &mut parts[at];
            let asks = !words.contains(&"--offline");
            if asks && is_up {
                let shown = now.iter().filter(|trek| (part.shows)(trek));
                part.has_treks = shown.clone().next().is_some();
                let shown = shown.filter(|trek| trek["published"]["fr"] == true);
                let named = |trek: &Value| {
                    (trek["id"].as_u64().unwrap(), trek["name"]["fr"].as_str().unwrap().to_owned())
                };
                part.pulled = Some(shown.map(named).collect());
            }
            let expected = match (&part.pulled, words[0]) {
                (None, _) => 1,
                (_, "pull") if !is_up => 1,
                // A portal without a trek is no site.
                (_, "build") if !part.has_treks => 1,
                (_, "build") if asks && !is_up => 4,
                _ => 0,
            };
            let context = format!("seed {seed}, step {step}: {words:?} of portal {at}: {said}");
            assert_eq!(code, Some(expected), "{context}");
            let found = if part.out.exists() { tree(&part.out) } else { BTreeMap::new() };
            if words[0] == "build" && expected != 1 {
                assert_eq!(Some(&treks(&found)), part.pulled.as_ref(), "{context}");
            } else {
                assert!(found == part.site, "{context}");
            }
            part.site = found;
        }
    }
}
