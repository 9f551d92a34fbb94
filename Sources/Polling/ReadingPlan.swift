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

    /// One instance to ask for. Kept small: a fleet has millions.
    struct Cell: Hashable {
        enum Role: UInt8, Hashable {
            case value
            /// A 32-bit counter in a column of 64-bit ones, carried on over its wraps.
            case narrowCounter
            /// The row's discontinuity time; compared, not stored.
            case discontinuity
        }

        /// The slot of a value; the row of a discontinuity time.
        var slot: Int32
        /// Where its value stands among all values of the host; the number of a discontinuity time among them.
        var place: Int32 = 0
        /// The place of its decoding; `asRead` for a number that is taken as it comes.
        var decoding: Int32
        var group: Int16
        /// Which of the field's objects.
        var object: UInt8
        var role: Role

        static let asRead: Int32 = -1

        /// Its number is stored as it comes.
        var isPlain: Bool { decoding == Cell.asRead && role == .value }
    }

    private(set) var groups: [Group] = []
    /// Sorted by how often their group is asked, so that a request holds cells of one rhythm.
    private(set) var cells: [Cell] = []
    /// The places of each group's slots among all values of the host.
    private(set) var places: [Range<Int>] = []
    /// How many discontinuity times are asked for.
    private(set) var discontinuityCount = 0
    private(set) var decodings: [Decoding] = []
    private var decodingPlaces: [Decoding: Int32] = [:]
    private var patterns = PatternCache()

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
        previous: [String: GroupLayout], present: Set<OID>, index: ProbeIndex
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
            case .table(let table): discovered = table.rows(in: cells, patterns: index.patterns)
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
            let found = FoundColumns(of: planned, in: cells)
            for (row, place) in zip(discovered, places) {
                add(row, at: place, of: planned, found, cells: cells, scalars: scalars)
            }
            // A group of which the device has nothing is no group of this host; its rows may have texts.
            if self.cells.count == count, !index.describesRows { self.groups.removeLast() }
        }
        let rhythms = self.groups.map(\.source.everyVisits)
        self.cells = self.cells.enumerated().sorted { left, right in
            (rhythms[Int(left.element.group)], left.offset) < (rhythms[Int(right.element.group)], right.offset)
        }.map(\.element)
        decodingPlaces = [:]
        for group in self.groups {
            let start = places.last?.upperBound ?? 0
            places.append(start..<start + group.layout.slotCount)
        }
        for place in self.cells.indices where self.cells[place].role != .discontinuity {
            let group = Int(self.cells[place].group)
            self.cells[place].place = Int32(places[group].lowerBound) + self.cells[place].slot
        }
        self.cells = index.kinds.shared(self.cells)
        decodings = index.kinds.shared(decodings)
    }

    /// How many values the host has.
    var valueCount: Int { places.last?.upperBound ?? 0 }

    /// What the walks brought for a group, looked up once for all its rows.
    private struct FoundColumns {
        /// By the place of the column in the layout and of the object in its field.
        let objects: [[Cells.Column]]
        let discontinuity: Cells.Column

        init(of group: Group, in cells: Cells) {
            objects = group.fields.map { place in
                guard case .objects(let objects) = group.source.columns[place].source else { return [] }
                return objects.map { cells[$0.oid] }
            }
            discontinuity = group.source.discontinuity.map { cells[$0] } ?? Cells.Column()
        }
    }

    private mutating func add(
        _ row: Row, at place: Int, of group: Group, _ found: FoundColumns, cells: Cells, scalars: Set<OID>
    ) {
        let isScalar = row.instance.count == 0
        let groupPlace = Int16(groups.count - 1)
        for (column, fieldPlace) in group.fields.enumerated() {
            let field = group.source.columns[fieldPlace]
            guard case .objects(let objects) = field.source else { continue }
            var chosen: (place: Int, factor: Decoding.Factor)?
            for (place, object) in objects.prefix(Int(UInt8.max)).enumerated() {
                let walked = found.objects[column][place]
                guard isScalar ? scalars.contains(object.oid) : walked.has(row.instance),
                    let factor = object.scale.factor(instance: row.instance, cells: cells)
                else { continue }
                // One that says "no value" now is taken only if no other says more.
                let isMissing = walked.value(row.instance)?.number.map { field.missing.contains($0) } ?? false
                if chosen == nil || !isMissing { chosen = (place, factor) }
                if !isMissing { break }
            }
            if let (objectPlace, factor) = chosen {
                let object = objects[objectPlace]
                let narrow = field.column.measure == .counter64 && object.measure == .counter32
                let decoding = Decoding(
                    factor: factor, missing: field.missing, isUnsigned: object.isUnsigned, words: field.words,
                    bits: field.bits, pattern: field.pattern)
                self.cells.append(
                    Cell(
                        slot: Int32(group.layout.slot(row: place, column: column)),
                        decoding: self.place(of: decoding), group: groupPlace, object: UInt8(objectPlace),
                        role: narrow ? .narrowCounter : .value))
            }
        }
        if group.source.discontinuity != nil, found.discontinuity.has(row.instance) {
            self.cells.append(
                Cell(
                    slot: Int32(place), place: Int32(discontinuityCount), decoding: Cell.asRead, group: groupPlace,
                    object: 0, role: .discontinuity))
            discontinuityCount += 1
        }
    }

    private mutating func place(of decoding: Decoding) -> Int32 {
        if decoding == .asRead { return Cell.asRead }
        if let place = decodingPlaces[decoding] { return place }
        let place = Int32(decodings.count)
        decodings.append(decoding)
        decodingPlaces[decoding] = place
        return place
    }

    /// What a cell's value is; `nil` for one that stands for "no value" and for what is no number.
    ///
    /// - Parameter bytes: The answer that it stands in.
    func value(of cell: Cell, _ answered: AnsweredValue, in bytes: RawSpan) throws(DecodingError) -> Value? {
        switch answered {
        case .integer(let raw):
            return cell.decoding == Cell.asRead ? .integer(raw) : decodings[Int(cell.decoding)].value(integer: raw)
        case .other(let offset):
            var cursor = BindingCursor(at: offset, in: bytes)
            guard let binding = try cursor.next(in: bytes) else { return nil }
            return decoding(of: cell).value(of: binding, in: bytes, patterns)
        case .missing, .stranger: return nil
        }
    }

    /// How the raw content of a cell becomes its value.
    func decoding(of cell: Cell) -> Decoding {
        cell.decoding == Cell.asRead ? .asRead : decodings[Int(cell.decoding)]
    }

    /// Whether the same is asked, in the same places.
    func asksTheSame(as other: ReadingPlan) -> Bool {
        cells == other.cells && decodings == other.decodings
            && groups.elementsEqual(other.groups) { one, other in
                one.layout.key == other.layout.key && one.layout.columns == other.layout.columns
                    && one.layout.rows.elementsEqual(other.layout.rows) { $0.instance == $1.instance }
            }
    }

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

    /// The columns whose instances are the rows.
    var keyColumns: [OID] {
        if case .table(let table) = rows { table.keys } else { [] }
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
