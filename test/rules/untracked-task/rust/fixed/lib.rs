mod producer;

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};

pub struct Server {
    tasks: JoinSet<()>,
    reader: Option<JoinHandle<()>>,
}

async fn work(id: u32) {
    tokio::time::sleep(Duration::from_millis(u64::from(id))).await;
}

impl Server {
    pub fn start(&mut self) {
        self.tasks.spawn(work(1)); // expect: untracked-task
        let _ = self.tasks.spawn(work(2)); // expect: untracked-task as hint
        self.reader = Some(tokio::spawn(work(3)));
        self.tasks.spawn(work(4));
    }

    pub async fn serve(&mut self, mut jobs: mpsc::Receiver<u32>) {
        while let Some(id) = jobs.recv().await {
            self.tasks.spawn(async move { // expect: untracked-task
                work(id).await;
            });
        }
    }
}

pub fn begin() -> JoinHandle<()> {
    tokio::spawn(work(5))
}

pub fn begin_more() -> Vec<JoinHandle<()>> {
    (0..3).map(|id| tokio::spawn(work(id))).collect()
}

pub async fn wait() {
    let first = tokio::spawn(work(6));
    let second = tokio::task::spawn(work(7));
    let _third = tokio::spawn(work(8)); // expect: untracked-task
    let (_, _) = tokio::join!(first, second);
    tokio::spawn(work(9)).await.unwrap();
    let handle = tokio::spawn(work(10));
    handle.abort();
    let stop = tokio::spawn(work(11)).abort_handle();
    stop.abort();
}

pub async fn through_a_handle(handle: tokio::runtime::Handle) {
    handle.spawn(work(12)); // expect: untracked-task
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn works() {
        tokio::spawn(work(1)); // expect: untracked-task acceptable
    }
}

pub async fn counted(tracker: &tokio_util::task::TaskTracker, graceful: hyper_util::server::graceful::GracefulShutdown) {
    tokio::spawn(tracker.track_future(work(20)));
    let followed = tracker.track_future(work(21));
    tokio::spawn(followed);
    tokio::spawn(graceful.watch(work(22)));
    tracker.spawn(other_watch(work(23))); // expect: untracked-task
    graceful.shutdown().await;
}

fn other_watch<F>(future: F) -> F {
    future
}

pub fn stop_on_signal(stop: tokio_util::sync::CancellationToken) {
    tokio::spawn(async move {
        let _ = tokio::signal::ctrl_c().await;
        stop.cancel();
    });
}

pub fn end_after(id: u32) {
    tokio::spawn(async move {
        work(id).await;
        std::process::exit(1);
    });
}

/// Each signal is work, for as long as the program runs.
pub fn reload_on_signal() -> std::io::Result<()> {
    let mut hangups = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup())?;
    tokio::spawn(async move { // expect: untracked-task as info
        while hangups.recv().await.is_some() {
            work(30).await;
        }
    });
    Ok(())
}

/// Whoever waits for the answer learns that there will be none.
pub async fn ask() -> Option<u32> {
    let (answer, answered) = tokio::sync::oneshot::channel::<u32>();
    tokio::spawn(async move {
        work(31).await;
        let _ = answer.send(31);
    });
    answered.await.ok()
}

/// A panic looks like the end of it.
pub fn numbers() -> mpsc::Receiver<u32> {
    let (sender, receiver) = mpsc::channel::<u32>(8);
    tokio::spawn(async move { // expect: untracked-task as hint
        for id in 0..100 {
            if sender.send(id).await.is_err() {
                return;
            }
        }
    });
    receiver
}

pub fn work_on(jobs: mpsc::Receiver<u32>) {
    tokio::spawn(work_on_each(jobs)); // expect: untracked-task as info
}

async fn work_on_each(mut jobs: mpsc::Receiver<u32>) {
    while let Some(id) = jobs.recv().await {
        work(id).await;
    }
}

pub struct Client;

async fn connect() -> (Client, impl Future<Output = Result<(), std::io::Error>>) {
    work(33).await;
    (Client, async { Ok(()) })
}

/// Whoever uses the client learns that its connection has ended.
pub async fn open() -> Client {
    let (client, connection) = connect().await;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            eprintln!("connection lost: {error}");
        }
    });
    client
}

pub async fn open_other() -> Client {
    let (client, connection) = connect().await;
    tokio::spawn(connection);
    client
}

pub fn save_later(id: u32) {
    tokio::spawn(async move { // expect: untracked-task as hint
        if id > 3 {
            work(id).await;
        }
    });
}

static BUSY: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);

/// Nothing in it can fail, and nothing is cut off in the middle.
pub fn watch_load() {
    tokio::spawn(async move { // expect: untracked-task as hint
        let mut interval = tokio::time::interval(std::time::Duration::from_millis(500));
        loop {
            interval.tick().await;
            let busy = BUSY.load(std::sync::atomic::Ordering::Relaxed);
            if busy > 0 {
                tracing::info!("{busy} are busy");
            }
        }
    });
}

