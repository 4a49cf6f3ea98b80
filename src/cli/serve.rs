//! `sentier serve`

use super::cache::CacheArgs;
use super::changes::Changes;
use super::progress::Progress;
use super::pull::PullArgs;
use super::reload::{Live, Loaded};
use super::wait::Wait;
use super::{host, paint};
use crate::Memory;
use crate::page::BaseUrl;
use crate::page::site::address::index_file;
use anyhow::{Context, Result};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path as UrlPath, Request, State};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::get;
use clap::Args;
use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Show the site in a browser, and reload it whenever a file changes.
#[derive(Args)]
#[command(after_help = "Examples:\n  sentier serve portal\n  sentier serve portal --port 3000")]
pub struct Serve {
    /// Folder of the portal.
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Port to listen on.
    #[arg(long, short, default_value_t = 8000)]
    port: u16,
    /// Do not connect to any server: use the data of the last pull.
    #[arg(long)]
    offline: bool,
    #[command(flatten)]
    how: PullArgs,
    #[command(flatten)]
    place: CacheArgs,
    #[command(flatten)]
    wait: Wait,
    /// Address to listen on; `0.0.0.0` shows the site to the whole network.
    #[arg(long, default_value = "127.0.0.1")]
    address: IpAddr,
}

/// Script in every page that waits for a new version of the site and then reloads the page.
const SCRIPT: &str = "const seen=new URL(import.meta.url).search;for(;;){try{const v='?'+await(await fetch('/_sentier/version'+seen)).text();if(v!==seen){location.reload();break}}catch{await new Promise(r=>setTimeout(r,500))}}";

/// State shared by all requests.
#[derive(Clone)]
struct Shared {
    live: Arc<Live>,
    version: watch::Receiver<u64>,
}

