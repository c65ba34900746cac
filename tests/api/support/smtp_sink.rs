//! A real SMTP server for tests: `aiosmtpd` in a Python process on a free port of this machine, with what it got in a folder.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use mail_parser::MessageParser;
use serde_json::{Value, json};
use tempfile::TempDir;

const SCRIPT: &str = include_str!("smtp_sink.py");

/// How the server encrypts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encryption {
    /// Not at all.
    #[default]
    None,
    /// Demands STARTTLS.
    StartTls,
    /// From the first byte.
    Tls,
}

/// The step of the conversation at which something happens.
#[derive(Clone, Copy, Debug)]
pub enum At {
    /// The sender is named.
    Mail,
    /// The recipient is named.
    Rcpt,
    /// The mail is coming in.
    Content,
    /// The mail has come in.
    Data,
}

/// Something that goes wrong.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Always answers 550 for a recipient.
    Refuse {
        /// The recipient's address.
        address: String,
    },
    /// Answers every so manieth recipient like this, without an end.
    Every {
        /// Which: 3 is every third.
        nth: u32,
        /// The whole line: `451 4.3.0 busy`.
        reply: String,
    },
    /// Accepts a mail, and a moment later says 421 unasked and closes the connection.
    Leave {
        /// How often.
        times: u32,
    },
    /// Gives another answer than 250.
    Answer {
        /// When.
        at: At,
        /// The whole line: `451 4.3.0 busy`.
        reply: String,
        /// How often.
        times: u32,
    },
    /// Cuts the connection while a mail is handed over.
    Drop {
        /// Whether the mail is kept first, so that only the answer is lost.
        accepted: bool,
        /// How often.
        times: u32,
    },
    /// In so many of a hundred mails each, by lot: says 451, says nothing for three seconds, or cuts the connection. What it has kept
    /// it always accepts.
    Chance {
        /// How often it is busy.
        busy: u32,
        /// How often it says nothing.
        silent: u32,
        /// How often it breaks off.
        broken: u32,
    },
    /// Says nothing for some time.
    Stall {
        /// When: not `Rcpt`.
        at: At,
        /// For how long.
        seconds: u32,
        /// How often.
        times: u32,
    },
}

/// How the server is to be.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The port; without one any that is free.
    pub port: Option<u16>,
    /// User and password that a client must log in with.
    pub login: Option<(String, String)>,
    /// How it encrypts.
    pub encryption: Encryption,
    /// What goes wrong.
    pub faults: Vec<Fault>,
}

/// A mail as the server got it.
#[derive(Debug)]
pub struct ReceivedMail {
    /// The sender of the envelope.
    pub envelope_from: String,
    /// The recipients of the envelope.
    pub envelope_to: Vec<String>,
    /// Who was logged in.
    pub user: Option<String>,
    /// Whether it came over TLS.
    pub encrypted: bool,
    /// The message as it came.
    pub raw: Vec<u8>,
    /// The message, read.
    pub message: mail_parser::Message<'static>,
}

/// A running server. Ends when it is dropped.
#[derive(Debug)]
pub struct SmtpSink {
    /// Its port on 127.0.0.1.
    pub port: u16,
    /// Its certificate as PEM, to be trusted; for `localhost` and `127.0.0.1`.
    pub certificate: Option<String>,
    folder: TempDir,
    server: Child,
}

impl SmtpSink {
    /// Whether such a server can be started here; if not, what to install.
    pub fn available() -> Result<(), String> {
        let found = Command::new("python3")
            .args(["-c", "import aiosmtpd.smtp"])
            .output();
        match found {
            Err(error) => Err(format!("python3 does not start ({error})")),
            Ok(output) if !output.status.success() => {
                Err("python3 has no aiosmtpd (pip install aiosmtpd)".to_owned())
            }
            Ok(_) => Ok(()),
        }
    }

