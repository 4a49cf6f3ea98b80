//! `sentier serve`, over a real connection.

use crate::support::{Answer, Portal, ask, command, until};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

/// A server that stops with the test.
pub struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    pub fn start(portal: &Portal) -> Server {
        Server::start_and(portal, "load", || ())
    }

    /// Starts it, and does something as soon as it says that a stage begins.
    fn start_and(portal: &Portal, stage: &str, act: impl FnOnce()) -> Server {
        let mut serve = command();
        serve.arg("serve").arg(portal.path()).args(["--port", "0"]);
        let mut child = serve.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
        assert!(said.any(|line| line.unwrap().starts_with(stage)), "no stage {stage}");
        act();
        std::thread::spawn(move || said.for_each(drop));
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().unwrap().unwrap();
            if let Some(rest) = line.strip_prefix("The site is at http://") {
                break rest.split('/').next().unwrap().to_owned();
            }
        };
        // The rest of what it says is read too, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Server { child, address }
    }

    pub fn get(&self, path: &str, fields: &str) -> Answer {
        let close = format!("Host: {}\r\nConnection: close\r\n{fields}", self.address);
        ask(&self.address, &format!("GET {path} HTTP/1.1\r\n{close}\r\n"))
    }

    fn version(&self) -> String {
        self.get("/_sentier/version", "").body
    }

    /// The page once it is as expected: it is asked for again with each new version of the site.
    fn until(&self, path: &str, expected: impl Fn(&Answer) -> bool) -> Answer {
        let mut found = None;
        let mut version = String::new();
        until(path, || {
            version = self.get(&format!("/_sentier/version?{version}"), "").body;
            found = Some(self.get(path, "")).filter(&expected);
            found.is_some()
        });
        found.unwrap()
    }
}

#[test]
fn pages_files_and_what_is_not_there() {
    let portal = Portal::hamlet();
    let server = Server::start(&portal);
    assert!(server.address.starts_with("127.0.0.1:"), "{}", server.address);
    let page = server.get("/trek/moulin/", "");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Le moulin &amp; la source") && page.body.contains("reload.js"));
    assert!(page.body.contains("href=\"/treks/\""), "the path of base_url is not in the way");
    assert_eq!(server.get("/en/trek/moulin", "").status, 302);
    let missing = server.get("/trek/nowhere/", "");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("<html lang=\"fr\""));
    assert!(server.get("/trek/moulin/moulin.gpx", "").body.contains("<trkpt"));
    assert!(!portal.path().join("public").exists(), "nothing is written");
}

#[test]
fn a_part_of_a_file_can_be_asked_for() {
    let portal = Portal::hamlet();
    let server = Server::start(&portal);
    let whole = server.get("/robots.txt", "");
    assert!(whole.head.contains("accept-ranges: bytes"));
    let part = server.get("/robots.txt", "Range: bytes=2-5\r\n");
    assert_eq!((part.status, &*part.body), (206, &whole.body[2..=5]));
    let length = whole.body.len();
    assert!(part.head.contains(&format!("content-range: bytes 2-5/{length}")), "{}", part.head);
    assert_eq!(server.get("/robots.txt", "Range: bytes=-3\r\n").body, whole.body[length - 3..]);
    assert_eq!(server.get("/robots.txt", "Range: bytes=99999-\r\n").status, 416);
}

#[test]
fn a_change_of_content_settings_or_theme_is_a_new_version() {
    let portal = Portal::hamlet();
    let server = Server::start(&portal);
    let changes = [
        (
            "pages/le-hameau.fr.md",
            "+++\ntitle = \"Le hameau\"\n+++\nTout neuf.\n",
            "/information/le-hameau/",
            "Tout neuf",
        ),
        ("site.toml", "title = \"Autre titre\"\nlanguages = [\"fr\"]\n", "/", "Autre titre"),
        (
            "theme/templates/information.html",
            "<p>{{ information.title }} à ma façon</p>",
            "/information/le-hameau/",
            "à ma façon",
        ),
    ];
    for (file, content, page, expected) in changes {
        let version = server.version();
        portal.write(file, content);
        server.until(page, |answer| answer.body.contains(expected));
        until("another version", || server.version() != version);
    }
}

#[test]
fn a_change_in_a_source_elsewhere_is_a_new_version() {
    let elsewhere = Portal::hamlet();
    let path = elsewhere.path().to_str().unwrap().replace('\\', "/");
    let settings = format!(
        "title = \"Two folders\"\nlanguages = [\"fr\"]\n[[sources]]\nkind = \"files\"\npath = \"{path}\"\n"
    );
    let portal = Portal::empty().with("site.toml", settings);
    let server = Server::start(&portal);
    let version = server.version();
    elsewhere.write("pages/le-hameau.fr.md", "+++\ntitle = \"Le hameau\"\n+++\nDe loin.\n");
    server.until("/information/le-hameau/", |answer| answer.body.contains("De loin."));
    until("another version", || server.version() != version);
}

#[test]
fn a_new_tile_gives_a_trail_its_profile_at_once() {
    let heights = Portal::empty().with("README.md", "tiles");
    let place = heights.path().to_str().unwrap().replace('\\', "/");
    let settings = format!("languages = [\"en\"]\n[[sources]]\nterrain = \"{place}\"\n");
    let track = "<gpx version=\"1.1\"><trk><name>Lake</name><trkseg><trkpt lat=\"42.5\" lon=\"1.5\"/><trkpt lat=\"42.6\" lon=\"1.5\"/></trkseg></trk></gpx>";
    let portal = Portal::empty().with("site.toml", settings).with("lake.gpx", track);
    let server = Server::start(&portal);
    assert!(!server.get("/trek/lake/", "").body.contains("data-profile"));
    // In one step, as a file manager moves it.
    heights.write(".part", 500_u16.to_be_bytes().repeat(1201 * 1201));
    std::fs::rename(heights.path().join(".part"), heights.path().join("N42E001.hgt")).unwrap();
    server.until("/trek/lake/", |answer| answer.body.contains("data-profile"));
}

