//! The cluster: the join of the facts on Apache DataFusion Ballista. In: the address of a scheduler. Out: a scheduler or an
//! executor that serves until it is stopped, and jobs that run there. Never: a result that is believed; Ballista gives
//! throughput, and [`shards`](crate::shards) checks what comes.

use crate::PipelineError;
use datafusion::execution::SendableRecordBatchStream;
use std::num::NonZeroU64;
use std::time::Duration;

/// A cluster to work on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    pub(crate) scheduler: String,
    pub(crate) deadline: Duration,
    pub(crate) shard_rows: u64,
    /// Before the second attempt; before the third twice as long.
    pub(crate) pause: Duration,
}

impl Cluster {
    /// The cluster whose scheduler listens at `HOST:PORT`; an attempt at a shard that is not done by the deadline is over.
    pub fn new(scheduler: &str, deadline: Duration) -> Result<Self, PipelineError> {
        if cfg!(not(feature = "cluster")) {
            return Err(PipelineError::NoCluster);
        }
        let malformed = || PipelineError::ClusterAddress { given: scheduler.to_owned() };
        let (host, port) = scheduler.rsplit_once(':').ok_or_else(malformed)?;
        if host.is_empty() || host.contains(['/', ' ']) || port.parse::<u16>().is_err() {
            return Err(malformed());
        }
        Ok(Self { scheduler: scheduler.to_owned(), deadline, shard_rows: SHARD_ROWS.get(), pause: PAUSE })
    }

    /// The same, with so many records in a shard.
    pub fn in_shards_of(self, rows: NonZeroU64) -> Self {
        Self { shard_rows: rows.get(), ..self }
    }

    /// The address of the scheduler.
    pub fn scheduler(&self) -> &str {
        &self.scheduler
    }

    pub(crate) fn deadline(&self) -> Duration {
        self.deadline
    }
}

/// A job on its way, and its rows.
pub(crate) struct Job {
    pub(crate) rows: SendableRecordBatchStream,
    handle: Option<node::Handle>,
}

impl Job {
    /// A job of this process.
    #[cfg(test)]
    pub(crate) fn here(rows: SendableRecordBatchStream) -> Self {
        Self { rows, handle: None }
    }

    /// Has the executors remove the rows, for they were taken.
    pub(crate) async fn clean(self) {
        if let Some(handle) = self.handle {
            handle.clean().await;
        }
    }

    /// Stops it where it still runs: nobody waits for its rows.
    pub(crate) async fn cancel(self) {
        if let Some(handle) = self.handle {
            handle.cancel().await;
        }
    }
}

/// Records in a shard where nothing else is said: some tens of megabytes on their way.
pub const SHARD_ROWS: NonZeroU64 = NonZeroU64::MIN.saturating_add(65_535);
const PAUSE: Duration = Duration::from_secs(1);

#[cfg(not(feature = "cluster"))]
mod node {
    use super::{Cluster, Job};
    use crate::PipelineError;
    use datafusion::dataframe::DataFrame;
    use datafusion::error::DataFusionError;
    use datafusion::prelude::SessionContext;

    /// There is none.
    pub(super) enum Handle {}

    impl Handle {
        pub(super) async fn clean(self) {
            match self {}
        }

        pub(super) async fn cancel(self) {
            match self {}
        }
    }

    pub(crate) fn upgrade(_: SessionContext, _: &Cluster) -> Result<SessionContext, PipelineError> {
        Err(PipelineError::NoCluster)
    }

    pub(crate) async fn job(_: DataFrame, _: &Cluster) -> Result<Job, DataFusionError> {
        Err(DataFusionError::NotImplemented("the cluster".to_owned()))
    }
}

#[cfg(feature = "cluster")]
mod node {
    use super::{Cluster, Job};
    use crate::PipelineError;
    use ballista_core::config::TaskSchedulingPolicy;
    use ballista_core::execution_plans::DistributedQueryExec;
    use ballista_core::extension::{SessionConfigExt, SessionStateExt};
    use ballista_core::serde::protobuf::scheduler_grpc_client::SchedulerGrpcClient;
    use ballista_core::serde::protobuf::{CancelJobParams, CleanJobDataParams};
    use ballista_core::utils::create_grpc_client_endpoint;
    use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
    use ballista_scheduler::cluster::BallistaCluster;
    use ballista_scheduler::config::SchedulerConfig;
    use ballista_scheduler::scheduler_process::start_server;
    use datafusion::dataframe::DataFrame;
    use datafusion::error::DataFusionError;
    use datafusion::execution::SessionStateBuilder;
    use datafusion::physical_plan::{ExecutionPlan, execute_stream};
    use datafusion::prelude::SessionContext;
    use datafusion_proto::protobuf::LogicalPlanNode;
    use std::net::SocketAddr;
    use std::path::PathBuf;
    use std::sync::Arc;
    use std::time::Duration;

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

