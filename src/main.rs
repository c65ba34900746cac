//! The program `lansera`.
fn main() {}
