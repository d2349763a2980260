//! What commands of the command line do is theirs to wait for, unless they serve or have begun a task.
use clap::{Args, Parser, Subcommand};
use std::{fs, io};
use tokio::net::TcpListener;

#[derive(Debug, Parser)]
pub struct Cli {
    #[command(subcommand)]
    command: Cmd,
}

#[derive(Subcommand)]
pub enum Cmd {
    Show(Show),
    Serve(Serve),
}

#[derive(clap::Args, Debug)]
pub struct Show {
    path: String,
}

#[derive(Args)]
pub struct Serve {
    path: String,
}

/// Made by nobody's command line.
#[derive(Debug, Clone)]
pub struct Reader {
    path: String,
}

impl Cli {
    pub fn run(self) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(self.command.run())
    }
}

impl Cmd {
    async fn run(self) -> io::Result<()> {
        match self {
            Self::Show(show) => show.run().await,
            Self::Serve(serve) => serve.run().await,
        }
    }
}

impl Show {
    async fn run(self) -> io::Result<()> {
        let text = fs::read_to_string(&self.path)?; // expect: blocking-call acceptable
        print(&text).await
    }
}

async fn print(text: &str) -> io::Result<()> {
    let footer = fs::read_to_string("footer.txt")?; // expect: blocking-call acceptable
    println!("{text}{footer}");
    Ok(())
}

impl Serve {
    async fn run(self) -> io::Result<()> {
        let greeting = fs::read_to_string(&self.path)?; // expect: blocking-call acceptable
        let listener = TcpListener::bind("127.0.0.1:7000").await?;
        loop {
            let (_stream, _) = listener.accept().await?;
            let page = tokio::fs::read_to_string("page.html").await?; // expect: blocking-call
            answer(&greeting, &page).await?;
        }
    }

    pub async fn watch(&self) -> io::Result<()> {
        let watcher = tokio::spawn(tick());
        tokio::task::yield_now().await;
        let text = tokio::fs::read_to_string(&self.path).await?; // expect: blocking-call
        watcher.await?;
        print_page(&text).await
    }
}

async fn tick() {}

async fn answer(greeting: &str, page: &str) -> io::Result<()> {
    let footer = tokio::fs::read_to_string("footer.html").await?; // expect: blocking-call
    println!("{greeting}{page}{footer}");
    Ok(())
}

async fn print_page(text: &str) -> io::Result<()> {
    let footer = tokio::fs::read_to_string("footer.txt").await?; // expect: blocking-call
    println!("{text}{footer}");
    Ok(())
}

impl Reader {
    pub async fn read(&self) -> io::Result<String> {
        tokio::fs::read_to_string(&self.path).await // expect: blocking-call
    }
}

#[derive(Args)]
pub struct Link {
    path: String,
}

/// What is called for a command by a macro, or by a table of them, is given what was read from the command line.
pub async fn link(args: Link) -> io::Result<String> {
    let text = fs::read_to_string(&args.path)?; // expect: blocking-call acceptable
    linked(&text).await
}

async fn linked(text: &str) -> io::Result<String> {
    let footer = fs::read_to_string("footer.txt")?; // expect: blocking-call acceptable
    Ok(format!("{text}{footer}"))
}

/// It is lent for as long as somebody else likes.
pub async fn refresh(args: &Link) -> io::Result<String> {
    tokio::fs::read_to_string(&args.path).await // expect: blocking-call
}

/// By what `get_matches()` gives, too.
pub async fn unlink(matches: &clap::ArgMatches) -> io::Result<String> {
    let path = matches.get_one::<String>("path").cloned().unwrap_or_default();
    fs::read_to_string(path) // expect: blocking-call acceptable
}

include!("opt/options.rs");

impl Ask {
    pub async fn run(&self) -> io::Result<()> {
        loop {
            let text = fs::read_to_string(&self.path)?; // expect: blocking-call acceptable
            if !text.is_empty() {
                break;
            }
            again(self).await?;
        }
        Ok(())
    }
}

async fn again(ask: &Ask) -> io::Result<()> {
    let text = fs::read_to_string(&ask.path)?; // expect: blocking-call acceptable
    println!("{text}");
    tokio::task::yield_now().await;
    Ok(())
}

/// The futures that sync code gathers are run to their end before it returns.
pub struct Loaded {
    pub pages: Vec<String>,
}

impl Loaded {
    pub fn new(names: Vec<String>, runtime: &tokio::runtime::Runtime) -> Self {
        let mut loads = Vec::new();
        for name in names {
            loads.push(async move { page_of(&name).await });
        }
        let mut pages = Vec::new();
        runtime.block_on(async {
            for each in loads {
                pages.push(each.await);
            }
        });
        Self { pages }
    }
}

async fn page_of(name: &str) -> String {
    let text = fs::read_to_string(name).unwrap_or_default(); // expect: blocking-call acceptable
    tokio::task::yield_now().await;
    text
}

macro_rules! run_stage {
    ($stage:ident, $name:expr) => {
        $stage($name).await?
    };
}

#[derive(Args)]
pub struct Stages {
    name: String,
}

impl Stages {
    pub async fn execute(self) -> io::Result<()> {
        run_stage!(dump_prices, &self.name);
        Ok(())
    }
}

/// The macro calls it.
async fn dump_prices(name: &str) -> io::Result<()> {
    fs::write("prices", name) // expect: blocking-call acceptable
}
