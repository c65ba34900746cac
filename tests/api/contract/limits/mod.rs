//! What is refused before or instead of being done, and how it is said: always with a code, never with what lies behind.

mod late_and_twice;
mod refusals;
mod requests;

use crate::support::{app::TestApp, client::Client, story::Story};

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    [
        requests::stories(),
        refusals::stories(),
        late_and_twice::stories(),
    ]
    .concat()
}

async fn owner(app: &TestApp) -> Client {
    app.client(&app.given().municipality().await.cast.owner).await
}
