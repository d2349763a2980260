//! A guard whose `Drop` touches the disk, alive over every await of the function that holds it.
#[path = "stubs/tokio.rs"]
mod tokio;

use std::io;
use std::path::{Path, PathBuf};
use tokio::net::UnixListener;

struct SocketFile(PathBuf);

impl Drop for SocketFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

pub async fn serve(path: &Path, turns: usize) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let listener = UnixListener::bind(path)?;
    let _socket = SocketFile(path.to_owned());
    for _ in 0..turns {
        let mut stream = listener.accept().await?;
        stream.write_all(b"ready").await?;
    }
    Ok(())
}
