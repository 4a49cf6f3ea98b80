//! Index of the treks by language, term, information desk, structure and alert. It is made once, so
//! that no page searches all treks.

use crate::address::slug;
use crate::model::{Catalog, Id, InformationDesk, Lang, Structure, Term, Trek, Vocabulary};
use crate::page::site::order;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Indices of treks by language, in each language sorted by name.
pub type ByLang = BTreeMap<Lang, Vec<usize>>;

/// Index of all treks.
#[derive(Debug, Default)]
pub struct Index {
    treks: ByLang,
    /// Terms that describe at least one trek, each once.
    pub terms: Vec<TermTreks>,
    /// Indices in `terms` by vocabulary and identifier: two sources may use the same identifier for
    /// different terms.
    by_id: HashMap<Vocabulary, HashMap<String, Vec<usize>>>,
    /// Treks that name each information desk. A desk that only outdoor sites name has no treks.
    desks: HashMap<Id<InformationDesk>, ByLang>,
    /// Index of each information desk in the catalog.
    desk_at: HashMap<Id<InformationDesk>, usize>,
    /// Treks that each structure manages.
    structures: HashMap<Id<Structure>, ByLang>,
    /// Indices of the treks that each alert concerns.
    treks_of_alert: Vec<Vec<usize>>,
    /// Indices of the alerts that concern each trek.
    alerts_of_trek: HashMap<usize, Vec<usize>>,
    languages: Vec<Lang>,
}

/// A term with the treks that it describes.
#[derive(Debug)]
pub struct TermTreks {
    pub term: Arc<Term>,
    /// Slug that the term would have if no other term had the same.
    preferred_slug: String,
    /// Last part of the address of the page of the term.
    pub slug: String,
    /// Treks that the term describes, in each language in which the term has a page.
    pub treks: ByLang,
}

impl TermTreks {
    /// Path of the page of the term below the language: `practice/hiking/`.
    pub fn path(&self) -> String {
        format!("{}/{}/", self.term.vocabulary.name(), self.slug)
    }
}

impl Index {
    /// Makes the index. `months` are the months in which each trek is usually walked; empty when
    /// the settings give no seasons.
    pub fn new(catalog: &Catalog, months: &[Vec<Arc<Term>>], languages: &[Lang]) -> Index {
        let mut index = Index { languages: languages.to_vec(), ..Index::default() };
        let terms = catalog.treks.iter().flat_map(|trek| terms_of(trek));
        for term in terms.chain(months.iter().flatten()) {
            index.add_term(term);
        }
        index.assign_slugs();
        index.add_alerts(catalog);
        let desks = catalog.information_desks.iter().enumerate();
        index.desk_at = desks.map(|(at, desk)| (desk.id.clone(), at)).collect();
        for lang in languages {
            let treks = sorted_treks(catalog, lang);
            for trek in &treks {
                let months = months.get(*trek).map_or(&[][..], Vec::as_slice);
                index.add_trek(*trek, &catalog.treks[*trek], months, lang);
            }
            index.treks.insert(lang.clone(), treks);
            let outdoor = catalog.outdoor_sites.iter();
            let outdoor = outdoor.filter(|outdoor| outdoor.name.get(lang).is_some());
            for desk in outdoor.flat_map(|outdoor| &outdoor.information_desks) {
                index.desks.entry(desk.clone()).or_default().entry(lang.clone()).or_default();
            }
        }
        index
    }

    /// Indices of the treks that have a name in a language, sorted by that name.
    pub fn treks(&self, lang: &Lang) -> &[usize] {
        self.treks.get(lang).map_or(&[], Vec::as_slice)
    }

    /// Entry of a term; `None` for a term that describes no trek.
    pub fn of_term(&self, term: &Arc<Term>) -> Option<&TermTreks> {
        self.find(term).map(|entry| &self.terms[entry])
    }

    /// Indices of the treks that name an information desk. `None` when neither a trek nor an
    /// outdoor site of the language names it.
    pub fn treks_of_desk(&self, desk: &Id<InformationDesk>, lang: &Lang) -> Option<&[usize]> {
        self.desks.get(desk)?.get(lang).map(Vec::as_slice)
    }

