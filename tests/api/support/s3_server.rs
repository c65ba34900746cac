//! A real S3 server for tests: `moto` in a Python process on a free port of this machine.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use lansera::config::{FileStore, Files};

const SCRIPT: &str = include_str!("s3_server.py");

/// The bucket that it has.
pub const BUCKET: &str = "lansera-files";

/// A running server. Ends when it is dropped.
#[derive(Debug)]
pub struct S3Server {
    /// Its port on 127.0.0.1.
    pub port: u16,
    server: Child,
}

impl S3Server {
    /// Whether such a server can be started here; if not, what to install.
    pub fn available() -> Result<(), String> {
        let found = Command::new("python3")
            .args(["-c", "import moto.server"])
            .output();
        match found {
            Err(error) => Err(format!("python3 does not start ({error})")),
            Ok(output) if !output.status.success() => Err(
                "python3 has no moto with its server (pip install 'moto[s3]' flask flask-cors)".to_owned(),
            ),
            Ok(_) => Ok(()),
        }
    }

    /// Starts a server and waits until it listens.
    ///
    /// # Panics
    /// When it does not within 30 seconds.
    pub fn start() -> Self {
        let mut server = Command::new("python3")
            .args(["-W", "ignore", "-c", SCRIPT, BUCKET])
            // Held open as long as this process lives: the server ends when it closes.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 starts");
        let output = server.stdout.take().expect("its output is piped");
        let (told, port) = mpsc::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            let _ = BufReader::new(output).read_line(&mut line);
            let _ = told.send(line);
        });
        let line = port.recv_timeout(Duration::from_secs(30)).unwrap_or_default();
        let Ok(port) = line.trim().parse() else {
            let _ = server.kill();
            let _ = server.wait();
            panic!("the S3 server for tests did not start; its own words are above");
        };
        Self { port, server }
    }

    /// Its address.
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Lets files lie here.
    pub fn holds(&self, settings: &mut Files) {
        settings.store = FileStore::S3;
        settings.bucket = BUCKET.to_owned();
        settings.endpoint = self.endpoint();
        settings.access_key_id = "lansera".to_owned();
        settings.secret_access_key.0 = "in a test".to_owned();
    }

    /// Stops it, and what it held is gone.
    pub fn stop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Drop for S3Server {
    fn drop(&mut self) {
        self.stop();
    }
}
