import GRDB
public import Model

extension Archive {
    /// Hands out the readings of a group between two moments, both included, in the order of their times as far as the
    /// clock was never set back; with them the layout that tells what their slots mean.
    ///
    /// Rows that cannot be read are left out and counted in `damagedRows`.
    public func readings(
        of key: GroupKey, from: Timestamp, to: Timestamp, each: (GroupLayout, Readings) -> Void
    ) throws(StoreError) {
        try attempt("read readings from") { database in
            var record = record(in: database)
            defer { damagedRows += record.damaged }
            for group in catalog.generations[key] ?? [] {
                try record.readings(of: group, from: from, to: to) { each(group.layout, $0) }
            }
        }
    }

    /// The readings of a group between two moments, both included.
    public func readings(of key: GroupKey, from: Timestamp, to: Timestamp) throws(StoreError) -> [Readings] {
        var found: [Readings] = []
        try readings(of: key, from: from, to: to) { _, readings in found.append(readings) }
        return found
    }

    /// The last readings of a group, from memory or, after a restart, from what is stored. `nil` if it has none of the
    /// last two days.
    public func newestReadings(of key: GroupKey) throws(StoreError) -> Readings? {
        guard let group = catalog[key] else { return nil }
        if let known = runs[group.id]?.readings(of: key) ?? newest[group.id] { return known }
        let found = try attempt("read readings from") { database in
            var record = record(in: database)
            defer { damagedRows += record.damaged }
            return try record.newestReadings(of: group)
        }
        if let found { newest[group.id] = found }
        return found
    }

    /// What a reader needs to know of what is being written: pass it to `ArchiveReader`.
    public var view: ArchiveView {
        ArchiveView(
            catalog: catalog, openRuns: runs, endedRuns: endedRuns)
    }

    /// A reader of the same database with a connection of its own: what it does blocks no commit.
    public nonisolated func reader() throws(StoreError) -> ArchiveReader {
        try ArchiveReader(directory: file.directory)
    }
}

/// Which groups there are and where their last rows lie, at one moment.
public struct ArchiveView: Sendable {
    let catalog: GroupCatalog
    let openRuns: [StoredGroup.ID: HotRun]
    let endedRuns: [StoredGroup.ID: HotRun]
}
