//! Which of several ends is told of: what is usual before what is done where something failed, and what works on a borrow.
use std::fs;
use std::io;
use std::path::Path;

/// The end that each call comes to is told of, not the one for what is broken.
fn cached(path: &Path) -> io::Result<String> {
    match fs::metadata(path) {
        Ok(_) => fs::read_to_string(path),
        Err(error) => {
            fs::remove_dir_all(path)?;
            Err(error)
        }
    }
}

pub async fn lookup(path: &Path) -> io::Result<String> {
    tokio::task::spawn_blocking({
        let path = path.to_owned();
        move || cached(&path)
    }).await.expect("the blocking task panicked") // expect: blocking-call-chain via cached() > read_to_string()
}

fn parsed(text: &str, path: &Path) -> Result<u32, String> {
    text.parse().map_err(|_| {
        let _ = fs::remove_file(path);
        String::from("no number")
    })
}

pub async fn number(text: &str, path: &Path) -> Result<u32, String> {
    parsed(text, path) // expect: blocking-call-chain acceptable via parsed() > remove_file()
}

fn checked(path: &Path, is_known: bool) -> usize {
    if !is_known {
        debug_assert!(false, "everything is known");
        let _ = fs::remove_file(path);
    }
    let Ok(name) = path.to_str().ok_or("") else {
        let _ = fs::remove_file(path);
        panic!("no name");
    };
    name.len()
}

pub async fn size(path: &Path) -> usize {
    checked(path, true) // expect: blocking-call-chain acceptable
}

/// A pause before the next try is what it is.
fn retried(path: &Path) -> io::Result<String> {
    loop {
        match fs::canonicalize(path) {
            Ok(found) => return Ok(found.display().to_string()),
            Err(_) => std::thread::sleep(std::time::Duration::from_secs(1)),
        }
    }
}

pub async fn retry(path: &Path) -> io::Result<String> {
    tokio::task::spawn_blocking({
        let path = path.to_owned();
        move || retried(&path)
    }).await.expect("the blocking task panicked") // expect: blocking-call-chain as warning via retried() > sleep()
}

pub struct Store {
    lines: std::path::PathBuf,
}

pub struct Transaction<'a> {
    store: &'a Store,
}

impl Store {
    pub fn begin(&self) -> Transaction<'_> {
        Transaction { store: self }
    }
}

impl Transaction<'_> {
    pub fn commit(self) -> io::Result<()> {
        fs::write(&self.store.lines, "all")
    }
}

pub async fn save(store: &Store) -> io::Result<()> {
    let transaction = store.begin();
    transaction.commit() // expect: blocking-call-chain as warning
}

fn replaced(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)?;
    fs::copy("a", path)?;
    Ok(())
}

pub async fn replace(path: &Path) -> io::Result<()> {
    tokio::task::spawn_blocking({
        let path = path.to_owned();
        move || replaced(&path)
    }).await.expect("the blocking task panicked") // expect: blocking-call-chain
}

fn copied(path: &Path) -> io::Result<u64> {
    fs::copy("a", path)
}

pub async fn copy(path: &Path) -> io::Result<u64> {
    tokio::task::spawn_blocking({
        let path = path.to_owned();
        move || copied(&path)
    }).await.expect("the blocking task panicked") // expect: blocking-call-chain
}

/// What is made is kept: once per name.
pub struct Indexes {
    made: std::collections::HashMap<String, String>,
    first: Option<String>,
}

impl Indexes {
    pub async fn of(&mut self, name: String) -> usize {
        if !self.made.contains_key(&name) {
            let text = whole(&name); // expect: blocking-call-chain acceptable
            self.made.insert(name.clone(), text);
        }
        tokio::task::yield_now().await;
        self.made.len()
    }

    pub async fn first(&mut self) -> usize {
        if self.first.is_none() {
            self.first = Some(whole("first")); // expect: blocking-call-chain acceptable
        }
        tokio::task::yield_now().await;
        self.made.len()
    }

    pub async fn entry(&mut self, name: String) -> usize {
        self.made.entry(name).or_insert_with(|| whole("entry")); // expect: blocking-call-chain acceptable
        tokio::task::yield_now().await;
        self.made.len()
    }

    pub async fn again(&mut self, name: String) -> usize {
        if !self.made.contains_key(&name) {
            let text = tokio::task::spawn_blocking(move || whole(&name)).await.expect("the blocking task panicked"); // expect: blocking-call-chain
            tokio::task::yield_now().await;
            return text.len();
        }
        self.made.len()
    }
}

/// Forgotten with the call.
pub async fn distinct(names: Vec<String>) -> usize {
    let mut made = std::collections::HashMap::new();
    for name in names {
        if !made.contains_key(&name) {
            let text = whole(&name); // expect: blocking-call-chain
            made.insert(name, text);
        }
    }
    tokio::task::yield_now().await;
    made.len()
}

fn whole(name: &str) -> String {
    std::fs::read_to_string(name).unwrap_or_default()
}
