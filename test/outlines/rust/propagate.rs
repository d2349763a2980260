//! `?` on a sync call that reads a file, reached from async code through a method.
use std::io;
use std::path::{Path, PathBuf};

pub struct Settings {
    pub endpoint: String,
}

pub struct Loader {
    path: PathBuf,
}

impl Loader {
    fn read(&self) -> io::Result<Settings> {
        let text = std::fs::read_to_string(&self.path)?;
        let endpoint = text.lines().next().ok_or(io::ErrorKind::InvalidData)?;
        Ok(Settings { endpoint: endpoint.to_owned() })
    }

    pub async fn connect<F>(&self, dial: impl Fn(String) -> F) -> io::Result<usize>
    where
        F: std::future::Future<Output = io::Result<usize>>,
    {
        let settings = self.read()?;
        let sent = dial(settings.endpoint).await?;
        Ok(sent)
    }
}

pub fn exists(path: &Path) -> bool {
    path.exists()
}
