//! What objects of all kinds have in common, and a way to do something for every kind.

use super::*;
use std::fmt::Debug;

/// An object of the catalog, of any kind.
pub trait Object: Debug + Send + Sync {
    /// The name or title; that of a service is the name of its type.
    fn name(&self) -> &Localized<String>;

    /// The identifier that all servers share. `None` when the source gives none.
    fn uuid(&self) -> Option<&String> {
        None
    }

    /// The structure that signs the page of the object.
    fn structure(&self) -> Option<&Id<Structure>> {
        None
    }

    /// Photographs and files: those of the object, then those about its accessibility.
    fn galleries(&self) -> [&[Attachment]; 2] {
        [&[], &[]]
    }

    /// The file or the object of a server that it was read from, for messages.
    fn origin(&self) -> &String;
}

/// A kind of objects, and where the catalog holds them.
pub trait Kind: Object + Sized {
    /// Name of the kind in reports: `pois`.
    const NAME: &'static str;
    /// False for objects that have neither a page nor an anchor: two of them may have one number.
    const HAS_ADDRESS: bool;

    fn id(&self) -> &Id<Self>;
    fn all(catalog: &Catalog) -> &Vec<Arc<Self>>;
    fn all_mut(catalog: &mut Catalog) -> &mut Vec<Arc<Self>>;
}

/// Implements both traits for a kind: `Kind in field of the catalog: its name; what else it has`.
macro_rules! kind {
    ($kind:ident in $all:ident, address $has_address:literal: $($name:ident).+; $($has:ident)*) => {
        impl Object for $kind {
            fn name(&self) -> &Localized<String> {
                &self.$($name).+
            }

            fn origin(&self) -> &String {
                &self.origin
            }

            $(kind!(@ $has);)*
        }

        impl Kind for $kind {
            const NAME: &'static str = stringify!($all);
            const HAS_ADDRESS: bool = $has_address;

            fn id(&self) -> &Id<$kind> {
                &self.id
            }

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

kind!(Trek in treks, address true: name; uuid structure attachments_accessibility);
kind!(Poi in pois, address true: name; uuid structure attachments);
kind!(TouristicContent in touristic_contents, address true: name; uuid structure attachments);
kind!(TouristicEvent in touristic_events, address true: name; uuid structure attachments);
kind!(OutdoorSite in outdoor_sites, address true: name; uuid structure attachments);
kind!(OutdoorCourse in outdoor_courses, address true: name; uuid structure attachments);
kind!(SensitiveArea in sensitive_areas, address true: name;);
kind!(Infrastructure in infrastructures, address false: name; uuid attachments);
kind!(Signage in signages, address false: name; uuid attachments);
kind!(Service in services, address false: service_type.name; uuid);
kind!(HdView in hd_views, address false: title; uuid thumbnail);
kind!(InformationDesk in information_desks, address true: name; attachments);
kind!(Structure in structures, address true: name;);
kind!(FlatPage in flatpages, address true: title; attachments);
kind!(Alert in alerts, address true: name;);

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
