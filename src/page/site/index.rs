//! Which treks go with which language, term and information desk: found once, so that no page
//! looks through all of them.

use crate::address::slug;
use crate::model::{Catalog, Id, InformationDesk, Lang, Structure, Term, Trek, Vocabulary};
use crate::page::site::order;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Treks by language, those of each language in the order of their names.
pub type ByLang = BTreeMap<Lang, Vec<usize>>;

/// What is known of all treks together.
#[derive(Debug, Default)]
pub struct Index {
    treks: ByLang,
    /// Sorted by vocabulary and identifier.
    pub terms: Vec<TermTreks>,
    /// Two sources may call different terms by one identifier.
    by_id: HashMap<Vocabulary, HashMap<String, Vec<usize>>>,
    desks: HashMap<Id<InformationDesk>, ByLang>,
    /// Where each desk is in the catalog.
    desk_at: HashMap<Id<InformationDesk>, usize>,
    structures: HashMap<Id<Structure>, ByLang>,
    /// For each alert the treks it is about; then the same for each of these treks.
    treks_of_alert: Vec<Vec<usize>>,
    alerts_of_trek: HashMap<usize, Vec<usize>>,
    languages: Vec<Lang>,
}

/// A term with the treks that it describes.
#[derive(Debug)]
pub struct TermTreks {
    pub term: Arc<Term>,
    /// What its address would be if no other term had the same.
    wanted: String,
    /// The last part of its address.
    pub slug: String,
    /// In each language in which it has a page.
    pub treks: ByLang,
}

impl TermTreks {
    /// Where, below the language: `practice/hiking/`.
    pub fn path(&self) -> String {
        format!("{}/{}/", self.term.vocabulary.name(), self.slug)
    }
}

