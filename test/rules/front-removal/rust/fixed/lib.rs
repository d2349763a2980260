use std::collections::VecDeque;
use std::sync::Mutex;

const LIMIT: usize = 500;

pub struct Log {
    lines: VecDeque<String>,
    recent: Mutex<VecDeque<String>>,
    bounded: VecDeque<String>,
    waiting: VecDeque<u32>,
    few: Vec<u32>,
}

impl Log {
    pub fn add(&mut self, line: String) {
        self.lines.push_back(line);
        if self.lines.len() > LIMIT {
            self.lines.pop_front(); // expect: front-removal
        }
    }

    pub fn note(&self, line: String) {
        let mut recent = self.recent.lock().unwrap();
        if recent.len() >= 100 {
            recent.pop_front(); // expect: front-removal
        }
        recent.push_back(line);
    }

    pub fn keep(&mut self, line: String) {
        self.bounded.push_back(line);
        if self.bounded.len() > LIMIT {
            self.bounded.pop_front();
        }
    }

    pub fn wait(&mut self, id: u32) {
        self.waiting.push_back(id);
    }

    pub fn next(&mut self) -> Option<u32> {
        if self.waiting.is_empty() { None } else { Some(self.waiting.pop_front().unwrap()) } // expect: front-removal
    }

    pub fn last_three(&mut self, id: u32) {
        self.few.push(id);
        if self.few.len() > 3 {
            self.few.remove(0);
        }
    }

    pub fn forget(&mut self, index: usize) {
        self.few.remove(index);
    }
}

pub fn without_first(text: &str) -> String {
    let mut text = text.to_string();
    text.remove(0);
    text
}

pub fn program(mut arguments: Vec<String>) -> Vec<String> {
    arguments.remove(0);
    arguments
}

/// Kept in step: one move of all of them is told once.
pub struct Parallel {
    names: VecDeque<String>,
    sizes: VecDeque<u64>,
    lent: Vec<u64>,
    files: Vec<String>,
}

impl Parallel {
    pub fn add(&mut self, name: String, size: u64) {
        self.files.push(name.clone());
        self.names.push_back(name);
        self.sizes.push_back(size);
        self.lent.push(size);
    }

    pub fn retire(&mut self) -> Option<(String, u64)> {
        if self.names.is_empty() {
            return None;
        }
        self.lent.remove(0);
        let name = self.names.pop_front().unwrap(); // expect: front-removal
        let size = self.sizes.pop_front().unwrap();
        Some((name, size))
    }

    /// Whoever calls it wants a slice.
    pub fn lent(&self) -> &[u64] {
        &self.lent
    }

    /// Beside what a deletion takes the move is nothing.
    pub fn delete_oldest(&mut self) -> std::io::Result<()> {
        if self.files.is_empty() {
            return Ok(());
        }
        let oldest = self.files.remove(0);
        std::fs::remove_file(oldest)
    }
}

/// Down a tree: in each turn it is another list.
pub struct Pane {
    children: Vec<Pane>,
    waiting: VecDeque<u32>,
}

impl Pane {
    pub fn add(&mut self, child: Pane) {
        self.children.push(child);
        self.waiting.push_back(0);
    }

    pub fn sink(&mut self) {
        while !self.children.is_empty() {
            let first = self.children.remove(0);
            drop(std::mem::replace(self, first));
        }
    }

    pub fn run(&mut self) -> u32 {
        let mut sum = 0;
        while !self.waiting.is_empty() {
            sum += self.waiting.pop_front().unwrap(); // expect: front-removal
        }
        sum
    }
}
