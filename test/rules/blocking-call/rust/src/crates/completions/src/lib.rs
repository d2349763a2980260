//! A crate that compio runs: what needs tokio would panic here.
use std::path::Path;
use std::{fs, io};

/// compio has the same.
pub async fn renew(path: &Path) -> io::Result<()> {
    fs::remove_file(path)?; // expect: blocking-call
    compio::fs::write(path, "new").await.0?;
    Ok(())
}

/// compio lists no directories.
pub async fn names(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? { // expect: blocking-call
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    Ok(names)
}

pub async fn is_there(path: &Path) -> bool {
    path.exists() // expect: blocking-call
}

/// On a thread of compio's own pool.
pub async fn length(path: &'static Path) -> io::Result<u64> {
    compio::runtime::spawn_blocking(move || fs::metadata(path).map(|found| found.len())).await.unwrap_or(Ok(0))
}

fn write_durably(path: &Path) -> io::Result<()> {
    fs::File::create(path)?.sync_all()
}

pub async fn install(path: &Path) -> io::Result<()> {
    write_durably(path) // expect: blocking-call-chain
}

/// What reads it wants the standard library's.
pub async fn sum(path: &Path) -> io::Result<u64> {
    let mut file = fs::File::open(path)?; // expect: blocking-call
    io::copy(&mut file, &mut io::sink())
}