impl Serve {
    pub fn run(self) -> Result<ExitCode> {
        let root = self
            .dir
            .canonicalize()
            .with_context(|| format!("the folder {} does not exist", self.dir.display()))?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .context("failed to start the server")?;
        let address = SocketAddr::new(self.address, self.port);
        let listener =
            runtime.block_on(tokio::net::TcpListener::bind(address)).with_context(|| {
                format!("failed to listen on {address}: choose another port with `--port`")
            })?;
        let address = listener.local_addr().context("failed to listen")?;
        let base_url = BaseUrl { origin: format!("http://{address}"), path: "/".to_owned() };
        let cache = self.place.of(&root);
        // Watching starts before the first load, so that no change is missed.
        let mut changes = Changes::of(&root, &cache)?;
        let live = Arc::new(Live::new(root.clone(), cache.clone(), base_url));
        watch_elsewhere(&mut changes, &live);
        let mut memory = Memory::default();
        let progress = Progress::new(false, false);
        // The page shows the error when the settings cannot be read.
        if let Ok(config) = crate::Config::load(&root)
            && !self.offline
        {
            let patience = self.wait.patience(false);
            match self.how.pull(&config, &cache, false, patience, &progress) {
                Ok(report) => {
                    super::print_warnings(&report, 10);
                }
                Err(error) => super::print_error(&error),
            }
        }
        let loaded = live.load(&mut memory, &|step| progress.step(step));
        progress.timings();
        print_loaded(&loaded);
        println!("The site is at http://{address}/ (Ctrl-C stops)");
        let (sender, version) = watch::channel(0);
        keep_up_to_date(changes, live.clone(), memory, sender);
        let routes = Router::new()
            .route(
                "/_sentier/reload.js",
                get(|| async { ([(header::CONTENT_TYPE, "text/javascript")], SCRIPT) }),
            )
            .route("/_sentier/version", get(wait))
            .route("/", get(home))
            .route("/{*path}", get(page))
            .layer(from_fn_with_state(self.address, refuse_others))
            .with_state(Shared { live, version });
        runtime
            .block_on(async { axum::serve(listener, routes).await })
            .context("the server stopped")?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Prints the warnings or the error of a load.
fn print_loaded(loaded: &Loaded) {
    super::print_warnings(&loaded.report, 10);
    match &loaded.error {
        Some(error) => eprintln!("{} {error}", paint("31", "error:")),
        None => println!("Read in {} ms", loaded.took.as_millis()),
    }
}

/// Loads the site again after each change, in a separate thread.
fn keep_up_to_date(
    mut changes: Changes,
    live: Arc<Live>,
    mut memory: Memory,
    version: watch::Sender<u64>,
) {
    std::thread::spawn(move || {
        while changes.wait() {
            watch_elsewhere(&mut changes, &live);
            print_loaded(&live.load(&mut memory, &|_| {}));
            version.send_modify(|version| *version += 1);
        }
    });
}

/// Watches the files and folders outside of the portal that the site is made from.
fn watch_elsewhere(changes: &mut Changes, live: &Live) {
    for folder in live.places_elsewhere() {
        changes.watch(folder);
    }
}

/// Refuses requests whose `Host` header names another computer.
async fn refuse_others(
    State(listening): State<IpAddr>,
    request: Request,
    next: Next,
) -> Response<Body> {
    if host::is_own(request.headers(), listening) {
        return next.run(request).await;
    }
    let sentence = "This is the preview of a site that is not published. It can only be opened at the address that `sentier serve` prints.\n";
    let fields = [(header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned())];
    answer(StatusCode::MISDIRECTED_REQUEST, &fields, sentence.into())
}

/// Answers with the version of the site, as soon as it differs from the one in the query.
async fn wait(State(mut shared): State<Shared>, uri: axum::http::Uri) -> String {
    let seen: Option<u64> = uri.query().and_then(|query| query.parse().ok());
    let newer = shared.version.wait_for(|version| Some(*version) != seen);
    let newer = tokio::time::timeout(Duration::from_secs(25), newer).await;
    match newer {
        Ok(Ok(version)) => version.to_string(),
        _ => seen.unwrap_or_default().to_string(),
    }
}

async fn home(state: State<Shared>, headers: HeaderMap) -> Response<Body> {
    page(state, UrlPath(String::new()), headers).await
}

async fn page(
    State(shared): State<Shared>,
    UrlPath(path): UrlPath<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let file = index_file(&path);
    // The version is read before the page, so that the page notices every later change.
    let version = *shared.version.borrow();
    let published = shared.live.file(&file).and_then(|path| File::open(path).ok());
    if let Some(part) = published.and_then(|content| part(&file, content, &headers)) {
        return part;
    }
    let found = shared.live.get(&file);
    let found = match found {
        Ok(None) if !file.ends_with(".html") && is_page(&shared.live, &file) => {
            return answer(
                StatusCode::FOUND,
                &[(header::LOCATION, format!("/{file}/"))],
                Vec::new(),
            );
        }
        other => other,
    };
    match found {
        Ok(Some(bytes)) if file.ends_with(".html") => html(StatusCode::OK, version, bytes),
        Ok(Some(bytes)) => part(&file, Cursor::new(&bytes), &headers)
            .unwrap_or_else(|| answer(StatusCode::OK, &fields_of(&file), bytes)),
        Ok(None) => html(StatusCode::NOT_FOUND, version, not_found(&shared.live, &file)),
        Err(error) => {
            html(StatusCode::INTERNAL_SERVER_ERROR, version, error_page(&error).into_bytes())
        }
    }
}

/// True for the address of a page without the slash at its end.
fn is_page(live: &Live, file: &str) -> bool {
    matches!(live.get(&format!("{file}/index.html")), Ok(Some(_)))
}

/// Page about an address that does not exist, in the language of the address.
fn not_found(live: &Live, file: &str) -> Vec<u8> {
    let lang = file.split('/').next().unwrap_or_default();
    let pages = [format!("{lang}/404.html"), "404.html".to_owned()];
    let page = pages.iter().find_map(|page| live.get(page).ok().flatten());
    page.unwrap_or_else(|| b"not found".to_vec())
}

/// Answers with a page, to which the reload script is added.
fn html(status: StatusCode, version: u64, mut bytes: Vec<u8>) -> Response<Body> {
    let script =
        format!("<script type=\"module\" src=\"/_sentier/reload.js?{version}\"></script>\n");
    bytes.extend_from_slice(script.as_bytes());
    answer(status, &[(header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned())], bytes)
}

/// Answers a range request (RFC 9110 §14) with at most 4 MB of the range: a video may be larger
/// than the memory. `None` unless the request has exactly one range: the whole file is then a valid
/// answer.
fn part(file: &str, mut content: impl Read + Seek, headers: &HeaderMap) -> Option<Response<Body>> {
    const MAX_BYTES: u64 = 4_000_000;
    let range = headers.get(header::RANGE)?.to_str().ok()?;
    let asked = http_range_header::parse_range_header(range).ok()?;
    let length = content.seek(SeekFrom::End(0)).ok()?;
    let mut fields = fields_of(file);
    let Ok(ranges) = asked.validate(length) else {
        fields.push((header::CONTENT_RANGE, format!("bytes */{length}")));
        return Some(answer(StatusCode::RANGE_NOT_SATISFIABLE, &fields, Vec::new()));
    };
    let [range] = &ranges[..] else { return None };
    let (from, to) = (*range.start(), (*range.end()).min(*range.start() + MAX_BYTES - 1));
    content.seek(SeekFrom::Start(from)).ok()?;
    let mut bytes = Vec::new();
    content.take(to - from + 1).read_to_end(&mut bytes).ok()?;
    fields.push((header::CONTENT_RANGE, format!("bytes {from}-{to}/{length}")));
    Some(answer(StatusCode::PARTIAL_CONTENT, &fields, bytes))
}

/// Header fields of a file: its content type, and that ranges are supported.
fn fields_of(file: &str) -> Vec<(header::HeaderName, String)> {
    let kind = mime_guess::from_path(file).first_or_octet_stream();
    let kind = match kind.type_() {
        mime_guess::mime::TEXT => format!("{kind}; charset=utf-8"),
        _ => kind.to_string(),
    };
    vec![(header::CONTENT_TYPE, kind), (header::ACCEPT_RANGES, "bytes".to_owned())]
}

/// Response with these header fields, which browsers do not cache.
fn answer(
    status: StatusCode,
    fields: &[(header::HeaderName, String)],
    bytes: Vec<u8>,
) -> Response<Body> {
    let mut response = Response::builder().status(status).header(header::CACHE_CONTROL, "no-store");
    for (name, value) in fields {
        response = response.header(name, value);
    }
    response.body(Body::from(bytes)).unwrap_or_default()
}

/// Page that shows an error instead of the site.
fn error_page(error: &str) -> String {
    let error = error.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\"><title>Error</title><body style=\"font:1rem/1.5 system-ui;max-width:60rem;margin:3rem auto;padding:0 1rem\"><h1>The site cannot be shown</h1><pre style=\"white-space:pre-wrap;border-left:4px solid #c33;padding-left:1rem\">{error}</pre><p>This page reloads when a file is saved.</p></body></html>"
    )
}
