//! The calendar entry of a launch.
