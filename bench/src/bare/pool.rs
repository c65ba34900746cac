//! Connections, as many as the product has, each with its statements prepared.

use std::sync::{Mutex, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_postgres::{Client, NoTls, Statement};

use super::Failed;

macro_rules! statements {
    ($($name:ident = $sql:expr;)*) => {
        /// A connection with its prepared statements.
        pub struct Connection { pub client: Client, $(pub $name: Statement,)* }

        impl Connection {
            async fn prepare(client: Client) -> Result<Self, tokio_postgres::Error> {
                $(let $name = client.prepare($sql).await?;)*
                Ok(Self { client, $($name,)* })
            }
        }
    };
}

statements! {
    session = super::sign_in::SESSION;
    portfolio = super::portfolio::E_SERVICES;
    people = super::portfolio::PEOPLE;
    detail = super::detail::E_SERVICE;
    tasks = super::detail::TASKS;
    approvals = super::detail::APPROVALS;
    metrics = super::detail::METRICS;
    work = super::work::TASKS;
    waiting = super::work::APPROVALS;
    task = super::complete::TASK;
    done = super::complete::DONE;
    audit = super::complete::AUDIT;
    others = super::complete::OTHERS;
    ready = super::complete::READY;
}

/// The connections.
pub struct Pool {
    idle: Mutex<Vec<Connection>>,
    permits: Semaphore,
}

/// A connection while it is used.
pub struct Held<'a> {
    pool: &'a Pool,
    connection: Option<Connection>,
    _permit: SemaphorePermit<'a>,
}

impl Pool {
    /// Opens so many connections.
    pub async fn open(url: &str, connections: usize) -> Result<Self, tokio_postgres::Error> {
        let mut config: tokio_postgres::Config = url.parse()?;
        config.application_name("bare");
        let mut idle = Vec::new();
        for _ in 0..connections {
            let (client, connection) = config.connect(NoTls).await?;
            tokio::spawn(connection);
            idle.push(Connection::prepare(client).await?);
        }
        Ok(Self {
            idle: Mutex::new(idle),
            permits: Semaphore::new(connections),
        })
    }

    /// A connection, as soon as one is free.
    pub async fn take(&self) -> Result<Held<'_>, Failed> {
        let permit = self.permits.acquire().await.map_err(|_| Failed)?;
        let connection = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Ok(Held {
            pool: self,
            connection,
            _permit: permit,
        })
    }
}

impl Held<'_> {
    /// The connection.
    pub fn connection(&mut self) -> Result<&mut Connection, Failed> {
        self.connection.as_mut().ok_or(Failed)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let mut idle = self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.extend(self.connection.take());
    }
}
