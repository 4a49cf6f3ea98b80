//! `cargo bench --bench geotrek -- N`: what builds of a whole Geotrek-admin cost, after changes that
//! editors make there.
//!
//! A double of a Geotrek-admin serves N treks and all that belongs to them; they are pulled over
//! HTTP. It is looked for in `../shared/geotrek/double`. Costs are those of the build after the
//! pull, beside a copy of the site in the same run.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and stops at once")]
#![allow(clippy::disallowed_methods, reason = "a bench reads the clock and its arguments")]

#[allow(dead_code, reason = "another benchmark uses the rest")]
mod support {
    pub mod cost;
    pub mod measure;
}

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use support::cost;
use support::measure::processor_time;

/// A trek of the double, in its own data: copies have higher numbers.
const TREK: u64 = 2;

/// A double of a Geotrek-admin, until it is dropped.
struct Double {
    process: Child,
    /// `127.0.0.1:8000`
    host: String,
}

impl Double {
    fn start(number: usize) -> Option<Double> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/geotrek/double");
        let program = folder.join("geotrek_double.py");
        if !program.exists() {
            println!("SKIPPED: there is no double of a Geotrek-admin at {}", program.display());
            return None;
        }
        let mut command = Command::new("python3");
        command.arg(program).args(["--port", "0", "--scale", &number.to_string()]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let url = line.split("/api/").next().unwrap();
        Some(Double { process, host: url.trim_start_matches("http://").to_owned() })
    }

    /// Changes what it has.
    fn control(&self, order: &Value) {
        let body = order.to_string();
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let (host, length) = (&self.host, body.len());
        write!(
            stream,
            "POST /__control HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

impl Drop for Double {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn main() {
    let number = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(1_000);
    let Some(double) = Double::start(number) else { return };
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (portal, out) = (folder.path().join("portal"), folder.path().join("out"));
    fs::create_dir(&portal).unwrap();
    let settings = format!(
        "title = \"Double\"\nbase_url = \"https://example.org\"\nlanguages = [\"fr\", \"en\"]\n[[sources]]\nurl = \"http://{}\"\n",
        double.host
    );
    fs::write(portal.join("site.toml"), &settings).unwrap();
    let pull = || {
        let (start, before) = (Instant::now(), processor_time());
        let mut command = Command::new(env!("CARGO_BIN_EXE_sentier"));
        command.arg("pull").arg(&portal).arg("--full").stdout(Stdio::null()).stderr(Stdio::null());
        assert!(command.status().unwrap().success());
        (start.elapsed().as_secs_f64(), processor_time() - before)
    };
    let build = |out: &Path| cost::build_with(&portal, out, &["--offline"]);
    let (seconds, processors) = pull();
    println!(
        "{number} treks are asked for; the first pull takes {seconds:.1} s, {processors:.1} s of processors"
    );
    // Photographs are encoded once.
    let encoded = folder.path().join("encoded");
    build(&encoded);
    let first = build(&out);
    let (_, copying) = cost::copy_tree(&out, &folder.path().join("copy"));
    println!("a copy of the site takes {copying:.1} s of processors");
    cost::print_head();
    first.print("everything", copying);
    build(&out).print("nothing", copying);
    let editors: [(&str, Value); 4] = [
        (
            "one name",
            json!({"op": "update", "endpoint": "trek", "id": TREK, "set": {"name": {"fr": "Autrement"}}}),
        ),
        (
            "one text",
            json!({"op": "update", "endpoint": "trek", "id": TREK, "set": {"description": {"fr": "<p>Autrement.</p>"}}}),
        ),
        (
            "one theme",
            json!({"op": "update", "endpoint": "theme", "id": 1, "set": {"label": {"fr": "Autrement"}}, "bump": false}),
        ),
        ("one trek less", json!({"op": "delete", "endpoint": "trek", "id": TREK})),
    ];
    for (what, order) in editors {
        double.control(&order);
        pull();
        build(&out).print(what, copying);
    }
    let component = portal.join("theme/templates/components/footer.html");
    fs::create_dir_all(component.parent().unwrap()).unwrap();
    let footer = "{% component site_footer() -%}<footer>X</footer>{%- endcomponent site_footer %}";
    fs::write(component, footer).unwrap();
    build(&out).print("one component", copying);
    fs::write(portal.join("site.toml"), settings.replacen("Double", "Renamed", 1)).unwrap();
    build(&out).print("one setting", copying);
}
