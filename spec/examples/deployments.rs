//! Lists the web chat deployments of an organization, and says which permission is missing where one is.
//!
//! `GENESYS_CLOUD_ACCESS_TOKEN` says who asks. `GENESYS_CLOUD_BASE_URL` takes the place of the region's address, for
//! a server of your own.

use std::env;
use std::error::Error;

use genesys_cloud::{Client, Region, operations};

#[tokio::main]
#[allow(
    deprecated,
    reason = "the platform wants to be rid of these operations, and has nothing else to list with"
)]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut builder = Client::builder().region(Region::EuCentral1);
    if let Ok(url) = env::var("GENESYS_CLOUD_BASE_URL") {
        builder = builder.base_url(url);
    }
    let client = builder.access_token(env::var("GENESYS_CLOUD_ACCESS_TOKEN")?).build()?;

    // What an operation needs is known before it is called.
    println!("Listing needs {}.", operations::GET_WEBCHAT_DEPLOYMENTS.requirement);
    let listing = match client.webchat().get_webchat_deployments().await {
        Ok(listing) => listing,
        Err(error) if error.status().is_some_and(|status| status == 403) => {
            let needed = error.requirement().map(ToString::to_string).unwrap_or_default();
            let id = error.request_id().unwrap_or("unknown");
            return Err(format!("ask an administrator for {needed} (request {id})").into());
        }
        Err(error) => return Err(error.into()),
    };

    for deployment in listing.entities.unwrap_or_default() {
        let name = deployment.name.as_deref().unwrap_or("(without a name)");
        let state = if deployment.disabled == Some(true) { "off" } else { "on" };
        let domains = deployment.allowed_domains.unwrap_or_default().join(", ");
        println!("{name}: {state}; allowed on: {}", if domains.is_empty() { "any page" } else { &domains });
    }

    let settings = client.webchat().get_webchat_settings().await?;
    println!("A deployment must be named: {}", settings.require_deployment.unwrap_or(false));
    Ok(())
}
