//! A program's own library: its binaries say where it runs.
pub mod runtimes;

use std::fs;
use std::process;
use std::sync::mpsc::Receiver;
use std::thread::JoinHandle;
use std::time::Duration;

/// The process ends right behind it, whoever calls this.
pub async fn shut_down(worker: JoinHandle<()>, code: i32) {
    tokio::time::sleep(Duration::from_millis(10)).await;
    worker.join().unwrap(); // expect: blocking-lock acceptable
    println!("worker done");
    process::exit(code);
}

/// Others have their turn before it ends.
pub async fn shut_down_slowly(worker: JoinHandle<()>, code: i32) {
    worker.join().unwrap(); // expect: blocking-lock
    tokio::time::sleep(Duration::from_secs(5)).await;
    process::exit(code);
}

/// `main` awaits nothing else.
pub async fn run() -> Result<(), String> {
    tokio::spawn(keep()); // expect: untracked-task
    tokio::spawn(serve()); // expect: untracked-task
    let (sender, answers) = std::sync::mpsc::channel();
    sender.send(1).map_err(|error| error.to_string())?;
    answers.recv().map_err(|error| error.to_string())?; // expect: blocking-lock acceptable
    prepare().await;
    println!("{}", Worker { answers }.last().await);
    Ok(())
}

async fn prepare() {
    let _ = fs::read("key.pem"); // expect: blocking-call acceptable
}

pub async fn serve() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:7003").await.unwrap();
    while let Ok((_socket, _)) = listener.accept().await {
        println!("{:?}", fs::read("served.pem")); // expect: blocking-call
    }
}

async fn keep() {
    let _ = fs::read("kept.pem"); // expect: blocking-call
    tokio::task::yield_now().await;
}

/// Only awaited by a future that the program runs to its end on the thread it began on.
pub async fn finish(answers: &Receiver<u32>) -> u32 {
    tokio::task::yield_now().await;
    answers.recv().unwrap_or(0) // expect: blocking-lock acceptable
}

pub struct Worker {
    pub answers: Receiver<u32>,
}

impl Worker {
    /// Others may have such a worker as well.
    pub async fn last(&self) -> u32 {
        tokio::task::yield_now().await;
        self.answers.recv().unwrap_or(0) // expect: blocking-lock
    }
}

/// No program here comes to it.
pub async fn unused(answers: &Receiver<u32>) -> u32 {
    tokio::task::yield_now().await;
    answers.recv().unwrap_or(0) // expect: blocking-lock
}
