//! Files that are opened for sync code, and files that the kernel makes up.
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use tokio::io::AsyncReadExt;

const LOAD: &str = "/proc/loadavg";

pub struct Member {
    pub path: String,
    pub bytes: &'static [u8],
    pub mode: bool,
}

/// All of the loop belongs on a thread: one finding says so.
pub async fn unpack(members: Vec<Member>, target: &Path) -> io::Result<()> {
    for mut member in members {
        fs::create_dir_all(target)?;
        let mut file = File::create(target.join(&member.path))?; // expect: blocking-call
        io::copy(&mut member.bytes, &mut file)?;
        if member.mode {
            fs::set_permissions(target, fs::metadata(target)?.permissions())?;
        }
    }
    tokio::fs::write("done", "yes").await
}

/// Each of these has a twin.
pub async fn renew(names: Vec<String>) -> io::Result<()> {
    for name in names {
        tokio::fs::create_dir_all(&name).await?; // expect: blocking-call
        tokio::fs::write(name, "").await?;
    }
    Ok(())
}

pub async fn first_line(path: &Path) -> io::Result<String> {
    let mut line = String::new();
    let mut reader = BufReader::new(File::open(path)?); // expect: blocking-call
    reader.read_line(&mut line)?; // expect: blocking-call
    Ok(line)
}

pub async fn whole(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let mut file = tokio::fs::File::open(path).await?; // expect: blocking-call
    file.read_to_string(&mut text).await?; // expect: blocking-call
    Ok(text)
}

pub async fn load() -> io::Result<String> {
    fs::read_to_string(LOAD) // expect: blocking-call acceptable
}

pub async fn status() -> io::Result<String> {
    fs::read_to_string("/proc/self/status") // expect: blocking-call acceptable
}

fn sum(path: &Path) -> io::Result<u64> {
    let mut file = File::open(path)?;
    io::copy(&mut file, &mut io::sink())
}

pub async fn check(path: &'static Path) -> io::Result<u64> {
    tokio::task::spawn_blocking(move || sum(path)).await.expect("the blocking task panicked") // expect: blocking-call-chain
}

pub struct Store {
    pub path: String,
}

impl Store {
    fn text(&self) -> io::Result<String> {
        fs::read_to_string(&self.path)
    }

    /// A thread cannot borrow `self`.
    pub async fn list(&self) -> io::Result<usize> {
        let text = self.text()?; // expect: blocking-call-chain
        tokio::fs::write(&self.path, &text).await?;
        Ok(text.len())
    }
}
