//! Structures, pages, menu and server of the API → the catalog.

use crate::model::*;
use crate::report::Report;
use crate::source::geotrek::object::Object;
use crate::source::geotrek::reading::Reading;
use crate::source::geotrek::terms;
use crate::source::sanitize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Reading<'_> {
    pub fn structure(&self, id: &str, object: &Object) -> Option<Structure> {
        Some(Structure {
            id: self.named("structure", id)?,
            name: self.called(id, object, "name")?,
            description: Localized::default(),
            color: None,
            logo: None,
            website: None,
            email: None,
            phone: None,
            address: None,
            origin: self.origin("structure", id),
        })
    }

    pub fn flatpage(&self, id: &str, object: &Object) -> Option<FlatPage> {
        Some(FlatPage {
            id: self.named("flatpage", id)?,
            title: self.called(id, object, "title")?,
            content: object.html("content"),
            // Geotrek before 2.104 has no menu; its pages have an order instead.
            order: self
                .snapshot
                .objects
                .get("menu_item")
                .is_none_or(BTreeMap::is_empty)
                .then(|| object.number("order").map_or(i64::MAX, |order| order as i64)),
            attachments: self.attachments(object),
            origin: self.origin("flatpage", id),
        })
    }

    /// Items of the menu, with those inside of them.
    pub fn menu(&self, report: &mut Report) -> Vec<MenuItem> {
        let items = self.snapshot.of("menu_item").filter_map(|(id, raw)| {
            Object::parse(format!("menu_item/{id}"), raw, &self.around, report)
        });
        let items: Vec<Object> = items.collect();
        items.iter().map(|item| self.menu_item(item, 0)).collect()
    }

    fn menu_item(&self, item: &Object, depth: usize) -> MenuItem {
        let page = item.id("page").and_then(|id| self.named("flatpage", &id));
        let links = item.names("link_url").filter_map(|url| sanitize::link(url));
        let target = match page {
            Some(page) => MenuTarget::Page(page),
            None if links.is_empty() => MenuTarget::None,
            None => MenuTarget::Link(links),
        };
        // An item without a title has that of its page.
        let titles = ["title", "page_title"].map(|key| item.names(key));
        let title = titles.iter().find(|titles| !titles.is_empty()).unwrap_or(&titles[0]);
        let title = self.published(item, title);
        let children = item.objects("children");
        let children = children.iter().filter(|_| depth < 5);
        let children = children.map(|child| self.menu_item(child, depth + 1)).collect();
        MenuItem { title, target, children }
    }

    /// Description of the server.
    pub fn server(&self, report: &mut Report) -> Server {
        let mut all = |endpoint: &'static str| -> Vec<(String, Object)> {
            let parse = |(id, raw): (&String, &Arc<RawValue>)| {
                let item = format!("{endpoint}/{id}");
                Some((id.clone(), Object::parse(item, raw, &self.around, report)?))
            };
            self.snapshot.of(endpoint).filter_map(parse).collect()
        };
        let first = |objects: Vec<(String, Object)>| objects.into_iter().next().map(|(_, o)| o);
        let version = first(all("version")).and_then(|about| about.text("version"));
        let bounds = first(all("config")).and_then(|config| config.bounds("bbox"));
        let portals = all("portal").into_iter().map(|(id, portal)| Portal {
            id,
            name: portal.names("name"),
            title: portal.names("title"),
            description: portal.names("description"),
            website: portal.web_address("website"),
        });
        let portals = portals.collect();
        let mut terms = |vocabulary, endpoint| {
            let term = |(id, object): (String, Object)| {
                Arc::new(terms::term(vocabulary, id, &object, "label"))
            };
            all(endpoint).into_iter().map(term).collect()
        };
        let feedback = Feedback {
            activities: terms(Vocabulary::FeedbackActivity, "feedback_activity"),
            categories: terms(Vocabulary::FeedbackCategory, "feedback_category"),
            magnitudes: terms(Vocabulary::FeedbackMagnitude, "feedback_magnitude"),
        };
        Server { url: self.server.clone(), version, bounds, portals, feedback }
    }
}
