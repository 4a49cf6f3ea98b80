//! Facilities along a trail: services, infrastructure and signposts.

use crate::derive::nearby::Along;
use crate::model::*;
use crate::model::{Infrastructure, Service, Signage};
use crate::page::site::Site;
use crate::page::site::shared::Shared;
use crate::page::view::beside::Beside;
use crate::page::view::picture::{self, PictureView};
use crate::page::view::term::{self, TermView};
use crate::page::view::text::{Markup, markup, plain};
use serde::Serialize;
use std::sync::Arc;

/// A service or an infrastructure: a footbridge, a picnic table, drinking water.
#[derive(Debug, Serialize)]
pub struct FacilityView {
    /// Distance from the start along the trail, in metres.
    pub distance: f64,
    /// Name, or the name of its type.
    pub name: String,
    pub kind: Option<Shared<TermView>>,
    pub description: Markup,
    /// Accessibility, or empty.
    pub accessibility: String,
    /// Level of difficulty to use it, or empty.
    pub usage_difficulty: String,
    /// States of repair.
    pub conditions: Vec<String>,
    pub picture: Option<PictureView>,
}

/// A signpost or a board.
#[derive(Debug, Serialize)]
pub struct SignpostView {
    /// Distance from the start along the trail, in metres.
    pub distance: f64,
    pub name: String,
    /// Code of the signpost, or empty.
    pub code: String,
    /// Name of its type, or empty.
    pub kind: String,
    /// Elevation that is printed on the signpost, in metres.
    pub elevation: Option<f64>,
    pub blades: Vec<BladeView>,
    pub picture: Option<PictureView>,
}

/// A blade of a signpost.
#[derive(Debug, Serialize)]
pub struct BladeView {
    /// Direction that the blade points to, `Right`, or empty.
    pub direction: String,
    pub lines: Vec<BladeLineView>,
}

/// A line of a blade: a destination.
#[derive(Debug, Serialize)]
pub struct BladeLineView {
    pub text: String,
    /// Distance in metres.
    pub distance: Option<f64>,
    /// Walking time in hours.
    pub time: Option<f64>,
    /// Names of the pictograms.
    pub pictograms: Vec<String>,
    /// Direction of the line, where it differs from the direction of the blade, or empty.
    pub direction: String,
}

/// Returns the services and infrastructure that the page of a trek lists, in walking order.
pub fn facilities(site: &Site, lang: &Lang, near: &Beside) -> Vec<FacilityView> {
    let service = |along: &&Along| service(site, lang, along, site.one::<Service>(along.item));
    let built = |along: &&Along| built(site, lang, along, site.one::<Infrastructure>(along.item));
    let mut facilities: Vec<FacilityView> = near.services.iter().filter_map(service).collect();
    facilities.extend(near.infrastructures.iter().filter_map(built));
    facilities.sort_by(|a, b| a.distance.total_cmp(&b.distance));
    facilities
}

fn service(site: &Site, lang: &Lang, along: &Along, service: &Service) -> Option<FacilityView> {
    let kind = term::term(site, lang, &service.service_type)?;
    Some(FacilityView {
        distance: along.distance.round(),
        name: kind.name.clone(),
        kind: Some(kind),
        description: Markup::default(),
        accessibility: String::new(),
        usage_difficulty: String::new(),
        conditions: Vec::new(),
        picture: None,
    })
}

fn built(
    site: &Site,
    lang: &Lang,
    along: &Along,
    infrastructure: &Infrastructure,
) -> Option<FacilityView> {
    let kind = infrastructure.infrastructure_type.as_ref();
    let kind = kind.and_then(|kind| term::term(site, lang, kind));
    let name = infrastructure.name.get(lang).cloned();
    Some(FacilityView {
        distance: along.distance.round(),
        name: name.or_else(|| Some(kind.as_ref()?.name.clone()))?,
        kind,
        description: markup(site, &infrastructure.description, lang),
        accessibility: plain(&infrastructure.accessibility, lang),
        usage_difficulty: term::kind(lang, infrastructure.usage_difficulty.as_ref()),
        conditions: names(lang, &infrastructure.conditions),
        picture: picture::first_picture(site, lang, &infrastructure.attachments),
    })
}

/// Returns the signposts that the page of a trek lists, in walking order.
pub fn signposts(site: &Site, lang: &Lang, near: &Beside) -> Vec<SignpostView> {
    let view = |along: &&Along| {
        let signage = site.one::<Signage>(along.item);
        Some(SignpostView {
            distance: along.distance.round(),
            name: signage.name.get(lang)?.clone(),
            code: signage.code.clone().unwrap_or_default(),
            kind: term::kind(lang, signage.signage_type.as_ref()),
            elevation: signage.printed_elevation,
            blades: signage.blades.iter().map(|blade| self::blade(lang, blade)).collect(),
            picture: picture::first_picture(site, lang, &signage.attachments),
        })
    };
    near.signages.iter().filter_map(view).collect()
}

fn blade(lang: &Lang, blade: &Blade) -> BladeView {
    let line = |line: &BladeLine| BladeLineView {
        text: plain(&line.text, lang),
        distance: line.distance,
        time: line.time,
        pictograms: line.pictograms.iter().filter_map(|name| name.get(lang).cloned()).collect(),
        direction: term::kind(lang, line.direction.as_ref()),
    };
    BladeView {
        direction: term::kind(lang, blade.direction.as_ref()),
        lines: blade.lines.iter().map(line).collect(),
    }
}

/// Names of terms in a language.
fn names(lang: &Lang, terms: &[Arc<Term>]) -> Vec<String> {
    terms.iter().filter_map(|term| term.name.get(lang).cloned()).collect()
}
