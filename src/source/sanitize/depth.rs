//! Whether the elements of a text are too deep inside of each other.
//!
//! Reading nested elements takes time in proportion to how deep they are, and so does showing
//! them. Which elements are open is known to the parser alone (a paragraph ends another, a table
//! cell closes what was left open in it), so it is the parser that is asked, without a tree that
//! would have to be kept.

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, Tracer, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, ExpandedName, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

/// Elements inside of each other.
pub const DEEPEST: usize = 100;

/// Elements that a parser makes or moves beyond those that are written: bold that was never ended
/// begins anew in each paragraph, what is in no cell of a table is moved in front of it.
const MOST_MADE: usize = 10_000;

/// True for a text that takes too much time or memory to read.
pub fn is_too_deep(html: &str) -> bool {
    // Each element begins with this sign.
    let tags = html.bytes().filter(|byte| *byte == b'<').count();
    tags > DEEPEST && super::tokens(html, Guard::new()).too_deep.get()
}

/// Hands the tokens to a parser, as long as it has few elements open.
struct Guard {
    builder: TreeBuilder<Name, Names>,
    /// Tags that begin an element.
    written: Cell<usize>,
    too_deep: Cell<bool>,
}

impl Guard {
    fn new() -> Guard {
        let context = Rc::new(QualName::new(None, ns!(html), local_name!("div")));
        let options = TreeBuilderOpts::default();
        let builder = TreeBuilder::new_for_fragment(Names::default(), context, None, options);
        Guard { builder, written: Cell::new(0), too_deep: Cell::new(false) }
    }

    /// The elements that are open, and those that go on in the next paragraph.
    fn open(&self) -> usize {
        let count = Count::default();
        self.builder.trace_handles(&count);
        // The document, its root and what the text stands in.
        count.0.get() - 3
    }
}

impl TokenSink for Guard {
    type Handle = Name;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Name> {
        if self.too_deep.get() {
            return TokenSinkResult::Continue;
        }
        let starts = matches!(&token, Token::TagToken(Tag { kind: TagKind::StartTag, .. }));
        let result = self.builder.process_token(token, line);
        let written = self.written.get() + usize::from(starts);
        self.written.set(written);
        // Each row of a table may have its body made, and what is bold ends with its paragraph.
        let made = self.builder.sink.made.get() > 4 * written + MOST_MADE;
        // Bold, italic and links count twice: they are open, and go on.
        self.too_deep.set(made || (starts && self.open() > 2 * DEEPEST));
        result
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[derive(Default)]
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = Name;

    fn trace_handle(&self, _: &Name) {
        self.0.set(self.0.get() + 1);
    }
}

/// An element of which only the name is kept.
type Name = Rc<QualName>;

/// A tree that nobody reads.
#[derive(Default)]
struct Names {
    /// Elements that were made. One that is moved counts for ten: where it goes is looked for among
    /// all that were moved before.
    made: Cell<usize>,
}

impl Names {
    fn make(&self, number: usize) {
        self.made.set(self.made.get() + number);
    }
}

impl TreeSink for Names {
    type Handle = Name;
    type Output = ();
    type ElemName<'a> = ExpandedName<'a>;

    fn elem_name<'a>(&'a self, element: &'a Name) -> ExpandedName<'a> {
        element.expanded()
    }

    fn same_node(&self, one: &Name, other: &Name) -> bool {
        Rc::ptr_eq(one, other)
    }

    fn create_element(&self, name: QualName, _: Vec<Attribute>, _: ElementFlags) -> Name {
        self.make(1);
        Rc::new(name)
    }

    fn append_based_on_parent_node(&self, _: &Name, _: &Name, _: NodeOrText<Name>) {
        self.make(10);
    }

    fn get_document(&self) -> Name {
        nameless()
    }

    fn create_comment(&self, _: StrTendril) -> Name {
        nameless()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Name {
        nameless()
    }

    fn get_template_contents(&self, _: &Name) -> Name {
        nameless()
    }

    fn finish(self) {}
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn append(&self, _: &Name, _: NodeOrText<Name>) {}
    fn append_before_sibling(&self, _: &Name, _: NodeOrText<Name>) {}
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn add_attrs_if_missing(&self, _: &Name, _: Vec<Attribute>) {}
    fn remove_from_parent(&self, _: &Name) {}
    fn reparent_children(&self, _: &Name, _: &Name) {}
}

/// What is no element.
fn nameless() -> Name {
    Rc::new(QualName::new(None, ns!(), local_name!("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parser_never_has_more_open_than_the_limit_however_long_the_text() {
        let numbered: String = (0..30_000).map(|i| format!("<p><b title={i}>a")).collect();
        for html in [
            "<div>a".repeat(30_000),
            "<span>a<div></span></div>".repeat(30_000),
            "<ul><li>a".repeat(30_000),
            "<table><tr><td>".repeat(30_000),
            "<svg><g>".repeat(30_000),
            numbered,
        ] {
            let guard = crate::source::sanitize::tokens(&html, Guard::new());
            assert!(guard.too_deep.get(), "{}", &html[..30]);
            // One tag may open again all that goes on.
            assert!(guard.open() < 4 * DEEPEST, "{} in {}", guard.open(), &html[..30]);
        }
    }

    #[test]
    fn bold_that_never_ends_and_tables_without_cells_do_not_multiply() {
        let open: String = (0..90).map(|i| format!("<b title={i}>")).collect();
        for html in [
            format!("<p>{open}{}", "<p>a".repeat(30_000)),
            format!("<table>{}", "<i>a</i>".repeat(30_000)),
        ] {
            let guard = crate::source::sanitize::tokens(&html, Guard::new());
            assert!(guard.too_deep.get() && guard.written.get() < 5_000, "{}", &html[..30]);
        }
    }

    #[test]
    fn a_text_of_usual_depth_is_read() {
        for html in [
            "<div>a".repeat(DEEPEST),
            "<p>a<br>b<p><b>a</b>".repeat(30_000),
            "<ul><li>a<li>b</ul>".repeat(30_000),
            "<table><tr><td>a<td>b<tr><td>c</table>".repeat(30_000),
            "<p><b><i>a</b></i></p>".repeat(30_000),
        ] {
            assert!(!is_too_deep(&html), "{}", &html[..20]);
        }
    }
}
