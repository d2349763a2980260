//! Tasks in a `JoinSet`, and a match that tells a cancelled task from one that panicked.
#[path = "stubs/tokio.rs"]
mod tokio;

use std::future::Future;
use tokio::task::JoinSet;

pub async fn fetch_all<F>(urls: Vec<String>, fetch: fn(String) -> F) -> Vec<usize>
where
    F: Future<Output = usize>,
{
    let mut tasks = JoinSet::new();
    for url in urls {
        tasks.spawn(async move { fetch(url).await });
    }
    let mut sizes = Vec::new();
    while let Some(joined) = tasks.join_next().await {
        match joined {
            Ok(size) => sizes.push(size),
            Err(error) if error.is_cancelled() => continue,
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
    sizes
}
