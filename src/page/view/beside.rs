//! Neighbours that the page of a trek lists. The page of an itinerary does not list again what the
//! pages of its stages list.

use crate::derive::nearby::{Along, Neighbours};
use crate::model::Lang;
use crate::page::site::Site;
use std::collections::HashSet;

/// Neighbours that the page of a trek lists, each in the order of [`Neighbours`].
pub struct Beside<'s> {
    pub services: Vec<&'s Along>,
    pub infrastructures: Vec<&'s Along>,
    pub signages: Vec<&'s Along>,
    pub contents: Vec<&'s Along>,
    pub events: Vec<&'s Along>,
    /// True when the pages of stages list further neighbours.
    pub is_partial: bool,
}

/// Returns the neighbours that the page of a trek lists in a language.
pub fn of<'s>(site: &'s Site, lang: &Lang, trek: usize) -> Beside<'s> {
    let own = site.neighbours(trek);
    let stages = stages(site, lang, trek);
    let mut is_partial = false;
    let mut left = |of: fn(&Neighbours) -> &Vec<Along>| -> Vec<&'s Along> {
        let lists = stages.iter().flat_map(|stage| of(site.neighbours(*stage)));
        let listed: HashSet<usize> = lists.map(|along| along.item).collect();
        let left = of(own).iter().filter(|along| !listed.contains(&along.item));
        let left: Vec<&Along> = left.collect();
        is_partial |= left.len() < of(own).len();
        left
    };
    Beside {
        services: left(|near| &near.services),
        infrastructures: left(|near| &near.infrastructures),
        signages: left(|near| &near.signages),
        contents: left(|near| &near.contents),
        events: left(|near| &near.events),
        is_partial,
    }
}

/// Returns the stages of a trek that have a page in the language, and the stages of these stages.
fn stages(site: &Site, lang: &Lang, trek: usize) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut open = vec![trek];
    while let Some(here) = open.pop() {
        for stage in &site.neighbours(here).children {
            if site.trek(*stage).name.get(lang).is_some() && !found.contains(stage) {
                found.push(*stage);
                open.push(*stage);
            }
        }
    }
    found
}