/// Here something can.
pub fn watch_queue(queue: std::sync::Mutex<Vec<u32>>) {
    tokio::spawn(async move { // expect: untracked-task as info
        loop {
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            println!("{} wait", queue.lock().unwrap().len());
        }
    });
}

/// It says so itself.
pub fn let_go(id: u32) {
    let handle = tokio::spawn(work(id));
    drop(handle);
    drop(tokio::spawn(work(id)));
}

async fn talk(stream: tokio::net::TcpStream) {
    loop {
        if stream.readable().await.is_err() {
            return;
        }
        work(40).await;
    }
}

/// One task for each connection: its client sees that it ends, and others are served.
pub async fn serve_all(listener: tokio::net::TcpListener) {
    loop {
        tokio::select! {
            () = work(41) => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    tokio::spawn(async move {
                        talk(stream).await;
                    });
                }
                Err(error) => eprintln!("{error}"),
            },
        }
    }
}

pub async fn serve_each(listener: tokio::net::TcpListener) -> std::io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(talk(stream));
        tokio::spawn(work(42)); // expect: untracked-task as hint
    }
}

struct Rebuild {
    waits: std::sync::atomic::AtomicUsize,
}

impl Rebuild {
    fn is_asked_again(&self) -> bool {
        self.waits.fetch_sub(1, std::sync::atomic::Ordering::AcqRel) > 1
    }
}

/// The work is done by a task that is looked at.
fn rebuild(state: std::sync::Arc<Rebuild>) {
    tokio::spawn(async move {
        loop {
            match tokio::spawn(work(43)).await {
                Ok(()) => {}
                Err(error) => tracing::error!("it failed: {error}"),
            }
            if !state.is_asked_again() {
                break;
            }
        }
    });
}

pub fn rebuild_all(count: usize) {
    rebuild(std::sync::Arc::new(Rebuild { waits: count.into() }));
}

pub fn serve_metrics(listener: tokio::net::TcpListener, router: axum::Router) {
    tokio::spawn(async move { // expect: untracked-task as info
        axum::serve(listener, router).await.unwrap();
    });
}

pub struct Listener {
    inner: tokio::net::TcpListener,
}

struct Talk {
    stream: tokio::net::TcpStream,
}

impl Talk {
    async fn run(&mut self) {
        while self.stream.readable().await.is_ok() {
            work(44).await;
        }
    }
}

impl Listener {
    async fn accept(&mut self) -> std::io::Result<tokio::net::TcpStream> {
        let (stream, _) = self.inner.accept().await?;
        Ok(stream)
    }

    pub async fn run(&mut self) -> std::io::Result<()> {
        loop {
            let stream = self.accept().await?;
            let mut talk = Talk { stream };
            tokio::spawn(async move {
                talk.run().await;
            });
        }
    }
}

async fn talk(stream: tokio::net::TcpStream, name: String) {
    while stream.readable().await.is_ok() {
        work(45).await;
    }
    drop(name);
}

async fn secured(stream: tokio::net::TcpStream) -> std::io::Result<(tokio::net::TcpStream, String)> {
    stream.readable().await?;
    Ok((stream, String::new()))
}

/// A handshake between the connection and its task may fail; the next one is served.
pub async fn secure(mut listener: Listener) {
    loop {
        let stream = match listener.accept().await {
            Ok(stream) => stream,
            Err(_) => continue,
        };
        let (stream, name) = match secured(stream).await {
            Ok(pair) => pair,
            Err(_) => continue,
        };
        tokio::spawn(talk(stream, name.clone()));
    }
}

/// The next client is served whatever becomes of this one.
pub async fn bind(mut listener: Listener) -> std::io::Result<()> {
    loop {
        let stream = listener.accept().await?;
        let connection = talk(stream, String::new());
        let _ = tokio::spawn(connection);
    }
}

/// What it works on was there before: others begin it for themselves.
pub async fn count(mut listener: Listener, name: String) -> std::io::Result<()> {
    loop {
        let _stream = listener.accept().await?;
        let name = name.clone();
        tokio::spawn(async move { // expect: untracked-task as hint
            work(46).await;
            drop(name);
        });
    }
}

/// A timer has nothing to be waited for.
pub fn forget(names: std::sync::Arc<std::sync::Mutex<Vec<String>>>, after: std::time::Duration) {
    tokio::spawn(async move {
        tokio::time::sleep(after).await;
        names.lock().unwrap().clear();
    });
}

/// What it does then takes a while.
pub fn later(after: std::time::Duration) {
    tokio::spawn(async move { // expect: untracked-task as hint
        tokio::time::sleep(after).await;
        work(47).await;
    });
}

pub struct Pool {
    last: Option<std::pin::Pin<Box<dyn Future<Output = ()> + Send>>>,
}

/// A destructor can wait for nothing.
impl Drop for Pool {
    fn drop(&mut self) {
        tokio::spawn(work(48));
    }
}

impl Pool {
    /// Who made it has it in hand.
    pub fn finish(&mut self) {
        if let Some(last) = self.last.take() {
            tokio::spawn(last);
        }
    }

