//! A library whose program calls it before it serves, and while it does.
use async_trait::async_trait;
use std::{fs, io};

pub async fn settings(path: &str) -> io::Result<String> {
    fs::read_to_string(path) // expect: blocking-call acceptable
}

pub async fn stock() -> io::Result<Vec<u8>> {
    tokio::fs::read("stock.bin").await // expect: blocking-call as warning
}

/// Nobody but an example calls it: others do what that shows.
pub async fn greeting() -> io::Result<String> {
    tokio::fs::read_to_string("greeting.txt").await // expect: blocking-call
}

/// Nobody is known to call it.
pub async fn farewell() -> io::Result<String> {
    tokio::fs::read_to_string("farewell.txt").await // expect: blocking-call as warning
}

/// Whoever has one may open it at any time.
#[async_trait]
pub trait Till {
    async fn open(&mut self) -> io::Result<()>;
}

pub struct Drawer {
    pub path: String,
}

#[async_trait]
impl Till for Drawer {
    async fn open(&mut self) -> io::Result<()> {
        tokio::fs::create_dir_all(&self.path).await // expect: blocking-call
    }
}

/// Whoever calls it, what it drives has its thread to itself until it begins a task.
pub fn run() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        prepare().await?;
        let task = tokio::spawn(count_prices());
        tokio::spawn(async move {
            if let Err(error) = task.await {
                eprintln!("the task of run failed: {error}");
            }
        }); // expect: untracked-task
        fs::write("ready", "yes")?; // expect: blocking-call acceptable
        let begun = tokio::spawn(serve_prices());
        tokio::spawn(async move {
            if let Err(error) = begun.await {
                eprintln!("the task of run failed: {error}");
            }
        }); // expect: untracked-task
        tokio::fs::write("serving", "yes").await?; // expect: blocking-call
        refresh().await
    })?;
    runtime.block_on(close())
}

async fn prepare() -> io::Result<()> {
    fs::create_dir_all("prices") // expect: blocking-call acceptable
}

async fn refresh() -> io::Result<()> {
    tokio::fs::create_dir_all("prices/new").await // expect: blocking-call
}

async fn close() -> io::Result<()> {
    fs::remove_dir_all("prices/new") // expect: blocking-call acceptable
}

async fn count_prices() {}

async fn serve_prices() -> io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:7002").await?;
    loop {
        let (_stream, _) = listener.accept().await?;
    }
}

pub async fn together(names: Vec<String>) -> Vec<io::Result<String>> {
    let reads = names.into_iter().map(|name| async move {
        fs::read_to_string(name) // expect: blocking-call acceptable
    });
    let mut all = Vec::new();
    for read in reads {
        all.push(read.await);
    }
    all
}

/// A command that this library offers to run, and that nobody here runs.
#[derive(clap::Args)]
pub struct Import {
    path: String,
}

impl Import {
    pub async fn execute(self) -> io::Result<()> {
        let text = fs::read_to_string(&self.path)?; // expect: blocking-call acceptable
        imported(&text).await
    }
}

async fn imported(text: &str) -> io::Result<()> {
    fs::write("imported", text) // expect: blocking-call acceptable
}

pub struct Runner {
    runtime: tokio::runtime::Runtime,
}

impl Runner {
    fn until_end(&self, command: impl Future<Output = io::Result<()>> + Send + 'static) -> io::Result<()> {
        let task = self.runtime.spawn(command);
        self.runtime.block_on(task)?
    }
}

pub struct App {
    command: Import,
}

impl App {
    pub fn run(self, runner: Runner) -> io::Result<()> {
        runner.until_end(self.command.execute())
    }
}
