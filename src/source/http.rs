//! Polite requests: few at once, patient, never to another place than the one that is meant.

use anyhow::{Context, Result, anyhow, bail, ensure};
use reqwest::blocking::{Client as Http, Response};
use reqwest::header::{
    DATE, ETAG, HeaderMap, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION,
    RETRY_AFTER,
};
use reqwest::redirect::Policy;
use reqwest::{StatusCode, Url};
use serde::{Deserialize, Serialize};
use std::io::Read;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Tries of one request, the first included.
const TRIES: u32 = 4;
/// The same of one file, of which there are many.
const FILE_TRIES: u32 = 2;
/// No answer is read for longer than so many times the timeout, however steadily it comes.
const PATIENCE: u32 = 10;
/// Bytes that are read at once.
const PIECE: usize = 64 * 1024;
/// The wait before the second try; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// No server is waited for longer between two tries, whatever it asks.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// Bytes: a larger answer or file is a mistake or an attack.
const LARGEST_ANSWER: u64 = 32 * 1024 * 1024;
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// Redirects that are followed from one address.
const REDIRECTS: usize = 5;

/// A server that is asked politely.
pub struct Client {
    /// For addresses of the server's own origin, wherever it is.
    own: Http,
    /// For all other addresses: it connects to the public network only.
    others: Http,
    base: Url,
    pool: rayon::ThreadPool,
    timeout: Duration,
    first_wait: Duration,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// The server says that there is no such thing.
    Missing,
    Broken(anyhow::Error),
}

impl Failure {
    /// As an error, for those to whom both are the same.
    pub fn error(self) -> anyhow::Error {
        match self {
            Failure::Missing => anyhow!("it is not there (404)"),
            Failure::Broken(error) => error,
        }
    }
}

/// By what a server recognises that a file did not change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// What became of a file that was asked for.
pub enum Download {
    Unchanged,
    New(Validators, Vec<u8>),
}

