//! What it costs to take from the front of a `Vec`. `cargo run --release --bin front-removal`
//!
//! A history keeps its newest entries: each new one is pushed, and the oldest goes. Then a queue is filled and drained in one go.

use std::collections::VecDeque;
use std::hint::black_box;
use std::time::{Duration, Instant};

fn microseconds(mut action: impl FnMut(u64)) -> f64 {
    let begun = Instant::now();
    let mut calls = 0;
    while begun.elapsed() < Duration::from_millis(200) {
        for _ in 0..20 {
            action(calls);
            calls += 1;
        }
    }
    begun.elapsed().as_secs_f64() * 1e6 / calls as f64
}

fn main() {
    measured::print_machine(0);
    println!("| entries | push and remove(0), each | VecDeque, each | queue drained by remove(0) | by pop_front() |\n|--:|--:|--:|--:|--:|");
    for size in [100_u64, 1000, 10_000, 50_000, 100_000] {
        let (mut history, mut ring): (Vec<u64>, VecDeque<u64>) = ((0..size).collect(), (0..size).collect());
        let slow = microseconds(|entry| {
            history.push(entry);
            black_box(history.remove(0));
        });
        let fast = microseconds(|entry| {
            black_box(ring.pop_front());
            ring.push_back(entry);
        });
        let (mut waiting, mut queue): (Vec<u64>, VecDeque<u64>) = ((0..size).collect(), (0..size).collect());
        let begun = Instant::now();
        while !waiting.is_empty() {
            black_box(waiting.remove(0));
        }
        let by_remove = begun.elapsed();
        let begun = Instant::now();
        while let Some(entry) = queue.pop_front() {
            black_box(entry);
        }
        let by_pop = begun.elapsed();
        println!("| {size} | {slow:.2} µs | {fast:.3} µs | {:.1} ms | {:.1} ms |", by_remove.as_secs_f64() * 1000.0, by_pop.as_secs_f64() * 1000.0);
    }
}
