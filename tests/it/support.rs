//! A portal in a temporary folder, and what sentier makes of it.

use sentier::emit::Memory;
use sentier::{Config, Report};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Seek, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use walkdir::WalkDir;

/// Against a hang only: however busy a machine is, nothing here takes that long.
const PATIENCE: Duration = Duration::from_secs(300);

/// Looks again and again until it is so.
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "it never came: {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// A folder that goes away with the test.
pub struct Portal {
    folder: TempDir,
}

impl Portal {
    pub fn empty() -> Portal {
        Portal { folder: tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap() }
    }

    /// A copy of the smallest complete portal, `tests/fixtures/hamlet`.
    pub fn hamlet() -> Portal {
        let portal = Portal::empty();
        copy(&fixtures().join("hamlet"), portal.path());
        portal
    }

    pub fn with(self, path: &str, content: impl AsRef<[u8]>) -> Portal {
        self.write(path, content);
        self
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let file = self.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Builds in memory.
    pub fn build(&self) -> Built {
        build(self.path(), &self.path().join(".sentier"), None).unwrap()
    }

    /// Runs `sentier WORDS… DIR` on this folder.
    pub fn run(&self, words: &[&str]) -> Ran {
        sentier(words.iter().map(AsRef::as_ref).chain([self.path().as_os_str()]))
    }
}

/// A site in memory, with what its build had to tell.
pub struct Built {
    pub files: BTreeMap<String, Vec<u8>>,
    pub report: Report,
}

impl Built {
    pub fn text(&self, path: &str) -> &str {
        let known = || self.files.keys().map(String::as_str).collect::<Vec<_>>().join("\n");
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("no {path} among\n{}", known()));
        std::str::from_utf8(bytes).unwrap()
    }

    /// The warnings as a user reads them.
    pub fn warnings(&self) -> Vec<String> {
        self.report.warnings.iter().map(ToString::to_string).collect()
    }

    /// Asserts that one warning begins with `start` and holds `part`.
    pub fn assert_warns(&self, start: &str, part: &str) {
        let found = self.warnings().iter().any(|w| w.starts_with(start) && w.contains(part));
        assert!(found, "no “{start}… {part}” among {:#?}", self.warnings());
    }
}

pub fn build(root: &Path, cache: &Path, base_url: Option<&str>) -> anyhow::Result<Built> {
    let mut config = Config::load(root)?;
    if let Some(base_url) = base_url {
        config.page.base_url = base_url.parse().unwrap();
    }
    let mut report = Report::default();
    let memory = Memory::default();
    sentier::build(&config, cache, &memory, None, &|_| {}, &mut report)?;
    Ok(Built { files: memory.into_files(), report })
}

/// The example portal under an address with a path. Its photographs are encoded once and kept.
pub fn example() -> Built {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example-cache");
    build(&root().join("content-example"), &cache, Some("https://example.org/rando/")).unwrap()
}

/// What the command said.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

pub fn sentier<W: AsRef<std::ffi::OsStr>>(words: impl IntoIterator<Item = W>) -> Ran {
    let Output { status, stdout, stderr } = command().args(words).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
}

pub fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_sentier"))
}

/// What the command said, and the most memory that it took, in megabytes.
#[cfg(target_os = "linux")]
pub fn peak(command: &mut Command) -> (Ran, u64) {
    let [mut out, mut err] = [0; 2].map(|_| tempfile::tempfile().unwrap());
    let to = |file: &fs::File| std::process::Stdio::from(file.try_clone().unwrap());
    let mut child = command.stdout(to(&out)).stderr(to(&err)).spawn().unwrap();
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0;
    let code = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.code().unwrap_or(-1);
        }
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        peak = peak.max(kilobytes.unwrap_or_default() / 1000);
        std::thread::sleep(Duration::from_millis(5));
    };
    let text = |file: &mut fs::File| {
        let mut text = String::new();
        file.rewind().unwrap();
        file.read_to_string(&mut text).unwrap();
        text
    };
    (Ran { code, out: text(&mut out), err: text(&mut err) }, peak)
}

/// What a server answered; the head in lower case.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

/// Sends a whole request to `host:port` and reads until the server has no more to say.
pub fn ask(address: &str, request: &str) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_lowercase(), body: body.to_owned() }
}

/// The checkout.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn fixtures() -> PathBuf {
    root().join("tests/fixtures")
}

pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        let file = to.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
}

/// Every file below a folder, by its path with `/`.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let file = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        (path, fs::read(entry.path()).unwrap())
    };
    files.map(file).collect()
}

/// A generator whose numbers are the same everywhere (Knuth's MMIX constants).
pub struct Numbers(pub u64);

impl Numbers {
    /// Less than `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// One of some things.
    pub fn one<'t, T>(&mut self, things: &'t [T]) -> &'t T {
        &things[self.below(things.len() as u64) as usize]
    }
}