impl Index {
    /// `months` are those in which each trek is usually walked; no trek has any where the settings
    /// say nothing.
    pub fn new(catalog: &Catalog, months: &[Vec<Arc<Term>>], languages: &[Lang]) -> Index {
        let mut index = Index { languages: languages.to_vec(), ..Index::default() };
        let terms = catalog.treks.iter().flat_map(|trek| terms_of(trek));
        for term in terms.chain(months.iter().flatten()) {
            index.add(term);
        }
        index.give_addresses();
        index.file_alerts(catalog);
        let desks = catalog.information_desks.iter().enumerate();
        index.desk_at = desks.map(|(at, desk)| (desk.id.clone(), at)).collect();
        for lang in languages {
            let treks = in_order(catalog, lang);
            for trek in &treks {
                let months = months.get(*trek).map_or(&[][..], Vec::as_slice);
                index.file(*trek, &catalog.treks[*trek], months, lang);
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

    /// The treks that exist in a language.
    pub fn treks(&self, lang: &Lang) -> &[usize] {
        self.treks.get(lang).map_or(&[], Vec::as_slice)
    }

    /// `None` for a term that describes no trek.
    pub fn of_term(&self, term: &Arc<Term>) -> Option<&TermTreks> {
        self.find(term).map(|entry| &self.terms[entry])
    }

    /// The treks that name a desk; `None` when no trek and no outdoor site of the language does.
    pub fn treks_of_desk(&self, desk: &Id<InformationDesk>, lang: &Lang) -> Option<&[usize]> {
        self.desks.get(desk)?.get(lang).map(Vec::as_slice)
    }

    /// Alerts about this trek, and not about the whole territory.
    pub fn alerts_of_trek(&self, trek: usize) -> &[usize] {
        self.alerts_of_trek.get(&trek).map_or(&[], Vec::as_slice)
    }

    /// The treks that this alert names.
    pub fn treks_of_alert(&self, alert: usize) -> &[usize] {
        &self.treks_of_alert[alert]
    }

    fn file_alerts(&mut self, catalog: &Catalog) {
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

    /// The treks that a structure manages.
    pub fn treks_of_structure(&self, structure: &Id<Structure>, lang: &Lang) -> &[usize] {
        let treks = self.structures.get(structure).and_then(|by_lang| by_lang.get(lang));
        treks.map_or(&[], Vec::as_slice)
    }

    /// Where the desk is in the catalog.
    pub fn desk(&self, desk: &Id<InformationDesk>) -> Option<usize> {
        self.desk_at.get(desk).copied()
    }

    fn find(&self, term: &Arc<Term>) -> Option<usize> {
        let known = self.by_id.get(&term.vocabulary)?.get(&term.id)?;
        let the_very_same = known.iter().find(|entry| self.terms[**entry].term == *term);
        the_very_same.copied().or_else(|| {
            let wanted = address(term, &self.languages);
            known.iter().find(|entry| self.terms[**entry].wanted == wanted).copied()
        })
    }

    fn add(&mut self, term: &Arc<Term>) {
        if self.find(term).is_some() {
            return;
        }
        let of_vocabulary = self.by_id.entry(term.vocabulary).or_default();
        of_vocabulary.entry(term.id.clone()).or_default().push(self.terms.len());
        self.terms.push(TermTreks {
            term: term.clone(),
            wanted: address(term, &self.languages),
            slug: String::new(),
            treks: ByLang::new(),
        });
    }

    /// The first of several terms that want one address has it, in the order of their identifiers:
    /// a term that is added later does not move the page of another.
    fn give_addresses(&mut self) {
        let mut order: Vec<usize> = (0..self.terms.len()).collect();
        order.sort_by_key(|entry| {
            let TermTreks { term, wanted, .. } = &self.terms[*entry];
            // Numbers as numbers.
            (term.vocabulary, term.id.len(), term.id.clone(), wanted.clone())
        });
        let mut taken: HashSet<String> = HashSet::new();
        for entry in order {
            let entry = &mut self.terms[entry];
            let with_id = format!("{}-{}", entry.wanted, slug(&entry.term.id));
            let numbered = (2..).map(|number| format!("{with_id}-{number}"));
            let wanted = [entry.wanted.clone(), with_id.clone()].into_iter().chain(numbered);
            for slug in wanted {
                entry.slug = slug;
                if taken.insert(entry.path()) {
                    break;
                }
            }
        }
    }

    /// Under its terms, its desks and its structure.
    fn file(&mut self, index: usize, trek: &Trek, months: &[Arc<Term>], lang: &Lang) {
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

/// The terms of a trek that have pages.
fn terms_of(trek: &Trek) -> impl Iterator<Item = &Arc<Term>> {
    let one = trek.practice.iter().chain(&trek.difficulty);
    one.chain(&trek.themes).chain(&trek.labels).chain(&trek.cities).chain(&trek.districts)
}

/// The identifier of a term, or its name in the first language of the site that has one: the codes
/// of a Geotrek-admin, `4` or `2A004`, say nothing.
fn address(term: &Term, languages: &[Lang]) -> String {
    let is_code = !term.id.bytes().any(|byte| byte.is_ascii_lowercase());
    let name = term.name.any(languages).filter(|_| is_code);
    slug(name.unwrap_or(&term.id))
}

fn in_order(catalog: &Catalog, lang: &Lang) -> Vec<usize> {
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
    fn terms_of_one_name_have_their_identifier_in_their_address() {
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
    fn a_name_that_is_a_sentence_makes_an_address_that_a_file_system_takes() {
        let found = addresses(vec![trek("a", &[("4", &"très ".repeat(90))])]);
        assert_eq!(found[0].0.len(), "city/".len() + 80 + 1);
    }

    #[test]
    fn terms_of_two_sources_with_one_identifier_stay_apart() {
        let found = addresses(vec![trek("a", &[("4", "Aix")]), trek("b", &[("4", "Bex")])]);
        assert_eq!(found, [("city/aix/".to_owned(), 1), ("city/bex/".to_owned(), 1)]);
    }
}