impl Client {
    /// A client of the server at `base`, with at most `requests` at once, each given up after
    /// `timeout`.
    ///
    /// # Errors
    /// When the address is none, or this machine has no certificates to check servers by.
    pub fn new(base: &str, requests: usize, timeout: Duration) -> Result<Client> {
        let base: Url = base.parse().with_context(|| format!("`{base}` is not an address"))?;
        ensure!(
            matches!(base.scheme(), "http" | "https") && base.has_host(),
            "`{base}` is not an address like `https://admin.example.org`"
        );
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            Http::builder()
                .user_agent(concat!("sentier/", env!("CARGO_PKG_VERSION")))
                .timeout(timeout)
                .connect_timeout(timeout.min(Duration::from_secs(20)))
                // Followed one by one, as each step may lead to another origin.
                .redirect(Policy::none())
        };
        let no_certificates =
            "no certificates were found to check servers by: install `ca-certificates`";
        let own = builder().build().context(no_certificates)?;
        let others =
            builder().dns_resolver(Arc::new(PublicOnly)).build().context(no_certificates)?;
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(requests.max(1))
            .build()
            .context("failed to start the threads for requests")?;
        // A patient build waits; a hurried one, as in tests, does not.
        let first_wait = FIRST_WAIT.min(timeout / 4);
        Ok(Client { own, others, base, pool, timeout, first_wait })
    }

    /// Runs requests in parallel, as many at once as the server may be asked.
    pub fn at_once<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.pool.install(work)
    }

    /// The address of a path and query on this server, whatever host `address` names: servers
    /// behind a proxy often write a host that is not theirs.
    pub fn rebased(&self, address: &str) -> Result<Url> {
        let mut url =
            self.base.join(address).with_context(|| format!("`{address}` is no address"))?;
        let _ = url.set_scheme(self.base.scheme());
        url.set_host(self.base.host_str()).context("the server has no name")?;
        let _ = url.set_port(self.base.port());
        Ok(url)
    }

    /// An address on another server, or this one: what a page may link to or show.
    pub fn absolute(&self, address: &str) -> Option<Url> {
        self.base.join(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
    }

    /// The address of this server.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// True for an address on this server: same scheme, host and port.
    pub fn is_own(&self, url: &Url) -> bool {
        url.origin() == self.base.origin()
    }

    /// Sends a request, and follows where the answer redirects to.
    fn get(&self, url: &Url, known: &Validators) -> Result<Response, Trouble> {
        let mut url = url.clone();
        for _ in 0..=REDIRECTS {
            allowed(&url, &self.base).map_err(|problem| Trouble::permanent(anyhow!(problem)))?;
            let client = if self.is_own(&url) { &self.own } else { &self.others };
            let mut request = client.get(url.clone());
            let conditions =
                [(IF_NONE_MATCH, &known.etag), (IF_MODIFIED_SINCE, &known.last_modified)];
            for (name, value) in conditions {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
            let response = request.send().map_err(unanswered)?;
            match redirect(&response) {
                Some(next) => url = next,
                None => return accepted(response),
            }
        }
        Err(Trouble::permanent(anyhow!("it redirects without end")))
    }

    /// The text of an answer, tried again while that may help.
    pub fn text(&self, address: &str) -> Result<String, Failure> {
        let url = self.rebased(address).map_err(Failure::Broken)?;
        self.patiently(&url, TRIES, || {
            let response = self.get(&url, &Validators::default())?;
            let text = String::from_utf8(self.body(response, LARGEST_ANSWER, "32 MB")?);
            let text =
                text.map_err(|_| Trouble::transient(anyhow!("the answer is no UTF-8 text")))?;
            // A server that is down often says so in a page, with the status of a good answer.
            match text.trim_start().starts_with(['{', '[']) {
                true => well_formed(text)
                    .map_err(|e| Trouble::transient(anyhow!("the answer is damaged: {e}"))),
                false => {
                    Err(Trouble::transient(anyhow!("the answer is no JSON, but perhaps a page")))
                }
            }
        })
    }

    /// Fetches a file, unless the server says that it is the one that is known.
    pub fn download(&self, url: &Url, known: &Validators) -> Result<Download, Failure> {
        self.patiently(url, FILE_TRIES, || {
            let response = self.get(url, known).map_err(|trouble| Trouble {
                // Another's server is not waited for.
                transient: trouble.transient && self.is_own(url),
                ..trouble
            })?;
            if response.status() == StatusCode::NOT_MODIFIED {
                return Ok(Download::Unchanged);
            }
            let text = |name| response.headers().get(name).and_then(|v| v.to_str().ok());
            let validators = Validators {
                etag: text(ETAG).map(str::to_owned),
                last_modified: text(LAST_MODIFIED).map(str::to_owned),
            };
            Ok(Download::New(validators, self.body(response, LARGEST_FILE, "64 MB")?))
        })
    }

    /// The body of an answer, if it is not too large and comes in time.
    #[expect(clippy::disallowed_methods, reason = "how long an answer takes is no content")]
    fn body(&self, response: Response, most: u64, in_words: &str) -> Result<Vec<u8>, Trouble> {
        let mut response = response.take(most + 1);
        let (mut body, mut piece, start) = (Vec::new(), vec![0; PIECE], Instant::now());
        loop {
            let read = response.read(&mut piece).map_err(broke_off)?;
            if read == 0 {
                break;
            }
            body.extend_from_slice(&piece[..read]);
            // A timeout is from one piece to the next: an answer may drip for ever.
            if start.elapsed() > self.timeout * PATIENCE {
                return Err(Trouble::transient(anyhow!("the answer is too slow")));
            }
        }
        if body.len() as u64 > most {
            return Err(Trouble::permanent(anyhow!("the answer is larger than {in_words}")));
        }
        Ok(body)
    }

    fn patiently<T>(
        &self,
        url: &Url,
        tries: u32,
        ask: impl Fn() -> Result<T, Trouble>,
    ) -> Result<T, Failure> {
        let mut wait = self.first_wait;
        for attempt in 1.. {
            match ask() {
                Ok(answer) => return Ok(answer),
                Err(Trouble { missing: true, .. }) => return Err(Failure::Missing),
                Err(Trouble { error, transient, after, .. }) => {
                    if !transient || attempt == tries {
                        let path = url.path();
                        return Err(Failure::Broken(
                            error.context(format!("failed to fetch {path}")),
                        ));
                    }
                    let pause = after.unwrap_or(wait).min(LONGEST_WAIT);
                    std::thread::sleep(pause + jitter(url, attempt, wait));
                    wait *= 2;
                }
            }
        }
        Err(Failure::Missing)
    }
}

/// What went wrong with one try.
struct Trouble {
    error: anyhow::Error,
    /// Another try may go well.
    transient: bool,
    missing: bool,
    /// When the server wants to be asked again.
    after: Option<Duration>,
}

impl Trouble {
    fn transient(error: anyhow::Error) -> Trouble {
        Trouble { error, transient: true, missing: false, after: None }
    }

    fn permanent(error: anyhow::Error) -> Trouble {
        Trouble { transient: false, ..Trouble::transient(error) }
    }
}

/// Why a request has no answer at all.
fn unanswered(error: reqwest::Error) -> Trouble {
    let plain = match () {
        () if error.is_timeout() => anyhow!("the server did not answer in time"),
        () if error.is_connect() => {
            anyhow!("the server cannot be reached: {}", innermost(&error))
        }
        () => anyhow!("{}", innermost(&error)),
    };
    Trouble { transient: !error.is_builder(), ..Trouble::transient(plain) }
}

/// Where an answer sends those who ask. `None` for an answer that is no redirect.
fn redirect(response: &Response) -> Option<Url> {
    let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let location = response.headers().get(LOCATION).filter(|_| is_redirect)?.to_str().ok()?;
    response.url().join(location).ok()
}

fn accepted(response: Response) -> Result<Response, Trouble> {
    let status = response.status();
    match status.as_u16() {
        200 | 304 => Ok(response),
        404 | 410 => {
            Err(Trouble { missing: true, ..Trouble::permanent(anyhow!("it is not there")) })
        }
        401 | 403 => Err(Trouble::permanent(anyhow!(
            "the server wants a password ({status}): its API must be public (API_IS_PUBLIC)"
        ))),
        429 | 500 | 502 | 503 | 504 => Err(Trouble {
            after: retry_after(response.headers()),
            ..Trouble::transient(anyhow!("the server answers {status}"))
        }),
        _ => Err(Trouble::permanent(anyhow!("the server answers {status}"))),
    }
}

fn innermost(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), innermost)
}

