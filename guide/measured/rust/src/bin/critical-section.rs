//! What a lock costs that is held while something is awaited. `cargo run --release --bin critical-section`
//!
//! 50 requests change one shared object under a lock. Each needs a price that takes 20 ms to fetch: fetched while the lock is held, or before.

use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::{sync::Mutex, task::JoinSet};

async fn price() -> f64 {
    tokio::time::sleep(Duration::from_millis(20)).await;
    2.0
}

async fn change(worth: &Mutex<f64>, is_held: bool) {
    if is_held {
        let mut worth = worth.lock().await;
        *worth += price().await;
    } else {
        let found = price().await;
        *worth.lock().await += found;
    }
}

fn main() {
    measured::print_machine(2);
    println!("| 50 requests, price fetched | all done | p50 | p99 |\n|---|--:|--:|--:|");
    for (name, is_held) in [("while it is held", true), ("before it is taken", false)] {
        let mut times = measured::runtime(2).block_on(async {
            let (worth, begun) = (Arc::new(Mutex::new(0.0)), Instant::now());
            let mut requests = JoinSet::new();
            for _ in 0..50 {
                let worth = worth.clone();
                requests.spawn(async move {
                    change(&worth, is_held).await;
                    begun.elapsed().as_millis()
                });
            }
            requests.join_all().await
        });
        times.sort_unstable();
        println!("| {name} | {} ms | {} ms | {} ms |", times[49], times[25], times[49]);
    }
}
