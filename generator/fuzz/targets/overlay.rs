#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sdkwright_fuzz::overlay::check(bytes));
