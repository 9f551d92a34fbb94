/// A probe's group of readings on one host: what is polled together shares one time stamp.
public struct GroupKey: Sendable, Hashable {
    public var host: Host.Name
    /// `probe.group`, as in `if-mib.ports`; `ping` for echoes.
    public var group: String

    public init(host: Host.Name, group: String) {
        self.host = host
        self.group = group
    }

    /// Whose group it is: `if-mib`.
    public var probe: String { String(group.prefix { $0 != "." }) }
}

/// How the values of a column are to be understood.
public enum Measure: String, Sendable, Hashable, Codable {
    /// Goes up and down; the value itself tells.
    case gauge
    /// Only grows, wraps at 2³²; rates are taken when it is read.
    case counter32
    /// Only grows, wraps at 2⁶⁴, kept by its bit pattern.
    case counter64
    /// A number that stands for a condition; the probe names it.
    case state
}

/// What one column of a group holds, the same for all its rows.
public struct Column: Sendable, Hashable {
    /// `inOctets`, `used`: the field of the reading.
    public var name: String
    /// `port`, `storage`, `cpu`, `sensor` …
    public var kind: String
    /// `temperature`, `fan` …; `nil` where the kind says it all.
    public var `class`: String?
    public var unit: Unit
    public var measure: Measure

    public init(name: String, kind: String, class: String? = nil, unit: Unit, measure: Measure) {
        self.name = name
        self.kind = kind
        self.class = `class`
        self.unit = unit
        self.measure = measure
    }
}

/// What one row of a group is on a host: a port, a file system, a processor.
public struct Row: Sendable, Hashable {
    /// What tells it from the others and stays when the device renumbers: the row's identity in the probe's terms
    /// (ifName, mount point), else the instance.
    public var identity: String
    /// What a person calls it.
    public var label: String
    /// Where it is read now: the sub-identifiers behind the column's OID.
    public var instance: OID

    public init(identity: String, label: String, instance: OID) {
        self.identity = identity
        self.label = label
        self.instance = instance
    }
}

/// The shape of a group on one host. Slots are numbered row by row and never change their meaning: rows are added at
/// the end, one that is gone keeps its slots without values.
public struct GroupLayout: Sendable, Hashable {
    public var key: GroupKey
    public var columns: [Column]
    public var rows: [Row]

    public init(key: GroupKey, columns: [Column], rows: [Row]) {
        self.key = key
        self.columns = columns
        self.rows = rows
    }

    public var slotCount: Int { columns.count * rows.count }

    /// The place of a cell among the values, row by row.
    public func slot(row: Int, column: Int) -> Int {
        row * columns.count + column
    }

    /// The full name of the series whose values stand at that place.
    public func series(slot: Int) -> Series {
        let column = columns[slot % columns.count]
        let row = rows[slot / columns.count]
        return Series(
            host: key.host, group: key.group, kind: column.kind, class: column.class, identity: row.identity,
            label: row.label, field: column.name, unit: column.unit, measure: column.measure)
    }
}

/// The name of a stored sequence of readings.
public struct Series: Sendable, Hashable {
    public var host: Host.Name
    public var group: String
    public var kind: String
    public var `class`: String?
    public var identity: String
    public var label: String
    public var field: String
    public var unit: Unit
    public var measure: Measure

    public init(
        host: Host.Name, group: String, kind: String, class: String?, identity: String, label: String, field: String,
        unit: Unit, measure: Measure
    ) {
        self.host = host
        self.group = group
        self.kind = kind
        self.class = `class`
        self.identity = identity
        self.label = label
        self.field = field
        self.unit = unit
        self.measure = measure
    }

    /// Whether it only grows, so that its growth is what tells something.
    public var isCounter: Bool { measure == .counter32 || measure == .counter64 }

    /// The unit of its rate if it is a counter, else its own.
    public var unitOfRate: Unit {
        switch (isCounter, unit) {
        case (false, _): unit
        case (true, .bytes): .bytesPerSecond
        case (true, _): .perSecond
        }
    }

    /// What a person types and reads: `port/A1/inOctets`, `storage/C:/used`, `sensor/temperature/Chassis/value`.
    public var path: String {
        ([kind] + [`class`, label.isEmpty ? nil : label, field].compactMap { $0 }).joined(separator: "/")
    }
}

/// The values of a group at one time, by slot.
public struct Readings: Sendable, Hashable {
    public var key: GroupKey
    public var time: Timestamp
    /// sysUpTime at that moment in hundredths of a second, where the method gives one: tells a reset from a wrap.
    public var uptime: UInt32?
    /// One for each slot of the layout; `nil` where nothing was read.
    public var values: [Value?]

    public init(key: GroupKey, time: Timestamp, uptime: UInt32? = nil, values: [Value?]) {
        self.key = key
        self.time = time
        self.uptime = uptime
        self.values = values
    }
}
