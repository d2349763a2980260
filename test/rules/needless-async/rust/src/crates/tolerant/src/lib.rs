use std::collections::HashMap;

pub struct Tallies {
    by_name: HashMap<String, u32>,
}

impl Tallies {
    async fn tally(&mut self, name: &str) { // expect: needless-async suppressed
        *self.by_name.entry(name.to_string()).or_insert(0) += 1;
    }

    pub async fn book(&mut self, name: &str) {
        self.tally(name).await;
    }
}
