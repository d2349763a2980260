//! How much it weighs: how surely, how often and how dearly.
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

pub struct Options {
    pub dictionary: Option<PathBuf>,
}

pub struct Source {
    options: Options,
    seen: Mutex<Option<u64>>,
}

fn listing() -> io::Result<usize> {
    Ok(fs::read_dir("data")?.count())
}

fn weights(names: &[&str]) -> io::Result<usize> {
    let mut sum = 0;
    for name in names {
        sum += fs::read(name)?.len();
    }
    Ok(sum)
}

impl Source {
    fn dictionary(&self) -> io::Result<Vec<u8>> {
        match &self.options.dictionary {
            Some(path) => fs::read(path),
            None => Ok(Vec::new()),
        }
    }

    fn mapped(&self) -> Option<usize> {
        self.options.dictionary.as_ref().map(|path| fs::read(path).map_or(0, |text| text.len()))
    }

    fn refreshed(&self) -> io::Result<String> {
        {
            let seen = self.seen.lock().unwrap();
            if seen.is_some() {
                return Ok(String::new());
            }
        }
        fs::read_to_string("seen.txt")
    }

    fn looked_up(&self, name: Option<&str>) -> io::Result<String> {
        let found = match name {
            Some(name) => name,
            None => return Ok(String::new()),
        };
        fs::read_to_string(found)
    }

    /// Each time the configuration is loaded.
    pub async fn build(&self) -> io::Result<usize> {
        self.dictionary()?; // expect: blocking-call-chain as info
        listing() // expect: blocking-call-chain as info
    }

    /// Once for each node that begins.
    pub async fn launch_node(&self) -> io::Result<usize> {
        listing() // expect: blocking-call-chain as info
    }

    pub async fn open_dictionary(&self) -> io::Result<Vec<u8>> {
        self.dictionary() // expect: blocking-call-chain as info
    }

    pub async fn length(&self) -> Option<usize> {
        self.mapped() // expect: blocking-call-chain as info
    }

    pub async fn seen(&self) -> io::Result<String> {
        self.refreshed() // expect: blocking-call-chain as info
    }

    pub async fn look_up(&self, name: Option<&str>) -> io::Result<String> {
        self.looked_up(name) // expect: blocking-call-chain as info
    }

    pub async fn count(&self) -> io::Result<usize> {
        listing() // expect: blocking-call-chain as warning
    }

    pub async fn shutdown(&self) -> io::Result<usize> {
        listing() // expect: blocking-call-chain as info
    }

    pub async fn initialise_prices(&self) -> io::Result<usize> {
        listing() // expect: blocking-call-chain as info
    }

    pub async fn weigh(&self) -> io::Result<usize> {
        weights(&["a", "b"]) // expect: blocking-call-chain as warning
    }

    pub async fn watch(&self) -> io::Result<()> {
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            listing()?; // expect: blocking-call-chain as error
            self.dictionary()?; // expect: blocking-call-chain as warning
        }
    }
}

fn sampled(sum: &mut usize) -> io::Result<()> {
    *sum += fs::read_dir("/srv/samples")?.count();
    Ok(())
}

/// The last call is one of many: what mends the one in the loop mends it.
pub async fn sample(stop: tokio::sync::watch::Receiver<bool>) -> io::Result<usize> {
    let mut sum = 0;
    let take = |sum: &mut usize| sampled(sum);
    loop {
        take(&mut sum)?; // expect: blocking-call-chain as error via take() > sampled() > read_dir()
        if *stop.borrow() {
            take(&mut sum)?;
            return Ok(sum);
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

fn read_all(paths: &[PathBuf]) -> usize {
    paths.iter().map(|path| fs::read(path).map_or(0, |text| text.len())).sum()
}

pub async fn all_of(paths: &[PathBuf], is_wanted: bool) -> usize {
    if is_wanted {
        return read_all(paths); // expect: blocking-call-chain as warning
    }
    0
}

fn shown() {
    std::thread::sleep(Duration::from_millis(10));
}

fn waited() {
    std::thread::sleep(Duration::from_millis(500));
}

pub async fn show() {
    shown(); // expect: blocking-call-chain as info
    waited(); // expect: blocking-call-chain as warning
}
