// CrashWorkload — what is written to a database that is about to be cut off, and the look at what is left of it.
//
//   Workload              batch after batch, all of it made of a seed: whoever knows the seed knows what must be there
//   Workload+background   what goes on beside the writing: retention, deliveries
//   Workload+findings     holds a database against what was acknowledged
import Model
import Store
import TestSupport

/// Batches of readings, every third about with an event, an incident and a notice. A clock of its own runs fast.
public struct Workload: Sendable {
    let seed: UInt64
    /// From batch to batch: minutes or hours, so that days go by.
    private let step: Duration
    /// What was made so far.
    private var batches: [Batch] = []

    public init(seed: UInt64) {
        self.seed = seed
        var random = SeededRandom(seed: seed)
        step = [Duration.seconds(60), .seconds(600), .seconds(3600)][Int.random(in: 0..<3, using: &random)]
    }

    /// When a batch is written; its readings are a little older.
    public func time(of number: Int) -> Timestamp {
        ManualClock.start + step * number
    }

    /// Whether it must outlive a power cut.
    public func carriesEvent(_ number: Int) -> Bool {
        var random = randomness(of: number)
        return Int.random(in: 0..<3, using: &random) == 0
    }

    /// The batch of that number, counted from 0.
    public mutating func batch(_ number: Int) -> Batch {
        while batches.count <= number { batches.append(make(batches.count)) }
        return batches[number]
    }

    /// The first batches.
    mutating func batches(_ count: Int) -> ArraySlice<Batch> {
        if count > 0 { _ = batch(count - 1) }
        return batches[..<count]
    }

    /// What says that a batch was stored.
    static func mark(of number: Int) -> String { "batch \(number)" }

    // MARK: - Making

    private func randomness(of number: Int) -> SeededRandom {
        SeededRandom(seed: seed &* 0x2545_f491_4f6c_dd1d &+ UInt64(number))
    }

    private func make(_ number: Int) -> Batch {
        var random = randomness(of: number)
        var batch = Batch(state: [(Workload.mark(of: number), [1])])
        if Int.random(in: 0..<3, using: &random) == 0 { addEvent(number, to: &batch) }
        for group in Workload.groups.indices {
            let layout = Workload.layout(group, at: number)
            if number == 0 || layout != Workload.layout(group, at: number - 1) { batch.layouts.append(layout) }
            // Not everybody answers each time.
            guard Int.random(in: 0..<4, using: &random) > 0 else { continue }
            let age = Duration.milliseconds(Int.random(in: 0..<30_000, using: &random))
            batch.readings.append(
                Readings(
                    key: layout.key, time: time(of: number) - age, uptime: UInt32(number * 6000 + group),
                    values: (0..<layout.slotCount).map { value(slot: $0, number, &random) }))
        }
        return batch
    }

    /// Opens an incident and ends the one before it.
    private func addEvent(_ number: Int, to batch: inout Batch) {
        let incident = incident(number)
        batch.events = [
            Event(
                time: time(of: number), check: incident.cause, from: .green, to: .red, reason: incident.reason,
                incident: incident.number)
        ]
        batch.incidents = [incident]
        batch.outbox = [Notice(stage: .began, incident: incident, time: time(of: number), site: "Town hall")]
        guard let before = (0..<number).last(where: carriesEvent) else { return }
        var ended = self.incident(before)
        ended.closed = time(of: number)
        ended.status = .green
        batch.incidents.append(ended)
        batch.outbox.append(Notice(stage: .ended, incident: ended, time: time(of: number), site: "Town hall"))
    }

    private func incident(_ number: Int) -> Incident {
        Incident(
            number: Incident.Number(number + 1), cause: Check(host: "sw-\(number % 3)", aspect: .reach), site: "hall",
            status: .red, worst: .red, reason: .noAnswer(lastAnswer: time(of: number)), opened: time(of: number))
    }

    static let groups = [
        GroupKey(host: "sw-0", group: "if-mib.ports"), GroupKey(host: "sw-1", group: "if-mib.ports"),
        GroupKey(host: "sw-2", group: "if-mib.ports"), GroupKey(host: "sw-0", group: "host.load"),
        GroupKey(host: "sw-1", group: "ping"),
    ]

    /// Rows are added now and then; once in a while the columns are others.
    private static func layout(_ group: Int, at number: Int) -> GroupLayout {
        let columns = [
            Column(name: "inOctets", kind: "port", unit: .bytes, measure: .counter64),
            Column(name: "load", kind: "port", unit: .percent, measure: .gauge),
            Column(name: number / 35 % 2 == 0 ? "operState" : "errors", kind: "port", unit: .none, measure: .state),
        ]
        let rows = (0..<min(1 + group + number / 15, 6)).map {
            Row(identity: "\($0)", label: "\($0)", instance: OID([UInt32($0 + 1)]))
        }
        return GroupLayout(key: groups[group], columns: columns, rows: rows)
    }

    private func value(slot: Int, _ number: Int, _ random: inout SeededRandom) -> Value? {
        switch (Int.random(in: 0..<32, using: &random), slot % 3) {
        case (0...1, _): nil
        // Any bits: NaN, −0, counters that go back
        case (2, _): .real(Double(bitPattern: random.next()))
        case (3, _): .integer(Int64(bitPattern: random.next()))
        case (_, 0): .integer(Int64(number) * 1_000_003 + Int64.random(in: 0..<100_000, using: &random))
        case (_, 1): .real(Double(Int.random(in: 0..<400, using: &random)) / 4)
        default: .integer(1)
        }
    }
}
