use once_cell::sync::Lazy;

macro_rules! runtime {
    ($name:ident) => {
        pub static $name: Lazy<tokio::runtime::Runtime> = Lazy::new(|| tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap());
    };
}

runtime!(BACKGROUND);
