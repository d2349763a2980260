//! A call through a trait object whose trait has one implementor, which writes to the disk.
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

pub trait Store: Send + Sync {
    fn append(&self, line: &str) -> io::Result<()>;
}

pub struct FileStore {
    path: PathBuf,
}

impl Store for FileStore {
    fn append(&self, line: &str) -> io::Result<()> {
        let mut file = std::fs::OpenOptions::new().append(true).open(&self.path)?;
        file.write_all(line.as_bytes())
    }
}

pub struct Recorder {
    store: Arc<dyn Store>,
}

impl Recorder {
    pub async fn record(&self, lines: &[String]) -> io::Result<()> {
        for line in lines {
            self.store.append(line)?;
        }
        Ok(())
    }
}
