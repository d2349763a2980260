use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::process::Command;
use tokio::io::AsyncWriteExt;

pub async fn ask(host: &str) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(host)?; // expect: blocking-call
    stream.write_all(b"hello")?; // expect: blocking-call
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?; // expect: blocking-call
    Ok(answer)
}

pub async fn ask_async(host: &str) -> io::Result<()> {
    let mut stream = tokio::net::TcpStream::connect(host).await?;
    stream.write_all(b"hello").await
}

pub async fn version() -> io::Result<String> {
    let output = Command::new("git").arg("--version").output()?; // expect: blocking-call
    let mut child = Command::new("git").spawn()?;
    child.wait()?; // expect: blocking-call
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

pub async fn version_async() -> io::Result<String> {
    let output = tokio::process::Command::new("git").arg("--version").output().await?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

pub async fn fetch(url: &str) -> Result<String, reqwest::Error> {
    let page = reqwest::blocking::get(url)?.text()?; // expect: blocking-call, blocking-call
    let client = reqwest::Client::new(); // expect: client-per-call
    let other = client.get(url).send().await?.text().await?;
    Ok(page + &other)
}

pub async fn prompt() -> io::Result<String> {
    let mut line = String::new();
    println!("name?");
    io::stdin().read_line(&mut line)?; // expect: blocking-call
    Ok(line)
}

struct Name;

impl Drop for Name {
    fn drop(&mut self) { std::fs::remove_file("name").ok(); }
}

// What is put away when nobody is served any more holds up nobody.
#[tokio::main]
async fn main() -> io::Result<()> {
    let _name = Name;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    loop {
        std::fs::remove_file("address").ok(); // expect: blocking-call
        tokio::select! {
            _ = listener.accept() => {}
            _ = tokio::signal::ctrl_c() => break,
        }
    }
    std::fs::remove_file("address") // expect: blocking-call acceptable
}
