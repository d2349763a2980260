//! A program that asks whoever runs it, while tasks of it run on other threads.
use std::{fs, io};
use tokio::net::TcpListener;

struct Console {
    name: String,
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let console = Console { name: "console".to_string() };
    tokio::join!(listen(), keep()).0?;
    let task = tokio::spawn(async { // expect: untracked-task
        let _ = tokio::fs::read_to_string("watched.txt").await; // expect: blocking-call
    });
    tokio::spawn(async move {
        if let Err(error) = task.await {
            eprintln!("the task of main failed: {error}");
        }
    });
    console.run().await
}

impl Console {
    async fn run(&self) -> io::Result<()> {
        loop {
            let line = self.ask().await?;
            if line.is_empty() {
                return Ok(());
            }
        }
    }

    /// The main future has a thread of its own.
    async fn ask(&self) -> io::Result<String> {
        let mut line = String::new();
        io::stdin().read_line(&mut line)?; // expect: blocking-call acceptable
        println!("{} {}", self.name, line);
        fs::read_to_string("answer.txt") // expect: blocking-call acceptable
    }
}

/// Who connects waits for whoever accepts.
async fn listen() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:7002").await?;
    let (_stream, _) = listener.accept().await?;
    tokio::fs::read_to_string("banner.txt").await?; // expect: blocking-call
    Ok(())
}

/// Begun as a task as well.
async fn keep() {
    let task = tokio::spawn(look());
    tokio::spawn(async move {
        if let Err(error) = task.await {
            eprintln!("the task of keep failed: {error}");
        }
    }); // expect: untracked-task
    look().await;
}

async fn look() {
    let _ = tokio::fs::read_to_string("seen.txt").await; // expect: blocking-call
}
