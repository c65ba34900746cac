//! People and how far their roles reach.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

stored_enums! {
    /// What somebody is in the process: a row of the table of roles.
    Role {
        /// Administratör: users, role grants, templates and settings; decides nothing in the process.
        Admin,
        /// Ledningsgrupp/stab: inventories needs and decides what is developed.
        Management,
        /// Beställare / e-tjänsteägare: benefits, requirements, approvals and the launch date.
        Owner,
        /// Uppdragsledare / projektledare: runs preparation, build and launch, and hands over.
        ProjectLead,
        /// Förvaltare av e-tjänst: daily operation, measures and reports.
        ServiceManager,
        /// Förvaltningsledare e-tjänsteplattform: uniform design and platform permissions.
        PlatformManager,
        /// Redaktör: quality review, texts and publication.
        Editor,
        /// Kravställare: states the detailed requirements together with the lead.
        RequirementsOwner,
        /// Utvecklare: builds to the approved specification.
        Developer,
        /// Testare: tests function and flow.
        Tester,
        /// Handläggare: uses and promotes the e-service.
        CaseOfficer,
        /// Verksamheten: contributes needs, ideas and views.
        Business,
    }

    /// How far a role reaches.
    ScopeKind {
        /// The whole municipality.
        Global,
        /// An organisational unit with everything below it.
        OrgUnit,
        /// One e-service.
        EService,
    }

    /// A language that the product speaks.
    Locale {
        /// Swedish.
        Sv,
        /// English.
        En,
    }
}
