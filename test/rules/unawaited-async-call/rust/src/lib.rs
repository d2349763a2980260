use std::io;
use std::time::Duration;
use tokio::sync::{Notify, mpsc};

pub struct Client {
    sender: mpsc::Sender<String>,
    woken: Notify,
}

impl Client {
    pub async fn send(&self, text: &str) -> io::Result<()> {
        self.sender.send(text.to_string()).await.map_err(io::Error::other)
    }

    pub async fn greet(&self) {
        let _ = self.send("hello"); // expect: unawaited-async-call
        self.sender.send("hello".to_string()); // expect: unawaited-async-call
        let _ = self.send("again").await;
        let later = self.send("later");
        later.await.ok();
        self.woken.notified().await;
    }

    pub fn begin(&self) -> impl Future<Output = io::Result<()>> {
        self.send("begin")
    }

    pub async fn both(&self) -> (io::Result<()>, io::Result<()>) {
        tokio::join!(self.send("a"), self.send("b"))
    }
}

pub async fn pause() {
    tokio::time::sleep(Duration::from_millis(5)); // expect: unawaited-async-call
    tokio::time::sleep(Duration::from_millis(5)).await;
    tokio::select! {
        _ = tokio::time::sleep(Duration::from_millis(5)) => {}
        _ = tokio::time::sleep(Duration::from_millis(9)) => {}
    }
}

pub fn unbounded(sender: &mpsc::UnboundedSender<u32>) {
    let _ = sender.send(1);
}

pub fn by_platform() -> impl Future<Output = ()> {
    #[cfg(unix)]
    {
        tokio::time::sleep(Duration::from_millis(5))
    }
    #[cfg(windows)]
    {
        tokio::time::sleep(Duration::from_millis(6))
    }
    #[cfg(not(any(unix, windows)))]
    {
        tokio::time::sleep(Duration::from_millis(7))
    }
}

pub fn by_platform_dropped() {
    #[cfg(unix)]
    {
        tokio::time::sleep(Duration::from_millis(5)); // expect: unawaited-async-call
    }
    #[cfg(windows)]
    {
        tokio::time::sleep(Duration::from_millis(6)); // expect: unawaited-async-call
    }
    println!("done");
}

pub fn nothing_to_run() {
    let _ = std::future::ready(1);
}

pub struct Mailbox {
    jobs: tokio::sync::mpsc::Sender<(u32, tokio::sync::oneshot::Sender<u32>)>,
}

impl Mailbox {
    /// Whoever wants the answer waits for it.
    pub async fn send(&self, job: u32) -> Result<tokio::sync::oneshot::Receiver<u32>, u32> {
        let (answer, answered) = tokio::sync::oneshot::channel();
        self.jobs.send((job, answer)).await.map_err(|_| job)?;
        Ok(answered)
    }

    pub async fn send_all(&self) {
        self.send(1).await.unwrap();
        self.send(2).await.expect("room for a job");
        self.send(3).await.ok();
    }
}

/// The thread makes a future, and nobody runs it.
pub async fn on_a_thread(path: std::path::PathBuf) {
    let _ = tokio::task::spawn_blocking(move || async move { std::fs::write(path, "a") }).await; // expect: unawaited-async-call
}

pub fn on_a_plain_thread(name: String) {
    std::thread::spawn(move || async move { name.len() }); // expect: unawaited-async-call
}

/// What the thread made is awaited here: it runs on the executor.
pub async fn on_the_executor(name: String) -> usize {
    tokio::task::spawn_blocking(|| async move { name.len() }).await.unwrap().await
}

pub async fn handed_on(name: String) -> impl Future<Output = usize> {
    tokio::task::spawn_blocking(|| async move { name.len() }).await.unwrap()
}
