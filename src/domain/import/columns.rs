//! The columns of a spreadsheet of e-services, by the headings that people give them.

use crate::domain::sheet::plain;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// A key of the municipality's own.
    ExternalId,
    /// Name of the e-service.
    Name,
    /// The unit that it belongs to, by its name.
    Unit,
    /// What it is for.
    Purpose,
    /// Whom it is for.
    Audience,
    /// E-mail of the owner.
    Owner,
    /// Name of the owner, for an account that is made.
    OwnerName,
    /// E-mail of the service manager.
    Manager,
    /// Name of the service manager, for an account that is made.
    ManagerName,
    /// Since when it is in operation.
    Launched,
    /// How often it is measured.
    Interval,
    /// What is measured.
    Metric,
    /// Unit of the measure.
    MetricUnit,
    /// Value to reach.
    Target,
}

impl Column {
    /// Every column.
    pub const ALL: &'static [Self] = &[
        Self::ExternalId,
        Self::Name,
        Self::Unit,
        Self::Purpose,
        Self::Audience,
        Self::Owner,
        Self::OwnerName,
        Self::Manager,
        Self::ManagerName,
        Self::Launched,
        Self::Interval,
        Self::Metric,
        Self::MetricUnit,
        Self::Target,
    ];

    /// The columns that a spreadsheet cannot do without.
    pub const NEEDED: &'static [Self] = &[Self::Name, Self::Unit, Self::Owner, Self::Manager, Self::Launched];

    /// Its headings, the Swedish one first and the English one second, as they read without spaces, hyphens and capitals.
    #[must_use]
    pub const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::ExternalId => &["id", "externalid", "externtid", "nummer", "nr", "number"],
            Self::Name => &["namn", "name", "etjänst", "eservice", "tjänst", "service"],
            Self::Unit => &[
                "enhet",
                "unit",
                "förvaltning",
                "avdelning",
                "organisation",
                "orgunit",
                "department",
            ],
            Self::Purpose => &["syfte", "purpose", "beskrivning", "description", "ändamål"],
            Self::Audience => &["målgrupp", "audience"],
            Self::Owner => &[
                "ägare",
                "owner",
                "etjänsteägare",
                "ägarensepost",
                "ägareepost",
                "beställare",
                "owneremail",
            ],
            Self::OwnerName => &["ägarensnamn", "ownername", "ägarenamn"],
            Self::Manager => &[
                "förvaltare",
                "servicemanager",
                "manager",
                "förvaltarensepost",
                "förvaltareepost",
                "manageremail",
                "servicemanageremail",
            ],
            Self::ManagerName => &[
                "förvaltarensnamn",
                "managername",
                "förvaltarenamn",
                "servicemanagername",
            ],
            Self::Launched => &[
                "lanseringsdatum",
                "launchdate",
                "lanserad",
                "launched",
                "idriftsedan",
                "driftsatt",
                "startdatum",
            ],
            Self::Interval => &[
                "intervall",
                "interval",
                "mätintervall",
                "measuringinterval",
                "uppföljningsintervall",
            ],
            Self::Metric => &["mått", "metric", "mätetal", "measure"],
            Self::MetricUnit => &["måttenhet", "metricunit", "måttetsenhet"],
            Self::Target => &["målvärde", "target", "mål"],
        }
    }

    /// The column of a heading.
    #[must_use]
    pub fn of(heading: &str) -> Option<Self> {
        let plain = plain(heading);
        let mut all = Self::ALL.iter().copied();
        all.find(|column| column.headings().contains(&plain.as_str()))
    }
}
