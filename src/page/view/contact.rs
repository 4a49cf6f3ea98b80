//! How to reach somebody.

use crate::page::view::text::Markup;
use serde::Serialize;

/// How to reach someone.
#[derive(Debug, Clone, Serialize)]
pub struct ContactView {
    /// HTML or empty.
    pub text: Markup,
    pub street: String,
    pub municipality: String,
    pub phone: String,
    pub email: String,
    pub website: String,
}

pub fn contact(text: Markup, email: &Option<String>, website: &Option<String>) -> ContactView {
    ContactView {
        text,
        street: String::new(),
        municipality: String::new(),
        phone: String::new(),
        email: email.clone().unwrap_or_default(),
        website: website.clone().unwrap_or_default(),
    }
}
