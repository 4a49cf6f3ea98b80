//! Check that the elements of a text are not nested too deep.
//!
//! The time to parse and to show an element grows with its depth. Only the parser knows which
//! elements are open (a paragraph ends the one before it, a table cell ends the elements inside of
//! it), so the check runs the parser, without keeping its tree.

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, Tracer, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, ExpandedName, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

/// Deepest nesting of elements that is allowed.
pub const DEEPEST: usize = 100;

/// Number of elements that the parser may create or move without a tag in the text. It starts bold
/// text that was not ended again in each paragraph, and moves content of a table that is in no cell
/// in front of the table.
const MOST_ADDED: usize = 10_000;

/// True for a text that takes too much time or memory to parse.
pub fn is_too_deep(html: &str) -> bool {
    // A text with few `<` cannot be deep.
    let tags = html.bytes().filter(|byte| *byte == b'<').count();
    tags > DEEPEST && super::tokens(html, Guard::new()).too_deep.get()
}

/// Sink that passes tokens to the parser, and stops when too many elements are open.
struct Guard {
    builder: TreeBuilder<Name, Names>,
    /// Number of start tags.
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

    /// Number of open elements, plus those that the parser will start again in the next paragraph.
    fn open(&self) -> usize {
        let count = Count::default();
        self.builder.trace_handles(&count);
        // The document, its root and the element around the text are not counted.
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
        // A valid text has some too: the body of each table row, bold text in each paragraph.
        let added = self.builder.sink.created.get() > 4 * written + MOST_ADDED;
        // Bold, italic and links count twice: as open, and as started again.
        self.too_deep.set(added || (starts && self.open() > 2 * DEEPEST));
        result
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Counts the elements that the parser holds.
#[derive(Default)]
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = Name;

    fn trace_handle(&self, _: &Name) {
        self.0.set(self.0.get() + 1);
    }
}

/// An element, of which only the name is kept.
type Name = Rc<QualName>;

/// Tree of the parser, which keeps nothing but a count.
#[derive(Default)]
struct Names {
    /// Number of elements created. One that is moved counts as ten, because the parser searches for its
    /// new place.
    created: Cell<usize>,
}

impl Names {
    fn count(&self, number: usize) {
        self.created.set(self.created.get() + number);
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
        self.count(1);
        Rc::new(name)
    }

    fn append_based_on_parent_node(&self, _: &Name, _: &Name, _: NodeOrText<Name>) {
        self.count(10);
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

/// Placeholder for nodes that are not elements.
fn nameless() -> Name {
    Rc::new(QualName::new(None, ns!(), local_name!("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parser_stops_soon_after_the_limit() {
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
            // One tag may start all bold and italic elements again.
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
    fn texts_of_allowed_depth_are_accepted() {
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
