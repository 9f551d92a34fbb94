import FoundationEssentials
import GRDB
public import Model

extension Archive {
    /// What it has to tell of itself.
    public struct Account: Sendable, Hashable {
        public var isFull: Bool
        public var refusedReadings: Int
        public var damagedRows: Int
        /// The last time that the database was replaced because it was damaged.
        public var recovery: Recovery?
    }

    /// What went wrong since it was opened, all at once.
    public var account: Account {
        Account(
            isFull: isFull, refusedReadings: refusedReadings, damagedRows: damagedRows, recovery: latestRecovery)
    }

    /// The present layout of every group.
    public func layouts() throws(StoreError) -> [GroupLayout] {
        catalog.layouts
    }

    /// Bytes that were stored under a key, `nil` if there are none.
    public func state(_ key: String) throws(StoreError) -> [UInt8]? {
        try attempt("read from") { database in
            try Data.fetchOne(database, sql: "SELECT bytes FROM state WHERE key = ?", arguments: [key]).map {
                [UInt8]($0)
            }
        }
    }

    /// What a host said of itself last.
    public func facts(of host: Host.Name) throws(StoreError) -> HostFacts? {
        try attempt("read from") { database in
            try Data.fetchOne(database, sql: "SELECT facts FROM facts WHERE host = ?", arguments: [host])
                .flatMap { understood(HostFacts.self, $0) }
        }
    }

    /// What every host said of itself last, for a start.
    public func facts() throws(StoreError) -> [Host.Name: HostFacts] {
        try attempt("read from") { database in
            var found: [Host.Name: HostFacts] = [:]
            let rows = try GRDB.Row.fetchCursor(database, sql: "SELECT host, facts FROM facts")
            while let row = try rows.next() {
                found[row["host"]] = understood(HostFacts.self, row["facts"] as Data)
            }
            return found
        }
    }

    /// How every host's agent wanted to be asked last, for a start; with whom that was learnt of.
    public func manners() throws(StoreError) -> [LearntManners] {
        try attempt("read from") { database in
            var found: [LearntManners] = []
            let rows = try GRDB.Row.fetchCursor(database, sql: "SELECT host, agent, manners FROM manners ORDER BY host")
            while let row = try rows.next() {
                guard let manners = understood(Manners.self, row["manners"] as Data) else { continue }
                found.append(LearntManners(host: row["host"], agent: row["agent"], manners: manners))
            }
            return found
        }
    }

    /// The hosts that stood in tables of others, by their names.
    public func members() throws(StoreError) -> [Roster.Entry] {
        try attempt("read from") { database in
            var found: [Roster.Entry] = []
            let rows = try GRDB.Row.fetchCursor(database, sql: "SELECT entry FROM members ORDER BY host")
            while let row = try rows.next() {
                if let entry = understood(Roster.Entry.self, row["entry"] as Data) { found.append(entry) }
            }
            return found
        }
    }

    /// The newest events first; `host`: only its own; `from` and `before` bound the time, `before` is not included.
    public func events(
        host: Host.Name? = nil, from: Timestamp? = nil, before: Timestamp? = nil, limit: Int
    ) throws(StoreError) -> [Event] {
        try attempt("read events from") { database in
            // Only so does SQLite take the index by host where one is asked for.
            let own = host == nil ? "" : "AND host = :host"
            let sql = """
                SELECT event FROM events WHERE time >= :from AND time < :before \(own)
                ORDER BY time DESC, id DESC LIMIT :limit
                """
            var arguments: [String: (any DatabaseValueConvertible)?] = [
                "from": from?.milliseconds ?? Int64.min, "before": before?.milliseconds ?? Int64.max, "limit": limit,
            ]
            if let host { arguments["host"] = host }
            let rows = try Data.fetchAll(database, sql: sql, arguments: StatementArguments(arguments))
            return rows.compactMap { understood(Event.self, $0) }
        }
    }

    /// Incidents that are not closed, by number.
    public func openIncidents() throws(StoreError) -> [Incident] {
        try incidents(sql: "SELECT incident FROM incidents WHERE closed IS NULL ORDER BY number")
    }

    /// Incidents that were open at some time between two moments, by number.
    public func incidents(from: Timestamp, to: Timestamp) throws(StoreError) -> [Incident] {
        try incidents(
            sql: """
                SELECT incident FROM incidents
                WHERE opened <= ? AND (closed IS NULL OR closed >= ?) ORDER BY number
                """,
            arguments: [to.milliseconds, from.milliseconds])
    }

    /// The incident of that number, open or closed.
    public func incident(_ number: Incident.Number) throws(StoreError) -> Incident? {
        try incidents(sql: "SELECT incident FROM incidents WHERE number = ?", arguments: [number]).first
    }

    /// The highest number that an incident has ever had, 0 if there was none.
    public func lastIncidentNumber() throws(StoreError) -> Incident.Number {
        try attempt("read incidents from") { database in
            try Int64.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'incidents'") ?? 0
        }
    }

    private func incidents(
        sql: String, arguments: StatementArguments = StatementArguments()
    ) throws(StoreError) -> [Incident] {
        try attempt("read incidents from") { database in
            try Data.fetchAll(database, sql: sql, arguments: arguments).compactMap { understood(Incident.self, $0) }
        }
    }

    /// What a row says. One that cannot be understood costs itself, is counted, and keeps nobody from the others.
    func understood<Content: Decodable>(_ type: Content.Type, _ row: Data) -> Content? {
        do {
            return try JSONDecoder().decode(type, from: row)
        } catch {
            // The same row is met again and again.
            if damagedContents.count < 1000, damagedContents.insert(row).inserted { damagedRows += 1 }
            return nil
        }
    }
}
