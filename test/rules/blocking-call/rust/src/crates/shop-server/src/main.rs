use shop::{Drawer, Till};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let settings = shop::settings("shop.toml").await?;
    let pages = shop::together(vec!["a.html".to_string(), "b.html".to_string()]).await;
    Drawer { path: settings }.open().await?;
    let listener = TcpListener::bind("127.0.0.1:7001").await?;
    loop {
        let (_stream, _) = listener.accept().await?;
        println!("{} {}", shop::stock().await?.len(), pages.len());
    }
}
