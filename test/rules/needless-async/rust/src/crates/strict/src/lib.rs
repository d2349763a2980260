use std::collections::HashMap;

pub struct Sums {
    by_name: HashMap<String, u32>,
}

impl Sums {
    async fn sum_up(&mut self, name: &str) { // expect: needless-async
        *self.by_name.entry(name.to_string()).or_insert(0) += 1;
    }

    pub async fn book(&mut self, name: &str) {
        self.sum_up(name).await;
    }
}