/// `Retry-After` (RFC 9110 §10.2.3): seconds, or a date, which is compared with the answer's own.
fn retry_after(headers: &HeaderMap<HeaderValue>) -> Option<Duration> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let asked = text(RETRY_AFTER)?.trim();
    if let Ok(seconds) = asked.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let [asked, now] = [asked, text(DATE)?].map(|date| httpdate::parse_http_date(date).ok());
    asked?.duration_since(now?).ok()
}

/// Up to half of the wait more, so that clients that failed together do not come back together.
fn jitter(url: &Url, attempt: u32, wait: Duration) -> Duration {
    let hash = blake3::hash(format!("{url}{attempt}{}", std::process::id()).as_bytes());
    wait.mul_f64(f64::from(hash.as_bytes()[0]) / 512.0)
}

fn broke_off(error: std::io::Error) -> Trouble {
    Trouble::transient(anyhow!("the answer broke off: {error}"))
}

/// Refuses an address that leads somewhere else than to this server or to the public network. Of
/// this server only the origin counts: another port may belong to another service.
fn allowed(url: &Url, own: &Url) -> Result<(), String> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("`{}:` addresses are not followed", url.scheme()));
    }
    if url.origin() == own.origin() {
        return Ok(());
    }
    let host = url.host_str().unwrap_or_default();
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(address) if !is_public(address) => {
            Err(format!("{} is inside of the network", url.origin().ascii_serialization()))
        }
        _ => Ok(()),
    }
}

/// The text when it is JSON; numbers that are none (`NaN`) are nothing.
fn well_formed(text: String) -> serde_json::Result<String> {
    let check = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).map(drop);
    let Err(error) = check(&text) else { return Ok(text) };
    let mended = without_nan(&text);
    if mended.len() == text.len() || check(&mended).is_err() { Err(error) } else { Ok(mended) }
}

/// Writes `null` for the numbers that Python writes and JSON does not know.
fn without_nan(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    // Every other piece between unescaped quotes is a string, and stays as it is.
    let mut in_string = false;
    let mut escaped = false;
    let mut start = 0;
    let mend = |piece: &str| {
        piece.replace("-Infinity", "null").replace("Infinity", "null").replace("NaN", "null")
    };
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'"' && !escaped {
            let piece = &text[start..at];
            out.push_str(&if in_string { piece.to_owned() } else { mend(piece) });
            out.push('"');
            start = at + 1;
            in_string = !in_string;
        }
        escaped = byte == b'\\' && !escaped;
    }
    out.push_str(&mend(&text[start..]));
    out
}

