use std::sync::OnceLock;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use reqwest::Client;

async fn price() -> String {
    let client = Client::new(); // expect: client-per-call as warning
    match client.get("https://prices.example.com/a").send().await {
        Ok(response) => response.text().await.unwrap_or_default(),
        Err(_) => String::new(),
    }
}

async fn at_once() -> String {
    match Client::new().get("https://prices.example.com/b").send().await { // expect: client-per-call as warning
        Ok(response) => response.text().await.unwrap_or_default(),
        Err(_) => String::new(),
    }
}

async fn built() -> Result<String, reqwest::Error> {
    let client = Client::builder().timeout(Duration::from_secs(5)).build()?; // expect: client-per-call as warning
    client.get("https://prices.example.com/c").send().await?.text().await
}

async fn built_for_route() -> String {
    built().await.unwrap_or_default()
}

async fn shared(State(client): State<Client>) -> String {
    match client.get("https://prices.example.com/d").send().await {
        Ok(response) => response.text().await.unwrap_or_default(),
        Err(_) => String::new(),
    }
}

static CLIENT: OnceLock<Client> = OnceLock::new();

async fn kept() -> String {
    let client = CLIENT.get_or_init(Client::new);
    let other = CLIENT.get_or_init(|| Client::new());
    let answers = (client.get("https://prices.example.com/e").send().await, other.get("https://prices.example.com/f").send().await);
    format!("{}", answers.0.is_ok() && answers.1.is_ok())
}

pub struct Prices {
    client: Client,
}

impl Prices {
    pub fn new() -> Self {
        Self { client: Client::new() }
    }

    pub async fn opened() -> Self {
        tokio::task::yield_now().await;
        Self { client: Client::new() }
    }

    pub async fn with(client: Client) -> Self {
        tokio::task::yield_now().await;
        Self { client }
    }

    pub async fn of(&self, name: &str) -> Result<String, reqwest::Error> {
        self.client.get(name).send().await?.text().await
    }
}

async fn handed_over() -> String {
    let client = Client::new();
    let prices = Prices::with(client).await;
    prices.of("https://prices.example.com/g").await.unwrap_or_default()
}

async fn made() -> Client {
    tokio::task::yield_now().await;
    Client::builder().build().unwrap()
}

// Several requests share it.
async fn all(names: &[String]) -> usize {
    let client = Client::new();
    let mut count = 0;
    for name in names {
        if client.get(name).send().await.is_ok() {
            count += 1;
        }
    }
    count
}

async fn all_of_route() -> String {
    let count = all(&["https://prices.example.com/h".to_string()]).await;
    format!("{count}")
}

async fn by_made() -> String {
    let client = made().await;
    match client.get("https://prices.example.com/i").send().await {
        Ok(response) => response.text().await.unwrap_or_default(),
        Err(_) => String::new(),
    }
}

pub fn routes() -> Router {
    Router::new()
        .route("/price", get(price))
        .route("/once", get(at_once))
        .route("/built", get(built_for_route))
        .route("/kept", get(kept))
        .route("/all", get(all_of_route))
        .route("/over", get(handed_over))
        .route("/made", get(by_made))
        .route("/shared", get(shared).with_state(Client::new()))
}

/// What it is made of is for this call.
pub async fn through(proxy: &str) -> Result<String, reqwest::Error> {
    let client = Client::builder().proxy(reqwest::Proxy::all(proxy)?).build()?;
    client.get("https://prices.example.com/j").send().await?.text().await
}

/// Once in the program's life.
pub fn start() -> Result<String, reqwest::Error> {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(first_price())
}

async fn first_price() -> Result<String, reqwest::Error> {
    let client = Client::new();
    client.get("https://prices.example.com/k").send().await?.text().await
}

pub async fn latest_price() -> Result<String, reqwest::Error> {
    let client = Client::new(); // expect: client-per-call as info
    client.get("https://prices.example.com/l").send().await?.text().await
}
