use std::collections::HashMap;

pub struct Totals {
    by_name: HashMap<String, u32>,
}

impl Totals {
    async fn add(&mut self, name: &str, amount: u32) -> u32 { // expect: needless-async
        let total = self.by_name.entry(name.to_string()).or_insert(0);
        *total += amount;
        *total
    }

    // Part of what others may use.
    pub async fn get(&self, name: &str) -> u32 {
        self.by_name.get(name).copied().unwrap_or(0)
    }

    async fn add_slowly(&mut self, name: &str) {
        tokio::task::yield_now().await;
        self.by_name.insert(name.to_string(), 0);
    }

    pub async fn book(&mut self, name: &str) -> u32 {
        self.add_slowly(name).await;
        self.add(name, 1).await + self.get(name).await
    }
}

pub trait Store {
    fn load(&self, name: &str) -> impl Future<Output = u32>;
}

pub struct Memory {
    entries: HashMap<String, u32>,
}

impl Store for Memory {
    // The trait wants it so.
    async fn load(&self, name: &str) -> u32 {
        self.entries.get(name).copied().unwrap_or(0)
    }
}

async fn doubled(value: u32) -> u32 { // expect: needless-async
    value.checked_mul(2).unwrap_or(0)
}

// It begins a task, which needs the runtime.
async fn begin() -> tokio::task::JoinHandle<u32> {
    tokio::spawn(async { doubled(2).await })
}

// Somebody does more with it than await it.
async fn counted(values: Vec<u32>) -> usize {
    values.iter().filter(|each| **each > 1).count()
}

async fn later() -> u32 {
    todo!("ask the server")
}

async fn selected(values: Vec<u32>) -> usize {
    tokio::select! {
        count = counted(values) => count,
        () = tokio::time::sleep(std::time::Duration::from_secs(1)) => 0,
    }
}

async fn both() -> (usize, usize) {
    tokio::join!(counted(vec![1]), counted(vec![2]))
}

// Nobody is known to call it.
async fn unused(values: Vec<u32>) -> usize {
    values.len().max(1)
}

pub async fn run(memory: &Memory) -> u32 {
    let begun = begin().await.await.unwrap_or(0);
    let (first, second) = both().await;
    let count = selected(vec![first as u32]).await + second;
    memory.load("a").await + doubled(begun).await + later().await + count as u32
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
async fn enrol(id: u32) {
    println!("{id} cannot be enrolled here");
}

/// What stands in its place elsewhere waits.
#[cfg(any(target_os = "linux", target_os = "macos"))]
async fn enrol(id: u32) {
    tokio::time::sleep(std::time::Duration::from_secs(u64::from(id))).await;
}

#[cfg(unix)]
async fn told(id: u32) { // expect: needless-async
    println!("{id} on Unix");
}

#[cfg(not(unix))]
async fn told(id: u32) {
    println!("{id} elsewhere");
}

pub async fn all(id: u32) {
    enrol(id).await;
    told(id).await;
}

fn begin(id: u32) -> tokio::task::JoinHandle<()> {
    tokio::spawn(kept(id))
}

async fn kept(id: u32) {
    tokio::time::sleep(std::time::Duration::from_secs(u64::from(id))).await;
}

/// What it calls begins a task, which needs the runtime that surely runs here.
async fn beginning(id: u32) -> tokio::task::JoinHandle<()> {
    begin(id + 1)
}

fn twice(id: u32) -> u32 {
    id * 2
}

async fn counting(id: u32) -> u32 { // expect: needless-async
    twice(id + 1)
}

pub async fn begun_below(id: u32) -> u32 {
    beginning(id).await.abort();
    counting(id).await
}
