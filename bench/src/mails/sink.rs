//! A mail server that takes everything at once and keeps nothing, so that it is not what is measured.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use tokio::{
    io::{self, AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// A running server, on a thread of its own until the program ends.
#[derive(Debug)]
pub struct Sink {
    /// Its port on 127.0.0.1.
    pub port: u16,
    accepted: Arc<AtomicUsize>,
}

impl Sink {
    /// Starts one.
    pub fn start() -> Result<Self, String> {
        let failed = |error: io::Error| format!("the mail server: {error}");
        let listener = std::net::TcpListener::bind("127.0.0.1:0").map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let port = listener.local_addr().map_err(failed)?.port();
        let accepted = Arc::new(AtomicUsize::new(0));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(failed)?;
        let serving = serve(listener, accepted.clone());
        thread::Builder::new()
            .name("sink".into())
            .spawn(move || {
                if let Err(error) = runtime.block_on(serving) {
                    eprintln!("the mail server: {error}");
                }
            })
            .map_err(failed)?;
        Ok(Self { port, accepted })
    }

    /// Mails taken so far.
    pub fn accepted(&self) -> usize {
        self.accepted.load(Ordering::Relaxed)
    }
}

async fn serve(listener: std::net::TcpListener, accepted: Arc<AtomicUsize>) -> io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(converse(stream, accepted.clone()));
    }
}

/// One conversation.
async fn converse(stream: TcpStream, accepted: Arc<AtomicUsize>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (read, mut write) = stream.into_split();
    let mut read = BufReader::with_capacity(1 << 16, read);
    write.write_all(b"220 sink ESMTP\r\n").await?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if read.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let answer: &[u8] = match line.get(..4) {
            Some(b"EHLO") => b"250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
            Some(b"QUIT") => b"221 Bye\r\n",
            Some(b"DATA") => {
                write.write_all(b"354 Go on\r\n").await?;
                while line != b".\r\n" {
                    line.clear();
                    if read.read_until(b'\n', &mut line).await? == 0 {
                        return Ok(());
                    }
                }
                accepted.fetch_add(1, Ordering::Relaxed);
                b"250 OK\r\n"
            }
            _ => b"250 OK\r\n",
        };
        write.write_all(answer).await?;
    }
}
