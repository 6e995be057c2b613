//! The cluster: the join of the facts on Apache DataFusion Ballista. In: the address of a scheduler. Out: a scheduler or an
//! executor that serves until it is stopped, and a session that works there. Never: a result that is believed; Ballista gives
//! throughput, and the caller counts the rows.

use crate::PipelineError;
use std::time::Duration;

/// A cluster to work on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    scheduler: String,
    deadline: Duration,
}

impl Cluster {
    /// The cluster whose scheduler listens at `HOST:PORT`; rows that do not come within the deadline are not waited for.
    pub fn new(scheduler: &str, deadline: Duration) -> Result<Self, PipelineError> {
        if cfg!(not(feature = "cluster")) {
            return Err(PipelineError::NoCluster);
        }
        let malformed = || PipelineError::ClusterAddress { given: scheduler.to_owned() };
        let (host, port) = scheduler.rsplit_once(':').ok_or_else(malformed)?;
        if host.is_empty() || host.contains(['/', ' ']) || port.parse::<u16>().is_err() {
            return Err(malformed());
        }
        Ok(Self { scheduler: scheduler.to_owned(), deadline })
    }

    /// The address of the scheduler.
    pub fn scheduler(&self) -> &str {
        &self.scheduler
    }

    pub(crate) fn deadline(&self) -> Duration {
        self.deadline
    }
}

#[cfg(not(feature = "cluster"))]
mod node {
    use crate::PipelineError;
    use datafusion::prelude::SessionContext;

    pub(crate) fn upgrade(_: SessionContext, _: &super::Cluster) -> Result<SessionContext, PipelineError> {
        Err(PipelineError::NoCluster)
    }
}

#[cfg(feature = "cluster")]
mod node {
    use super::Cluster;
    use crate::PipelineError;
    use ballista_core::extension::{SessionConfigExt, SessionStateExt};
    use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
    use ballista_scheduler::cluster::BallistaCluster;
    use ballista_scheduler::config::SchedulerConfig;
    use ballista_scheduler::scheduler_process::start_server;
    use datafusion::execution::SessionStateBuilder;
    use datafusion::prelude::SessionContext;
    use std::net::SocketAddr;
    use std::path::PathBuf;
    use std::sync::Arc;

    /// How an executor takes part.
    #[derive(Clone, Debug)]
    pub struct Executor {
        /// Where others fetch its rows.
        pub listen: SocketAddr,
        /// Where the scheduler reaches it.
        pub control_port: u16,
        /// The scheduler.
        pub scheduler: Cluster,
        /// Tasks at once.
        pub threads: usize,
        /// Folder for rows on their way: people's posts lie here while a job runs.
        pub folder: PathBuf,
    }

    /// Seconds without a sign of life after which an executor is taken for lost.
    const EXECUTOR_LOST_SECONDS: u64 = 20;
    /// Seconds after which rows on their way are removed from an executor's folder.
    const ROWS_KEPT_SECONDS: u64 = 600;

    pub(crate) fn upgrade(session: SessionContext, cluster: &Cluster) -> Result<SessionContext, PipelineError> {
        let state = session.state();
        // The adaptive planner loses track of stages when an executor is lost (Ballista 55).
        let config = state.config().clone().upgrade_for_ballista().with_ballista_adaptive_query_planner(false);
        let state = SessionStateBuilder::new_from_existing(state).with_config(config).build();
        Ok(SessionContext::new_with_state(state.upgrade_for_ballista(format!("http://{}", cluster.scheduler))?))
    }

    /// Hands out tasks until it is stopped.
    pub async fn scheduler(listen: SocketAddr) -> Result<(), PipelineError> {
        let config = SchedulerConfig {
            bind_host: listen.ip().to_string(),
            external_host: listen.ip().to_string(),
            bind_port: listen.port(),
            executor_timeout_seconds: EXECUTOR_LOST_SECONDS,
            no_executors_grace_period_seconds: EXECUTOR_LOST_SECONDS,
            ..SchedulerConfig::default()
        };
        let node = |cause: ballista_core::error::BallistaError| PipelineError::Node { cause: cause.to_string() };
        let cluster = BallistaCluster::new_from_config(&config).await.map_err(node)?;
        start_server(cluster, listen, Arc::new(config)).await.map_err(node)
    }

    /// Works on tasks until it is stopped.
    pub async fn executor(executor: Executor) -> Result<(), PipelineError> {
        let (host, port) = executor.scheduler.scheduler.rsplit_once(':').unwrap_or_default();
        let folder =
            executor.folder.to_str().ok_or_else(|| PipelineError::Path { path: executor.folder.clone() })?.to_owned();
        let config = ExecutorProcessConfig {
            bind_host: executor.listen.ip().to_string(),
            external_host: Some(executor.listen.ip().to_string()),
            port: executor.listen.port(),
            grpc_port: executor.control_port,
            scheduler_host: host.to_owned(),
            scheduler_port: port
                .parse()
                .map_err(|_| PipelineError::ClusterAddress { given: executor.scheduler.scheduler.clone() })?,
            scheduler_connect_timeout_seconds: 30,
            vcores: executor.threads.max(1),
            work_dir: Some(folder),
            job_data_ttl_seconds: ROWS_KEPT_SECONDS,
            job_data_clean_up_interval_seconds: ROWS_KEPT_SECONDS / 2,
            executor_heartbeat_interval_seconds: EXECUTOR_LOST_SECONDS / 4,
            ..ExecutorProcessConfig::default()
        };
        start_executor_process(Arc::new(config)).await.map_err(|cause| PipelineError::Node { cause: cause.to_string() })
    }
}

pub(crate) use node::upgrade;
#[cfg(feature = "cluster")]
pub use node::{Executor, executor, scheduler};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_port_is_refused() {
        for wrong in ["scheduler", "scheduler:", ":50050", "df://scheduler:50050", "scheduler:70000", "a b:1"] {
            assert!(Cluster::new(wrong, Duration::from_secs(1)).is_err(), "{wrong}");
        }
        let right = Cluster::new("127.0.0.1:50050", Duration::from_secs(1));
        assert_eq!(right.is_ok(), cfg!(feature = "cluster"));
    }
}
