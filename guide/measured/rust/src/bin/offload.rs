//! What blocking work does to tokio's worker threads, and where it may go instead. `cargo run --release --bin offload`
//!
//! Work of the processor, 20 ms long, is done ten times a second by each of as many tasks as there are worker threads: in the task itself and in
//! `spawn_blocking`. Meanwhile a timer of 1 ms in another task notes how late it was each time.

use measured::{lateness, print_machine, runtime};
use std::time::{Duration, Instant};

const SECONDS: f64 = 5.0;

fn work() {
    let ends = Instant::now() + Duration::from_millis(20);
    let mut hash = 2_166_136_261_u32;
    while Instant::now() < ends {
        for i in 0..1000_u32 {
            hash = std::hint::black_box((hash ^ (i & 255)).wrapping_mul(16_777_619));
        }
    }
}

#[derive(Clone, Copy)]
enum Place {
    Nowhere,
    Task,
    Blocking,
}

async fn keep_working(place: Place) {
    loop {
        match place {
            Place::Nowhere => {}
            Place::Task => work(),
            Place::Blocking => tokio::task::spawn_blocking(work).await.expect("no panic"),
        }
        tokio::time::sleep(Duration::from_millis(80)).await;
    }
}

fn main() {
    for workers in [1, 2] {
        print_machine(workers);
        println!("| each task ten times a second, 20 ms of work | timer late p50 | p99 | max |\n|---|--:|--:|--:|");
        for (name, place) in [("none", Place::Nowhere), ("in the task", Place::Task), ("in spawn_blocking", Place::Blocking)] {
            let runtime = runtime(workers);
            let [p50, p99, max] = runtime.block_on(async {
                let tasks: Vec<_> = (0..workers).map(|_| tokio::spawn(keep_working(place))).collect();
                let late = tokio::spawn(lateness(SECONDS)).await.expect("no panic");
                tasks.iter().for_each(|task| task.abort());
                late
            });
            println!("| {name} | {p50:.1} | {p99:.1} | {max:.1} |");
        }
    }
}
