//! What is only there on some platforms, with some features, or in tests.
use std::{fs, io, path::Path};

#[get("/prices")]
pub async fn prices(path: &Path) -> io::Result<String> {
    #[cfg(windows)]
    tokio::fs::copy(path, "backup").await?; // expect: blocking-call as info
    #[cfg(test)]
    fs::write(path, "none")?;
    #[cfg(feature = "audit")]
    {
        tokio::fs::write("audit", path.display().to_string()).await?; // expect: blocking-call as info
    }
    #[cfg(feature = "store")]
    tokio::fs::copy(path, "store").await?; // expect: blocking-call as warning
    #[cfg(unix)]
    tokio::fs::copy(path, "link").await?; // expect: blocking-call as warning
    if cfg!(target_os = "macos") {
        tokio::fs::copy(path, "fork").await?; // expect: blocking-call as info
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
    tokio::task::spawn_blocking({
        let path = path.to_owned();
        move || audit(&path)
    }).await??; // expect: blocking-call-chain as info
    tokio::task::spawn_blocking({
        let path = path.to_owned();
        move || keep(&path)
    }).await.expect("the blocking task panicked") // expect: blocking-call-chain as warning
}

#[cfg(windows)]
#[get("/drives")]
pub async fn drives(path: &Path) -> io::Result<u64> {
    tokio::task::spawn_blocking({
        let path = path.to_owned();
        move || keep(&path)
    }).await.expect("the blocking task panicked") // expect: blocking-call-chain as info
}
