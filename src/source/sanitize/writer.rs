//! Tags and texts → balanced markup, with the places in it that a page fills in.

use super::{Own, Surroundings, headings, nesting, policy, references};
use crate::model::Player;
use crate::model::html::{Place, escape_text, escape_value};
use crate::source::player;
use html5ever::{Attribute, LocalName, local_name};
use reqwest::Url;

/// Writes the tags and texts of a sanitised text as markup.
pub struct Writer<'a> {
    around: &'a Surroundings,
    markup: String,
    /// Places with the length of the markup before each.
    places: Vec<(usize, Place)>,
    /// Open elements, innermost last.
    open: Vec<Open>,
    /// Number of line breaks since the last visible content.
    breaks: usize,
    /// Length of the markup up to and including the last non-breaking space.
    after_space: usize,
    problems: Vec<String>,
}

/// An element that was started and not ended yet.
struct Open {
    name: LocalName,
    /// Lengths of the markup and of the places before it.
    before: (usize, usize),
    /// Length of the markup up to and including its start tag.
    inside: usize,
    /// False when a parser would not keep the element there: only its content is written.
    written: bool,
    /// True when it has visible content.
    shows: bool,
}

impl<'a> Writer<'a> {
    pub fn new(capacity: usize, around: &'a Surroundings) -> Writer<'a> {
        Writer {
            around,
            markup: String::with_capacity(capacity),
            places: Vec::new(),
            open: Vec::new(),
            breaks: 0,
            after_space: usize::MAX,
            problems: Vec::new(),
        }
    }

    pub fn start(&mut self, name: LocalName, attributes: &[Attribute]) {
        self.breaks = if &*name == "br" { self.breaks + 1 } else { 0 };
        if self.is_edited() && self.breaks > 2 {
            return;
        }
        let written = self.stays(&name);
        let before = (self.markup.len(), self.places.len());
        match &*name {
            _ if !written => {}
            "img" => self.picture(attributes),
            "hr" => {
                self.start_tag(&name, attributes);
                self.shows();
            }
            _ => self.start_tag(&name, attributes),
        }
        if !nesting::is_void(&name) {
            let inside = self.markup.len();
            self.open.push(Open { name, before, inside, written, shows: false });
        }
    }

    /// Ends an element, and those still open inside of it.
    pub fn end(&mut self, name: &LocalName) {
        let Some(at) = self.open.iter().rposition(|open| open.name == *name) else { return };
        while self.open.len() > at {
            self.close();
        }
    }

    /// Ends the innermost element. An empty one of an editor is removed.
    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.breaks = 0;
        let empty = match &*open.name {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => !open.shows,
            "span" => self.markup.len() == open.inside && !open.shows,
            _ => false,
        };
        if open.written && empty && self.is_edited() {
            self.markup.truncate(open.before.0);
            self.places.truncate(open.before.1);
        } else if open.written {
            self.markup.push_str("</");
            self.tag_name(&open.name);
            self.markup.push('>');
        }
        if open.shows {
            self.shows();
        }
    }

    pub fn text(&mut self, text: &str) {
        let shows = !text.trim().is_empty();
        if shows && self.within().next().is_some_and(nesting::holds_parts_only) {
            return;
        }
        if shows {
            self.shows();
            self.breaks = 0;
        }
        let begins = self.markup.is_empty() && self.places.is_empty();
        let text = if begins { text.trim_start() } else { text };
        let begins_pre = self.open.last().is_some_and(|open| {
            open.name == local_name!("pre") && open.inside == self.markup.len()
        });
        if begins_pre && text.starts_with('\n') {
            // A parser drops the first line end in a `<pre>`.
            self.markup.push('\n');
        }
        for (i, words) in text.split('\u{a0}').enumerate() {
            // Editors align text with several non-breaking spaces: one of them is kept.
            if i > 0 && !(self.is_edited() && self.after_space == self.markup.len()) {
                self.markup.push_str("&nbsp;");
                self.after_space = self.markup.len();
            }
            escape_text(words, &mut self.markup);
        }
    }

    /// Writes a picture that is published with the site. Other pictures are left out of the texts of a
    /// server.
    fn picture(&mut self, attributes: &[Attribute]) {
        let Some(source) = source(attributes) else { return };
        let found = self.find(source);
        if let Some(Own::Missing(problem)) = &found {
            self.problems.push(format!("shows {source}, which is left out: {problem}"));
            return;
        }
        if let Some(Own::Picture(file)) = found {
            let mut others = String::new();
            for Attribute { name, value } in attributes {
                let name = &*name.local;
                if name != "src" && policy::is_valid("img", name, value) {
                    others.push_str(&format!(" {name}=\""));
                    escape_value(value, &mut others);
                    others.push('"');
                }
            }
            self.place(Place::Picture(file, others));
        } else if self.around.server.is_none() {
            self.start_tag("img", attributes);
        } else {
            return;
        }
        self.shows();
    }

