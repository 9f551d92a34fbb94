/// What lies between two readings of an agent's counters: how long it was, on the promise that the agent counted on
/// in between. An unknowable rate is missing, never invented.
public struct CounterRate: Sendable, Hashable {
    /// Growth a second above this is no traffic but a counter that was set anew: ten terabits a second in octets.
    public static let physicalCeiling = 1.25e12

    /// The time between the two readings; above 0.
    public var seconds: Double
    /// Both readings carried sysUpTime, and it says that the agent was not restarted in between.
    public var isContinuous: Bool

    /// `nil` if the later reading is not later, or if the agent was restarted between the two.
    ///
    /// - Parameters:
    ///   - uptimes: sysUpTime of the earlier and the later reading in hundredths of a second, where the method gives
    ///     one. It wraps after 497 days (TimeTicks, RFC 2578 §7.1.8), which is not a restart.
    public init?(from earlier: Timestamp, to later: Timestamp, uptimes: (earlier: UInt32?, later: UInt32?)) {
        let (milliseconds, overflow) = later.milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        guard !overflow, milliseconds > 0 else { return nil }
        seconds = Double(milliseconds) / 1000
        guard let before = uptimes.earlier, let after = uptimes.later else {
            isContinuous = false
            return
        }
        guard CounterRate.countedOn(from: before, to: after, during: seconds) else { return nil }
        isContinuous = true
    }

    /// Clocks of devices are off by up to a fiftieth, and a visit takes its time.
    private static func countedOn(from before: UInt32, to after: UInt32, during seconds: Double) -> Bool {
        if after >= before {
            // An agent started since the earlier reading has been up for less than the time since then.
            return Double(after) / 100 >= seconds * 0.98 - 2
        }
        // Lower than before: the wrap of 2³² hundredths, if just the time that went by lies between the two.
        let gone = Double(after &- before) / 100
        return abs(gone - seconds) <= seconds * 0.02 + 10
    }

    /// Growth a second, `nil` if it cannot be known.
    ///
    /// - Parameter ceiling: More than this a second is not believed.
    public func perSecond(
        from earlier: Int64, to later: Int64, measure: Measure, ceiling: Double = physicalCeiling
    ) -> Double? {
        growth(from: earlier, to: later, measure: measure, ceiling: ceiling).map { Double($0) / seconds }
    }

    /// What was counted, at least 0; `nil` if it cannot be known.
    ///
    /// A 64-bit counter is taken by its bit pattern, so its wrap is exact. A 32-bit one that went down has wrapped
    /// only if the agent certainly counted on and the way over the wrap is the shorter one; else it was set anew.
    ///
    /// - Parameter ceiling: More than this a second is not believed.
    public func growth(
        from earlier: Int64, to later: Int64, measure: Measure, ceiling: Double = physicalCeiling
    ) -> Int64? {
        let growth: Int64
        switch measure {
        case .counter64:
            growth = later &- earlier
        case .counter32:
            let range = Int64(1) << 32
            guard (0..<range).contains(earlier), (0..<range).contains(later) else { return nil }
            if later >= earlier {
                growth = later - earlier
            } else {
                guard isContinuous, later + range - earlier < range / 2 else { return nil }
                growth = later + range - earlier
            }
        case .gauge, .state:
            return nil
        }
        guard growth >= 0, Double(growth) / seconds <= ceiling else { return nil }
        return growth
    }
}
