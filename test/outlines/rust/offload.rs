//! Blocking work in a closure for another thread; the handle is awaited and both its errors are passed on.
#[path = "stubs/tokio.rs"]
mod tokio;

use std::io;
use std::path::PathBuf;

pub async fn checksum(path: PathBuf) -> io::Result<u64> {
    let label = path.display().to_string();
    let sum = tokio::task::spawn_blocking(move || {
        let bytes = std::fs::read(&path)?;
        Ok::<u64, io::Error>(bytes.iter().map(|byte| u64::from(*byte)).sum())
    })
    .await
    .map_err(|_| io::Error::other(label))??;
    Ok(sum)
}