    /// Writes a link to a known player instead of a frame, in a paragraph of its own where one is
    /// allowed. Other frames are left out.
    pub fn frame(&mut self, attributes: &[Attribute]) {
        let player = source(attributes).and_then(player::of);
        let Some(player) = player.filter(|player| player.embed.is_some()) else { return };
        if !self.stays("a") {
            return;
        }
        let paragraph = local_name!("p");
        let within = self.open.last().is_some_and(|open| open.written && open.name == paragraph);
        let within = within && self.is_edited();
        if within {
            self.close();
        }
        if self.stays(&paragraph) {
            self.start(paragraph.clone(), &[]);
            self.player(player);
            self.close();
        } else {
            self.player(player);
        }
        if within {
            self.start(paragraph, &[]);
        }
    }

    fn player(&mut self, player: Player) {
        self.place(Place::Player(Box::new(player)));
        self.shows();
    }

    fn start_tag(&mut self, element: &str, attributes: &[Attribute]) {
        self.markup.push('<');
        self.tag_name(element);
        for Attribute { name, value } in attributes {
            let name = &*name.local;
            if !policy::is_valid(element, name, value) {
                continue;
            }
            self.markup.push_str(&format!(" {name}=\""));
            match name {
                "href" => self.link(value),
                "src" | "cite" => self.address(value.trim()),
                _ => escape_value(value, &mut self.markup),
            }
            self.markup.push('"');
        }
        self.markup.push('>');
    }

    fn tag_name(&mut self, name: &str) {
        match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => {
                self.markup.push('h');
                self.place(Place::Level(level - b'0'));
            }
            _ => self.markup.push_str(name),
        }
    }

    /// Writes the address of a link: a file or picture published with the site, or any other.
    fn link(&mut self, link: &str) {
        let (address, fragment) = references::split(link);
        match self.find(address) {
            Some(Own::File(file)) => self.place(Place::File(file)),
            Some(Own::Picture(file)) => self.place(Place::LargePicture(file)),
            missing => {
                if let Some(Own::Missing(problem)) = missing {
                    let stays =
                        if self.is_edited() { "; the link leads to the server" } else { "" };
                    self.problems.push(format!(
                        "leads to {address}, which is not published with the site: {problem}{stays}"
                    ));
                }
                return self.address(link.trim());
            }
        }
        escape_value(fragment, &mut self.markup);
    }

    fn find(&self, address: &str) -> Option<Own> {
        self.around.find.as_ref().and_then(|find| find(references::split(address).0))
    }

    /// Writes an address that the policy allows. One that cannot be parsed is relative.
    fn address(&mut self, address: &str) {
        match &self.around.server {
            Some(server) if Url::parse(address).is_err() => {
                let full = server.join(address);
                let full = full.as_ref().map_or(address, Url::as_str);
                return escape_value(full, &mut self.markup);
            }
            None if address.starts_with('/') && !address.starts_with("//") => {
                self.place(Place::Base);
            }
            _ => {}
        }
        escape_value(address, &mut self.markup);
    }

    fn place(&mut self, place: Place) {
        self.places.push((self.markup.len(), place));
    }

    /// Notes that the innermost element has visible content.
    fn shows(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.shows = true;
        }
    }

    /// Names of the open elements, innermost first.
    fn within(&self) -> impl Iterator<Item = &str> + Clone {
        self.open.iter().rev().filter(|open| open.written).map(|open| &*open.name)
    }

    fn stays(&self, element: &str) -> bool {
        nesting::stays(element, self.within())
    }

    /// True for a text from the rich text editor of a server.
    fn is_edited(&self) -> bool {
        self.around.server.is_some()
    }

    /// Ends all elements. Returns the markup, the places in it and the problems.
    pub fn finish(mut self) -> (String, Vec<(usize, Place)>, Vec<String>) {
        while !self.open.is_empty() {
            self.close();
        }
        headings::lower(&mut self.places);
        let end = self.markup.trim_end().len();
        self.markup.truncate(end.max(self.places.last().map_or(0, |(at, _)| *at)));
        (self.markup, self.places, self.problems)
    }
}

/// Value of the attribute `src`.
fn source(attributes: &[Attribute]) -> Option<&str> {
    let source = attributes.iter().find(|attribute| &*attribute.name.local == "src");
    source.map(|source| source.value.trim())
}
