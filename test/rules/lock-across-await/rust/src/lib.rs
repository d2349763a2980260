use std::cell::RefCell;
use std::sync::{Arc, Mutex, RwLock};
use tokio::net::{TcpListener, TcpStream};

async fn price(name: &str) -> usize {
    tokio::task::yield_now().await;
    name.len()
}

pub struct Shelf {
    names: Mutex<Vec<String>>,
    prices: RwLock<Vec<usize>>,
    count: RefCell<usize>,
    listener: tokio::sync::Mutex<TcpListener>,
    cache: tokio::sync::Mutex<Vec<usize>>,
}

impl Shelf {
    pub async fn held(&self) -> usize {
        let names = self.names.lock().unwrap(); // expect: lock-across-await
        let first = price(&names[0]).await;
        first + names.len()
    }

    pub async fn written(&self) {
        let mut prices = self.prices.write().unwrap(); // expect: lock-across-await
        prices.push(price("a").await);
    }

    pub async fn borrowed(&self) {
        let mut count = self.count.borrow_mut(); // expect: lock-across-await
        *count += price("a").await;
    }

    pub async fn temporary(&self) -> usize {
        price(self.names.lock().unwrap().first().unwrap()).await // expect: lock-across-await
    }

    pub async fn dropped(&self) -> usize {
        let names = self.names.lock().unwrap();
        let name = names[0].clone();
        drop(names);
        price(&name).await
    }

    pub async fn in_block(&self) -> usize {
        let name = {
            let names = self.names.lock().unwrap();
            names[0].clone()
        };
        price(&name).await
    }

    pub async fn copied(&self) -> usize {
        let name = self.names.lock().unwrap()[0].clone();
        price(&name).await
    }

    pub async fn in_arm(&self, known: bool) -> usize {
        let names = self.names.lock().unwrap();
        if known {
            return names.len();
        }
        drop(names);
        price("a").await
    }

    // An async lock is made for it.
    pub async fn cached(&self) -> usize {
        let mut cache = self.cache.lock().await;
        cache.push(price("a").await);
        cache.len()
    }

    pub async fn next(&self) -> std::io::Result<TcpStream> {
        let listener = self.listener.lock().await;
        let (stream, _) = listener.accept().await?; // expect: lock-across-await
        Ok(stream)
    }

    pub async fn address(&self) -> Option<std::net::SocketAddr> {
        self.listener.lock().await.local_addr().ok()
    }
}

pub async fn shared(listener: TcpListener) {
    let listener = Arc::new(tokio::sync::Mutex::new(listener));
    let other = Arc::clone(&listener);
    let told = tokio::spawn(async move {
        let listener = other.lock().await;
        println!("{:?}", listener.local_addr());
    });
    let held = listener.lock().await;
    held.accept().await.ok(); // expect: lock-across-await
    told.await.ok();
}

/// Nobody else takes it.
pub async fn alone(receiver: tokio::sync::mpsc::Receiver<u32>) -> Option<u32> {
    let receiver = tokio::sync::Mutex::new(receiver);
    let mut held = receiver.lock().await;
    held.recv().await
}

#[derive(Default)]
pub struct Sums {
    all: Vec<usize>,
}

/// The guard ends with its block, and what the block gives is none.
pub async fn taken(sums: Arc<Mutex<Sums>>) -> usize {
    let sums: Sums = {
        let mut sums = sums.lock().unwrap();
        std::mem::take(&mut sums)
    };
    price("a").await + sums.all.len()
}

pub async fn replaced(sums: Arc<Mutex<Sums>>) -> usize {
    let last = {
        let mut guard = sums.lock().unwrap();
        std::mem::replace(&mut *guard, Sums::default())
    };
    let count = {
        let guard = sums.lock().unwrap();
        guard.all.len()
    };
    price("a").await + last.all.len() + count
}

pub async fn given_out(sums: Arc<Mutex<Sums>>) -> usize {
    let guard = { // expect: lock-across-await
        let guard = sums.lock().unwrap();
        guard
    };
    price("a").await + guard.all.len()
}

/// Whoever takes the lock wants to receive: they come one after another anyway.
pub struct Calls {
    calls: tokio::sync::Mutex<tokio::sync::mpsc::Receiver<u32>>,
}

impl Calls {
    pub async fn expect_open(&self) -> Option<u32> {
        let mut calls = self.calls.lock().await;
        calls.recv().await
    }

    pub async fn expect_close(&self) -> Option<u32> {
        let mut calls = self.calls.lock().await;
        calls.recv().await.filter(|code| *code > 0)
    }
}

/// Sync code runs it to its end, on a thread of its own.
pub fn load_all(sums: Arc<Mutex<Sums>>, runtime: tokio::runtime::Runtime) -> usize {
    runtime.block_on(async {
        let guard = sums.lock().unwrap();
        price("a").await + guard.all.len()
    })
}

pub async fn load_all_awaited(sums: Arc<Mutex<Sums>>) -> usize {
    async {
        let guard = sums.lock().unwrap(); // expect: lock-across-await
        price("a").await + guard.all.len()
    }
    .await
}
