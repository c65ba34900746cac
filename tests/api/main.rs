//! Runs the tests of this branch; replaced by the one runner of the project.

mod delivery;
mod support {
    pub mod smtp_sink;
}

use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(2);
    let missing = support::smtp_sink::SmtpSink::available().err();
    if let Some(reason) = &missing {
        println!("skipped: {reason}");
    }
    let tests = delivery::all()
        .into_iter()
        .map(|(name, test)| {
            Trial::test(format!("delivery::{name}"), move || {
                let runtime = tokio::runtime::Builder::new_multi_thread()
                    .worker_threads(2)
                    .enable_all()
                    .build();
                runtime.map_err(Failed::from)?.block_on(test());
                Ok(())
            })
            .with_ignored_flag(missing.is_some())
        })
        .collect();
    libtest_mimic::run(&arguments, tests).exit();
}
