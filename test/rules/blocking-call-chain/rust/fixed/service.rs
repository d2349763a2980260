use crate::FileStore;
use crate::store::Store;
use async_trait::async_trait;
use std::io;
use std::sync::Arc;

pub struct Recorder {
    store: Arc<dyn Store>,
    local: FileStore,
}

impl Recorder {
    pub async fn open() -> io::Result<FileStore> {
        tokio::task::spawn_blocking(move || FileStore::open("data")).await.expect("the blocking task panicked") // expect: blocking-call-chain via open() > create_dir()
    }

    pub async fn record(&self, line: &str) -> io::Result<()> {
        tokio::task::spawn_blocking({
            let store = self.store.clone();
            let line = line.to_owned();
            move || store.append(&line)
        }).await.expect("the blocking task panicked") // expect: blocking-call-chain
    }

    pub async fn record_all(&self, lines: &[String]) -> io::Result<()> {
        self.local.append_all(lines) // expect: blocking-call-chain
    }

    pub async fn name(&self) -> String {
        self.local.name()
    }

    fn flush(&self) -> io::Result<()> {
        self.local.append("end")
    }

    pub async fn offloaded(self: Arc<Self>) -> io::Result<()> {
        tokio::task::spawn_blocking(move || self.flush()).await.map_err(io::Error::other)?
    }
}

#[async_trait]
pub trait Sink {
    async fn write(&self, line: &str) -> io::Result<()>;
}

#[async_trait]
impl Sink for Recorder {
    async fn write(&self, line: &str) -> io::Result<()> {
        self.local.append(line)?; // expect: blocking-call-chain via append() > write_all()
        self.flush() // expect: blocking-call-chain via flush() > append() > write_all()
    }
}

pub async fn generic<S: Store>(store: &S, lines: &[String]) -> io::Result<()> {
    store.append_all(lines) // expect: blocking-call-chain
}

pub async fn spawned(store: FileStore) -> io::Result<()> {
    let task = tokio::spawn(async move { store.append("spawned") }); // expect: blocking-call-chain
    task.await.map_err(io::Error::other)?
}

pub async fn through_a_sink(sink: &dyn Sink) -> io::Result<()> {
    sink.write("line").await
}
