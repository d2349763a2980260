#[tokio::main]
async fn main() -> Result<(), String> {
    daemon::run().await
}
