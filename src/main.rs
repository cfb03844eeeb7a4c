//! The program `kb`: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(kb::cli::run(std::env::args_os()))
}
