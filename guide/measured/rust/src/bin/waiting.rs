//! What it costs to look again and again. `cargo run --release --bin waiting`
//!
//! Each of 100 tasks waits for something of its own that happens once, at a moment of its own, within the next second: by looking every 50 or 10 ms
//! or at every turn, or by being told. Counted are the processor's time and how late each task noticed.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

#[derive(Default)]
struct Job {
    ready_at: Mutex<Option<Instant>>,
    ready: Notify,
}

impl Job {
    fn ready_at(&self) -> Option<Instant> {
        *self.ready_at.lock().expect("no panic while it is held")
    }
}

#[derive(Clone, Copy)]
enum Way {
    Sleep(u64),
    Yield,
    Notify,
}

async fn wait(job: Arc<Job>, way: Way) -> Duration {
    match way {
        Way::Notify => job.ready.notified().await,
        Way::Sleep(period) => {
            while job.ready_at().is_none() {
                tokio::time::sleep(Duration::from_millis(period)).await;
            }
        }
        Way::Yield => {
            while job.ready_at().is_none() {
                tokio::task::yield_now().await;
            }
        }
    }
    job.ready_at().map(|at| at.elapsed()).unwrap_or_default()
}

fn main() {
    measured::print_machine(2);
    println!("| 100 tasks wait up to a second | noticed late, mean | max | processor |\n|---|--:|--:|--:|");
    for (name, way) in [
        ("`sleep(50 ms)` in a loop", Way::Sleep(50)),
        ("`sleep(10 ms)` in a loop", Way::Sleep(10)),
        ("`yield_now()` in a loop", Way::Yield),
        ("`notify.notified()`", Way::Notify),
    ] {
        let before = measured::processor_time();
        let mut late: Vec<f64> = measured::runtime(2).block_on(async {
            let mut waiting = tokio::task::JoinSet::new();
            for number in 0..100_u64 {
                let job = Arc::new(Job::default());
                waiting.spawn(wait(job.clone(), way));
                tokio::spawn(async move {
                    tokio::time::sleep(Duration::from_micros(37_000 + number * 9500 + (number % 7) * 1000)).await;
                    *job.ready_at.lock().expect("no panic while it is held") = Some(Instant::now());
                    job.ready.notify_one();
                });
            }
            waiting.join_all().await.into_iter().map(|each| each.as_secs_f64() * 1000.0).collect()
        });
        late.sort_by(f64::total_cmp);
        let mean = late.iter().sum::<f64>() / late.len() as f64;
        println!("| {name} | {mean:.1} ms | {:.1} ms | {} ms |", late[late.len() - 1], (measured::processor_time() - before).as_millis());
    }
}
