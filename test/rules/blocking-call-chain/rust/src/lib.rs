//! Blocking calls through functions, methods, traits and modules.
mod service;
pub mod store;

#[cfg(test)]
mod checks;

pub use store::disk::FileStore;
