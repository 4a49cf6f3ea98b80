//! The addresses of the pictures in a text.

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use std::cell::RefCell;

/// The addresses of the pictures in a text, as the text writes them.
pub fn pictures(html: &str) -> Vec<String> {
    super::tokens(html, References::default()).found.into_inner()
}

#[derive(Default)]
struct References {
    found: RefCell<Vec<String>>,
}

impl TokenSink for References {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(Tag { kind: TagKind::StartTag, name, attrs, .. }) = token else {
            return TokenSinkResult::Continue;
        };
        let address = attrs.iter().find(|attribute| &*attribute.name.local == "src");
        if let Some(address) = address.filter(|_| &*name == "img") {
            self.found.borrow_mut().push(address.value.trim().to_owned());
        }
        match super::raw_text(&name) {
            Some(raw) => TokenSinkResult::RawData(raw),
            None => TokenSinkResult::Continue,
        }
    }
}
