//! As much of tokio as the fixtures name, so that plain rustc checks them. Nothing here works; only the types are right.
#![allow(dead_code, unused_macros, unused_imports)]

#[derive(Debug)]
pub struct JoinError;
impl std::fmt::Display for JoinError {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { unimplemented!() }
}
impl std::error::Error for JoinError {}
impl JoinError {
    pub fn is_cancelled(&self) -> bool { unimplemented!() }
    pub fn into_panic(self) -> Box<dyn std::any::Any + Send> { unimplemented!() }
}

pub mod sync {
    pub struct Mutex<T>(std::cell::UnsafeCell<T>);
    pub struct MutexGuard<'a, T>(&'a mut T);
    impl<T> Mutex<T> {
        pub async fn lock(&self) -> MutexGuard<'_, T> { unimplemented!() }
    }
    impl<T> std::ops::Deref for MutexGuard<'_, T> {
        type Target = T;
        fn deref(&self) -> &T { self.0 }
    }
    impl<T> std::ops::DerefMut for MutexGuard<'_, T> {
        fn deref_mut(&mut self) -> &mut T { self.0 }
    }
    pub mod mpsc {
        pub struct Sender<T>(std::marker::PhantomData<T>);
        pub struct Receiver<T>(std::marker::PhantomData<T>);
        impl<T> Sender<T> {
            pub async fn send(&self, _value: T) -> Result<(), T> { unimplemented!() }
        }
        impl<T> Receiver<T> {
            pub async fn recv(&mut self) -> Option<T> { unimplemented!() }
        }
    }
}

pub mod task {
    pub struct JoinHandle<T>(std::marker::PhantomData<T>);
    impl<T> std::future::Future for JoinHandle<T> {
        type Output = Result<T, super::JoinError>;
        fn poll(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<Self::Output> { unimplemented!() }
    }
    pub fn spawn_blocking<T>(_work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> { unimplemented!() }
    pub struct JoinSet<T>(std::marker::PhantomData<T>);
    impl<T> JoinSet<T> {
        pub fn new() -> Self { unimplemented!() }
        pub fn spawn(&mut self, _task: impl std::future::Future<Output = T>) { unimplemented!() }
        pub async fn join_next(&mut self) -> Option<Result<T, super::JoinError>> { unimplemented!() }
    }
}

pub mod time {
    pub struct Interval;
    impl Interval {
        pub async fn tick(&mut self) -> std::time::Instant { unimplemented!() }
    }
    pub fn interval(_period: std::time::Duration) -> Interval { unimplemented!() }
    pub async fn sleep(_time: std::time::Duration) { unimplemented!() }
}

pub mod fs {
    pub async fn read_to_string(_path: &std::path::Path) -> std::io::Result<String> { unimplemented!() }
}

pub mod net {
    pub struct UnixListener;
    pub struct UnixStream;
    impl UnixListener {
        pub fn bind(_path: &std::path::Path) -> std::io::Result<Self> { unimplemented!() }
        pub async fn accept(&self) -> std::io::Result<UnixStream> { unimplemented!() }
    }
    impl UnixStream {
        pub async fn read(&mut self, _buffer: &mut [u8]) -> std::io::Result<usize> { unimplemented!() }
        pub async fn write_all(&mut self, _bytes: &[u8]) -> std::io::Result<()> { unimplemented!() }
    }
}

/// Checks every arm's pattern, future, guard and handler; it does not choose between them.
macro_rules! select {
    (biased; $($rest:tt)*) => { $crate::tokio::select! { $($rest)* } };
    () => {};
    (else => $last:block) => { $last };
    ($pattern:pat = $future:expr => $handler:block $($rest:tt)*) => { $crate::tokio::select! { $pattern = $future, if true => $handler $($rest)* } };
    ($pattern:pat = $future:expr, if $guard:expr => $handler:block $($rest:tt)*) => {{
        if $guard {
            #[allow(irrefutable_let_patterns)]
            if let $pattern = $future.await $handler
        }
        $crate::tokio::select! { $($rest)* }
    }};
}
pub(crate) use select;