    /// Treks of every information desk, by language.
    pub fn desks(&self) -> impl Iterator<Item = (&Id<InformationDesk>, &ByLang)> {
        self.desks.iter()
    }

    /// Treks of every structure, by language.
    pub fn structures(&self) -> impl Iterator<Item = (&Id<Structure>, &ByLang)> {
        self.structures.iter()
    }

    /// Indices of the alerts that name a trek. Alerts about the whole territory name none.
    pub fn alerts_of_trek(&self, trek: usize) -> &[usize] {
        self.alerts_of_trek.get(&trek).map_or(&[], Vec::as_slice)
    }

    /// Indices of the treks that an alert names.
    pub fn treks_of_alert(&self, alert: usize) -> &[usize] {
        &self.treks_of_alert[alert]
    }

    fn add_alerts(&mut self, catalog: &Catalog) {
        if catalog.alerts.is_empty() {
            return;
        }
        let ids = catalog.treks.iter().enumerate().map(|(index, trek)| (&trek.id, index));
        let ids: BTreeMap<&Id<Trek>, usize> = ids.collect();
        for (index, alert) in catalog.alerts.iter().enumerate() {
            let about = alert.treks.iter().flatten().filter_map(|id| ids.get(id).copied());
            let treks: BTreeSet<usize> = about.collect();
            for trek in &treks {
                self.alerts_of_trek.entry(*trek).or_default().push(index);
            }
            self.treks_of_alert.push(treks.into_iter().collect());
        }
    }

    /// Indices of the treks that a structure manages, in a language.
    pub fn treks_of_structure(&self, structure: &Id<Structure>, lang: &Lang) -> &[usize] {
        let treks = self.structures.get(structure).and_then(|by_lang| by_lang.get(lang));
        treks.map_or(&[], Vec::as_slice)
    }

    /// Index of an information desk in the catalog.
    pub fn desk(&self, desk: &Id<InformationDesk>) -> Option<usize> {
        self.desk_at.get(desk).copied()
    }

    fn find(&self, term: &Arc<Term>) -> Option<usize> {
        let known = self.by_id.get(&term.vocabulary)?.get(&term.id)?;
        let equal = known.iter().find(|entry| self.terms[**entry].term == *term);
        equal.copied().or_else(|| {
            let slug = preferred_slug(term, &self.languages);
            known.iter().find(|entry| self.terms[**entry].preferred_slug == slug).copied()
        })
    }

    /// Adds a term unless the index already has it.
    fn add_term(&mut self, term: &Arc<Term>) {
        if self.find(term).is_some() {
            return;
        }
        let of_vocabulary = self.by_id.entry(term.vocabulary).or_default();
        of_vocabulary.entry(term.id.clone()).or_default().push(self.terms.len());
        self.terms.push(TermTreks {
            term: term.clone(),
            preferred_slug: preferred_slug(term, &self.languages),
            slug: String::new(),
            treks: ByLang::new(),
        });
    }

    /// Gives each term a slug of its own. When several terms prefer the same slug, the one with the
    /// first identifier gets it, so that a term that is added later does not change the address of
    /// another; the others get a slug with their identifier.
    fn assign_slugs(&mut self) {
        let mut order: Vec<usize> = (0..self.terms.len()).collect();
        order.sort_by_key(|entry| {
            let TermTreks { term, preferred_slug, .. } = &self.terms[*entry];
            // The shorter identifier first sorts numbers by value.
            (term.vocabulary, term.id.len(), term.id.clone(), preferred_slug.clone())
        });
        let mut taken: HashSet<String> = HashSet::new();
        for entry in order {
            let entry = &mut self.terms[entry];
            let with_id = format!("{}-{}", entry.preferred_slug, slug(&entry.term.id));
            let numbered = (2..).map(|number| format!("{with_id}-{number}"));
            let slugs = [entry.preferred_slug.clone(), with_id.clone()].into_iter().chain(numbered);
            for slug in slugs {
                entry.slug = slug;
                if taken.insert(entry.path()) {
                    break;
                }
            }
        }
    }

