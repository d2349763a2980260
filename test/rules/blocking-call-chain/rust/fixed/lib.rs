//! Blocking calls through functions, methods, traits and modules.
mod service;
mod ways;
mod weight;
pub mod store;

#[cfg(test)]
mod checks;

pub use store::disk::FileStore;

/// Elsewhere.
#[cfg(windows)]
fn user_name() -> String {
    std::fs::read_to_string("user.txt").unwrap_or_default()
}

#[cfg(not(windows))]
fn user_name() -> String {
    String::from("me")
}

#[cfg(not(unix))]
fn host_name() -> String {
    String::from("here")
}

#[cfg(unix)]
fn host_name() -> String {
    std::fs::read_to_string("/etc/hostname").unwrap_or_default()
}

pub async fn names() -> (String, String) {
    (
        user_name(),
        tokio::task::spawn_blocking(host_name).await.expect("the blocking task panicked"), // expect: blocking-call-chain
    )
}

pub enum Level {
    Plain,
    Styled,
}

pub fn page(level: Level, name: Option<&str>, is_cached: bool) -> String {
    if let Level::Styled = level {
        return std::fs::read_to_string("style.css").unwrap_or_default();
    }
    match name {
        Some(name) if !is_cached => std::fs::read_to_string(name).unwrap_or_default(),
        Some(_) => String::from("cached"),
        None => String::new(),
    }
}

pub fn status_page(status: http::StatusCode) -> String {
    if status == http::StatusCode::NOT_FOUND {
        std::fs::read_to_string("404.html").unwrap_or_default()
    } else {
        status.to_string()
    }
}

/// What is given decides what is read.
pub async fn pages() -> Vec<String> {
    vec![
        page(Level::Plain, None, false),
        page(Level::Styled, None, false), // expect: blocking-call-chain
        page(Level::Plain, Some("a.html"), false), // expect: blocking-call-chain
        status_page(http::StatusCode::METHOD_NOT_ALLOWED),
        status_page(http::StatusCode::NOT_FOUND), // expect: blocking-call-chain
    ]
}
