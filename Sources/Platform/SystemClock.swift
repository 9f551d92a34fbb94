import Glibc
public import Model

/// What time it is, by the kernel's clocks.
///
/// Decisions take time as a parameter; only shells (services, tests of real sockets) call these.
public enum SystemClock {
    /// Now in UTC, to the millisecond. Steps when the clock is set.
    public static func now() -> Timestamp {
        Timestamp(milliseconds: nanoseconds() / 1_000_000)
    }

    /// Nanoseconds since 1970 (CLOCK_REALTIME): the clock of the kernel's receive stamps, so send stamps use it too.
    public static func nanoseconds() -> Int64 {
        read(CLOCK_REALTIME)
    }

    /// Nanoseconds since an unspecified start (CLOCK_MONOTONIC): never steps back, for deadlines and durations.
    public static func monotonicNanoseconds() -> Int64 {
        read(CLOCK_MONOTONIC)
    }

    /// Nanoseconds of processor time that this process has used (CLOCK_PROCESS_CPUTIME_ID), for its own light.
    public static func processorNanoseconds() -> Int64 {
        read(CLOCK_PROCESS_CPUTIME_ID)
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        // Fails only for clocks that do not exist (man 2 clock_gettime); these three always do.
        _ = unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
