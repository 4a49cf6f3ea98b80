//! Sanitised markup → [`Html`], with a typed place wherever the page fills something in.

use super::Surroundings;
use super::writer::Writer;
use crate::model::Html;
use crate::model::html::escape_text;
use html5ever::local_name;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult};
use std::cell::{Cell, RefCell};

/// Reads a text that the policy has sanitised. Returns it with its problems.
pub fn read(clean: &str, around: &Surroundings) -> (Html, Vec<String>) {
    let writer = RefCell::new(Writer::new(clean.len(), around));
    let reader = Reader { writer, in_frame: Cell::new(false) };
    let (markup, places, problems) = super::tokens(clean, reader).writer.into_inner().finish();
    (Html::from_sanitized(markup, places), problems)
}

/// Paragraph of plain text.
pub fn paragraph(words: &str) -> Html {
    let mut markup = "<p>".to_owned();
    escape_text(words, &mut markup);
    markup.push_str("</p>");
    Html::from_sanitized(markup, Vec::new())
}

/// Passes the tokens of a text to a writer.
struct Reader<'a> {
    writer: RefCell<Writer<'a>>,
    /// True inside of a frame, whose content is for browsers without frames.
    in_frame: Cell<bool>,
}

impl TokenSink for Reader<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut writer = self.writer.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.name == local_name!("iframe") => {
                self.in_frame.set(tag.kind == TagKind::StartTag);
                if self.in_frame.get() {
                    writer.frame(&tag.attrs);
                    return TokenSinkResult::RawData(RawKind::Rawtext);
                }
            }
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => writer.end(&tag.name),
            Token::TagToken(tag) => writer.start(tag.name, &tag.attrs),
            Token::CharacterTokens(text) if !self.in_frame.get() => writer.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
