//! Instances of the program itself, each a process that can be killed.

use std::{
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The built program.
const PROGRAM: &str = env!("CARGO_BIN_EXE_lansera");

/// An instance, which is started anew on the same port after each death. Killed when it is dropped.
#[derive(Debug)]
pub struct Instance {
    port: u16,
    settings: Vec<(String, String)>,
    process: Child,
}

impl Instance {
    /// Starts one with settings in the environment.
    pub fn start(settings: &[(&str, String)]) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let settings: Vec<_> = settings
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        let process = spawn(port, &settings);
        Self {
            port,
            settings,
            process,
        }
    }

    /// Its address.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    /// Where it answers, when it does.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/graphql", self.port)
    }

    /// SIGKILL: it gets no chance to end anything. Then it is started again.
    pub fn kill_and_restart(&mut self) {
        self.kill();
        self.process = spawn(self.port, &self.settings);
    }

    /// Waits until it takes connections.
    pub async fn ready(&mut self) {
        let begun = Instant::now();
        while tokio::net::TcpStream::connect(("127.0.0.1", self.port))
            .await
            .is_err()
        {
            if let Ok(Some(status)) = self.process.try_wait() {
                panic!("an instance does not start: {status}");
            }
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "an instance does not start"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        self.kill();
    }
}

fn spawn(port: u16, settings: &[(String, String)]) -> Child {
    Command::new(PROGRAM)
        .arg("serve")
        .env("LANSERA_LISTEN", format!("127.0.0.1:{port}"))
        .envs(settings.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}
