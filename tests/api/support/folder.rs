//! Where the databases of a run lie.

use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use tempfile::TempDir;

/// Files in memory, where there is such a place. A run makes and deletes a gigabyte, which a disk that others use too can take
/// minutes for.
const MEMORY: &str = "/dev/shm";
/// It is used where so much of it is free, in KiB.
const ENOUGH: u64 = 4 << 20;

static CANDIDATES: LazyLock<Vec<PathBuf>> = LazyLock::new(|| {
    let in_memory = env::var_os("TMPDIR").is_none() && free(MEMORY) >= Some(ENOUGH);
    let memory = in_memory.then(|| MEMORY.into());
    memory
        .into_iter()
        .chain([env::temp_dir(), "/tmp".into(), "/var/tmp".into()])
        .collect()
});

/// A new folder; `for_others`: where others than its owner can come to.
pub fn new(prefix: &str, for_others: bool) -> Result<TempDir, String> {
    let base = CANDIDATES
        .iter()
        .find(|base| !for_others || is_passable(base))
        .ok_or("there is no folder for temporary files that others may enter")?;
    tempfile::Builder::new()
        .prefix(prefix)
        .tempdir_in(base)
        .map_err(|error| format!("{}: {error}", base.display()))
}

fn is_passable(folder: &Path) -> bool {
    folder
        .ancestors()
        .all(|folder| fs::metadata(folder).is_ok_and(|found| found.permissions().mode() & 0o001 != 0))
}

/// KiB that are free in a place; none where there is no such place.
fn free(place: &str) -> Option<u64> {
    let output = Command::new("df").args(["-Pk", place]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}