    /// Starts a server and waits until it listens.
    ///
    /// # Panics
    /// When it does not within 20 seconds.
    pub fn start(options: Options) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the mails");
        let certificate = (options.encryption != Encryption::None).then(|| make_certificate(&folder));
        let arguments = json!({
            "folder": folder.path(),
            "port": options.port.unwrap_or(0),
            "login": options.login.as_ref().map(|(user, password)| json!({ "user": user, "password": password })),
            "security": match options.encryption {
                Encryption::None => "none",
                Encryption::StartTls => "starttls",
                Encryption::Tls => "tls",
            },
            "certificate": folder.path().join("certificate.pem"),
            "key": folder.path().join("key.pem"),
            "faults": options.faults.iter().map(fault_as_json).collect::<Vec<_>>(),
        });
        let mut server = Command::new("python3")
            .args(["-W", "ignore", "-c", SCRIPT, &arguments.to_string()])
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
        let line = port.recv_timeout(Duration::from_secs(20)).unwrap_or_default();
        let Ok(port) = line.trim().parse() else {
            let _ = server.kill();
            let _ = server.wait();
            panic!("the SMTP server for tests did not start; its own words are above");
        };
        Self {
            port,
            certificate,
            folder,
            server,
        }
    }

    /// What it got so far, in order. A mail is here before the server says that it took it.
    pub fn mails(&self) -> Vec<ReceivedMail> {
        let mut names: Vec<_> = fs::read_dir(self.folder.path())
            .expect("the folder of mails")
            .map(|file| file.expect("a file").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "eml"))
            .collect();
        names.sort();
        names.iter().map(|path| read_mail(path)).collect()
    }

    /// How many connections were opened to it.
    pub fn connections(&self) -> u32 {
        let text = fs::read_to_string(self.folder.path().join("connections")).unwrap_or_default();
        text.parse().unwrap_or_default()
    }

    /// What it has done by lot, in words.
    pub fn chances(&self) -> String {
        fs::read_to_string(self.folder.path().join("chances")).unwrap_or_default()
    }

    /// Stops it; what it got can still be read.
    pub fn stop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.stop();
    }
}

fn read_mail(path: &std::path::Path) -> ReceivedMail {
    let envelope: Value =
        serde_json::from_slice(&fs::read(path.with_extension("json")).expect("an envelope")).expect("JSON");
    let raw = fs::read(path).expect("a mail");
    let message = MessageParser::default()
        .parse(&raw)
        .expect("an RFC 5322 message")
        .into_owned();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    ReceivedMail {
        envelope_from: text(&envelope["from"]).unwrap_or_default(),
        envelope_to: envelope["to"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(text)
            .collect(),
        user: text(&envelope["user"]),
        encrypted: envelope["encrypted"] == true,
        raw,
        message,
    }
}

/// A certificate that nobody trusts unless told to, with its key, both as files for the server.
fn make_certificate(folder: &TempDir) -> String {
    let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
    let made = rcgen::generate_simple_self_signed(names).expect("a certificate");
    let certificate = made.cert.pem();
    fs::write(folder.path().join("certificate.pem"), &certificate).expect("the certificate is written");
    fs::write(folder.path().join("key.pem"), made.signing_key.serialize_pem()).expect("the key is written");
    certificate
}

fn fault_as_json(fault: &Fault) -> Value {
    let at = |at: &At| match at {
        At::Mail => "mail",
        At::Rcpt => "rcpt",
        At::Content => "content",
        At::Data => "data",
    };
    match fault {
        Fault::Refuse { address } => json!({ "do": "refuse", "address": address }),
        Fault::Every { nth, reply } => json!({ "do": "every", "nth": nth, "reply": reply }),
        Fault::Leave { times } => json!({ "do": "leave", "times": times }),
        Fault::Answer {
            at: step,
            reply,
            times,
        } => {
            json!({ "do": "answer", "at": at(step), "reply": reply, "times": times })
        }
        Fault::Drop { accepted, times } => json!({ "do": "drop", "accepted": accepted, "times": times }),
        Fault::Chance { busy, silent, broken } => {
            json!({ "do": "chance", "busy": busy, "silent": silent, "broken": broken })
        }
        Fault::Stall {
            at: step,
            seconds,
            times,
        } => {
            json!({ "do": "stall", "at": at(step), "seconds": seconds, "times": times })
        }
    }
}
