//! `grondslag cluster`: a scheduler or an executor of a cluster, in this process until it is stopped.

use crate::exit::Exit;
#[cfg(feature = "cluster")]
use crate::exit::Stop;
use anyhow::Result;
use clap::Subcommand;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Which node to be. There is no password on these ports: listen on loopback or on a network of your own.
#[derive(Subcommand)]
pub enum Arguments {
    /// Hand out the tasks of a run; `engine.cluster` of a project names this address
    Scheduler {
        /// Address to listen on
        #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:50050")]
        listen: SocketAddr,
    },
    /// Work on tasks; must see the folders of the projects under the same paths
    Executor {
        /// The scheduler
        #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:50050")]
        scheduler: String,
        /// Address where others fetch its rows
        #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:50051")]
        listen: SocketAddr,
        /// Port where the scheduler reaches it
        #[arg(long, value_name = "PORT", default_value_t = 50052)]
        control_port: u16,
        /// Tasks at once
        #[arg(long, value_name = "N", default_value_t = 2)]
        threads: usize,
        /// Folder for rows on their way; people's posts lie here while a job runs
        #[arg(long, value_name = "DIR")]
        work: PathBuf,
    },
}

/// Serves until it is stopped.
#[cfg(feature = "cluster")]
pub async fn execute(arguments: &Arguments) -> Result<Exit> {
    match arguments {
        Arguments::Scheduler { listen } => {
            eprintln!("scheduler on {listen}");
            pipeline::scheduler(*listen).await?;
        }
        Arguments::Executor { scheduler, listen, control_port, threads, work } => {
            world::create_dir(work)?;
            // What one that was killed left there are people's posts, and nobody comes for them.
            let _here = world::lock(work.join("lock"))?.ok_or_else(|| {
                Stop::usage(format!("another executor works in `{}`; give each a folder of its own", work.display()))
            })?;
            let rows = work.join("rows");
            world::remove_dir(&rows)?;
            world::create_dir(&rows)?;
            eprintln!("executor on {listen}, scheduler {scheduler}");
            pipeline::executor(pipeline::Executor {
                listen: *listen,
                control_port: *control_port,
                scheduler: pipeline::Cluster::new(scheduler, std::time::Duration::ZERO)?,
                threads: *threads,
                folder: rows,
            })
            .await?;
        }
    }
    Ok(Exit::Done)
}

/// Says that this build cannot.
#[cfg(not(feature = "cluster"))]
pub async fn execute(_: &Arguments) -> Result<Exit> {
    Err(pipeline::PipelineError::NoCluster.into())
}
