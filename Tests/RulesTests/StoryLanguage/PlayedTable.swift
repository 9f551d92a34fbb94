import Model

/// What an agent of a story gives of one kind of thing, row by row. Counters grow by themselves.
struct PlayedTable {
    enum Cell {
        case fixed(Value)
        case counter(Counter)
    }

    struct Counter {
        var base: UInt64
        var since: Timestamp
        var perSecond = 0.0

        func value(at now: Timestamp) -> UInt64 {
            base &+ UInt64(perSecond * Double(max(0, (now - since).wholeMilliseconds)) / 1000)
        }

        /// Goes on from there at another pace.
        mutating func turn(to perSecond: Double, at now: Timestamp) {
            base = value(at: now)
            since = now
            self.perSecond = perSecond
        }
    }

    var kind: StoryKind
    private(set) var rows: [Row] = []
    /// `nil`: the agent gives nothing for it.
    private(set) var cells: [Cell?] = []

    init(_ kind: StoryKind) { self.kind = kind }

    static func identity(of label: String) -> String { "row of \(label)" }

    /// Changes the row of that name, a new one if there is none.
    mutating func set(_ label: String, _ change: (Cell?) -> Cell?) {
        let place = rows.firstIndex { $0.label == label } ?? rows.count
        if place == rows.count {
            rows.append(
                Row(identity: PlayedTable.identity(of: label), label: label, instance: OID([UInt32(place + 1)])))
            cells.append(nil)
        }
        cells[place] = change(cells[place])
    }

    mutating func dropValues() {
        cells = cells.map { _ in nil }
    }

    /// Every row is read where the next one was.
    mutating func renumber() {
        let places = rows.map(\.instance)
        for place in rows.indices { rows[place].instance = places[(place + 1) % places.count] }
    }

    /// The agent was started anew: what it counted is gone.
    mutating func reset(at now: Timestamp) {
        for place in cells.indices {
            guard case .counter(var counter)? = cells[place] else { continue }
            (counter.base, counter.since) = (0, now)
            cells[place] = .counter(counter)
        }
    }

    func played(by host: Host.Name, uptime: UInt32?, at now: Timestamp) -> Story.PlayedGroup {
        Story.PlayedGroup(
            layout: GroupLayout(key: GroupKey(host: host, group: kind.group), columns: [kind.column], rows: rows),
            values: cells.map { cell -> Value? in
                switch cell {
                case nil: nil
                case .fixed(let value)?: value
                case .counter(let counter)?:
                    kind.measure == .counter32
                        ? .integer(Int64(counter.value(at: now) & 0xffff_ffff))
                        : .integer(Int64(bitPattern: counter.value(at: now)))
                }
            }, uptime: uptime)
    }
}
