#[tokio::main]
async fn main() -> std::io::Result<()> {
    tokio::spawn(async { println!("shown") });
    println!("{}", shop::greeting().await?);
    Ok(())
}
