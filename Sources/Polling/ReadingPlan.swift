import Model
import SNMP

/// The known instances of a host: what is asked at every visit, and where each answer belongs.
///
/// Only instances that the device gave at discovery are in it: no OID is asked that it did not announce.
struct ReadingPlan {
    /// One group of a probe on this host.
    struct Group {
        var source: Probe.Group
        var layout: GroupLayout
        /// The field of the probe behind each column of the layout.
        var fields: [Int]
        /// The columns to walk for names that must run: those that the device has.
        var names: [OID] = []
    }

    /// One instance to ask for.
    struct Cell: Hashable {
        enum Role: Hashable {
            case value
            /// A 32-bit counter in a column of 64-bit ones, carried on over its wraps.
            case narrowCounter
            /// The row's discontinuity time; compared, not stored.
            case discontinuity
        }

        var role: Role
        var group: Int32
        /// The slot of a value; the row of a discontinuity time.
        var slot: Int32
        /// Which of the field's objects.
        var object: Int32
        var decoding: Int32
    }

    private(set) var groups: [Group] = []
    /// Sorted by how often their group is asked, so that a request holds cells of one rhythm.
    private(set) var cells: [Cell] = []
    private(set) var decodings: [Decoding] = []
    private var decodingPlaces: [Decoding: Int32] = [:]

    /// sysUpTime.0 (RFC 3418), asked first in every visit.
    static let systemUptime: OID = [1, 3, 6, 1, 2, 1, 1, 3, 0]

    init() {}

    /// Builds the plan of a host from what its discovery brought.
    ///
    /// - Parameters:
    ///   - groups: The groups of the probes that fit, with their ids (`probe.group`).
    ///   - previous: The layouts so far, whose slots are kept.
    ///   - present: Which of the objects that recognition asked for the device has.
    init(
        host: Host, groups: [(id: String, group: Probe.Group)], cells: Cells, scalars: Set<OID>,
        previous: [String: GroupLayout], present: Set<OID>, patterns: PatternCache
    ) {
        for (id, group) in groups {
            let fields = group.storedFields
            let key = GroupKey(host: host.id, group: id)
            let columns = fields.map { group.columns[$0].column }
            var layout = GroupLayout(key: key, columns: columns, rows: [])
            if let before = previous[id], before.columns == columns { layout = before }
            let discovered: [Row]
            switch group.rows {
            case .scalar: discovered = [Row(identity: "", label: "", instance: OID([]))]
            case .table(let table): discovered = table.rows(in: cells, patterns: patterns)
            case .mustRun: discovered = host.mustRun.map { Row(identity: $0, label: $0, instance: OID([])) }
            }
            guard !discovered.isEmpty else { continue }
            let (merged, places) = layout.merging(discovered)
            var planned = Group(source: group, layout: merged, fields: fields)
            let count = self.cells.count
            if case .mustRun(let names) = group.rows {
                planned.names = names.filter { present.contains($0) }
                self.groups.append(planned)
                continue
            }
            self.groups.append(planned)
            for (row, place) in zip(discovered, places) {
                add(row, at: place, of: planned, cells: cells, scalars: scalars)
            }
            // A group of which the device has nothing is no group of this host.
            if self.cells.count == count { self.groups.removeLast() }
        }
        let rhythms = self.groups.map(\.source.everyVisits)
        self.cells = self.cells.enumerated().sorted { left, right in
            (rhythms[Int(left.element.group)], left.offset) < (rhythms[Int(right.element.group)], right.offset)
        }.map(\.element)
        decodingPlaces = [:]
    }

    private mutating func add(_ row: Row, at place: Int, of group: Group, cells: Cells, scalars: Set<OID>) {
        let groupPlace = Int32(groups.count - 1)
        for (column, fieldPlace) in group.fields.enumerated() {
            let field = group.source.columns[fieldPlace]
            guard case .objects(let objects) = field.source else { continue }
            for (objectPlace, object) in objects.enumerated() {
                let name = object.oid.appending(row.instance)
                guard scalars.contains(name) || cells.has(object.oid, row.instance),
                    let factor = object.scale.factor(instance: row.instance, cells: cells)
                else { continue }
                let narrow = field.column.measure == .counter64 && object.measure == .counter32
                let decoding = Decoding(factor: factor, missing: field.missing, isUnsigned: object.isUnsigned)
                self.cells.append(
                    Cell(
                        role: narrow ? .narrowCounter : .value, group: groupPlace,
                        slot: Int32(group.layout.slot(row: place, column: column)), object: Int32(objectPlace),
                        decoding: self.place(of: decoding)))
                break
            }
        }
        if let discontinuity = group.source.discontinuity, cells.has(discontinuity, row.instance) {
            self.cells.append(
                Cell(role: .discontinuity, group: groupPlace, slot: Int32(place), object: 0, decoding: 0))
        }
    }

    private mutating func place(of decoding: Decoding) -> Int32 {
        if let place = decodingPlaces[decoding] { return place }
        let place = Int32(decodings.count)
        decodings.append(decoding)
        decodingPlaces[decoding] = place
        return place
    }

    /// Where the rows of each group are read now.
    var instances: [[OID]] { groups.map { $0.layout.rows.map(\.instance) } }

    /// The instance that a cell asks for.
    func name(of cell: Cell) -> OID {
        let group = groups[Int(cell.group)]
        switch cell.role {
        case .value, .narrowCounter:
            let columns = group.layout.columns.count
            let row = group.layout.rows[Int(cell.slot) / columns]
            guard case .objects(let objects) = group.source.columns[group.fields[Int(cell.slot) % columns]].source
            else { return row.instance }
            return objects[Int(cell.object)].oid.appending(row.instance)
        case .discontinuity:
            let instance = group.layout.rows[Int(cell.slot)].instance
            return (group.source.discontinuity ?? OID([])).appending(instance)
        }
    }
}

extension Probe.Group {
    /// The places of the fields that are read from the device and stored; computed ones are left out.
    var storedFields: [Int] {
        columns.indices.filter {
            if case .objects = columns[$0].source { true } else { false }
        }
    }

    /// The columns of the device that a discovery walks for this group: those of the rows, and every one that is polled.
    var discoveryColumns: [OID] {
        guard case .table(let table) = rows else { return [] }
        return table.discoveryColumns + objects.flatMap(\.discoveryColumns) + [discontinuity].compactMap { $0 }
    }

    /// All objects that the fields may be read from.
    var objects: [Probe.Field.Object] {
        columns.flatMap { field in
            if case .objects(let objects) = field.source { objects } else { [Probe.Field.Object]() }
        }
    }
}

extension Probe.Field.Object {
    fileprivate var discoveryColumns: [OID] {
        switch scale {
        case .one, .times, .factor: [oid]
        case .cell(let column): [oid, column]
        case .sensor(let scale, let precision): [oid, scale, precision]
        }
    }
}
