use std::collections::HashMap;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Barrier, Condvar, Mutex, RwLock};
use std::thread;
use std::time::Duration;

pub struct Board {
    names: Mutex<HashMap<u32, String>>,
    ready: Condvar,
    prices: RwLock<Vec<u32>>,
}

impl Board {
    // Locks that are held for a moment are fine.
    pub async fn name(&self, id: u32) -> Option<String> {
        self.names.lock().unwrap().get(&id).cloned()
    }

    pub async fn total(&self) -> u32 {
        self.prices.read().unwrap().iter().sum()
    }

    pub async fn add(&self, price: u32) {
        self.prices.write().unwrap().push(price);
        self.ready.notify_all();
    }

    pub async fn settled(&self) -> usize {
        let names = self.names.lock().unwrap();
        self.ready.wait(names).unwrap().len() // expect: blocking-lock
    }

    pub async fn settled_in_time(&self) -> bool {
        let names = self.names.lock().unwrap();
        let (_, outcome) = self.ready.wait_timeout(names, Duration::from_secs(1)).unwrap(); // expect: blocking-lock
        outcome.timed_out()
    }

    fn wait_for_names(&self) -> usize {
        let names = self.names.lock().unwrap();
        self.ready.wait_while(names, |all| all.is_empty()).unwrap().len()
    }

    pub async fn down_the_line(&self) -> usize {
        self.wait_for_names() // expect: blocking-lock via wait_for_names() > wait_while()
    }

    // On a thread it may wait.
    pub async fn on_a_thread(self: Arc<Self>) -> usize {
        tokio::task::spawn_blocking(move || self.wait_for_names()).await.unwrap_or(0)
    }

    // Sync code that nobody calls from async code.
    pub fn in_sync_code(&self) -> usize {
        self.wait_for_names()
    }
}

pub struct Flusher {
    thread: Mutex<Option<thread::JoinHandle<()>>>,
}

impl Flusher {
    /// Once, when it ends.
    pub async fn shutdown(&self) {
        let thread = self.thread.lock().unwrap().take().unwrap();
        thread.join().unwrap(); // expect: blocking-lock as warning
    }

    pub async fn again(&self) {
        let thread = self.thread.lock().unwrap().take().unwrap();
        thread.join().unwrap(); // expect: blocking-lock as warning
        self.shutdown().await;
    }
}

pub async fn first(messages: &Receiver<String>) -> Option<String> {
    messages.recv().ok() // expect: blocking-lock
}

pub async fn first_in_time(messages: &Receiver<String>) -> Option<String> {
    messages.recv_timeout(Duration::from_secs(1)).ok() // expect: blocking-lock
}

pub async fn if_there(messages: &Receiver<String>) -> Option<String> {
    messages.try_recv().ok()
}

pub async fn meet(barrier: &Barrier) -> bool {
    barrier.wait().is_leader() // expect: blocking-lock
}

pub async fn meet_async(barrier: &tokio::sync::Barrier) -> bool {
    barrier.wait().await.is_leader()
}

pub async fn computed() -> u32 {
    let worker = thread::spawn(|| (0..1_000_000u32).sum());
    worker.join().unwrap_or(0) // expect: blocking-lock
}

pub async fn awaited() -> u32 {
    let worker = tokio::task::spawn_blocking(|| (0..1_000_000u32).sum());
    worker.await.unwrap_or(0)
}

pub fn computed_in_sync_code() -> u32 {
    thread::spawn(|| 1u32).join().unwrap_or(0)
}

pub async fn joined_text(parts: &[String]) -> String {
    parts.join(", ")
}

pub async fn from_channel(messages: &mut tokio::sync::mpsc::Receiver<String>) -> Option<String> {
    messages.recv().await
}

// The thread itself may wait.
pub async fn relay() -> usize {
    let (sender, receiver) = sync_channel::<usize>(1);
    let (answer, answered) = tokio::sync::oneshot::channel();
    thread::spawn(move || {
        let _ = answer.send(receiver.recv().unwrap_or(0));
    });
    let _ = sender.try_send(1);
    answered.await.unwrap_or(0)
}

pub struct Exports {
    worker: Option<thread::JoinHandle<u32>>,
}

impl Exports {
    // It has ended: there is nothing to wait for.
    pub async fn reaped(&mut self) -> u32 {
        if self.worker.as_ref().is_some_and(|each| each.is_finished()) && let Some(worker) = self.worker.take() {
            return worker.join().unwrap_or(0);
        }
        0
    }

    pub async fn ended(&mut self) -> u32 {
        self.worker.take().map(|each| each.join().unwrap_or(0)).unwrap_or(0) // expect: blocking-lock
    }
}

pub async fn exported(ticks: &mut tokio::sync::mpsc::Receiver<()>) {
    let mut running: Option<thread::JoinHandle<u32>> = None;
    while ticks.recv().await.is_some() {
        if running.as_ref().is_some_and(|each| !each.is_finished()) {
            continue;
        } else if let Some(handle) = running && let Err(_) = handle.join() {
            return;
        }
        running = Some(thread::spawn(|| 1u32));
    }
    if let Some(handle) = running && let Err(_) = handle.join() { // expect: blocking-lock
        return;
    }
}

pub async fn asked_of_another(first: thread::JoinHandle<u32>, second: thread::JoinHandle<u32>) -> u32 {
    if !first.is_finished() {
        return 0;
    }
    first.join().unwrap_or(0) + second.join().unwrap_or(0) // expect: blocking-lock
}
