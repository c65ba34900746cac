//! PostgreSQL for the time of one run: a cluster of our own.
//!
//! A guard process stops and deletes it when this process ends, whichever way: it waits for the end of its input, which comes also
//! when we are killed.

use std::{
    env, fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

/// Where Debian and its children keep the server's programs.
const INSTALLED: &str = "/usr/lib/postgresql";
/// The user that runs the server where we are root, as which it refuses to run.
const SERVER_USER: &str = "postgres";
/// Nothing has to survive a crash of the machine, and nothing but the two servers is to use it while we measure.
const OPTIONS: &str = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c max_connections=50 -c shared_buffers=256MB -c autovacuum=off -c wal_level=minimal \
    -c max_wal_senders=0 -c max_wal_size=4GB -c checkpoint_timeout=1h";
/// Waits for the end of its input, then stops the cluster and deletes its folder: `sh -c GUARD sh FOLDER STOP…`. Ctrl-C in a
/// terminal reaches it too, and must not end it before its work.
const GUARD: &str = r#"trap '' INT TERM HUP; cat >/dev/null; folder=$1; shift; "$@"; cd /; rm -rf "$folder""#;

/// A running cluster.
#[derive(Debug)]
pub struct Cluster {
    port: u16,
    guard: Child,
}

impl Cluster {
    /// Makes and starts one.
    pub fn start() -> Result<Self, String> {
        let programs = Programs::find()?;
        let folder = programs.folder()?;
        let data = folder.path().join("data");
        let mut initdb = programs.command("initdb", folder.path());
        run(initdb
            .arg("-D")
            .arg(&data)
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8"])
            // Under plain C, lower('Å') would be 'Å'.
            .args(["--locale=C.UTF-8", "--no-sync", "--no-instructions"]))?;
        let port = programs.start(folder.path(), &data)?;
        let guard = programs.guard(folder, &data)?;
        Ok(Self { port, guard })
    }

    /// The address of its one database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Stops and deletes it.
    pub fn stop(mut self) {
        drop(self.guard.stdin.take());
        // Its answer changes nothing.
        let _ = self.guard.wait();
    }
}

/// Where the server's programs are, and as whom they run.
struct Programs {
    folder: PathBuf,
    as_root: bool,
}

impl Programs {
    fn find() -> Result<Self, String> {
        let path = env::var_os("PATH").unwrap_or_default();
        let mut installed: Vec<(u32, PathBuf)> = fs::read_dir(INSTALLED)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let version = entry.file_name().to_str()?.parse().ok()?;
                Some((version, entry.path().join("bin")))
            })
            .collect();
        installed.sort();
        let newest_first = installed.into_iter().rev().map(|(_, folder)| folder);
        let folder = env::split_paths(&path)
            .chain(newest_first)
            .find(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
            .ok_or_else(|| format!("initdb and pg_ctl were not found in PATH or {INSTALLED}/*/bin"))?;
        let id = |arguments: &[&str]| Command::new("id").args(arguments).output();
        let as_root = id(&["-u"]).is_ok_and(|output| output.stdout.trim_ascii() == b"0");
        if as_root && !id(&[SERVER_USER]).is_ok_and(|output| output.status.success()) {
            return Err(format!(
                "PostgreSQL does not run as root, and there is no user {SERVER_USER} to run it as"
            ));
        }
        Ok(Self { folder, as_root })
    }

    /// A folder that belongs to whoever runs the server, below folders that everybody may pass.
    fn folder(&self) -> Result<TempDir, String> {
        let passable = |folder: &Path| {
            folder
                .ancestors()
                .all(|folder| fs::metadata(folder).is_ok_and(|found| found.permissions().mode() & 0o001 != 0))
        };
        let base = [env::temp_dir(), "/tmp".into(), "/var/tmp".into()]
            .into_iter()
            .find(|folder| !self.as_root || passable(folder))
            .ok_or("no folder for temporary files that the user postgres may enter")?;
        let folder = tempfile::Builder::new()
            .prefix("lansera-bench-")
            .tempdir_in(base)
            .map_err(|error| error.to_string())?;
        if self.as_root {
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))
                .map_err(|error| error.to_string())?;
            run(Command::new("chown").arg(SERVER_USER).arg(folder.path()))?;
        }
        Ok(folder)
    }

    fn command(&self, program: &str, folder: &Path) -> Command {
        let program = self.folder.join(program);
        let mut command = if self.as_root {
            let mut command = Command::new("runuser");
            command.args(["-u", SERVER_USER, "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(folder).stdin(Stdio::null());
        command
    }

    /// Starts the server on a port that is free. Another process may take the port in between; then on another.
    fn start(&self, folder: &Path, data: &Path) -> Result<u16, String> {
        let mut tries = 3;
        loop {
            let port = TcpListener::bind(("127.0.0.1", 0))
                .and_then(|listener| listener.local_addr())
                .map_err(|error| error.to_string())?
                .port();
            let mut start = self.command("pg_ctl", folder);
            start
                .arg("-D")
                .arg(data)
                .args(["-s", "-w", "-l", "log", "start", "-o"])
                .arg(format!("-p {port} {OPTIONS}"));
            tries -= 1;
            match run(&mut start) {
                Ok(()) => return Ok(port),
                Err(error) if tries == 0 => {
                    let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
                    return Err(format!("{error}\n{log}"));
                }
                Err(_) => {}
            }
        }
    }

    /// Begins to watch over the running server; from now on its folder is the guard's to delete.
    fn guard(&self, folder: TempDir, data: &Path) -> Result<Child, String> {
        let stop = self.command("pg_ctl", folder.path());
        Command::new("sh")
            .args(["-c", GUARD, "sh"])
            .arg(folder.path())
            .arg(stop.get_program())
            .args(stop.get_args())
            .arg("-D")
            .arg(data)
            .args(["-s", "-m", "immediate", "stop"])
            .current_dir(folder.keep())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("sh: {error}"))
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let name = format!("{:?}", command.get_program());
    let output = command.output().map_err(|error| format!("{name}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let words = [output.stdout, output.stderr].concat();
    Err(format!("{name}: {}", String::from_utf8_lossy(&words).trim()))
}
