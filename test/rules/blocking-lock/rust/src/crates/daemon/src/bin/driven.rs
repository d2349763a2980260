use daemon::runtimes::BACKGROUND;
use std::sync::mpsc::channel;

fn main() {
    let (sender, answers) = channel();
    let _ = sender.send(1);
    begin();
    BACKGROUND.block_on(async move {
        tokio::task::yield_now().await;
        println!("{}", daemon::finish(&answers).await);
    });
}

fn begin() {
    BACKGROUND.block_on(async {
        tokio::spawn(daemon::serve()); // expect: untracked-task
        tokio::spawn(async { // expect: untracked-task
            let (_sender, answers) = channel::<u32>();
            tokio::task::yield_now().await;
            println!("{}", answers.recv().unwrap_or(0)); // expect: blocking-lock
        });
    });
}
