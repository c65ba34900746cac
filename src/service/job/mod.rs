//! Scheduled jobs, as those see and steer them who keep the server running. What a job does is in `src/jobs/`.

pub mod manage;
pub mod queries;
