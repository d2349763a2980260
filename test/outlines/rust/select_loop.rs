//! A `select!` with biased arms, a guarded arm and an `else`, in a labelled loop.
#[path = "stubs/tokio.rs"]
mod tokio;

use tokio::sync::mpsc::Receiver;
use tokio::time::Interval;

pub enum Command {
    Line(String),
    Stop,
}

pub async fn pump(mut commands: Receiver<Command>, mut ticks: Interval, limit: usize) -> Vec<String> {
    let mut lines = Vec::new();
    'pump: loop {
        tokio::select! {
            biased;
            Some(command) = commands.recv() => {
                match command {
                    Command::Line(line) => lines.push(line),
                    Command::Stop => break 'pump,
                }
            }
            _ = ticks.tick(), if lines.len() > limit => {
                lines.remove(0);
            }
            else => { break; }
        }
    }
    lines
}
