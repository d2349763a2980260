//! What comes before a server listens is its start; what comes after, by the time it has ended, is left to it.
use std::net::SocketAddr;
use std::{fs, io};
use tonic::transport::Server;

pub async fn with_tonic(address: SocketAddr, reflection: Reflection) -> Result<(), Box<dyn std::error::Error>> {
    fs::create_dir_all("state")?; // expect: blocking-call acceptable
    Server::builder().add_service(reflection).serve(address).await?;
    fs::remove_dir_all("state")?; // expect: blocking-call
    Ok(())
}

pub async fn with_warp(address: SocketAddr, routes: Routes) -> io::Result<()> {
    fs::create_dir_all("state")?; // expect: blocking-call acceptable
    warp::serve(routes).run(address).await;
    fs::remove_dir_all("state") // expect: blocking-call
}

pub async fn with_hyper(address: SocketAddr, make: Make) -> io::Result<()> {
    fs::create_dir_all("state")?; // expect: blocking-call acceptable
    let server = hyper::Server::bind(&address).serve(make);
    let _ = server.await;
    fs::remove_dir_all("state") // expect: blocking-call
}

pub async fn with_axum(app: axum::Router) -> io::Result<()> {
    fs::create_dir_all("state")?; // expect: blocking-call acceptable
    let listener = tokio::net::TcpListener::bind("127.0.0.1:7003").await?;
    axum::serve(listener, app).await?;
    fs::remove_dir_all("state") // expect: blocking-call
}

pub async fn with_rocket() -> Result<(), rocket::Error> {
    let _ = fs::create_dir_all("state"); // expect: blocking-call acceptable
    let instance = rocket::build().mount("/", Vec::new()).ignite().await?;
    instance.launch().await?;
    let _ = fs::remove_dir_all("state"); // expect: blocking-call
    Ok(())
}

pub async fn with_actix() -> io::Result<()> {
    fs::create_dir_all("state")?; // expect: blocking-call acceptable
    let server = actix_web::HttpServer::new(actix_web::App::new).workers(2).bind("127.0.0.1:7005")?.run();
    server.await?;
    fs::remove_dir_all("state") // expect: blocking-call
}

/// Each connection waits for it.
pub async fn by_hand() -> io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:7004").await?;
    loop {
        let (_stream, _) = listener.accept().await?;
        fs::create_dir_all("state")?; // expect: blocking-call
    }
}
