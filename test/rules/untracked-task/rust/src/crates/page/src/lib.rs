use async_channel::Receiver;
use wasm_bindgen_futures::spawn_local;

async fn draw(name: String) -> Result<(), String> {
    if name.is_empty() { Err("empty".to_string()) } else { Ok(tokio::task::yield_now().await) }
}

pub fn begin(names: Receiver<String>) {
    // It gives nothing that could be kept.
    spawn_local(async move {
        while let Ok(name) = names.recv().await {
            draw(name).await.unwrap();
        }
    });
}

pub fn begin_natively(names: Receiver<String>) {
    tokio::spawn(async move { // expect: untracked-task
        while let Ok(name) = names.recv().await {
            draw(name).await.unwrap();
        }
    });
}
