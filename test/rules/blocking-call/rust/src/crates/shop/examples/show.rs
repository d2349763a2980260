#[tokio::main]
async fn main() -> std::io::Result<()> {
    println!("{}", shop::greeting().await?);
    Ok(())
}
