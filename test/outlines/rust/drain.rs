//! A receiver drained with `while let`, into a history that is cut off at its front.
#[path = "stubs/tokio.rs"]
mod tokio;

use std::collections::HashMap;
use tokio::sync::mpsc::Receiver;

pub struct Entry {
    pub topic: String,
    pub text: String,
}

#[derive(Default)]
pub struct History {
    topics: HashMap<String, Vec<String>>,
}

impl History {
    pub async fn follow(&mut self, mut entries: Receiver<Entry>) -> usize {
        let mut seen = 0;
        while let Some(entry) = entries.recv().await {
            seen += 1;
            let Entry { topic, text } = entry;
            let lines = self.topics.entry(topic).or_default();
            lines.push(text);
            if lines.len() > 100 {
                lines.remove(0);
            }
        }
        seen
    }
}
