//! Markup → plain text.

use crate::model::html::is_inline;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use std::cell::{Cell, RefCell};

/// Text of markup without its tags. Block elements are separated by spaces.
pub fn words(html: &str) -> String {
    super::tokens(html, Words::default()).words.into_inner()
}

#[derive(Default)]
struct Words {
    words: RefCell<String>,
    /// True inside of an element that is not shown, such as `<style>`.
    hidden: Cell<bool>,
}

impl TokenSink for Words {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) if !self.hidden.get() => {
                self.words.borrow_mut().push_str(&text);
            }
            Token::TagToken(Tag { kind, name, .. }) => {
                let raw = super::raw_text(&name);
                self.hidden.set(kind == TagKind::StartTag && raw.is_some());
                if !is_inline(&name) {
                    self.words.borrow_mut().push(' ');
                }
                if let (TagKind::StartTag, Some(raw)) = (kind, raw) {
                    return TokenSinkResult::RawData(raw);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
