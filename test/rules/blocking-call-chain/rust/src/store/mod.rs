pub mod disk;

use std::io;

pub trait Store: Send + Sync {
    fn append(&self, line: &str) -> io::Result<()>;

    fn append_all(&self, lines: &[String]) -> io::Result<()> {
        for line in lines {
            self.append(line)?;
        }
        Ok(())
    }
}
