//! HTTP requests to a server: few at once, with retries, and never to hosts of the local network.

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

/// Number of attempts at a request to the API, including the first.
const ATTEMPTS: u32 = 4;
/// Number of attempts at a file, including the first. There are many files.
const FILE_ATTEMPTS: u32 = 2;
/// Longest time to read an answer, as a multiple of the timeout.
const PATIENCE: u32 = 10;
/// Size in bytes of the blocks in which an answer is read.
const BLOCK: usize = 64 * 1024;
/// Delay before the second attempt. Each further delay is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// Longest delay between two attempts, even if the server asks for more.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// Largest answer of the API in bytes. A larger one is a mistake or an attack.
const LARGEST_ANSWER: u64 = 32 * 1024 * 1024;
/// Largest file in bytes.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// Number of redirects that are followed from one address.
const REDIRECTS: usize = 5;

/// Client of one server.
pub struct Client {
    /// Client for addresses with the origin of the server, which may be in the local network.
    own: Http,
    /// Client for all other addresses. It connects to the public network only.
    others: Http,
    base: Url,
    pool: rayon::ThreadPool,
    timeout: Duration,
    first_wait: Duration,
}

/// Reason why a request failed.
#[derive(Debug)]
pub enum Failure {
    /// The server has nothing at this address.
    Missing,
    /// Any other error.
    Broken(anyhow::Error),
}

impl Failure {
    /// Converts to an error, where the reason does not matter.
    pub fn error(self) -> anyhow::Error {
        match self {
            Failure::Missing => anyhow!("it is not there (404)"),
            Failure::Broken(error) => error,
        }
    }
}

/// Validators of a file (RFC 9110 §8.8), by which a server recognises that it did not change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// Result of downloading a file.
pub enum Download {
    /// The file has the validators that were sent.
    Unchanged,
    /// The file with its validators.
    New(Validators, Vec<u8>),
}

impl Client {
    /// Creates a client of the server at `base`, with at most `requests` at once, each of which fails
    /// after `timeout`.
    ///
    /// # Errors
    /// When `base` is not a web address, or this machine has no certificates to verify servers.
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
                // `get` follows redirects, because each may lead to another origin.
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
        // A short timeout, as in tests, means short delays.
        let first_wait = FIRST_WAIT.min(timeout / 4);
        Ok(Client { own, others, base, pool, timeout, first_wait })
    }

    /// Runs parallel requests in a thread pool, which limits their number at once.
    pub fn at_once<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.pool.install(work)
    }

    /// Address with the path and query of `address` on this server, whatever host it names: servers
    /// behind a proxy often write the wrong host.
    pub fn rebased(&self, address: &str) -> Result<Url> {
        let mut url =
            self.base.join(address).with_context(|| format!("`{address}` is not an address"))?;
        let _ = url.set_scheme(self.base.scheme());
        url.set_host(self.base.host_str()).context("the server has no name")?;
        let _ = url.set_port(self.base.port());
        Ok(url)
    }

    /// Absolute web address of `address`, on this server or another. `None` when it is not one.
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

    /// Sends a request, and follows redirects.
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
        Err(Trouble::permanent(anyhow!("it redirects too many times")))
    }

    /// Requests JSON from this server, with retries.
    pub fn text(&self, address: &str) -> Result<String, Failure> {
        let url = self.rebased(address).map_err(Failure::Broken)?;
        self.retry(&url, ATTEMPTS, || {
            let response = self.get(&url, &Validators::default())?;
            let text = String::from_utf8(self.body(response, LARGEST_ANSWER, "32 MB")?);
            let text =
                text.map_err(|_| Trouble::transient(anyhow!("the answer is not UTF-8 text")))?;
            // A server that is down often answers with an HTML page and the status 200.
            match text.trim_start().starts_with(['{', '[']) {
                true => json::well_formed(text)
                    .map_err(|e| Trouble::transient(anyhow!("the answer is damaged: {e}"))),
                false => {
                    Err(Trouble::transient(anyhow!("the answer is not JSON, perhaps an HTML page")))
                }
            }
        })
    }

    /// Downloads a file, unless it still has the validators `known`.
    pub fn download(&self, url: &Url, known: &Validators) -> Result<Download, Failure> {
        self.retry(url, FILE_ATTEMPTS, || {
            let response = self.get(url, known).map_err(|trouble| Trouble {
                // Other servers are not tried again.
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

    /// Reads the body of an answer. Fails when it is too slow, or larger than `most` bytes, which is
    /// `in_words` in the message.
    #[expect(clippy::disallowed_methods, reason = "a time limit does not change the content")]
    fn body(&self, response: Response, most: u64, in_words: &str) -> Result<Vec<u8>, Trouble> {
        let mut response = response.take(most + 1);
        let (mut body, mut block, start) = (Vec::new(), vec![0; BLOCK], Instant::now());
        loop {
            let read = response.read(&mut block).map_err(broke_off)?;
            if read == 0 {
                break;
            }
            body.extend_from_slice(&block[..read]);
            // The client's timeout starts anew with each block, so a slow answer could last for ever.
            if start.elapsed() > self.timeout * PATIENCE {
                return Err(Trouble::transient(anyhow!("the answer is too slow")));
            }
        }
        if body.len() as u64 > most {
            return Err(Trouble::permanent(anyhow!("the answer is larger than {in_words}")));
        }
        Ok(body)
    }

    /// Calls `request` until it succeeds, fails permanently, or has failed `attempts` times.
    fn retry<T>(
        &self,
        url: &Url,
        attempts: u32,
        request: impl Fn() -> Result<T, Trouble>,
    ) -> Result<T, Failure> {
        let mut wait = self.first_wait;
        for attempt in 1.. {
            match request() {
                Ok(answer) => return Ok(answer),
                Err(Trouble { missing: true, .. }) => return Err(Failure::Missing),
                Err(Trouble { error, transient, after, .. }) => {
                    if !transient || attempt == attempts {
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

/// Address that an answer redirects to. `None` for other answers.
fn redirect(response: &Response) -> Option<Url> {
    let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let location = response.headers().get(LOCATION).filter(|_| is_redirect)?.to_str().ok()?;
    response.url().join(location).ok()
}

/// Additional delay, up to half of the wait, so that clients which failed at the same time do not try
/// again at the same time.
fn jitter(url: &Url, attempt: u32, wait: Duration) -> Duration {
    let hash = blake3::hash(format!("{url}{attempt}{}", std::process::id()).as_bytes());
    wait.mul_f64(f64::from(hash.as_bytes()[0]) / 512.0)
}
