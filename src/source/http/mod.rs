//! Polite requests: few at once, patient, never to another place than the one that is meant.

mod json;
mod public;
#[cfg(test)]
mod tests;
mod trouble;

use anyhow::{Context, Result, anyhow, ensure};
pub use json::shape;
use public::{PublicOnly, allowed};
use reqwest::blocking::{Client as Http, Response};
use reqwest::header::{ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{StatusCode, Url};
use serde::{Deserialize, Serialize};
use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};
use trouble::{Trouble, accepted, broke_off, unanswered};

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
                true => json::well_formed(text)
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

/// Where an answer sends those who ask. `None` for an answer that is no redirect.
fn redirect(response: &Response) -> Option<Url> {
    let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let location = response.headers().get(LOCATION).filter(|_| is_redirect)?.to_str().ok()?;
    response.url().join(location).ok()
}

/// Up to half of the wait more, so that clients that failed together do not come back together.
fn jitter(url: &Url, attempt: u32, wait: Duration) -> Duration {
    let hash = blake3::hash(format!("{url}{attempt}{}", std::process::id()).as_bytes());
    wait.mul_f64(f64::from(hash.as_bytes()[0]) / 512.0)
}
