import Glibc

/// What the kernel says of this process.
enum Figures {
    /// User and system time so far.
    static func processorSeconds() -> Double {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The most memory that was in use at one time (VmHWM of man 5 proc).
    static func peakMegabytes() -> Int {
        var usage = rusage()
        _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1024
    }

    /// What some work took of the processor.
    static func cost<Result>(of work: () -> Result) -> (result: Result, seconds: Double) {
        let begin = processorSeconds()
        let result = work()
        return (result, processorSeconds() - begin)
    }
}

extension Double {
    /// With so many decimals, at most six.
    func rounded(to decimals: Int) -> String {
        let scale = pow(10, Double(decimals))
        return "\((self * scale).rounded() / scale)"
    }
}
