//! A worker to which others send, and mind whether that goes well.
use tokio::sync::mpsc;

pub struct Producer {
    sender: mpsc::Sender<u32>,
}

struct Worker {
    receiver: mpsc::Receiver<u32>,
}

impl Worker {
    async fn run(mut self) {
        while let Some(id) = self.receiver.recv().await {
            send(id).await;
        }
    }
}

async fn send(id: u32) {
    tokio::time::sleep(std::time::Duration::from_millis(u64::from(id))).await;
}

impl Producer {
    pub fn new((sender, receiver): (mpsc::Sender<u32>, mpsc::Receiver<u32>)) -> Self {
        let worker = Worker { receiver };
        let task = tokio::spawn(async move { worker.run().await });
        tokio::spawn(async move {
            if let Err(error) = task.await {
                eprintln!("the task of Producer.new failed: {error}");
            }
        }); // expect: untracked-task as hint
        Self { sender }
    }

    pub async fn produce(&self, id: u32) -> Result<(), String> {
        if self.sender.send(id).await.is_err() {
            return Err("the worker has ended".to_owned());
        }
        Ok(())
    }
}

/// It takes nothing from anybody.
pub fn tick() {
    let task = tokio::spawn(async move { // expect: untracked-task as info
        loop {
            if tokio::net::lookup_host("host:80").await.is_err() {
                send(1).await;
            }
        }
    });
    tokio::spawn(async move {
        if let Err(error) = task.await {
            eprintln!("the task of tick failed: {error}");
        }
    });
}
