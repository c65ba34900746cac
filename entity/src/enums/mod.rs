//! The closed sets of values that columns hold, each stored as its snake_case name.

macro_rules! stored_enums {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
        )]
        #[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "snake_case")]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$vdoc])* $variant,)*
        }

        impl $name {
            /// Every value, in the order in which they are declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name under which the value is stored: snake_case.
            #[must_use]
            pub fn name(self) -> String {
                self.to_value()
            }
        }
    )*};
}

mod artefact;
mod follow_up;
mod need;
mod notification;
mod people;
mod process;

pub use {artefact::*, follow_up::*, need::*, notification::*, people::*, process::*};
