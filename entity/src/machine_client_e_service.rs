//! Of which e-services a machine client delivers measurements.

use sea_orm::entity::prelude::*;

use crate::ids::{EServiceId, MachineClientId};

/// An e-service of a machine client.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "machine_client_e_service")]
pub struct Model {
    /// Of which machine client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub machine_client_id: MachineClientId,
    /// Which e-service.
    #[sea_orm(primary_key, auto_increment = false)]
    pub e_service_id: EServiceId,
}

impl ActiveModelBehavior for ActiveModel {}
