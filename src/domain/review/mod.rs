//! What the editor and the test group say of what was built (process.md, 4 Build and test).

mod finding;
mod remark;

pub use finding::TestGroupFinding;
pub use remark::{EditorRemark, RemarkState};