    /// Adds a trek, in a language, to its terms, its information desks and its structure.
    fn add_trek(&mut self, index: usize, trek: &Trek, months: &[Arc<Term>], lang: &Lang) {
        let push = |by_lang: &mut ByLang| {
            let treks = by_lang.entry(lang.clone()).or_default();
            if treks.last() != Some(&index) {
                treks.push(index);
            }
        };
        for term in terms_of(trek).chain(months) {
            if let Some(entry) = self.find(term).map(|entry| &mut self.terms[entry])
                && entry.term.name.get(lang).is_some()
            {
                push(&mut entry.treks);
            }
        }
        for desk in &trek.information_desks {
            push(self.desks.entry(desk.clone()).or_default());
        }
        for structure in trek.structure.iter() {
            push(self.structures.entry(structure.clone()).or_default());
        }
    }
}

/// Returns the terms of a trek that have pages.
fn terms_of(trek: &Trek) -> impl Iterator<Item = &Arc<Term>> {
    let one = trek.practice.iter().chain(&trek.difficulty);
    one.chain(&trek.themes).chain(&trek.labels).chain(&trek.cities).chain(&trek.districts)
}

/// Slug of a term from its identifier. Identifiers that are codes, such as `4` or `2A004` in a
/// Geotrek-admin, are replaced by the name in the first language of the site that has one.
fn preferred_slug(term: &Term, languages: &[Lang]) -> String {
    let is_code = !term.id.bytes().any(|byte| byte.is_ascii_lowercase());
    let name = term.name.any(languages).filter(|_| is_code);
    slug(name.unwrap_or(&term.id))
}

/// Returns the indices of the treks that have a name in a language, sorted by that name.
fn sorted_treks(catalog: &Catalog, lang: &Lang) -> Vec<usize> {
    let names = catalog.treks.iter().enumerate();
    let names = names.filter_map(|(index, trek)| Some((trek.name.get(lang)?.as_str(), index)));
    order::sorted(lang, names.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Localized;

    fn trek(local: &str, cities: &[(&str, &str)]) -> Arc<Trek> {
        let mut trek = Trek::new(Id::new("test", local), local.to_owned());
        trek.name = Localized::everywhere(local.to_owned());
        let city = |(id, name): &(&str, &str)| {
            let name = Localized::everywhere((*name).to_owned());
            Arc::new(Term::named(Vocabulary::City, (*id).to_owned(), name))
        };
        trek.cities = cities.iter().map(city).collect();
        Arc::new(trek)
    }

    fn addresses(treks: Vec<Arc<Trek>>) -> Vec<(String, usize)> {
        let french: Lang = "fr".parse().unwrap();
        let catalog = Catalog { treks, ..Catalog::default() };
        let index = Index::new(&catalog, &[], std::slice::from_ref(&french));
        let mut found: Vec<_> =
            index.terms.iter().map(|entry| (entry.path(), entry.treks[&french].len())).collect();
        found.sort();
        found
    }

    #[test]
    fn terms_with_the_same_name_have_their_identifier_in_their_address() {
        let found = addresses(vec![
            trek("a", &[("2A004", "Ajaccio"), ("9", "Les Rousses")]),
            trek("b", &[("10", "Les Rousses"), ("9", "Les Rousses"), ("9", "Les Rousses")]),
            trek("c", &[("les-rousses-10", "Elsewhere"), ("11", "★")]),
        ]);
        let expected = [
            ("city/ajaccio/", 1),
            ("city/les-rousses-10-les-rousses-10/", 1),
            ("city/les-rousses-10/", 1),
            ("city/les-rousses/", 2),
            (&format!("city/{}/", slug("★")), 1),
        ];
        assert_eq!(found, expected.map(|(rest, treks)| (rest.to_owned(), treks)));
    }

    #[test]
    fn a_long_name_makes_a_short_slug() {
        let found = addresses(vec![trek("a", &[("4", &"très ".repeat(90))])]);
        assert_eq!(found[0].0.len(), "city/".len() + 80 + 1);
    }

    #[test]
    fn terms_of_two_sources_with_the_same_identifier_have_two_pages() {
        let found = addresses(vec![trek("a", &[("4", "Aix")]), trek("b", &[("4", "Bex")])]);
        assert_eq!(found, [("city/aix/".to_owned(), 1), ("city/bex/".to_owned(), 1)]);
    }
}
