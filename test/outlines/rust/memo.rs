//! A blocking read that happens once: the filled cell returns early.
use std::cell::OnceCell;
use std::io;
use std::path::PathBuf;

pub struct Templates {
    path: PathBuf,
    text: OnceCell<String>,
}

impl Templates {
    pub async fn page(&self, title: &str) -> io::Result<String> {
        Ok(self.text()?.replace("{title}", title))
    }

    fn text(&self) -> io::Result<&String> {
        if let Some(text) = self.text.get() {
            return Ok(text);
        }
        let text = std::fs::read_to_string(&self.path)?;
        Ok(self.text.get_or_init(|| text))
    }
}
