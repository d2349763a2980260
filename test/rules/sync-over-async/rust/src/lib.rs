use futures::executor::block_on;
use tokio::runtime::{Handle, Runtime};
use tokio::sync::{Mutex, mpsc};

async fn price(name: &str) -> usize {
    tokio::task::yield_now().await;
    name.len()
}

pub async fn direct() -> usize {
    Handle::current().block_on(price("a")) // expect: sync-over-async
}

pub async fn by_executor() -> usize {
    block_on(price("a")) // expect: sync-over-async
}

fn price_now(name: &str) -> usize {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(price(name))
}

pub async fn down_the_line() -> usize {
    price_now("a") // expect: sync-over-async via price_now() > block_on()
}

pub async fn forced(lock: &Mutex<usize>, sender: &mpsc::Sender<usize>) {
    let held = *lock.blocking_lock(); // expect: sync-over-async
    sender.blocking_send(held).ok(); // expect: sync-over-async
}

pub async fn on_a_thread() -> usize {
    tokio::task::spawn_blocking(|| price_now("a")).await.unwrap_or(0)
}

pub async fn in_place() -> usize {
    tokio::task::block_in_place(|| Handle::current().block_on(price("a")))
}

/// For scripts.
pub fn from_sync_code() -> usize {
    price_now("a")
}

#[tokio::main]
async fn started() {
    price("a").await;
}

pub fn start() {
    started();
}

pub struct Links {
    names: tokio::sync::RwLock<Vec<String>>,
}

impl Links {
    // Nobody is known to call it, but the guard itself tells that a runtime runs there.
    pub fn names(&self) -> Vec<String> {
        let handle = Handle::try_current();
        match handle {
            Ok(running) => std::thread::scope(|_| {
                running.block_on(async { self.names.read().await.clone() }) // expect: sync-over-async
            }),
            Err(_) => Vec::new(),
        }
    }

    pub fn count(&self) -> usize {
        if let Ok(running) = Handle::try_current() {
            running.block_on(price("a")) // expect: sync-over-async
        } else {
            Runtime::new().unwrap().block_on(price("a"))
        }
    }

    pub fn count_in_place(&self) -> usize {
        match Handle::try_current() {
            Ok(running) => tokio::task::block_in_place(|| running.block_on(price("a"))),
            Err(_) => Runtime::new().unwrap().block_on(price("a")),
        }
    }

    pub fn count_on_a_thread(&self) -> usize {
        if Handle::try_current().is_ok() {
            return std::thread::spawn(|| Runtime::new().unwrap().block_on(price("a"))).join().unwrap_or(0);
        }
        block_on(price("a"))
    }

    pub fn count_without(&self) -> usize {
        if Handle::try_current().is_err() { block_on(price("a")) } else { 0 }
    }

    pub fn count_by_other(&self) -> usize {
        if !Handle::try_current().is_ok() { block_on(price("a")) } else { 0 }
    }
}

// It looks for itself where it runs.
pub async fn guarded(links: &Links) -> usize {
    links.count_without() + links.count_by_other()
}

fn on_this_thread() -> usize {
    match Handle::try_current() {
        Ok(running) => running.block_on(price("a")),
        Err(_) => 0,
    }
}

pub async fn off_the_loop() -> usize {
    tokio::task::spawn_blocking(on_this_thread).await.unwrap_or(0)
}

impl Drop for Links {
    fn drop(&mut self) {
        if let Ok(running) = Handle::try_current() {
            running.block_on(price("a")); // expect: sync-over-async
        }
    }
}

pub struct Session;

impl Drop for Session {
    fn drop(&mut self) {
        match Handle::try_current() {
            Ok(running) => tokio::task::block_in_place(|| running.block_on(price("a"))),
            Err(_) => block_on(price("a")),
        };
    }
}

pub async fn by_another_executor() -> usize {
    futures::executor::block_on(price("a")) // expect: sync-over-async as warning
}

/// It reads a file, in other words.
pub async fn of_a_sync_reader(reader: std::io::Cursor<Vec<u8>>) -> usize {
    futures::executor::block_on(async {
        let archive = async_zip::read(futures::io::AllowStdIo::new(reader)).await;
        archive.len()
    })
}
