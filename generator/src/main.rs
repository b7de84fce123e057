//! The program `sdkwright`: brings the real streams to [`sdkwright::cli`].

use std::io::{ErrorKind, IsTerminal, stderr, stdout};
use std::process::ExitCode;

use sdkwright::cli::{self, Terminal};

fn main() -> ExitCode {
    let colour = cli::colour(stderr().is_terminal(), std::env::var_os("NO_COLOR"));
    let (mut out, mut err) = (stdout(), stderr());
    let mut terminal = Terminal { out: &mut out, err: &mut err, colour };
    match cli::main(std::env::args_os().skip(1), &mut terminal) {
        Ok(code) => ExitCode::from(code),
        // Whoever read the output has seen enough, as in `sdkwright inspect … | head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::from(cli::DONE),
        Err(_) => ExitCode::from(cli::WRONG),
    }
}
