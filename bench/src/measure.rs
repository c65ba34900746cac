//! The run: both servers on one database, compared first and then measured in turns.

use std::time::Instant;

use entity::ids::TaskId;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use tokio::{net::TcpListener, runtime::Runtime};
use tokio_util::sync::CancellationToken;

use lansera::database::Db;

use crate::{
    Arguments,
    bare::Bare,
    compare, cpu,
    load::{self, Load, Target},
    operations::{self, Operation, Server, Wire},
    product,
    report::{Measured, Row},
    seed::{self, Seeded},
    tasks,
};

/// E-services that are asked for in detail, one after the other.
const ASKED_FOR: usize = 100;
/// Seconds before the measuring, so that statements are prepared and pages in memory.
const WARM_UP: f64 = 0.4;

struct Bench {
    clients: Runtime,
    db: DatabaseConnection,
    product: Served,
    bare: Served,
    seeded: Seeded,
}

struct Served {
    address: std::net::SocketAddr,
    backends: Vec<i32>,
}

/// Measures everything that the arguments ask for.
pub fn all(arguments: &Arguments, url: &str) -> Result<Vec<Row>, String> {
    let began = Instant::now();
    let settings = product::settings(url, arguments.pool)?;
    product::log(&settings.log.filter)?;
    let (of_product, of_bare) = (runtime(Server::Product)?, runtime(Server::Bare)?);
    let clients = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let db = clients
        .block_on(lansera::database::open(url, 2))
        .map_err(|error| error.to_string())?;
    clients
        .block_on(product::prepare(&db))
        .map_err(|error| error.to_string())?;
    let app = of_product.block_on(product::build(settings))?;
    let mut services = app.services.clone();
    services.db = Db::new(db.clone());
    let seeded = clients.block_on(seed::fill(&services, arguments.e_services))?;
    eprintln!(
        "{} e-services in {:.1} s",
        arguments.e_services,
        began.elapsed().as_secs_f64()
    );
    let pool = usize::try_from(arguments.pool).map_err(|error| error.to_string())?;
    let bare = of_bare.block_on(Bare::open(&app.services, pool))?;
    let (for_product, product) = of_product.block_on(listen())?;
    let (for_bare, bare_at) = of_bare.block_on(listen())?;
    let stop = CancellationToken::new();
    of_product.spawn(app.serve(for_product, stop.clone()));
    of_bare.spawn(bare.serve(for_bare));
    let mut bench = Bench {
        clients,
        db,
        product: Served {
            address: product,
            backends: Vec::new(),
        },
        bare: Served {
            address: bare_at,
            backends: Vec::new(),
        },
        seeded,
    };
    bench.compare()?;
    let rows = bench.measure(arguments)?;
    stop.cancel();
    eprintln!("measured in {:.0} s", began.elapsed().as_secs_f64());
    Ok(rows)
}

/// A runtime whose threads carry the name of a server.
fn runtime(server: Server) -> Result<Runtime, String> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name(server.name())
        .build()
        .map_err(|error| error.to_string())
}

async fn listen() -> Result<(TcpListener, std::net::SocketAddr), String> {
    let listener = TcpListener::bind(("127.0.0.1", 0))
        .await
        .map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    Ok((listener, address))
}

impl Bench {
    const fn served(&self, server: Server) -> &Served {
        match server {
            Server::Product => &self.product,
            Server::Bare => &self.bare,
        }
    }

    fn target(&self, server: Server, operation: Operation) -> Target {
        let token = match operation {
            Operation::Complete => &self.seeded.worker,
            _ => &self.seeded.viewer,
        };
        Target {
            address: self.served(server).address,
            token: token.clone(),
        }
    }

    fn requests(&self, server: Server, operation: Operation) -> Vec<Wire> {
        match operation {
            Operation::Portfolio => vec![operations::portfolio(server)],
            Operation::Work => vec![operations::work(server)],
            Operation::Detail => {
                let live = self.seeded.live.iter().take(ASKED_FOR);
                live.map(|id| operations::detail(server, *id)).collect()
            }
            Operation::Complete => tasks::requests(server, &self.seeded.to_complete),
        }
    }

    fn compare(&self) -> Result<(), String> {
        self.clients.block_on(async {
            tasks::remember(&self.db)
                .await
                .map_err(|error| error.to_string())?;
            for operation in [Operation::Portfolio, Operation::Detail, Operation::Work] {
                let targets = [Server::Product, Server::Bare].map(|server| self.target(server, operation));
                let [product, bare] = &targets;
                let wires = [Server::Product, Server::Bare].map(|server| self.requests(server, operation));
                let [of_product, of_bare] = &wires;
                let mut length = 0;
                for (of_product, of_bare) in of_product.iter().zip(of_bare) {
                    let compared = compare::reads((product, of_product), (bare, of_bare)).await;
                    length = compared.map_err(|error| format!("{}: {error}", operation.name()))?;
                }
                eprintln!("{}: the same answer, {length} bytes", operation.name());
            }
            let targets =
                [Server::Product, Server::Bare].map(|server| self.target(server, Operation::Complete));
            let [product, bare] = &targets;
            let first = self.first_to_complete();
            compare::completed(&self.db, product, bare, &first)
                .await
                .map_err(|error| format!("{}: {error}", Operation::Complete.name()))?;
            eprintln!("{}: the same answers and rows", Operation::Complete.name());
            Ok(())
        })
    }

