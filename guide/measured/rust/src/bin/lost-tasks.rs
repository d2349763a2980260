//! What becomes of work that nobody waits for. `cargo run --release --bin lost-tasks`
//!
//! A program starts 100 saves of 50 ms each, of which 10 fail, and is asked to stop 10 ms later (or 100 ms, where that is said). Counted are the saves
//! that were begun and done, and the failures that the program saw for itself.

use measured::{print_machine, runtime};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::task::JoinSet;

const SAVES: u32 = 100;
static BEGUN: AtomicU32 = AtomicU32::new(0);
static DONE: AtomicU32 = AtomicU32::new(0);
static SEEN: AtomicU32 = AtomicU32::new(0);

async fn save(number: u32) -> Result<(), String> {
    BEGUN.fetch_add(1, Relaxed);
    tokio::time::sleep(Duration::from_millis(50)).await;
    if number % 10 == 0 {
        return Err(format!("save {number} failed"));
    }
    DONE.fetch_add(1, Relaxed);
    Ok(())
}

async fn not_awaited(stop_after: Duration) {
    for number in 0..SAVES {
        let _ = save(number);
    }
    tokio::time::sleep(stop_after).await;
}

async fn dropped(stop_after: Duration) {
    for number in 0..SAVES {
        tokio::spawn(save(number));
    }
    tokio::time::sleep(stop_after).await;
}

async fn tracked(stop_after: Duration) {
    let mut running = JoinSet::new();
    for number in 0..SAVES {
        running.spawn(save(number));
    }
    tokio::time::sleep(stop_after).await;
    let drain = async {
        while let Some(ended) = running.join_next().await {
            if !matches!(ended, Ok(Ok(()))) {
                SEEN.fetch_add(1, Relaxed);
            }
        }
    };
    let _ = tokio::time::timeout(Duration::from_secs(5), drain).await;
}

fn main() {
    print_machine(2);
    println!("| {SAVES} saves, of which 10 fail | begun | done | failures seen |\n|---|--:|--:|--:|");
    let row = |name: &str, way: &dyn Fn(&tokio::runtime::Runtime)| {
        for count in [&BEGUN, &DONE, &SEEN] {
            count.store(0, Relaxed);
        }
        way(&runtime(2));
        println!("| {name} | {} | {} | {} |", BEGUN.load(Relaxed), DONE.load(Relaxed), SEEN.load(Relaxed));
    };
    let (soon, later) = (Duration::from_millis(10), Duration::from_millis(100));
    row("called, not awaited, stopped after 100 ms", &|runtime| runtime.block_on(not_awaited(later)));
    row("spawned, dropped, stopped after 10 ms", &|runtime| runtime.block_on(dropped(soon)));
    row("spawned, dropped, stopped after 100 ms", &|runtime| runtime.block_on(dropped(later)));
    row("tracked, drained at the stop after 10 ms", &|runtime| runtime.block_on(tracked(soon)));
}
