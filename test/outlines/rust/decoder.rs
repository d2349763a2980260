//! Labelled exits out of nested loops: the inner `break` that leaves too little, and the outer one.
#[path = "stubs/tokio.rs"]
mod tokio;

use tokio::net::UnixStream;
use tokio::sync::mpsc::Sender;

pub async fn read_frames(mut stream: UnixStream, frames: Sender<Vec<u8>>) -> usize {
    let mut buffer = [0u8; 1024];
    let mut count = 0;
    'read: loop {
        let length = match stream.read(&mut buffer).await {
            Ok(0) => break 'read,
            Ok(length) => length,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue 'read,
            Err(_) => break,
        };
        for frame in buffer[..length].split(|byte| *byte == b'\n') {
            if frame.is_empty() {
                continue;
            }
            if frames.send(frame.to_vec()).await.is_err() {
                break 'read;
            }
            count += 1;
        }
    }
    count
}
