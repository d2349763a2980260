use crate::FileStore;
use crate::store::Store;

#[tokio::test]
async fn appends() {
    let store = FileStore::default();
    assert!(store.append("line").is_err()); // expect: blocking-call-chain acceptable
}
