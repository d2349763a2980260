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
