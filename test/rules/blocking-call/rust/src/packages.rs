//! Crates that hold the thread: hashing, databases, archives.
use diesel::{Connection, SqliteConnection};
use rocket::State;
use std::num::NonZeroU32;
use std::path::Path;

pub struct Login {
    salt: Vec<u8>,
    hash: Vec<u8>,
}

static ROUNDS: NonZeroU32 = NonZeroU32::MIN;

pub async fn is_right(login: &Login, secret: &[u8]) -> bool {
    ring::pbkdf2::verify(ring::pbkdf2::PBKDF2_HMAC_SHA256, ROUNDS, &login.salt, secret, &login.hash).is_ok() // expect: blocking-call
}

pub async fn is_right_by_others(secret: &str, hash: &str) -> bool {
    pwhash::bcrypt::verify(secret, hash) // expect: blocking-call
        || argon2::verify_encoded(hash, secret.as_bytes()).unwrap_or(false) // expect: blocking-call
}

pub async fn hashed(login: Login, secret: Vec<u8>) -> bool {
    tokio::task::spawn_blocking(move || ring::pbkdf2::verify(ring::pbkdf2::PBKDF2_HMAC_SHA256, ROUNDS, &login.salt, &secret, &login.hash).is_ok()).await.unwrap_or(false)
}

pub async fn key() -> Result<(), openssl::error::ErrorStack> {
    openssl::rsa::Rsa::generate(4096)?; // expect: blocking-call
    Ok(())
}

pub async fn backed_up(url: &str) -> bool {
    let connection = SqliteConnection::establish(url); // expect: blocking-call
    connection.is_ok()
}

pub async fn unpacked(bytes: &[u8]) -> std::io::Result<()> {
    tar::Archive::new(bytes).unpack("data") // expect: blocking-call
}

pub async fn opened(path: &str) -> std::io::Result<()> {
    fs_err::File::open(path)?; // expect: blocking-call
    let flags = fs_err::OpenOptions::new().write(true).create(true).to_owned();
    flags.open(path)?; // expect: blocking-call
    fs_err::tokio::File::open(path).await?;
    Ok(())
}

/// As a rule it is there, and nothing is done. What makes it looks itself: both are told of as one.
pub async fn into_directory(path: &Path, dir: &Path) -> std::io::Result<()> {
    if let Some(parent) = path.parent()
        && !parent.exists()
    {
        fs_err::create_dir_all(parent)?; // expect: blocking-call as info
    }
    if !dir.exists() {
        std::fs::create_dir_all(dir)?; // expect: blocking-call as info
    }
    if dir.is_dir() { // expect: blocking-call as info
        return Ok(());
    }
    // There is something else to be seen at that place.
    let _ = std::fs::create_dir_all(path); // expect: blocking-call as info
    std::fs::create_dir_all(dir) // expect: blocking-call as info
}

pub async fn by_helper(dir: &Path) -> std::io::Result<()> {
    make(dir) // expect: blocking-call-chain acceptable
}

fn make(dir: &Path) -> std::io::Result<()> {
    if !dir.exists() {
        std::fs::create_dir_all(dir)?;
    }
    Ok(())
}

pub async fn asked(path: &str) -> std::io::Result<()> {
    std::os::unix::net::UnixStream::connect(path)?; // expect: blocking-call as warning
    Ok(())
}

/// Rocket runs sync handlers where it runs the others.
#[get("/stock")]
pub fn stock(path: &State<String>) -> String {
    std::fs::read_to_string(path.as_str()).unwrap_or_default() // expect: blocking-call
}

/// What only tests call, and is called after them.
pub async fn open_for_test(path: &str) -> std::io::Result<String> {
    std::fs::read_to_string(path) // expect: blocking-call acceptable
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn reads() {
        assert!(super::open_for_test("Cargo.toml").await.is_ok());
    }
}

/// As a rule it is there, also where nobody looks.
pub async fn begun(dir: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)?; // expect: blocking-call as info
    std::fs::DirBuilder::new().recursive(true).create(dir)?; // expect: blocking-call as info
    std::fs::create_dir(dir)?; // expect: blocking-call as info
    make_anyway(dir)?; // expect: blocking-call-chain acceptable
    for each in ["a", "b"] {
        make_anyway(&dir.join(each))?; // expect: blocking-call-chain as info
    }
    Ok(())
}

fn make_anyway(dir: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)
}

pub struct Terminal {
    debug: bool,
    saved: bool,
}

impl Terminal {
    pub async fn listen(&self, bytes: &[u8]) {
        if self.debug {
            let _ = write_down(bytes); // expect: blocking-call-chain as info
        }
        if self.saved {
            let _ = write_down(bytes); // expect: blocking-call-chain
        }
    }
}

fn write_down(bytes: &[u8]) -> std::io::Result<()> {
    std::fs::write("log", bytes)
}

pub async fn linked(made: std::io::Result<()>, path: &Path, other: &Path) -> std::io::Result<()> {
    made.map_err(|error| {
        let found = std::fs::metadata(path); // expect: blocking-call acceptable
        eprintln!("{error} {found:?}");
        error
    })?;
    if let Err(error) = tokio::fs::hard_link(path, other).await {
        let found = std::fs::metadata(other); // expect: blocking-call acceptable
        eprintln!("{error} {found:?}");
    }
    let found = std::fs::metadata(path)?; // expect: blocking-call as info
    println!("{found:?}");
    Ok(())
}

/// That is memory of the kernel's.
pub async fn runs(pid: u32, dir: &Path) -> bool {
    let status = format!("/proc/{pid}/status");
    Path::new(&format!("/proc/{pid}")).exists() // expect: blocking-call acceptable
        && std::fs::read_to_string(&status).is_ok() // expect: blocking-call acceptable
        && dir.join(format!("proc/{pid}")).exists() // expect: blocking-call as info
}

async fn written(path: &Path) -> std::io::Result<()> {
    tokio::fs::write(path, "a").await
}

/// What is left of it goes; else nothing is done.
pub async fn write_or_clean(path: &Path) -> std::io::Result<()> {
    let result = written(path).await;
    result.or_else(|error| {
        std::fs::remove_file(path)?; // expect: blocking-call acceptable
        Err(error)
    })
}
