import Foundation
import Testing

/// Whatever the disk had not synced when the power went may have arrived or not: nothing that was acknowledged hangs on
/// it.
@Suite(.serialized) struct PowerCutTests {
    /// `make crash CUTS=N` has more of them, and begins elsewhere with `CRASH_SEED=N`.
    private static func setting(_ name: String, default value: UInt64) -> UInt64 {
        ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) ?? value
    }

    @Test func `events outlive a power cut, readings are lost only from the end, and the database is sound`()
        async throws
    {
        let first = Self.setting("MONITOR_CRASH_SEED", default: 1)
        let count = Self.setting("MONITOR_CUTS", default: 40)
        var sum = CutOutcome()
        for seed in first..<first + count {
            var cut = PowerCut(seed: seed)
            sum += try await cut.run()
            if sum.complaints.count > 20 { break }
        }
        for complaint in sum.complaints { Issue.record("\(complaint); again: MONITOR_CRASH_SEED, MONITOR_CUTS=1") }
        print("\(count) power cuts, \(sum.images) disks looked at, \(sum.early) cut while it was opened")
        // Readings alone wait for the next event to be synced: that some are lost shows that the cut is one.
        #expect(sum.lostReadings > 0)
    }

    @Test func `on a disk that does not sync the same runs lose what was acknowledged and damage the database`()
        async throws
    {
        var (isLost, isDamaged) = (false, false)
        for seed in UInt64(1)...60 where !isLost || !isDamaged {
            var cut = PowerCut(seed: seed, lies: true)
            for complaint in try await cut.run().complaints {
                if complaint.contains("batches were acknowledged") { isLost = true }
                if complaint.contains("was damaged") || complaint.contains("integrity_check") { isDamaged = true }
            }
        }
        #expect(isLost && isDamaged)
    }
}