/// Finds the addresses of names on the public network. Names that lead inside of this computer's
/// network lead nowhere.
struct PublicOnly;

impl reqwest::dns::Resolve for PublicOnly {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let found = (name.as_str(), 0).to_socket_addrs().map(|addresses| {
            let kept = addresses.filter(|address| is_public(address.ip()));
            kept.collect::<Vec<SocketAddr>>()
        });
        let result: Result<reqwest::dns::Addrs, Box<dyn std::error::Error + Send + Sync>> =
            match found {
                Ok(addresses) if addresses.is_empty() => {
                    Err(format!(
                        "{} is inside of the network: if it is the server itself, write this address as `url` of the source",
                        name.as_str()
                    )
                    .into())
                }
                Ok(addresses) => Ok(Box::new(addresses.into_iter())),
                Err(error) => Err(error.into()),
            };
        Box::pin(std::future::ready(result))
    }
}

/// True for an address of the public network (IANA special-purpose registries left out).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            let shared = a == 100 && (64..128).contains(&b);
            let reserved =
                a == 0 || a >= 240 || (a == 192 && b == 0) || (a == 198 && (18..20).contains(&b));
            let local = v4.is_private() || v4.is_loopback() || v4.is_link_local();
            !(local || shared || reserved || v4.is_multicast())
        }
        IpAddr::V6(v6) => match v6.to_ipv4() {
            Some(v4) => is_public(IpAddr::V4(v4)),
            None => {
                !(v6.is_loopback() || v6.is_unspecified() || v6.is_multicast())
                    && v6.segments()[0] & 0xfe00 != 0xfc00
                    && v6.segments()[0] & 0xffc0 != 0xfe80
            }
        },
    }
}

/// Fails with a message when an answer has not the shape that is expected.
pub fn shape<'t, T: Deserialize<'t>>(text: &'t str, what: &str) -> Result<T> {
    match serde_json::from_str(text) {
        Ok(value) => Ok(value),
        Err(error) => bail!("the answer of {what} has another shape than expected: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_inside_of_the_network_are_not_public() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "169.254.1.1",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "fd00::1",
            "fe80::1",
            "::ffff:10.0.0.1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["93.184.216.34", "2606:2800:220:1::1"] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }

    #[test]
    fn only_the_public_network_and_the_server_itself_are_allowed() {
        let own: Url = "http://127.0.0.1:8000/".parse().unwrap();
        let check = |url: &str| allowed(&url.parse().unwrap(), &own).is_ok();
        assert!(check("http://127.0.0.1:8000/media/a.jpg") && check("https://example.org/a.jpg"));
        assert!(
            !check("file:///etc/passwd") && !check("http://10.0.0.1/") && !check("http://[::1]/")
        );
        assert!(!check("http://127.0.0.1:9200/") && !check("https://127.0.0.1:8000/"));
    }

    #[test]
    fn a_number_that_is_none_is_nothing() {
        let text = r#"{"a":NaN,"b":[-Infinity,1],"c":"NaN \" Infinity"}"#;
        let mended = well_formed(text.to_owned()).unwrap();
        assert_eq!(mended, r#"{"a":null,"b":[null,1],"c":"NaN \" Infinity"}"#);
        assert!(well_formed("{\"a\":".to_owned()).is_err());
    }

    #[test]
    fn an_address_is_asked_on_the_configured_server() {
        let client =
            Client::new("https://admin.example.org/geo/", 1, Duration::from_secs(1)).unwrap();
        let rebased = |address: &str| client.rebased(address).unwrap().to_string();
        assert_eq!(
            rebased("http://localhost:8001/media/a.jpg?x=1"),
            "https://admin.example.org/media/a.jpg?x=1"
        );
        assert_eq!(
            rebased("api/v2/trek/?page=2"),
            "https://admin.example.org/geo/api/v2/trek/?page=2"
        );
        assert_eq!(rebased("//evil.example/a"), "https://admin.example.org/a");
    }
}
