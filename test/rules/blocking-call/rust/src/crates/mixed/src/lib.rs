//! Only tokio's channels are used here, which any runtime bears.
use std::{fs, io};
use tokio::sync::oneshot;

pub async fn save(done: oneshot::Sender<bool>) -> io::Result<()> {
    fs::create_dir_all("prices")?; // expect: blocking-call
    let _ = done.send(true);
    Ok(())
}
