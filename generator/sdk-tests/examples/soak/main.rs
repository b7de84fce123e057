//! Many calls at once against a server that fails one request in twenty: `cargo xtask soak` runs this.
//!
//! `soak CALLS [--resend-all]`: every call must end in the right result or the right error, none may be lost, and no POST
//! may be carried out twice; the memory of the process must not grow. With `--resend-all` POSTs are sent again whatever
//! happened to them, and some must be found to have been carried out twice: a check that cannot fail is none.
//! Exit code 0 when that is so, 1 when it is not.

mod chance;
mod judge;
mod load;
mod server;

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

/// How many calls are under way at any time.
const TOGETHER: usize = 64;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let calls: usize = arguments.first().ok_or("soak CALLS [--resend-all]")?.parse()?;
    let resend_all = arguments.iter().any(|argument| argument == "--resend-all");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let (log, ends, memory, seconds) = runtime.block_on(async {
        let log = Arc::new(server::Log::new(calls));
        let base = server::start(Arc::clone(&log)).await?;
        let begin = Instant::now();
        let load = load::Load::new(&base, calls, resend_all)?;
        let (ends, memory) = load.run(TOGETHER).await?;
        Ok::<_, Box<dyn Error>>((log, ends, memory, begin.elapsed().as_secs_f64()))
    })?;
    let verdict = judge::judge(&log, &ends);
    println!("{calls} calls, {TOGETHER} at a time, in {seconds:.1} s");
    println!("{verdict}");
    let flat = memory.report();
    if resend_all {
        let found = verdict.doubled > 0;
        println!(
            "control: {}",
            if found { "what is carried out twice is found" } else { "NOTHING WAS FOUND" }
        );
        return Ok(ExitCode::from(u8::from(!found)));
    }
    let sound = verdict.is_sound() && flat;
    println!("{}", if sound { "every call ended as it must" } else { "FAILED" });
    Ok(ExitCode::from(u8::from(!sound)))
}
