import Model
import Store

extension Workload {
    /// What somebody was told before the end.
    public struct Told: Sendable {
        /// So many batches must be there.
        public var batches: Int
        /// So many were begun: more cannot be there.
        public var begun: Int
        /// The highest number of a notice whose delivery was confirmed.
        public var confirmed: OutboxRow.ID

        public init(batches: Int = 0, begun: Int = 0, confirmed: OutboxRow.ID = 0) {
            self.batches = batches
            self.begun = begun
            self.confirmed = confirmed
        }
    }

    /// What is wrong with a database.
    public struct Findings: Sendable {
        /// How many batches it has.
        public var stored = 0
        public var complaints: [String] = []
    }

    /// Holds a database that was just opened against what was told of it.
    public mutating func findings(_ archive: Archive, _ outbox: Outbox, told: Told) async throws -> Findings {
        var found = Findings()
        if let recovery = archive.recovery { found.complaints.append("\(recovery)") }
        var stored: [Int] = []
        for number in 0..<told.begun where try await archive.state(Workload.mark(of: number)) != nil {
            stored.append(number)
        }
        found.stored = stored.count
        if stored.last.map({ $0 + 1 }) ?? 0 != stored.count {
            found.complaints.append("a batch is missing before one that is there: of \(told.begun) only \(stored)")
            return found
        }
        if stored.count < told.batches {
            found.complaints.append("\(told.batches) batches were acknowledged, \(stored.count) are there")
        }
        let batches = batches(stored.count)
        found.complaints += try await complaints(aboutEventsOf: batches, in: archive)
        found.complaints += try complaints(aboutNoticesOf: batches, in: outbox, confirmed: told.confirmed)
        for key in Workload.groups {
            found.complaints += try await complaints(aboutReadingsOf: key, in: archive, batches: batches)
        }
        let damaged = await archive.damagedRows
        if damaged > 0 { found.complaints.append("\(damaged) rows cannot be read") }
        return found
    }

    private func complaints(
        aboutEventsOf batches: ArraySlice<Batch>, in archive: Archive
    ) async throws -> [String] {
        var complaints: [String] = []
        let events = try await archive.events(limit: .max)
        if events.reversed() != batches.flatMap(\.events) {
            complaints.append("of \(batches.reduce(0) { $0 + $1.events.count }) events there are \(events.count)")
        }
        var incidents: [Incident.Number: Incident] = [:]
        for incident in batches.flatMap(\.incidents) { incidents[incident.number] = incident }
        for (number, incident) in incidents where try await archive.incident(number) != incident {
            complaints.append("incident \(number) is not as it was stored")
        }
        let last = try await archive.lastIncidentNumber()
        if last != incidents.keys.max() ?? 0 { complaints.append("the last incident is \(last)") }
        return complaints
    }

    /// Notices are delivered in the order of their numbers: what is confirmed is a beginning of them.
    private func complaints(
        aboutNoticesOf batches: ArraySlice<Batch>, in outbox: Outbox, confirmed: OutboxRow.ID
    ) throws -> [String] {
        let total = batches.reduce(0) { $0 + $1.outbox.count }
        let waiting = try outbox.waiting().count
        if waiting > total { return ["of \(total) notices \(waiting) are waiting"] }
        if total - waiting < confirmed { return ["\(confirmed) deliveries were confirmed, \(waiting) notices wait"] }
        let next = try outbox.claim(now: time(of: batches.count), claimant: 2, lease: .zero, limit: 1) { _ in }
        for row in next { try outbox.release(row.id) }
        let expected = waiting > 0 ? [OutboxRow.ID(total - waiting + 1)] : []
        return next.map(\.id) == expected ? [] : ["after \(total - waiting) deliveries comes \(next.map(\.id))"]
    }

    /// Younger ones must be there, older ones may be deleted, others must not be there, and none twice.
    private func complaints(
        aboutReadingsOf key: GroupKey, in archive: Archive, batches: ArraySlice<Batch>
    ) async throws -> [String] {
        let border = time(of: batches.count - 1) - Workload.readingsKept + .seconds(86_400)
        let written = batches.flatMap(\.readings).filter { $0.key == key && $0.time >= border }.map(\.bits)
        let found = try await archive.readings(of: key, from: border, to: time(of: batches.count)).map(\.bits)
        if Set(found).count != found.count { return ["\(key): some readings are there twice"] }
        let (missing, strange) = (Set(written).subtracting(found), Set(found).subtracting(written))
        guard missing.isEmpty, strange.isEmpty else {
            return ["\(key): of \(written.count) readings \(missing.count) are missing, \(strange.count) are strange"]
        }
        return []
    }
}

extension Readings {
    /// All that must come back, with each value bit by bit: no NaN is equal to itself.
    fileprivate var bits: [UInt64?] {
        var bits: [UInt64?] = [UInt64(bitPattern: time.milliseconds), uptime.map(UInt64.init)]
        for value in values {
            switch value {
            case .integer(let integer): bits += [0, UInt64(bitPattern: integer)]
            case .real(let real): bits += [1, real.bitPattern]
            case nil: bits.append(nil)
            }
        }
        // Rows that were added since have no value.
        while bits.last == .some(nil) { bits.removeLast() }
        return bits
    }
}
