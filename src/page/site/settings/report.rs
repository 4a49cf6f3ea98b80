//! `[report]` of the settings.

use serde::{Deserialize, Deserializer};

/// `[report]` of the settings: recipients of reports of problems. Without it, pages have no form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Written")]
pub struct Settings {
    /// E-mail address for reports.
    pub email: Option<String>,
    /// True to send reports about a trek to its Geotrek-admin.
    pub server: bool,
}

/// `[report]` as written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a table: a line `[report]`, then its settings")]
pub struct Written {
    #[serde(deserialize_with = "email")]
    email: Option<String>,
    server: bool,
}

impl TryFrom<Written> for Settings {
    type Error = &'static str;

    fn try_from(Written { email, server }: Written) -> Result<Settings, &'static str> {
        if email.is_none() && !server {
            return Err("`[report]` needs an `email`, or `server = true`");
        }
        Ok(Settings { email, server })
    }
}

/// Deserialises an e-mail address.
pub fn email<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let email = String::deserialize(from)?;
    let plain = |c: char| c.is_alphanumeric() || ".-_+@".contains(c);
    match email.split_once('@') {
        Some((name, host))
            if !name.is_empty()
                && host.contains('.')
                && !host.contains('@')
                && email.chars().all(plain) =>
        {
            Ok(Some(email))
        }
        _ => {
            let problem = format!("`{email}` is not an address like `paths@example.org`");
            Err(serde::de::Error::custom(problem))
        }
    }
}
