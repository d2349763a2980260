use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::io;
use tokio::io::AsyncReadExt;

pub struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    pub async fn append(&mut self, line: &str) -> io::Result<()> {
        self.file.write_all(line.as_bytes())?; // expect: blocking-call
        self.file.sync_all() // expect: blocking-call
    }

    pub async fn reopen(&mut self) -> io::Result<()> {
        self.file = OpenOptions::new().append(true).open(&self.path)?; // expect: blocking-call
        Ok(())
    }

    // A sync function: who calls it from async code is told of it.
    pub fn lines(&self) -> io::Result<usize> {
        Ok(fs::read_to_string(&self.path)?.lines().count())
    }
}

pub async fn load(path: &Path) -> io::Result<String> {
    let text = tokio::fs::read_to_string(path).await?; // expect: blocking-call
    tokio::fs::write("copy", &text).await?; // expect: blocking-call
    tokio::fs::remove_file(path).await?; // expect: blocking-call
    Ok(text)
}

pub async fn first_line(path: &Path) -> io::Result<String> {
    let mut reader = BufReader::new(File::open(path)?); // expect: blocking-call
    let mut line = String::new();
    reader.read_line(&mut line)?; // expect: blocking-call
    Ok(line)
}

pub async fn whole(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    tokio::fs::File::open(path).await?.read_to_end(&mut bytes).await?; // expect: blocking-call, blocking-call
    Ok(bytes)
}

pub async fn in_block(path: PathBuf) -> io::Result<usize> {
    let task = async move {
        let text = tokio::fs::read_to_string(&path).await?; // expect: blocking-call
        Ok(text.len())
    };
    task.await
}

pub async fn kept(path: &Path) -> io::Result<String> {
    tokio::fs::write("copy", "text").await?;
    tokio::fs::read_to_string(path).await
}

pub async fn in_memory(bytes: &[u8]) -> io::Result<String> {
    let mut reader = BufReader::new(bytes);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut target: Vec<u8> = Vec::new();
    target.write_all(line.as_bytes())?;
    Ok(line)
}

pub async fn looks(path: &Path) -> bool {
    tokio::fs::try_exists(&path).await.unwrap_or(false) // expect: blocking-call
}

struct Guard(PathBuf);

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads() {
        std::thread::sleep(std::time::Duration::from_millis(1));
        assert!(fs::read_to_string("a").is_err());
    }

    #[tokio::test]
    async fn reads_async() {
        std::thread::sleep(std::time::Duration::from_millis(1)); // expect: blocking-call acceptable
        assert!(load(Path::new("a")).await.is_err());
    }
}
