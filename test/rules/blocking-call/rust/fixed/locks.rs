use std::collections::HashMap;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

pub struct Shared {
    names: Mutex<HashMap<u32, String>>,
    ready: Condvar,
}

impl Shared {
    // A short critical section is fine.
    pub async fn name(&self, id: u32) -> Option<String> {
        self.names.lock().unwrap().get(&id).cloned()
    }

    pub async fn wait(&self) -> usize {
        let names = self.names.lock().unwrap();
        let names = self.ready.wait(names).unwrap(); // expect: blocking-lock
        names.len()
    }
}

pub async fn pause() {
    tokio::time::sleep(Duration::from_millis(10)).await; // expect: blocking-call
    tokio::time::sleep(Duration::from_millis(10)).await;
}

pub async fn next(messages: &Receiver<String>) -> Option<String> {
    messages.recv().ok() // expect: blocking-lock
}

pub async fn peek(messages: &Receiver<String>) -> Option<String> {
    messages.try_recv().ok()
}

pub async fn compute(shared: Arc<Shared>) -> usize {
    let worker = thread::spawn(move || {
        thread::sleep(Duration::from_millis(10));
        shared.names.lock().unwrap().len()
    });
    worker.join().unwrap() // expect: blocking-lock
}

pub async fn from_channel(messages: &mut tokio::sync::mpsc::Receiver<String>) -> Option<String> {
    messages.recv().await
}

pub async fn by_force(messages: &mut tokio::sync::mpsc::Receiver<String>) -> Option<String> {
    messages.recv().await // expect: sync-over-async
}
