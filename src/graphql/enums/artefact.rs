//! What activities leave behind.

use async_graphql::Enum;

contract_enums! {
    /// What a document is.
    DocumentKind = "::entity::enums::DocumentKind" {
        /// Förstudie: short summary as ground for the decision. Written by the owner.
        PreStudy,
        /// Requirements gathered from the target group, where that was decided.
        TargetGroupRequirements,
        /// Designförslag: steps and questions, with a prototype.
        DesignProposal,
        /// Detaljerad kravspecifikation.
        Specification,
        /// What was built, in which version, where. Written by the developer.
        BuildNote,
        /// What the tests showed. Written by the tester.
        TestReport,
        /// What the test group found, where that was decided.
        TestGroupFindings,
    }
}
