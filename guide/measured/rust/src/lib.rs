//! What the programs share.

use std::time::{Duration, Instant};

/// Prints where the figures come from.
pub fn print_machine(workers: usize) {
    let date = std::process::Command::new("date").arg("+%F").output().map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned()).unwrap_or_default();
    let cores = std::thread::available_parallelism().map(usize::from).unwrap_or(0);
    println!("tokio on {} {}, {cores} cores, {workers} worker threads, {date}", std::env::consts::OS, std::env::consts::ARCH);
}

/// A runtime of so many worker threads; 1 is the current thread alone.
pub fn runtime(workers: usize) -> tokio::runtime::Runtime {
    let mut builder = if workers == 1 { tokio::runtime::Builder::new_current_thread() } else { tokio::runtime::Builder::new_multi_thread() };
    if workers > 1 {
        builder.worker_threads(workers);
    }
    builder.enable_all().build().expect("a runtime")
}

/// How late a timer of 1 ms is while `work` runs beside it: p50, p99 and maximum, in milliseconds.
pub async fn lateness(seconds: f64) -> [f64; 3] {
    let ends = Instant::now() + Duration::from_secs_f64(seconds);
    let mut late = Vec::new();
    while Instant::now() < ends {
        let due = Instant::now() + Duration::from_millis(1);
        tokio::time::sleep(Duration::from_millis(1)).await;
        late.push(Instant::now().saturating_duration_since(due).as_secs_f64() * 1000.0);
    }
    late.sort_by(f64::total_cmp);
    [0.5, 0.99, 1.0].map(|share| late[((late.len() as f64 * share) as usize).min(late.len() - 1)])
}

/// The time that the whole process has spent on the processor.
pub fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or("").split(' ').collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
    Duration::from_millis((ticks(11) + ticks(12)) * 10)
}
