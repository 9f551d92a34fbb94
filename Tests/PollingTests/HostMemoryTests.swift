import Model
import TestSupport
import Testing

@testable import Polling

struct HostMemoryTests {
    private static let hour = Duration.seconds(3600)

    private func memory(discovered: Duration?, ticks: UInt32?) -> HostMemory {
        var memory = HostMemory()
        memory.discovered = discovered.map { ManualClock.start - $0 }
        memory.uptime = ticks.map { ($0, ManualClock.start) }
        return memory
    }

    @Test(
        arguments: [
            (nil, nil, true),
            (.seconds(3599), 10_000_000, false),
            (.seconds(3600), 10_000_000, true),
            // An agent that gives no uptime is not young.
            (.seconds(3599), nil, false),
            // Up for less than ten minutes: once a minute.
            (.seconds(59), 59_999, false),
            (.seconds(60), 59_999, true),
            (.seconds(60), 60_000, false),
        ] as [(Duration?, UInt32?, Bool)])
    func `tables are discovered once an hour, of a young agent once a minute`(
        discovered: Duration?, ticks: UInt32?, isDue: Bool
    ) {
        let memory = memory(discovered: discovered, ticks: ticks)
        #expect(memory.needsDiscovery(now: ManualClock.start, interval: Self.hour) == isDue)
    }

    @Test func `a shorter interval than a minute holds for young agents too`() {
        let memory = memory(discovered: .seconds(10), ticks: 100)
        #expect(memory.needsDiscovery(now: ManualClock.start, interval: .seconds(10)))
    }

    @Test(
        arguments: [
            // Two minutes later: a device clock that runs a tenth fast or slow over the wrap, and one that is far off.
            (4_294_967_000, 12_704, 120, false),
            (4_294_967_000, 11_504, 120, false),
            (4_294_967_000, 60_000, 120, true),
            // Nothing was read for a day and a half, in which it wrapped.
            (4_290_000_000, 7_992_704, 129_600, false),
            // It was away for four minutes: it counted on, or it began anew two minutes ago.
            (6_000, 30_000, 240, false),
            (6_000, 12_000, 240, true),
            // The same reading twice, and the clock set back by an hour.
            (5_000, 5_000, 60, false),
            (4_294_967_000, 300, -3600, true),
        ] as [(UInt32, UInt32, Int64, Bool)])
    func `a restart is what neither the time that went by nor the wrap explains`(
        before: UInt32, after: UInt32, seconds: Int64, isRestart: Bool
    ) {
        var memory = HostMemory()
        #expect(memory.note(uptime: before, at: ManualClock.start) == false)
        #expect(memory.note(uptime: after, at: ManualClock.start + .seconds(seconds)) == isRestart)
        #expect(memory.uptime?.ticks == after)
    }
}
