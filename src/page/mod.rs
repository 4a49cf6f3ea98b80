//! Stage 3: which files the site has, where they are, and what they show.

mod file;
pub mod html;
pub mod site;
pub mod view;
mod warnings;

use crate::report::Report;
use html::document::Document;
use html::frame::Frame;
use std::sync::Arc;

pub use crate::input::OUTPUT_LIST as OWN_LIST;
pub use file::server_file::FILES as SERVER_FILES;
pub use site::Site;
pub use site::page::{Content, Page};
pub use site::settings::analytics::Analytics;
pub use site::settings::security::Security;
pub use site::settings::{BaseUrl, Home, MapSettings, Settings};

/// Plans the HTML pages of one kind.
type PlanPages = fn(&Site) -> Vec<Document>;
/// Plans the HTML pages that list other pages, given these.
type PlanLists = fn(&Site, &[Document]) -> Vec<Document>;
/// Plans the other files of one kind.
type PlanFiles = fn(&Arc<Site>) -> Vec<Page>;

/// HTML pages, each kind in its file; the map of the site has them in this order.
const PAGES: [PlanPages; 18] = [
    html::home::plan,
    html::treks::plan,
    html::trek::plan,
    html::term::plan,
    html::poi::plan,
    html::service::plan,
    html::services::plan,
    html::event::plan,
    html::events::plan,
    html::outdoor_site::plan,
    html::outdoor_course::plan,
    html::desk::plan,
    html::structure::plan,
    html::information::plan,
    html::alerts::plan,
    html::legal::plan,
    html::accessibility::plan,
    html::not_found::plan,
];

/// HTML pages that list what other pages show.
const LISTS: [PlanLists; 2] = [html::credits::plan, html::site_map::plan];

/// Other files, each kind in its file.
const FILES: [PlanFiles; 9] = [
    file::download::plan,
    file::calendar::plan,
    file::map_data::plan,
    file::search_index::plan,
    file::media::plan,
    file::pictogram::plan,
    file::robots::plan,
    file::brand::plan,
    file::server_file::plan,
];

/// Plans every file. Nothing is rendered: all addresses are known before any page is made.
pub fn plan(site: &Arc<Site>, report: &mut Report) -> Vec<Page> {
    let mut documents: Vec<Document> = PAGES.iter().flat_map(|plan| plan(site)).collect();
    let lists: Vec<Document> = LISTS.iter().flat_map(|plan| plan(site, &documents)).collect();
    documents.extend(lists);
    let mut pages: Vec<Page> = FILES.iter().flat_map(|plan| plan(site)).collect();
    pages.extend(file::sitemap::plan(site, &documents));
    let frame = Arc::new(Frame::new(site, &documents));
    pages.extend(documents.into_iter().map(|document| frame.page(document)));
    file::brand::check(site, report);
    file::static_file::add(site, &mut pages, report);
    file::portable::check(&pages, report);
    warnings::reports(site, report);
    warnings::tiles(site, report);
    pages
}