#[test]
fn what_is_wrong_is_shown_in_the_page_until_it_is_mended() {
    let portal = Portal::hamlet();
    let server = Server::start(&portal);
    assert_eq!(server.get("/", "").status, 200);
    portal.write("site.toml", "title = \"Rando\"\nlangages = [\"fr\"]\n");
    let page = server.until("/", |page| page.body.contains("site.toml, line 2"));
    assert_eq!(page.status, 500);
    for part in ["^^^^", "did you mean `languages`?", "reload.js"] {
        assert!(page.body.contains(part), "no “{part}” in {}", page.body);
    }
    portal.write("site.toml", "title = \"Rando\"\nlanguages = [\"fr\"]\n");
    server.until("/", |page| page.status == 200);
    portal.write("theme/templates/trek.html", "\n{{ trek.nome }}");
    let page =
        server.until("/trek/moulin/", |page| page.body.contains("theme/templates/trek.html:2"));
    assert_eq!(page.status, 500);
    assert!(page.body.contains("nome"), "{}", page.body);
    assert_eq!(server.get("/treks/", "").status, 200, "other pages are well");
}

#[test]
fn what_is_edited_while_the_site_is_read_is_read_next() {
    let portal = Portal::hamlet();
    let text = |title: &str| format!("+++\ntitle = \"Le hameau\"\n+++\n{title}\n");
    let edit = || portal.write("pages/le-hameau.fr.md", text("Entre-temps."));
    // The texts were read when the next stage begins.
    let server = Server::start_and(&portal, "derive", edit);
    let mut version = server.get("/_sentier/version", "").body;
    while !server.get("/information/le-hameau/", "").body.contains("Entre-temps.") {
        version = server.get(&format!("/_sentier/version?{version}"), "").body;
    }
}

#[test]
fn a_folder_that_becomes_a_source_is_watched() {
    let elsewhere = Portal::hamlet();
    let portal = Portal::hamlet();
    let server = Server::start(&portal);
    let mut version = server.get("/_sentier/version", "").body;
    let path = elsewhere.path().to_str().unwrap().replace('\\', "/");
    portal.write(
        "site.toml",
        format!("languages = [\"fr\"]\n[[sources]]\nkind = \"files\"\npath = \"{path}\"\n"),
    );
    version = server.get(&format!("/_sentier/version?{version}"), "").body;
    elsewhere.write("pages/le-hameau.fr.md", "+++\ntitle = \"Le hameau\"\n+++\nDe loin.\n");
    while !server.get("/information/le-hameau/", "").body.contains("De loin.") {
        version = server.get(&format!("/_sentier/version?{version}"), "").body;
    }
}

#[cfg(target_os = "linux")]
#[test]
fn parts_of_a_film_that_is_larger_than_the_memory_are_served() {
    const LENGTH: u64 = 1 << 36;
    let portal = Portal::hamlet();
    portal.write("static/film.mp4", "start");
    let film = std::fs::File::options().write(true).open(portal.path().join("static/film.mp4"));
    film.unwrap().set_len(LENGTH).unwrap();
    let server = Server::start(&portal);
    let part = server.get("/film.mp4", "Range: bytes=0-\r\n");
    assert_eq!((part.status, part.body.len()), (206, 4_000_000));
    assert!(part.body.starts_with("start"));
    assert!(part.head.contains(&format!("content-range: bytes 0-3999999/{LENGTH}")));
    let end = server.get("/film.mp4", "Range: bytes=-10\r\n");
    assert_eq!((end.status, end.body.len()), (206, 10));
    assert_eq!(server.get("/film.mp4", &format!("Range: bytes={LENGTH}-\r\n")).status, 416);
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_watched() {
    let elsewhere = Portal::empty().with("plan.txt", "old").with("closed/x.txt", "");
    let portal = Portal::hamlet();
    let name = elsewhere.path().file_name().unwrap().to_str().unwrap();
    portal.write("site.toml", format!("languages = [\"fr\"]\n[files]\nfollow = [\"../{name}\"]\n"));
    std::fs::create_dir_all(portal.path().join("static")).unwrap();
    let link = portal.path().join("static/plan.txt");
    std::os::unix::fs::symlink(elsewhere.path().join("plan.txt"), link).unwrap();
    let server = Server::start(&portal);
    let version = server.get("/_sentier/version", "").body;
    assert_eq!(server.get("/plan.txt", "").body, "old");
    elsewhere.write("plan.txt", "new");
    assert_ne!(server.get(&format!("/_sentier/version?{version}"), "").body, version);
    assert_eq!(server.get("/plan.txt", "").body, "new");
}

#[test]
fn only_names_of_this_computer_are_answered() {
    let portal = Portal::hamlet();
    let server = Server::start(&portal);
    let port = server.address.rsplit(':').next().unwrap();
    let status = |host: &str| {
        let request = format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n");
        let answer = ask(&server.address, &request);
        assert_eq!(answer.status == 200, answer.body.contains("Le hameau"), "{host}");
        answer.status
    };
    for own in [format!("Host: localhost:{port}\r\n"), format!("Host: 127.0.0.1:{port}\r\n")] {
        assert_eq!(status(&own), 200, "{own}");
    }
    for other in [format!("Host: rebound.example:{port}\r\n"), "Host: 192.0.2.1\r\n".to_owned()] {
        assert_eq!(status(&other), 421, "{other}");
    }
}
