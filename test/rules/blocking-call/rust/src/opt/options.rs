//! Taken in by `include!`, as a build's script does too.
#[derive(clap::Args)]
pub struct Ask {
    pub path: std::path::PathBuf,
}
