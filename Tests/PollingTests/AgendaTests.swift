import Model
import Testing

@testable import Polling

struct AgendaTests {
    private static let minute: Int64 = 60_000_000_000

    private func agenda(of count: Int) -> Agenda {
        var agenda = Agenda()
        for place in 0..<count { agenda.add(place, name: "host-\(place)", interval: Self.minute, now: 0) }
        return agenda
    }

    /// Everybody's turns up to a moment, in their order.
    private func turns(_ agenda: inout Agenda, until end: Int64) -> [(place: Int, due: Int64)] {
        var turns: [(place: Int, due: Int64)] = []
        while let turn = agenda.popDue(now: end, interval: { _ in Self.minute }) { turns.append(turn) }
        return turns
    }

    @Test func `everybody has one turn in the first interval`() {
        var agenda = agenda(of: 1000)
        let turns = turns(&agenda, until: Self.minute - 1)
        #expect(turns.count == 1000)
        #expect(Set(turns.map(\.place)).count == 1000)
    }

    @Test func `turns are spread evenly over the interval`() {
        var agenda = agenda(of: 6000)
        var seconds = Array(repeating: 0, count: 60)
        for turn in turns(&agenda, until: Self.minute - 1) { seconds[Int(turn.due / 1_000_000_000)] += 1 }
        // 100 are expected in each second; six standard deviations of a Poisson distribution are 60.
        #expect(seconds.allSatisfy { (40...160).contains($0) })
    }

    @Test func `the next turn is one interval later, not one interval after the answer`() {
        var agenda = Agenda()
        agenda.add(0, name: "a", interval: Self.minute, now: 0)
        let first = agenda.popDue(now: Self.minute, interval: { _ in Self.minute })
        #expect(agenda.next == first.map { $0.due + Self.minute })
    }

    @Test func `turns slept through are not made up for`() {
        var agenda = Agenda()
        agenda.add(0, name: "a", interval: Self.minute, now: 0)
        let hour = 60 * Self.minute
        #expect(turns(&agenda, until: hour).count == 1)
        #expect(agenda.next.map { $0 > hour && $0 <= hour + Self.minute } == true)
    }

    @Test func `a host keeps its place in the minute over restarts`() {
        #expect(Agenda.stableHash("kuusela-sw2") == Agenda.stableHash("kuusela-sw2"))
        // The value itself is the promise: it must not differ between runs or machines.
        #expect(Agenda.stableHash("sw-1") == Agenda.stableHash("sw-1"))
        #expect(Agenda.stableHash("sw-1") != Agenda.stableHash("sw-2"))
    }

    @Test func `an agenda made anew moves nobody's turn`() {
        let second: Int64 = 1_000_000_000
        for later in stride(from: second, to: 3 * Self.minute, by: Int(7 * second)) {
            var before = Agenda()
            var after = Agenda()
            before.add(0, name: "kuusela-sw2", interval: Self.minute, now: 0)
            after.add(0, name: "kuusela-sw2", interval: Self.minute, now: later)
            _ = turns(&before, until: later)
            #expect(after.next == before.next)
        }
    }
}
