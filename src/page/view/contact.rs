//! Contact details.

use crate::page::view::text::Markup;
use serde::Serialize;

/// Contact details of an object. Texts may be empty.
#[derive(Debug, Clone, Serialize)]
pub struct ContactView {
    /// Contact as HTML.
    pub text: Markup,
    pub street: String,
    /// Postal code and name of the municipality.
    pub municipality: String,
    pub phone: String,
    pub email: String,
    pub website: String,
}

/// View of contact details without a postal address.
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
