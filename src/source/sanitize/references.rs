//! Addresses of the pictures and links in a text.

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use std::cell::RefCell;

/// Addresses as in the text, without fragment (`#…`).
#[derive(Debug, Default)]
pub struct References {
    pub pictures: Vec<String>,
    pub links: Vec<String>,
}

/// Finds the addresses of the pictures and links in a text.
pub fn references(html: &str) -> References {
    super::tokens(html, Reader::default()).found.into_inner()
}

/// Splits an address into the part before its fragment, and the fragment with its `#`.
pub fn split(address: &str) -> (&str, &str) {
    let address = address.trim();
    address.split_at(address.find('#').unwrap_or(address.len()))
}

#[derive(Default)]
struct Reader {
    found: RefCell<References>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(Tag { kind: TagKind::StartTag, name, attrs, .. }) = token else {
            return TokenSinkResult::Continue;
        };
        let address = |key: &str| {
            let attribute = attrs.iter().find(|attribute| &*attribute.name.local == key)?;
            Some(split(&attribute.value).0.to_owned())
        };
        let mut found = self.found.borrow_mut();
        match &*name {
            "img" => found.pictures.extend(address("src")),
            "a" => found.links.extend(address("href")),
            _ => {}
        }
        match super::raw_text(&name) {
            Some(raw) => TokenSinkResult::RawData(raw),
            None => TokenSinkResult::Continue,
        }
    }
}
