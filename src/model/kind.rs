//! Traits that the objects of all kinds share, and a macro that runs code for every kind.

use super::*;
use std::fmt::Debug;

/// Something that has a name and may have photographs: an object of the catalog, or a term.
pub trait Object: Debug + Send + Sync {
    /// Name or title of the object. A service has the name of its type.
    fn name(&self) -> &Localized<String>;

    /// Photographs and files of the object, then those about its accessibility.
    fn galleries(&self) -> [&[Attachment]; 2] {
        [&[], &[]]
    }

    /// Rank of the object in lists, which are sorted by rank and then by name.
    fn rank(&self) -> u32 {
        0
    }
}

/// How the site gives addresses to the objects of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    /// Each object has a page in every language in which it has a name.
    Page,
    /// Objects have pages, but need none in every language, or none at all.
    OptionalPage,
    /// Each object has an anchor on a page.
    Anchor,
    /// Objects have no address: two of them may have the same identifier.
    None,
}

/// A kind of objects, with the field of the catalog that holds them.
pub trait Kind: Object + Sized {
    /// Name of the kind in reports: `pois`.
    const NAME: &'static str;
    const ADDRESS: Address;

    fn id(&self) -> &Id<Self>;

    /// File, or object of a server, that the object was read from, for warnings.
    fn origin(&self) -> &String;

    /// Identifier that is the same on all servers. `None` when the source gives none.
    fn uuid(&self) -> Option<&String> {
        None
    }

    /// Structure that signs the page of the object.
    fn structure(&self) -> Option<&Id<Structure>> {
        None
    }

    /// Objects of this kind in a catalog.
    fn all(catalog: &Catalog) -> &Vec<Arc<Self>>;
    /// Objects of this kind in a catalog, to be changed.
    fn all_mut(catalog: &mut Catalog) -> &mut Vec<Arc<Self>>;
}

/// Implements [`Object`] and [`Kind`] for a type:
/// `Type in field_of_the_catalog, Address: field_of_the_name, [galleries] other fields`.
macro_rules! kind {
    ($kind:ident in $all:ident, $address:ident: $($name:ident).+, [$($gallery:ident)*] $($has:ident)*) => {
        impl Object for $kind {
            fn name(&self) -> &Localized<String> {
                &self.$($name).+
            }

            $(kind!(@ $gallery);)*
        }

        impl Kind for $kind {
            const NAME: &'static str = stringify!($all);
            const ADDRESS: Address = Address::$address;

            fn id(&self) -> &Id<$kind> {
                &self.id
            }

            fn origin(&self) -> &String {
                &self.origin
            }

            $(kind!(@ $has);)*

            fn all(catalog: &Catalog) -> &Vec<Arc<$kind>> {
                &catalog.$all
            }

            fn all_mut(catalog: &mut Catalog) -> &mut Vec<Arc<$kind>> {
                &mut catalog.$all
            }
        }
    };
    (@ uuid) => {
        fn uuid(&self) -> Option<&String> {
            self.uuid.as_ref()
        }
    };
    (@ structure) => {
        fn structure(&self) -> Option<&Id<Structure>> {
            self.structure.as_ref()
        }
    };
    (@ attachments) => {
        fn galleries(&self) -> [&[Attachment]; 2] {
            [&self.attachments, &[]]
        }
    };
    (@ attachments_accessibility) => {
        fn galleries(&self) -> [&[Attachment]; 2] {
            [&self.attachments, &self.attachments_accessibility]
        }
    };
    (@ thumbnail) => {
        fn galleries(&self) -> [&[Attachment]; 2] {
            [self.thumbnail.as_slice(), &[]]
        }
    };
}

kind!(Trek in treks, Page: name, [attachments_accessibility] uuid structure);
kind!(Poi in pois, Page: name, [attachments] uuid structure);
kind!(TouristicContent in touristic_contents, Page: name, [attachments] uuid structure);
kind!(TouristicEvent in touristic_events, Page: name, [attachments] uuid structure);
kind!(OutdoorSite in outdoor_sites, Page: name, [attachments] uuid structure);
kind!(OutdoorCourse in outdoor_courses, Page: name, [attachments] uuid structure);
kind!(SensitiveArea in sensitive_areas, Anchor: name, []);
kind!(Infrastructure in infrastructures, None: name, [attachments] uuid);
kind!(Signage in signages, None: name, [attachments] uuid);
kind!(Service in services, None: service_type.name, [] uuid);
kind!(HdView in hd_views, None: title, [thumbnail] uuid);
kind!(InformationDesk in information_desks, OptionalPage: name, [attachments]);
kind!(Structure in structures, OptionalPage: name, []);
kind!(FlatPage in flatpages, Page: title, [attachments]);
kind!(Alert in alerts, Anchor: name, []);

impl Object for Term {
    fn name(&self) -> &Localized<String> {
        &self.name
    }

    fn rank(&self) -> u32 {
        self.rank.unwrap_or(u32::MAX)
    }
}

/// Evaluates an expression once for every [`Kind`]: `each_kind!(K => K::all(catalog).len())`.
macro_rules! each_kind {
    ($kind:ident => $do:expr) => {
        each_kind!(@ $kind => $do; Trek Poi TouristicContent TouristicEvent OutdoorSite
            OutdoorCourse SensitiveArea Infrastructure Signage Service HdView InformationDesk
            Structure FlatPage Alert)
    };
    (@ $kind:ident => $do:expr; $($one:ident)*) => {
        $({
            type $kind = $crate::model::$one;
            $do;
        })*
    };
}
pub(crate) use each_kind;
