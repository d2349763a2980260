use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::{Mutex, mpsc};
use tokio::time::{sleep, timeout};

pub struct Connection {
    is_open: AtomicBool,
    pending: AtomicUsize,
    messages: mpsc::Receiver<String>,
    last: String,
}

impl Connection {
    pub fn opened(&self) {
        self.is_open.store(true, Ordering::Release);
    }

    pub async fn when_open(&self) {
        while !self.is_open.load(Ordering::Acquire) { // expect: busy-poll-loop
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Takes what is there.
    pub fn poll(&mut self) {
        while let Ok(message) = self.messages.try_recv() {
            self.last = message;
        }
    }

    pub async fn follow(&mut self) {
        loop {
            self.poll();
            sleep(Duration::from_millis(10)).await; // expect: busy-poll-loop
        }
    }

    pub async fn awaited(&mut self) {
        while let Some(message) = self.messages.recv().await {
            self.last = message;
            while let Ok(more) = self.messages.try_recv() {
                self.last = more;
            }
            sleep(Duration::from_millis(10)).await;
        }
    }

    // What is done from time to time is no poll.
    pub async fn report(&self) {
        loop {
            sleep(Duration::from_secs(30)).await;
            println!("{} pending", self.pending.load(Ordering::Relaxed));
            tokio::fs::write("pending", "1").await.ok();
        }
    }
}

pub async fn shared(connection: Arc<Mutex<Connection>>) {
    let copy = Arc::clone(&connection);
    loop {
        {
            let mut held = copy.lock().await;
            held.poll();
        }
        sleep(Duration::from_millis(10)).await; // expect: busy-poll-loop
    }
}

pub async fn serve(listener: TcpListener, stop: Arc<AtomicBool>) -> usize {
    let mut count = 0;
    loop {
        if stop.load(Ordering::SeqCst) {
            break;
        }
        match timeout(Duration::from_millis(100), listener.accept()).await { // expect: busy-poll-loop
            Ok(Ok(_)) => count += 1,
            Ok(Err(_)) => return count,
            Err(_) => continue,
        }
    }
    count
}

pub async fn heartbeat(mut messages: mpsc::Receiver<String>, stop: Arc<AtomicBool>) {
    loop {
        if stop.load(Ordering::SeqCst) {
            break;
        }
        match timeout(Duration::from_millis(500), messages.recv()).await {
            Ok(Some(message)) => println!("{message}"),
            Ok(None) => return,
            Err(_) => beat().await,
        }
    }
}

async fn beat() {
    tokio::fs::write("beat", "1").await.ok();
}

// Another process makes the file.
pub async fn wait_for_file(path: &str) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(5) {
        if tokio::fs::try_exists(path).await.unwrap_or(false) {
            return true;
        }
        sleep(Duration::from_millis(100)).await;
    }
    false
}

pub async fn retry() -> Result<String, reqwest::Error> {
    let mut pause = Duration::from_millis(100);
    loop {
        match reqwest::get("http://localhost").await {
            Ok(response) => return response.text().await,
            Err(error) if pause > Duration::from_secs(5) => return Err(error),
            Err(_) => sleep(pause).await,
        }
        pause *= 2;
    }
}

#[derive(Default)]
pub struct Reporter {
    handled: AtomicUsize,
    failed: AtomicUsize,
    is_cancelled: AtomicBool,
    is_ready: AtomicBool,
}

impl Reporter {
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Release);
        self.is_ready.store(true, Ordering::Release);
    }

    /// Tells with each turn how far it is, and looks on the way whether it is to end.
    pub async fn report(&self) {
        loop {
            if self.is_cancelled.load(Ordering::Acquire) {
                return;
            }
            sleep(Duration::from_secs(1)).await;
            let handled = self.handled.swap(0, Ordering::Relaxed);
            let failed = self.failed.swap(0, Ordering::Relaxed);
            println!("{handled} handled, {failed} failed");
        }
    }

    /// Nothing is told, and nothing done: it only waits.
    pub async fn until_cancelled(&self) {
        while !self.is_cancelled.load(Ordering::Acquire) { // expect: busy-poll-loop
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// What it tells is that it waits.
    pub async fn until_ready(&self) {
        while !self.is_ready.load(Ordering::Acquire) { // expect: busy-poll-loop
            println!("not ready");
            sleep(Duration::from_millis(50)).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn opens() {
        let (_sender, mut messages) = mpsc::channel::<String>(1);
        for _ in 0..3 {
            sleep(Duration::from_millis(1)).await;
        }
        loop { // expect: busy-poll-loop acceptable
            if messages.try_recv().is_ok() {
                break;
            }
            sleep(Duration::from_millis(1)).await;
        }
    }
}
