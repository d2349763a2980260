//! What a command asks whoever runs it: behind a trait, of which nobody knows who calls it.
use async_trait::async_trait;
use std::io;

#[async_trait]
pub trait Host {
    async fn answer(&mut self) -> io::Result<String>;
}

pub struct Console;

#[async_trait]
impl Host for Console {
    async fn answer(&mut self) -> io::Result<String> {
        let mut line = String::new();
        io::stdin().read_line(&mut line)?; // expect: blocking-call acceptable
        tokio::fs::write("answer.txt", &line).await?; // expect: blocking-call
        Ok(line)
    }
}
