//! PostgreSQL: a cluster of our own for the time of one run, with a migrated database that each story gets a copy of.
//!
//! A guard process stops and deletes the cluster when this process ends, whichever way: it waits for the end of its input, which
//! comes also when we are killed. So no run leaves anything behind that a later one could collide with.

use std::{
    env, fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use sea_orm::{ConnectionTrait, Database, DbBackend, DbErr, Statement};
use tempfile::TempDir;

use super::{
    database::{TestDatabase, apart, prepare},
    folder,
};

/// Where Debian and its children keep the server's programs.
const INSTALLED: &str = "/usr/lib/postgresql";
/// The user that runs the server where we are root, as which it refuses to run.
const SERVER_USER: &str = "postgres";
/// Nothing has to survive a crash of the machine.
const OPTIONS: &str = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB -c autovacuum=off -c wal_level=minimal \
    -c max_wal_senders=0";
/// Waits for the end of its input, then stops the cluster and deletes its folder: `sh -c GUARD sh FOLDER STOP…`. Ctrl-C in a
/// terminal reaches it too, and must not end it before its work.
const GUARD: &str = r#"trap '' INT TERM HUP; cat >/dev/null; folder=$1; shift; "$@"; cd /; rm -rf "$folder""#;

static CLUSTER: OnceLock<Result<Cluster, String>> = OnceLock::new();

#[derive(Debug)]
struct Cluster {
    port: u16,
    /// How a database is copied: newer versions must be told to copy files, older ones do nothing else.
    strategy: &'static str,
    made: AtomicU32,
    guard: Mutex<Option<Child>>,
}

/// Whether a cluster can be made here; if not, why.
pub fn available() -> Result<(), String> {
    Programs::find().map(|_| ())
}

/// A copy of the migrated database.
pub fn migrated() -> Result<TestDatabase, String> {
    let cluster = cluster()?;
    cluster.database(&format!("TEMPLATE migrated {}", cluster.strategy))
}

/// A database with nothing in it.
pub fn empty() -> Result<TestDatabase, String> {
    cluster()?.database("")
}

/// Stops and deletes the cluster, if one was started.
pub fn stop() {
    if let Some(Ok(cluster)) = CLUSTER.get() {
        let guard = cluster
            .guard
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(mut guard) = guard {
            drop(guard.stdin.take());
            let _ = guard.wait();
        }
    }
}

fn cluster() -> Result<&'static Cluster, String> {
    CLUSTER.get_or_init(Cluster::start).as_ref().map_err(Clone::clone)
}

impl Cluster {
    fn start() -> Result<Self, String> {
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
        let mut cluster = Self {
            port,
            strategy: "",
            made: AtomicU32::new(0),
            guard: Mutex::new(Some(guard)),
        };
        let version = "SELECT current_setting('server_version_num')::int AS version";
        let version = apart(async {
            let db = Database::connect(cluster.url("postgres")).await?;
            db.execute_unprepared("CREATE DATABASE migrated").await?;
            let row = db
                .query_one_raw(Statement::from_string(DbBackend::Postgres, version))
                .await?;
            db.close().await?;
            row.ok_or_else(|| DbErr::Custom("no version".into()))?
                .try_get::<i32>("", "version")
        });
        if version.map_err(|error| error.to_string())? >= 150_000 {
            cluster.strategy = "STRATEGY file_copy";
        }
        prepare(&cluster.url("migrated"))?;
        Ok(cluster)
    }

    fn url(&self, name: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{name}", self.port)
    }

    /// Makes a database. None is dropped: that takes longer than making it, and the whole cluster goes in the end.
    fn database(&self, how: &str) -> Result<TestDatabase, String> {
        let name = format!("story_{}", self.made.fetch_add(1, Ordering::Relaxed));
        let made = apart(async {
            let db = Database::connect(self.url("postgres")).await?;
            db.execute_unprepared(&format!("CREATE DATABASE {name} {how}"))
                .await?;
            db.close().await
        });
        made.map_err(|error| format!("CREATE DATABASE {name}: {error}"))?;
        Ok(TestDatabase {
            url: self.url(&name),
            _folder: None,
        })
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

    /// A folder that belongs to whoever runs the server.
    fn folder(&self) -> Result<TempDir, String> {
        let folder = folder::new("lansera-postgres-", self.as_root)?;
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