    /// What to do with the handle is for whoever calls it to want.
    pub fn run<T>(&self, task: T)
    where
        T: Future<Output = ()> + Send + 'static,
    {
        tokio::spawn(task);
    }
}

/// It waits once for the others to end.
pub fn end(mut stopping: tokio::sync::watch::Receiver<bool>, flag: std::sync::Arc<std::sync::atomic::AtomicBool>) {
    tokio::spawn(async move {
        stopping.changed().await.ok();
        flag.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

pub trait Metered: Future + Sized {
    fn metered(self) -> Self {
        self
    }
}

impl<F: Future> Metered for F {}

async fn collect(mut jobs: mpsc::Receiver<u32>) {
    while let Some(id) = jobs.recv().await {
        work(id).await;
    }
}

pub fn gather(jobs: mpsc::Receiver<u32>) {
    tokio::spawn(collect(jobs).metered()); // expect: untracked-task as hint
}

async fn until_stopped() {
    tokio::signal::ctrl_c().await.ok();
}

/// It ends with the program that it ends.
pub fn end_by_signal(stop: tokio::sync::watch::Sender<bool>) {
    tokio::spawn(async move {
        until_stopped().await;
        stop.send(true).ok();
    });
}

/// Whoever uses the other half learns of its end.
pub async fn upgraded(io: Io) -> Result<Sender, Error> {
    let (sender, connection) = hyper::client::conn::http1::handshake(io).await?;
    tokio::spawn(connection.with_upgrades());
    Ok(sender)
}

/// What waits for the set waits for all that is begun in it.
pub fn in_a_set(runtime: tokio::runtime::Runtime) {
    let local = tokio::task::LocalSet::new();
    for id in 0..3 {
        local.spawn_local(async move { work(id).await });
    }
    runtime.block_on(local);
}

pub async fn beside_a_set() {
    let local = tokio::task::LocalSet::new();
    local.spawn_local(async move { work(1).await }); // expect: untracked-task as hint
    local.run_until(work(2)).await;
}

pub fn ticks(until: std::time::Instant) -> kanal::Receiver<u32> {
    let (tx, rx) = kanal::unbounded();
    tokio::spawn(async move { // expect: untracked-task as hint
        for id in 0.. {
            if std::time::Instant::now() > until {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
            let _ = tx.send(id);
        }
    });
    rx
}

/// The signal is taken so that it does not end the program.
pub fn keep_on() {
    let _signals = tokio::spawn(async { while tokio::signal::ctrl_c().await.is_ok() {} }); // expect: untracked-task as hint
}

pub struct DoneGuard(mpsc::Sender<()>);

impl DoneGuard {
    fn new(done: mpsc::Sender<()>) -> Self {
        Self(done)
    }
}

impl Drop for DoneGuard {
    fn drop(&mut self) {
        self.0.try_send(()).ok();
    }
}

/// Whoever waits for the other half learns of a panic, too.
pub fn guarded(done: mpsc::Sender<()>, mut jobs: mpsc::Receiver<u32>) {
    tokio::spawn(async move {
        let _guard = DoneGuard::new(done);
        while let Some(id) = jobs.recv().await {
            work(id).await;
        }
    });
}

pub fn guarded_by_token(token: tokio_util::sync::CancellationToken, mut jobs: mpsc::Receiver<u32>) {
    tokio::spawn(async move {
        let _ending = token.drop_guard();
        while let Some(id) = jobs.recv().await {
            work(id).await;
        }
    });
}

/// Only one end is told.
pub fn unguarded(token: tokio_util::sync::CancellationToken, mut jobs: mpsc::Receiver<u32>) {
    tokio::spawn(async move { // expect: untracked-task as info
        while let Some(id) = jobs.recv().await {
            work(id).await;
        }
        token.cancel();
    });
}

/// A timer, which takes a lock at its end.
pub fn expire(last: std::sync::Arc<tokio::sync::Mutex<Option<u32>>>) {
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(5)).await;
        let mut last = last.lock().await;
        last.take();
    });
}

pub struct Request {
    id: u32,
    answer: tokio::sync::oneshot::Sender<u32>,
}

async fn process(requests: Vec<Request>) {
    for Request { id, answer } in requests {
        work(id).await;
        answer.send(id).ok();
    }
}

/// Each of those who ask learns that there will be no answer.
pub fn process_beside(requests: Vec<Request>) {
    tokio::spawn(async move {
        process(requests).await;
    });
}

async fn subscribe(sender: mpsc::Sender<u32>) {
    while sender.send(1).await.is_ok() {
        work(1).await;
    }
}

async fn consume(mut receiver: mpsc::Receiver<u32>) {
    while let Some(id) = receiver.recv().await {
        work(id).await;
    }
}

pub fn subscribed() -> mpsc::Receiver<u32> {
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(async move { // expect: untracked-task as hint
        subscribe(sender).await;
    });
    receiver
}

pub fn consumed() -> mpsc::Sender<u32> {
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(async move { // expect: untracked-task as info
        consume(receiver).await;
    });
    sender
}
