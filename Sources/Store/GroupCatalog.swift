import FoundationEssentials
import GRDB
import Model

/// A group as it is stored: its number in the keys, and its shape.
struct StoredGroup {
    /// 24 bits.
    typealias ID = Int64

    static let maximumID: ID = 1 << 24 - 1

    var id: ID
    /// Counts the changes of columns; every generation has an id and rows of its own.
    var generation: Int
    var layout: GroupLayout

    /// What who writes has to know of it.
    struct Target {
        var id: ID
        var slotCount: Int
    }

    var target: Target { Target(id: id, slotCount: layout.slotCount) }
}

/// All groups that have ever been stored, by host and name, oldest generation first.
struct GroupCatalog {
    private(set) var generations: [GroupKey: [StoredGroup]] = [:]
    /// The newest generation of each, without what would have to be retained at every look.
    private var targets: [GroupKey: StoredGroup.Target] = [:]

    /// The generation that is written now.
    subscript(key: GroupKey) -> StoredGroup? {
        generations[key]?.last
    }

    /// Where readings of a group are written now.
    func target(of key: GroupKey) -> StoredGroup.Target? { targets[key] }

    var layouts: [GroupLayout] {
        generations.values.compactMap { $0.last?.layout }.filter { !$0.columns.isEmpty }
    }

    mutating func add(_ group: StoredGroup) {
        let others = generations[group.layout.key, default: []].filter { $0.id != group.id }
        generations[group.layout.key] = others + [group]
        targets[group.layout.key] = group.target
    }

    /// Groups whose shape could not be understood: their old values have no meaning any more, and the next layout begins
    /// a generation of its own.
    private(set) var damagedRows = 0

    /// Reads all groups.
    init(_ database: Database) throws {
        let rows = try GRDB.Row.fetchCursor(
            database, sql: "SELECT id, host, name, generation, layout FROM groups ORDER BY generation, id")
        while let row = try rows.next() {
            let key = GroupKey(host: row["host"], group: row["name"])
            var layout = GroupLayout(key: key, columns: [], rows: [])
            do {
                layout = try JSONDecoder().decode(StoredShape.self, from: row["layout"] as Data).layout(of: key)
            } catch {
                damagedRows += 1
            }
            add(StoredGroup(id: row["id"], generation: row["generation"], layout: layout))
        }
    }

    /// Stores a layout. Rows may be added at its end and labels may change; any other change begins a new generation,
    /// so that no stored value changes its meaning.
    ///
    /// - Returns: the group as stored, `nil` if nothing had to be changed. The catalog itself does not change: the
    ///   transaction may still fail.
    func store(_ layout: GroupLayout, after pending: StoredGroup?, in database: Database) throws -> StoredGroup? {
        let shape = try JSONEncoder().encode(StoredShape(layout))
        guard let known = pending ?? self[layout.key] else {
            return try insert(layout, shape: shape, generation: 1, in: database)
        }
        if known.layout == layout { return nil }
        guard known.layout.isContinued(by: layout) else {
            return try insert(layout, shape: shape, generation: known.generation + 1, in: database)
        }
        try database.execute(sql: "UPDATE groups SET layout = ? WHERE id = ?", arguments: [shape, known.id])
        return StoredGroup(id: known.id, generation: known.generation, layout: layout)
    }

    private func insert(
        _ layout: GroupLayout, shape: Data, generation: Int, in database: Database
    ) throws -> StoredGroup {
        try database.execute(
            sql: "INSERT INTO groups (host, name, generation, layout) VALUES (?, ?, ?, ?)",
            arguments: [layout.key.host, layout.key.group, generation, shape])
        let id = database.lastInsertedRowID
        guard id <= StoredGroup.maximumID else {
            throw StoreError(
                .failed, problem: "the database has had \(StoredGroup.maximumID) groups, more than its keys can number",
                remedy: "start a new database")
        }
        return StoredGroup(id: id, generation: generation, layout: layout)
    }
}

extension GroupLayout {
    /// Whether every slot means the same in `next`: the same columns, and the same rows at the beginning.
    fileprivate func isContinued(by next: GroupLayout) -> Bool {
        columns == next.columns && rows.count <= next.rows.count
            && zip(rows, next.rows).allSatisfy { $0.identity == $1.identity }
    }
}

/// A layout's columns and rows as they are stored. One-letter keys: a fleet has thousands of them.
private struct StoredShape: Codable {
    struct StoredColumn: Codable {
        /// Name, kind, class, unit, measure.
        var n: String
        var k: String
        var c: String?
        var u: Unit
        var m: Measure
    }

    struct StoredRow: Codable {
        /// Identity, label, instance.
        var i: String
        var l: String
        var o: OID
    }

    var columns: [StoredColumn]
    var rows: [StoredRow]

    init(_ layout: GroupLayout) {
        columns = layout.columns.map {
            StoredColumn(n: $0.name, k: $0.kind, c: $0.class, u: $0.unit, m: $0.measure)
        }
        rows = layout.rows.map { StoredRow(i: $0.identity, l: $0.label, o: $0.instance) }
    }

    func layout(of key: GroupKey) -> GroupLayout {
        GroupLayout(
            key: key,
            columns: columns.map { Column(name: $0.n, kind: $0.k, class: $0.c, unit: $0.u, measure: $0.m) },
            rows: rows.map { Model.Row(identity: $0.i, label: $0.l, instance: $0.o) })
    }
}
