use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;

static TEMPLATE: OnceLock<String> = OnceLock::new();

pub async fn load(path: PathBuf) -> io::Result<String> {
    tokio::task::spawn_blocking(move || fs::read_to_string(path)).await.map_err(io::Error::other)?
}

pub async fn in_place(path: PathBuf) -> io::Result<String> {
    tokio::task::block_in_place(|| fs::read_to_string(path))
}

pub fn start(path: PathBuf) {
    std::thread::spawn(move || {
        let _ = fs::read_to_string(path);
    });
}

pub async fn sizes(paths: Vec<PathBuf>) -> Vec<u64> {
    paths.iter().filter_map(|path| fs::read(path).ok()).map(|bytes| bytes.len() as u64).collect() // expect: blocking-call
}

pub async fn template() -> &'static str {
    TEMPLATE.get_or_init(|| fs::read_to_string("page.html").unwrap_or_default()) // expect: blocking-call acceptable
}

pub async fn either(stop: tokio::sync::oneshot::Receiver<()>, path: PathBuf) -> io::Result<()> {
    tokio::select! {
        _ = stop => Ok(()),
        text = tokio::fs::read_to_string(&path) => {
            tokio::fs::write("copy", text?).await // expect: blocking-call
        }
    }
}
