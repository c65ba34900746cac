//! From the idea to the inbox. Siv Sund, who has no role at all, puts forward an e-service. The people of the town bring it
//! through every phase and gate, and are reminded of its launch and its measures. Then stand the mails that reached
//! them, as the mail server got them, and at the end a revision.
//!
//! Margareta is the management, Örjan becomes the owner, Philip leads the project and reads English, Frida is the service
//! manager; Kristina states requirements, Ulf develops, Terese tests, Edit is the editor, Adam the administrator.
//!
//! At each step everybody else in town tries it too, those among them who have the same role for another e-service, and is
//! told FORBIDDEN: `only`, `completes`, `writes`, `asks_for`, `approves`, `appoints` and `moves_on` see to that. Who is named
//! first does it; who is named besides could have.

use super::{
    build, decision, follow_up, idea, launch, letters, operation, preparation, revision, town::Town,
};
use crate::support::{
    app::TestApp,
    smtp_sink::{Options, SmtpSink},
    story::{Need, Story, needing, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    needing(
        Need::SmtpSink,
        on_database![an_idea_becomes_a_live_e_service_and_its_people_are_reminded],
    )
}

/// The e-service.
pub const NAME: &str = "Ansök om bygglov";

/// Its launch: a Monday, two weeks after Easter Monday. Of the days on which reminders are due before it,
/// - 30 days before is Saturday 13 March: it goes out on the Friday;
/// - 14 days before is Easter Monday: it goes out on Maundy Thursday, 25 March, since Good Friday is free too;
/// - 7 days before is Monday 5 April;
/// - 1 day before is a Sunday: it goes out on Friday 9 April.
pub const LAUNCH: &str = "2027-04-12";

async fn an_idea_becomes_a_live_e_service_and_its_people_are_reminded(app: TestApp) {
    let mails = SmtpSink::start(Options::default());
    let town = Town::found(&app, &mails).await;

    // Monday 23 November 2026, and the days after.
    idea::somebody_without_a_role_puts_it_forward(&town).await;
    idea::management_and_owner_take_in_the_needs(&town).await;
    idea::the_gate_says_what_is_left_and_opens(&town).await;

    // December: two meetings of the management.
    decision::management_decides_and_decides_again(&town).await;
    decision::owner_appoints_the_lead(&town).await;

    // January.
    preparation::the_lead_gathers_a_team(&town).await;
    preparation::the_team_designs_it(&town).await;
    preparation::nobody_approves_what_they_asked_for_or_made(&town).await;
    preparation::the_owner_rejects_and_approves(&town).await;
    preparation::what_was_approved_is_one_exact_version(&town).await;

    // February, and 1 March.
    build::it_is_built_and_tested(&town).await;
    build::the_owner_approves_it_with_its_launch_date(&town).await;

    // Until 12 April.
    launch::it_is_made_ready(&town).await;
    let town = launch::a_restart_tells_nothing_twice(town).await;
    launch::it_is_not_published_before_its_day(&town).await;
    launch::it_is_published_on_its_day(&town).await;

    // Until July.
    operation::it_is_handed_over(&town).await;
    let town = operation::what_was_missed_is_told_once(town).await;
    operation::it_is_looked_after(&town).await;
    operation::it_is_measured_in_time(&town).await;
    operation::it_is_measured_late(&town).await;
    operation::the_working_method_is_used_and_the_benefit_is_there(&town).await;

    letters::each_got_what_concerned_them(&town, &mails);
    let town = letters::nothing_is_told_twice(town, &mails).await;

    // Monday 12 July.
    follow_up::suggestions_are_weighed(&town).await;
    follow_up::the_result_is_measured_and_presented(&town).await;
    follow_up::the_owner_decides_to_revise(&town).await;

    // Until 16 August.
    revision::the_owner_begins_again_with_the_texts(&town).await;
    revision::the_revision_takes_the_operation_over(&town).await;
    revision::every_activity_has_left_its_result_behind(&town).await;
}
