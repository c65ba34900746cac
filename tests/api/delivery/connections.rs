//! Few connections for many mails, and what becomes of a connection with which something went wrong.

use super::*;

pub(super) fn stories() -> Vec<Story> {
    plain![
        fifty_mails_one_after_the_other_take_one_connection,
        fifty_mails_four_at_a_time_take_four_connections,
        a_connection_carries_so_many_mails_as_the_settings_say,
        a_connection_that_is_too_old_is_not_used_again,
        a_server_that_was_started_anew_between_two_mails_is_connected_to_anew,
        a_server_that_has_not_been_used_for_a_while_is_asked_whether_it_is_there,
        a_server_that_says_421_between_two_mails_holds_nothing_up,
        a_mail_that_the_server_stops_listening_to_takes_its_connection_along,
        a_mail_given_up_by_who_sends_it_takes_its_connection_along,
        a_server_that_breaks_off_after_a_mail_gets_the_next_on_a_new_connection,
        a_server_that_refuses_every_third_gets_all_in_the_end,
    ]
}

fn numbered(number: usize) -> Mail {
    mail_to("asa.oberg@kommun.example", &number.to_string())
}

/// Sends so many mails, so many at a time; answers the numbers of those that are to be tried again.
async fn send(transport: &Transport, numbers: impl IntoIterator<Item = usize>, at_once: usize) -> Vec<usize> {
    let mut again: Vec<_> = stream::iter(numbers)
        .map(|number| async move { (number, transport.send(&numbered(number)).await) })
        .buffer_unordered(at_once)
        .filter_map(async |(number, answer)| match answer {
            Ok(()) => None,
            Err(SendError::Retry(_)) => Some(number),
            Err(other) => panic!("{other}"),
        })
        .collect()
        .await;
    again.sort_unstable();
    again
}

/// The ids of the mails that arrived.
fn arrived(sink: &SmtpSink) -> Vec<String> {
    let id = |mail: &ReceivedMail| mail.message.message_id().unwrap().to_owned();
    let mut ids: Vec<_> = sink.mails().iter().map(id).collect();
    ids.sort();
    ids
}

#[track_caller]
fn each_once(sink: &SmtpSink, count: usize) {
    let mut ids = arrived(sink);
    assert_eq!(ids.len(), count);
    ids.dedup();
    assert_eq!(ids.len(), count, "one came twice");
}

async fn fifty_mails_one_after_the_other_take_one_connection() {
    let sink = with_faults(&[]);
    assert_eq!(send(&plain(&sink), 0..50, 1).await, [0; 0]);
    each_once(&sink, 50);
    assert_eq!(sink.connections(), 1);
}

async fn fifty_mails_four_at_a_time_take_four_connections() {
    let sink = SmtpSink::start(Options {
        login: login(),
        encryption: Encryption::StartTls,
        ..Options::default()
    });
    let mut settings = settings(&sink, Security::StartTls);
    log_in(&mut settings);
    assert_eq!(send(&transport(settings), 0..50, 4).await, [0; 0]);
    each_once(&sink, 50);
    let connections = sink.connections();
    assert!((1..=4).contains(&connections), "{connections}");
}

async fn a_connection_carries_so_many_mails_as_the_settings_say() {
    let sink = with_faults(&[]);
    let mut settings = settings(&sink, Security::None);
    settings.mails_per_connection = 10;
    send(&transport(settings), 0..50, 1).await;
    each_once(&sink, 50);
    assert_eq!(sink.connections(), 5);
}

async fn a_connection_that_is_too_old_is_not_used_again() {
    let sink = with_faults(&[]);
    let mut settings = settings(&sink, Security::None);
    settings.connection_age = Duration::from_millis(300);
    let transport = transport(settings);
    send(&transport, 0..1, 1).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    send(&transport, 1..2, 1).await;
    each_once(&sink, 2);
    assert_eq!(sink.connections(), 2);
}

