//! What goes on after everybody has gone. `cargo run --release --bin cancellation`
//!
//! 1. 50 requests are given up after 50 ms. Each asks for an answer that takes 500 ms: in the request's own future, in a spawned task, and in a
//!    spawned task that has a token. Counted are the answers that were carried to the end for nobody.
//! 2. One of 20 tasks fails after 20 ms, the others take 200 ms. Counted are those that went on to the end after the whole had failed.
//! 3. Of 100 saves, 10 fail and 5 are aborted. What the caller is told.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

static CARRIED_ON: AtomicU32 = AtomicU32::new(0);

async fn answer() {
    sleep(Duration::from_millis(500)).await;
    CARRIED_ON.fetch_add(1, Relaxed);
}

#[derive(Clone, Copy)]
enum Way {
    Inline,
    Spawned,
    SpawnedWithToken,
}

async fn request(way: Way) {
    match way {
        Way::Inline => answer().await,
        Way::Spawned => drop(tokio::spawn(answer()).await),
        Way::SpawnedWithToken => {
            let token = CancellationToken::new();
            let _cancels_when_dropped = token.clone().drop_guard();
            drop(tokio::spawn(async move { token.run_until_cancelled(answer()).await }).await);
        }
    }
}

async fn forwarding(way: Way) -> u32 {
    CARRIED_ON.store(0, Relaxed);
    let mut clients = JoinSet::new();
    for _ in 0..50 {
        clients.spawn(timeout(Duration::from_millis(50), request(way)));
    }
    clients.join_all().await;
    sleep(Duration::from_millis(700)).await;
    CARRIED_ON.load(Relaxed)
}

async fn one(number: u32) -> Result<(), String> {
    if number == 0 {
        sleep(Duration::from_millis(20)).await;
        return Err("failed".to_owned());
    }
    sleep(Duration::from_millis(200)).await;
    CARRIED_ON.fetch_add(1, Relaxed);
    Ok(())
}

async fn failing_together(in_set: bool) -> u32 {
    CARRIED_ON.store(0, Relaxed);
    if in_set {
        let mut tasks: JoinSet<_> = (0..20).map(one).collect();
        while let Some(Ok(Ok(()))) = tasks.join_next().await {}
    } else {
        let tasks: Vec<_> = (0..20).map(|number| tokio::spawn(one(number))).collect();
        let _ = futures::future::try_join_all(tasks.into_iter().map(|task| async { task.await.expect("no panic") })).await;
    }
    sleep(Duration::from_millis(400)).await;
    CARRIED_ON.load(Relaxed)
}

async fn joining() {
    let tasks: Vec<_> = (0..100_u32)
        .map(|number| {
            tokio::spawn(async move {
                sleep(Duration::from_millis(10)).await;
                if number % 10 == 0 { Err("disk full") } else { Ok(()) }
            })
        })
        .collect();
    (1..100).step_by(20).for_each(|number| tasks[number].abort());
    let results = futures::future::join_all(tasks).await;
    let failed = results.iter().filter(|each| matches!(each, Ok(Err(_)))).count();
    let cancelled = results.iter().filter(|each| matches!(each, Err(error) if error.is_cancelled())).count();
    println!("join_all, not looked at: saved {}\nlooked at: {failed} failed, {cancelled} cancelled", results.len());
}

fn main() {
    measured::print_machine(2);
    measured::runtime(2).block_on(async {
        for (name, way) in [("awaited in the request", Way::Inline), ("spawned", Way::Spawned), ("spawned with a token", Way::SpawnedWithToken)] {
            println!("{name}: carried on for nobody: {} of 50", forwarding(way).await);
        }
        println!("spawned, try_join_all: went on to the end: {} of 19", failing_together(false).await);
        println!("JoinSet, dropped: went on to the end: {} of 19", failing_together(true).await);
        joining().await;
    });
}
