//! Errors of one attempt at a request: transient or permanent.

use anyhow::anyhow;
use reqwest::blocking::Response;
use reqwest::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};
use std::time::Duration;

/// Error of one attempt.
pub struct Trouble {
    pub error: anyhow::Error,
    /// True when another attempt may succeed.
    pub transient: bool,
    /// True when the server has nothing at this address.
    pub missing: bool,
    /// Delay before the next attempt that the server asks for.
    pub after: Option<Duration>,
}

impl Trouble {
    pub fn transient(error: anyhow::Error) -> Trouble {
        Trouble { error, transient: true, missing: false, after: None }
    }

    pub fn permanent(error: anyhow::Error) -> Trouble {
        Trouble { transient: false, ..Trouble::transient(error) }
    }
}

/// Error of a request that got no answer.
pub fn unanswered(error: reqwest::Error) -> Trouble {
    let plain = match () {
        () if error.is_timeout() => anyhow!("the server did not answer in time"),
        () if error.is_connect() => {
            anyhow!("the server cannot be reached: {}", innermost(&error))
        }
        () => anyhow!("{}", innermost(&error)),
    };
    Trouble { transient: !error.is_builder(), ..Trouble::transient(plain) }
}

/// Returns the answer if its status is a success, or 304 (not modified).
///
/// # Errors
/// For any other status.
pub fn accepted(response: Response) -> Result<Response, Trouble> {
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

/// Message of the first cause of an error.
fn innermost(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), innermost)
}

/// Delay in the header `Retry-After` (RFC 9110 §10.2.3): seconds, or a date, which is compared with the
/// date of the answer.
fn retry_after(headers: &HeaderMap<HeaderValue>) -> Option<Duration> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let asked = text(RETRY_AFTER)?.trim();
    if let Ok(seconds) = asked.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let [asked, now] = [asked, text(DATE)?].map(|date| httpdate::parse_http_date(date).ok());
    asked?.duration_since(now?).ok()
}

/// Error of an answer that ended early.
pub fn broke_off(error: std::io::Error) -> Trouble {
    Trouble::transient(anyhow!("the answer broke off: {error}"))
}