fn again_on_the_port_of(sink: &mut SmtpSink) -> SmtpSink {
    sink.stop();
    SmtpSink::start(Options {
        port: Some(sink.port),
        ..Options::default()
    })
}

async fn a_server_that_was_started_anew_between_two_mails_is_connected_to_anew() {
    let mut first = with_faults(&[]);
    let transport = plain(&first);
    send(&transport, 0..1, 1).await;
    let second = again_on_the_port_of(&mut first);
    assert_eq!(
        send(&transport, 1..3, 1).await,
        [0; 0],
        "at once, not after a pause"
    );
    each_once(&second, 2);
    assert_eq!(second.connections(), 1);
}

async fn a_server_that_has_not_been_used_for_a_while_is_asked_whether_it_is_there() {
    let mut first = with_faults(&[]);
    let mut settings = settings(&first, Security::None);
    settings.idleness = Duration::ZERO;
    let transport = transport(settings);
    assert_eq!(send(&transport, 0..2, 1).await, [0; 0]);
    assert_eq!(first.connections(), 1, "it was there");
    let second = again_on_the_port_of(&mut first);
    assert_eq!(send(&transport, 2..4, 1).await, [0; 0]);
    each_once(&second, 2);
}

async fn a_server_that_says_421_between_two_mails_holds_nothing_up() {
    let sink = with_faults(&[Fault::Leave { times: 3 }]);
    let transport = plain(&sink);
    for number in 0..6 {
        assert_eq!(send(&transport, number..=number, 1).await, [0; 0]);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    each_once(&sink, 6);
    assert_eq!(sink.connections(), 4);
}

async fn a_mail_that_the_server_stops_listening_to_takes_its_connection_along() {
    let sink = with_faults(&[Fault::Stall {
        at: At::Content,
        seconds: 10,
        times: 1,
    }]);
    let mut slow = settings(&sink, Security::None);
    slow.timeout = Duration::from_secs(1);
    let transport = transport(slow);
    assert_eq!(send(&transport, 0..4, 1).await, [0]);
    each_once(&sink, 3);
    assert_eq!(
        sink.connections(),
        2,
        "nothing goes over the one that fell silent"
    );
}

async fn a_mail_given_up_by_who_sends_it_takes_its_connection_along() {
    let sink = with_faults(&[Fault::Stall {
        at: At::Mail,
        seconds: 2,
        times: 1,
    }]);
    let transport = plain(&sink);
    let given_up = tokio::time::timeout(Duration::from_millis(300), transport.send(&numbered(0))).await;
    assert!(given_up.is_err());
    assert_eq!(send(&transport, 1..4, 1).await, [0; 0]);
    each_once(&sink, 3);
    assert_eq!(sink.connections(), 2);
}

async fn a_server_that_breaks_off_after_a_mail_gets_the_next_on_a_new_connection() {
    let sink = with_faults(&[Fault::Drop {
        accepted: true,
        times: 2,
    }]);
    let transport = plain(&sink);
    // Whether they were taken cannot be known, so they go once more, later, and can be told by their ids.
    let again = send(&transport, 0..6, 1).await;
    assert_eq!(again, [0, 1]);
    assert_eq!(send(&transport, again, 1).await, [0; 0]);
    let mut ids = arrived(&sink);
    assert_eq!(ids.len(), 8);
    ids.dedup();
    assert_eq!((ids.len(), sink.connections()), (6, 3));
}

async fn a_server_that_refuses_every_third_gets_all_in_the_end() {
    let sink = with_faults(&[Fault::Every {
        nth: 3,
        reply: "451 4.7.1 not so fast".into(),
    }]);
    let transport = plain(&sink);
    let mut left: Vec<_> = (0..30).collect();
    let mut rounds = Vec::new();
    while !left.is_empty() {
        left = send(&transport, left, 4).await;
        rounds.push(left.len());
    }
    assert_eq!(rounds, [10, 3, 1, 0]);
    each_once(&sink, 30);
}
