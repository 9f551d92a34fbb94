import Glibc

/// What the kernel says of this process.
enum Figures {
    /// User and system time so far.
    static func processorSeconds() -> Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

    /// By a clock that never steps back.
    static func seconds() -> Double { seconds(CLOCK_MONOTONIC) }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        _ = unsafe clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The most memory that was in use at one time, the program's own pages included (VmHWM of man 5 proc).
    static func peakMegabytes() -> Double {
        var usage = rusage()
        _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_maxrss) / 1024
    }

    /// The size of a file, 0 where there is none.
    static func bytes(ofFile path: String) -> Int {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}

extension Double {
    /// With so many decimals.
    func rounded(to decimals: Int) -> String {
        let scale = pow(10, Double(decimals))
        let digits = String(Int((magnitude * scale).rounded()))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let fraction = decimals > 0 ? "." + padded.suffix(decimals) : ""
        return (self < 0 ? "-" : "") + padded.dropLast(decimals) + fraction
    }
}
