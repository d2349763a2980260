use super::Store;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;

#[derive(Default)]
pub struct FileStore {
    path: PathBuf,
}

impl FileStore {
    pub fn open(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        std::fs::create_dir(&path)?;
        Ok(Self { path })
    }

    pub fn name(&self) -> String {
        self.path.display().to_string()
    }
}

impl Store for FileStore {
    fn append(&self, line: &str) -> io::Result<()> {
        let mut file = OpenOptions::new().append(true).open(&self.path)?;
        file.write_all(line.as_bytes())
    }
}
