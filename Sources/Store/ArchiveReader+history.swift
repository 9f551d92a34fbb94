import FoundationEssentials
import GRDB
public import Model

/// What was recorded of a group over a stretch of time, in the order of the times.
public struct RecordedStretch: Sendable {
    /// What the slots mean.
    public let layout: GroupLayout
    let stretch: Stretch

    /// At how many times it was read.
    public var count: Int { stretch.times.count }

    /// When it was read for the n-th time.
    public func time(at place: Int) -> Timestamp { Timestamp(milliseconds: stretch.times[place]) }

    /// What was read at the n-th time.
    public func readings(at place: Int) -> Readings { stretch.readings(place, of: layout.key) }
}

extension ArchiveReader {
    /// All layouts that have ever been stored; of a group with other columns each.
    public func layouts() throws(StoreError) -> [GroupLayout] {
        try read(nil) { $0.catalog.generations.values.flatMap { $0.map(\.layout) } }
    }

    /// What was recorded of whole groups between two moments, both included.
    public func stretches(
        of groups: Set<GroupKey>, from: Timestamp, to: Timestamp
    ) throws(StoreError) -> [RecordedStretch] {
        try read(nil) { record in
            var found: [RecordedStretch] = []
            for key in groups {
                for group in record.catalog.generations[key] ?? [] {
                    let slots = Array(0..<group.layout.slotCount)
                    try record.stretches(of: group, slots: slots, from: from, to: to) {
                        found.append(RecordedStretch(layout: group.layout, stretch: $0))
                    }
                }
            }
            return found
        }
    }

    /// The events between two moments, both included, the oldest first.
    public func events(from: Timestamp, to: Timestamp) throws(StoreError) -> [Event] {
        try decoded(
            Event.self, sql: "SELECT event FROM events WHERE time BETWEEN ? AND ? ORDER BY time, id",
            arguments: [from.milliseconds, to.milliseconds])
    }

    /// Incidents that were open at some time between two moments, by number.
    public func incidents(from: Timestamp, to: Timestamp) throws(StoreError) -> [Incident] {
        try decoded(
            Incident.self,
            sql: """
                SELECT incident FROM incidents
                WHERE opened <= ? AND (closed IS NULL OR closed >= ?) ORDER BY number
                """,
            arguments: [to.milliseconds, from.milliseconds])
    }

    /// The hosts that stand in tables of others, by their names.
    public func members() throws(StoreError) -> [Roster.Entry] {
        try decoded(Roster.Entry.self, sql: "SELECT entry FROM members ORDER BY host")
    }

    /// What every host said of itself last.
    public func facts() throws(StoreError) -> [Host.Name: HostFacts] {
        let (rows, damaged) = try read(nil) { record in
            var found: [Host.Name: HostFacts] = [:]
            var damaged = 0
            let rows = try GRDB.Row.fetchCursor(record.database, sql: "SELECT host, facts FROM facts")
            while let row = try rows.next() {
                do {
                    found[row["host"]] = try JSONDecoder().decode(HostFacts.self, from: row["facts"] as Data)
                } catch {
                    damaged += 1
                }
            }
            return (found, damaged)
        }
        count(damaged: damaged)
        return rows
    }

    /// What rows say. One that cannot be understood costs itself, is counted, and keeps nobody from the others.
    private func decoded<Content: Decodable & Sendable>(
        _ type: Content.Type, sql: String, arguments: StatementArguments = StatementArguments()
    ) throws(StoreError) -> [Content] {
        let (found, damaged) = try read(nil) { record in
            var found: [Content] = []
            var damaged = 0
            for row in try Data.fetchAll(record.database, sql: sql, arguments: arguments) {
                do {
                    found.append(try JSONDecoder().decode(type, from: row))
                } catch {
                    damaged += 1
                }
            }
            return (found, damaged)
        }
        count(damaged: damaged)
        return found
    }
}
