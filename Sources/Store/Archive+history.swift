import FoundationEssentials
import GRDB
public import Model

extension Archive {
    /// Incidents that were open at some time between two moments, by number.
    ///
    /// - Parameters:
    ///   - host: Only those that it caused or was behind.
    ///   - after: Only those with a higher number.
    public func incidents(
        from: Timestamp?, to: Timestamp?, host: Host.Name? = nil, site: Site.Key? = nil,
        after: Incident.Number? = nil, limit: Int
    ) throws(StoreError) -> [Incident] {
        try attempt("read incidents from") { database in
            // Rows that do not hold the names need not be decoded; the others are looked at closely.
            let names = try [host, site].compactMap { $0 }.map { try JSONEncoder().encode($0) }
            let holds = names.map { _ in "AND instr(incident, ?) > 0" }.joined(separator: " ")
            let sql = """
                SELECT incident FROM incidents
                WHERE number > ? AND opened <= ? AND (closed IS NULL OR closed >= ?) \(holds) ORDER BY number
                """
            let bounds: [any DatabaseValueConvertible] = [
                after ?? 0, to?.milliseconds ?? Int64.max, from?.milliseconds ?? Int64.min,
            ]
            var found: [Incident] = []
            let rows = try Data.fetchCursor(database, sql: sql, arguments: StatementArguments(bounds + names))
            while found.count < limit, let row = try rows.next() {
                guard let incident = understood(Incident.self, row) else { continue }
                let isAbout = host.map { incident.cause.host == $0 || incident.behind.contains($0) } ?? true
                if isAbout, site.map({ incident.site == $0 }) ?? true { found.append(incident) }
            }
            return found
        }
    }

    /// What was wrong, by the last event of each incident in its worst colour: a closed one itself carries the reason
    /// that ended it. Nothing for those of which no such event is there.
    public func troubles(of incidents: [Incident]) throws(StoreError) -> [Incident.Number: Reason] {
        try attempt("read events from") { database in
            let sql = """
                SELECT event FROM events WHERE host = ? AND time >= ? AND time <= ? ORDER BY time DESC, id DESC LIMIT 1000
                """
            var found: [Incident.Number: Reason] = [:]
            for incident in incidents {
                let rows = try Data.fetchCursor(
                    database, sql: sql,
                    arguments: [
                        incident.cause.host, incident.opened.milliseconds, incident.closed?.milliseconds ?? Int64.max,
                    ])
                while found[incident.number] == nil, let row = try rows.next() {
                    guard let event = understood(Event.self, row), event.incident == incident.number,
                        event.check == incident.cause, event.to == incident.worst
                    else { continue }
                    if case .act = event.reason { continue }
                    found[incident.number] = event.reason
                }
            }
            return found
        }
    }
}
