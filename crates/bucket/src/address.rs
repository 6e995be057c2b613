//! An address in an object store. In: the address, and settings by the names that each cloud's own tools give them. Out: the
//! store, and the place in it. Never: a credential in an address, or an address with one in a message.

use crate::BucketError;
use crate::door::Door;
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::path::Path as Place;
use object_store::{BackoffConfig, ObjectStore, ObjectStoreScheme, RetryConfig};
use std::sync::Arc;
use std::time::Duration;

/// The store of an address, and the place in it.
pub(crate) fn opened(
    address: &str,
    settings: impl IntoIterator<Item = (String, String)>,
    patience: Duration,
) -> Result<(Arc<dyn ObjectStore>, Place), BucketError> {
    let wrong = |why| BucketError::Address { address: shown(address), why };
    let url = url::Url::parse(address).map_err(|_| wrong("it is no address; write s3://BUCKET/PREFIX"))?;
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
        return Err(wrong("a credential does not belong into an address; put it into the environment"));
    }
    let (scheme, at) = ObjectStoreScheme::parse(&url).map_err(|_| wrong("write s3://, gs:// or az://"))?;
    let settings = settings.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value));
    let door = Door::new(patience);
    macro_rules! built {
        ($builder:ty) => {{
            let builder =
                settings.fold(<$builder>::new().with_url(address), |builder, (name, value)| match name.parse() {
                    Ok(known) => builder.with_config(known, value),
                    Err(_) => builder,
                });
            // Plain lines are the door's to refuse, for it knows where they lead.
            let options = object_store::ClientOptions::new().with_allow_http(true);
            let builder = builder.with_client_options(options).with_http_connector(door).with_retry(patiently());
            Arc::new(builder.build().map_err(|_| wrong("its settings in the environment are not whole"))?)
        }};
    }
    let store: Arc<dyn ObjectStore> = match scheme {
        ObjectStoreScheme::AmazonS3 => built!(AmazonS3Builder),
        ObjectStoreScheme::GoogleCloudStorage => built!(GoogleCloudStorageBuilder),
        ObjectStoreScheme::MicrosoftAzure => built!(MicrosoftAzureBuilder),
        _ => return Err(wrong("write s3://, gs:// or az://")),
    };
    Ok((store, at))
}

/// An address without what could be a credential.
pub(crate) fn shown(address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    match (address.split_once("://"), address.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://{rest}"),
        _ => address.to_owned(),
    }
}

/// How often one request is made again, by the client of the store.
fn patiently() -> RetryConfig {
    RetryConfig {
        backoff: BackoffConfig {
            init_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_secs(2),
            base: 2.0,
        },
        max_retries: 4,
        retry_timeout: Duration::from_secs(120),
    }
}
