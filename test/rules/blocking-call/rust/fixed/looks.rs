//! Looks before a deed, what is asked for before it is taken, and what is made ready to listen.
use crossterm::event;
use std::{io, path::Path, time::Duration};
use tokio::net::UnixListener;

/// One change: what deletes says itself that nothing was there.
pub async fn clear(path: &Path) -> io::Result<()> {
    if tokio::fs::try_exists(&path).await.unwrap_or(false) {
        tokio::fs::remove_file(path).await?; // expect: blocking-call as info
    }
    Ok(())
}

pub async fn cleared(path: &Path) -> io::Result<bool> {
    if tokio::fs::try_exists(&path).await.unwrap_or(false) { // expect: blocking-call as info
        tokio::fs::remove_file(path).await?; // expect: blocking-call as info
        return Ok(true);
    } else {
        tokio::fs::create_dir(path).await?;
    }
    Ok(false)
}

/// `poll()` has found something to read.
pub async fn keys() -> io::Result<usize> {
    let mut count = 0;
    while event::poll(Duration::from_millis(0))? {
        if let event::Event::Key(_) = event::read()? {
            count += 1;
        }
    }
    tokio::task::yield_now().await;
    Ok(count)
}

pub async fn key() -> io::Result<event::Event> {
    tokio::task::yield_now().await;
    event::read() // expect: blocking-call as warning
}

/// Once for each socket.
pub async fn listen(path: &Path) -> io::Result<UnixListener> {
    tokio::fs::remove_file(path).await.ok(); // expect: blocking-call as hint
    UnixListener::bind(path)
}

pub async fn persist(file: tempfile::NamedTempFile, path: &Path) -> Option<()> {
    tokio::task::yield_now().await;
    let file = file.into_temp_path();
    file.persist(path).ok() // expect: blocking-call as info
}