    /// What the scheduler knows a job by.
    pub(super) struct Handle {
        plan: Arc<dyn ExecutionPlan>,
        scheduler: String,
    }

    impl Handle {
        pub(super) async fn clean(self) {
            self.tell(false).await;
        }

        pub(super) async fn cancel(self) {
            self.tell(true).await;
        }

        /// Says that the rows are not wanted any more, nor, where it still runs, the job. A scheduler also removes rows after a
        /// while, and one that cannot be told has lost the job with everything else.
        async fn tell(self, is_running: bool) {
            let Some(job_id) = self.job_id() else { return };
            let _ = tokio::time::timeout(TOLD_WITHIN, async {
                let endpoint = create_grpc_client_endpoint(self.scheduler.clone(), None).ok()?;
                let mut scheduler = SchedulerGrpcClient::new(endpoint.connect().await.ok()?);
                if is_running {
                    scheduler.cancel_job(CancelJobParams { job_id: job_id.clone() }).await.ok()?;
                }
                scheduler.clean_job_data(CleanJobDataParams { job_id, remove_stage_ids: Vec::new() }).await.ok()
            })
            .await;
        }

        fn job_id(&self) -> Option<String> {
            let query = self.plan.downcast_ref::<DistributedQueryExec<LogicalPlanNode>>()?;
            query.job_id().map(Into::into)
        }
    }

    /// Starts a job.
    pub(crate) async fn job(rows: DataFrame, cluster: &Cluster) -> Result<Job, DataFusionError> {
        let context = Arc::new(rows.task_ctx());
        let plan = rows.create_physical_plan().await?;
        let rows = execute_stream(Arc::clone(&plan), context)?;
        Ok(Job { rows, handle: Some(Handle { plan, scheduler: url(cluster) }) })
    }

    fn url(cluster: &Cluster) -> String {
        format!("http://{}", cluster.scheduler)
    }

    /// How long a scheduler is given to hear that a job is over.
    const TOLD_WITHIN: Duration = Duration::from_secs(5);
    /// Seconds without a sign of life after which an executor is taken for lost. It asks for work every five at least.
    const EXECUTOR_LOST_SECONDS: u64 = 15;
    /// Seconds between looks at who is lost.
    const LOOK_SECONDS: u64 = 3;
    /// Seconds after which rows on their way are removed from an executor's folder.
    const ROWS_KEPT_SECONDS: u64 = 600;

    pub(crate) fn upgrade(session: SessionContext, cluster: &Cluster) -> Result<SessionContext, PipelineError> {
        let state = session.state();
        // The adaptive planner loses track of stages when an executor is lost (Ballista 55).
        let config = state.config().clone().upgrade_for_ballista().with_ballista_adaptive_query_planner(false);
        let state = SessionStateBuilder::new_from_existing(state).with_config(config).build();
        Ok(SessionContext::new_with_state(state.upgrade_for_ballista(url(cluster))?))
    }

    /// Hands out tasks until it is stopped.
    pub async fn scheduler(listen: SocketAddr) -> Result<(), PipelineError> {
        let config = SchedulerConfig {
            bind_host: listen.ip().to_string(),
            external_host: listen.ip().to_string(),
            bind_port: listen.port(),
            // Executors ask for tasks: what a scheduler believes of the free threads of others is wrong after a loss.
            scheduling_policy: TaskSchedulingPolicy::PullStaged,
            executor_timeout_seconds: EXECUTOR_LOST_SECONDS,
            expire_dead_executor_interval_seconds: LOOK_SECONDS,
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
            task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
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

#[cfg(feature = "cluster")]
pub use node::{Executor, executor, scheduler};
pub(crate) use node::{job, upgrade};

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
