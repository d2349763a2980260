//! Guards and awaits: one dropped in time, one ended by its block, one temporary held over a wait without end.
#[path = "stubs/tokio.rs"]
mod tokio;

use std::io;
use std::sync::Mutex;
use tokio::net::{UnixListener, UnixStream};

pub struct Peers {
    names: Mutex<Vec<String>>,
    listener: tokio::sync::Mutex<UnixListener>,
}

impl Peers {
    pub async fn greet(&self, stream: &mut UnixStream, name: String) -> io::Result<usize> {
        let mut names = self.names.lock().unwrap();
        names.push(name);
        let count = names.len();
        drop(names);
        stream.write_all(b"hello").await?;
        {
            let names = self.names.lock().unwrap();
            if names.len() > count {
                return Ok(names.len());
            }
        }
        stream.write_all(b"again").await?;
        Ok(count)
    }

    pub async fn next(&self) -> io::Result<UnixStream> {
        self.listener.lock().await.accept().await
    }
}
