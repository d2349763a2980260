//! What is only there on some platforms, with some features, or in tests.
use std::{fs, io, path::Path};

#[get("/prices")]
pub async fn prices(path: &Path) -> io::Result<String> {
    #[cfg(windows)]
    fs::copy(path, "backup")?; // expect: blocking-call as info
    #[cfg(test)]
    fs::write(path, "none")?;
    #[cfg(feature = "audit")]
    {
        fs::write("audit", path.display().to_string())?; // expect: blocking-call as info
    }
    #[cfg(feature = "store")]
    fs::copy(path, "store")?; // expect: blocking-call as warning
    #[cfg(unix)]
    fs::copy(path, "link")?; // expect: blocking-call as warning
    if cfg!(target_os = "macos") {
        fs::copy(path, "fork")?; // expect: blocking-call as info
    }
    let text = tokio::fs::read_to_string(path).await?;
    Ok(text)
}

#[cfg(feature = "audit")]
fn audit(path: &Path) -> io::Result<u64> {
    fs::copy(path, "audit")
}

fn keep(path: &Path) -> io::Result<u64> {
    fs::copy(path, "kept")
}

#[get("/audited")]
pub async fn audited(path: &Path) -> io::Result<u64> {
    audit(path)?; // expect: blocking-call-chain as info
    keep(path) // expect: blocking-call-chain as warning
}

#[cfg(windows)]
#[get("/drives")]
pub async fn drives(path: &Path) -> io::Result<u64> {
    keep(path) // expect: blocking-call-chain as info
}