    /// All tasks of the first few e-services, so that each kind is among them.
    fn first_to_complete(&self) -> Vec<(TaskId, i32)> {
        self.seeded
            .to_complete
            .chunks(self.of_each_kind().max(1))
            .flat_map(|kind| kind.iter().take(5).copied())
            .collect()
    }

    fn measure(&mut self, arguments: &Arguments) -> Result<Vec<Row>, String> {
        for (operation, server) in arguments
            .operations
            .iter()
            .flat_map(|operation| [Server::Bare, Server::Product].map(|server| (*operation, server)))
        {
            self.turn(server, operation, 16, WARM_UP)?;
        }
        self.product.backends = self.backends(Server::Product)?;
        self.bare.backends = self.backends(Server::Bare)?;
        let mut rows = Vec::new();
        for operation in &arguments.operations {
            for connections in &arguments.connections {
                let mut row = Row {
                    operation: *operation,
                    connections: *connections,
                    product: Measured::default(),
                    bare: Measured::default(),
                };
                for round in 0..arguments.rounds {
                    let mut turns = [Server::Bare, Server::Product];
                    // Neither is always the one that comes second.
                    if round % 2 == 1 {
                        turns.reverse();
                    }
                    for server in turns {
                        let turn = self.turn(server, *operation, *connections, arguments.seconds)?;
                        let measured = match server {
                            Server::Product => &mut row.product,
                            Server::Bare => &mut row.bare,
                        };
                        measured.latencies.extend(turn.latencies);
                        measured.elapsed += turn.elapsed;
                        measured.cpu = measured.cpu.plus(turn.cpu);
                    }
                }
                eprintln!(
                    "{} × {connections}: {:.0} of {:.0} requests/s, ratio {:.2}",
                    operation.name(),
                    row.product.rate(),
                    row.bare.rate(),
                    row.ratio()
                );
                rows.push(row);
            }
        }
        Ok(rows)
    }

    /// One turn of one server. Completed tasks are put back when all are done, outside of the measured time.
    fn turn(
        &self,
        server: Server,
        operation: Operation,
        connections: usize,
        seconds: f64,
    ) -> Result<Measured, String> {
        let (target, requests) = (self.target(server, operation), self.requests(server, operation));
        // A task can begin once those before it are done, and one slow answer must not let it come too early.
        let at_once = match operation {
            Operation::Complete => self.of_each_kind(),
            _ => requests.len(),
        };
        let mut measured = Measured::default();
        loop {
            for requests in requests.chunks(at_once.max(1)) {
                let left = seconds - measured.elapsed.as_secs_f64();
                if left < 0.01 {
                    break;
                }
                let load = Load {
                    requests,
                    again: operation != Operation::Complete,
                    connections,
                    seconds: left,
                };
                let backends = &self.served(server).backends;
                let before = cpu::used(server, backends);
                let outcome = self.clients.block_on(load::run(&target, load));
                let outcome =
                    outcome.map_err(|error| format!("{} of {}: {error}", operation.name(), server.name()))?;
                measured.cpu = measured.cpu.plus(cpu::used(server, backends).since(before));
                measured.latencies.extend(outcome.latencies);
                measured.elapsed += outcome.elapsed;
            }
            if operation == Operation::Complete {
                self.clients
                    .block_on(tasks::put_back(&self.db))
                    .map_err(|error| error.to_string())?;
            }
            if seconds - measured.elapsed.as_secs_f64() < 0.01 {
                return Ok(measured);
            }
        }
    }

    /// How many tasks of each kind are completed.
    fn of_each_kind(&self) -> usize {
        self.seeded.to_complete.len() / seed::TO_COMPLETE.len()
    }

    /// The processes of PostgreSQL that serve a server.
    fn backends(&self, server: Server) -> Result<Vec<i32>, String> {
        let sql = "SELECT pid FROM pg_stat_activity WHERE application_name = $1";
        let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [server.name().into()]);
        let rows = self
            .clients
            .block_on(self.db.query_all_raw(statement))
            .map_err(|error| error.to_string())?;
        rows.iter()
            .map(|row| row.try_get("", "pid").map_err(|error| error.to_string()))
            .collect()
    }
}
