//! The closed sets of values, as the contract names and describes them.

macro_rules! contract_enums {
    ($($(#[$meta:meta])+ $name:ident = $remote:literal { $($(#[doc = $vdoc:literal])+ $variant:ident),* $(,)? })*) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
        #[graphql(remote = $remote)]
        $(#[$meta])+
        pub enum $name { $($(#[doc = $vdoc])+ $variant,)* }
    )*};
}

mod artefact;
mod follow_up;
mod need;
mod notification;
mod people;
mod process;

pub use {artefact::*, follow_up::*, need::*, notification::*, people::*, process::*};
