//! People and how far their roles reach.

use async_graphql::Enum;

contract_enums! {
    /// What somebody is in the process.
    Role = "::entity::enums::Role" {
        /// Administratör: users, role grants, templates and settings. Decides nothing in the process.
        Admin,
        /// Ledningsgrupp/stab of a unit: inventories needs, decides what is developed, approach, deadline and resources.
        Management,
        /// Beställare / e-tjänsteägare: benefits, requirements, pre-study, approvals and the launch date.
        Owner,
        /// Uppdragsledare / projektledare: runs preparation, build and launch, and hands over.
        ProjectLead,
        /// Förvaltare av e-tjänst: daily operation, measures, improvements and reports.
        ServiceManager,
        /// Förvaltningsledare e-tjänsteplattform: uniform design, platform permissions, user support.
        PlatformManager,
        /// Redaktör: quality review, texts and publication.
        Editor,
        /// Kravställare: states the detailed requirements together with the lead.
        RequirementsOwner,
        /// Utvecklare: builds to the approved specification.
        Developer,
        /// Testare: tests function and flow, and gives the tester's approval.
        Tester,
        /// Handläggare: uses and promotes the e-service, reports improvement needs.
        CaseOfficer,
        /// Verksamheten: contributes needs, ideas and views.
        Business,
    }

    /// How far a role reaches.
    ScopeKind = "::entity::enums::ScopeKind" {
        /// The whole municipality.
        Global,
        /// An organisational unit with everything below it.
        OrgUnit,
        /// One e-service.
        EService,
    }

    /// A language that the product speaks.
    Locale = "::entity::enums::Locale" {
        /// Swedish.
        Sv,
        /// English.
        En,
    }
}
