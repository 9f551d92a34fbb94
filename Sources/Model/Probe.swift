/// How a kind of device is recognised, what is read from it and what it means: one file in `Probes/`.
public struct Probe: Sendable, Hashable {
    /// The file's name without its ending: `if-mib`.
    public var name: String
    public var title: String
    public var recognition: Recognition
    /// Of several with one name the first that gives something counts.
    public var facts: [Fact]
    public var groups: [Group]
    /// The probes that this one extends: where it fits, they do not count.
    public var ancestors: Set<String>
    /// The worst colour of a host that it fits, unless the configuration says another one; `nil`: red.
    public var maximum: Status?
    /// What OIDs are below that begin with `baseMark`; `nil` where there are none.
    public var base: Base?

    public init(
        name: String, title: String, recognition: Recognition, facts: [Fact] = [], groups: [Group] = [],
        ancestors: Set<String> = [], maximum: Status? = nil, base: Base? = nil
    ) {
        self.name = name
        self.title = title
        self.recognition = recognition
        self.facts = facts
        self.groups = groups
        self.ancestors = ancestors
        self.maximum = maximum
        self.base = base
    }

    /// Whom the probe fits: every list that is not empty must be met.
    public struct Recognition: Sendable, Hashable {
        /// sysObjectID begins with one of these.
        public var systemObjectIDs: [OID]
        /// sysDescr contains a match of one of these patterns.
        public var descriptions: [String]
        /// GETNEXT of one of these answers with something below it.
        public var present: [OID]
        /// GETNEXT of none of these answers with something below it.
        public var absent: [OID]

        public init(
            systemObjectIDs: [OID] = [], descriptions: [String] = [], present: [OID] = [], absent: [OID] = []
        ) {
            self.systemObjectIDs = systemObjectIDs
            self.descriptions = descriptions
            self.present = present
            self.absent = absent
        }
    }

    /// A thing that the host says of itself, read with the identity at discovery.
    public struct Fact: Sendable, Hashable {
        public enum Name: String, Sendable, Hashable, CaseIterable {
            case systemName, systemDescription, systemObjectID, location, vendor, model, os, serial, version
            /// By which others name the host, of several probes and rows all; and what SNMPv3 knows it by.
            case mac, engineID
        }

        public var name: Name
        public var source: Source
        /// What the octets of an object mean.
        public var form: TextSource.Form
        /// A regular expression whose first group (or whole match) is the fact.
        public var pattern: String?
        /// What the device's word stands for, if not itself: a model behind a number. Nothing for other words.
        public var names: [String: String]

        public enum Source: Sendable, Hashable {
            case object(OID)
            case constant(String)
            /// The first row that all filters take and that has such a text.
            case row(TextSource, where: [RowFilter])
        }

        public init(
            name: Name, source: Source, form: TextSource.Form = .plain, pattern: String? = nil,
            names: [String: String] = [:]
        ) {
            self.name = name
            self.source = source
            self.form = form
            self.pattern = pattern
            self.names = names
        }
    }
}

extension Probe {
    /// What is polled together and stored under one time stamp.
    public struct Group: Sendable, Hashable {
        /// `ports`; with its probe `if-mib.ports`.
        public var name: String
        /// What its rows are: `port`.
        public var kind: String
        /// Of all columns that have none of their own, and of rows without columns.
        public var `class`: String?
        /// What a person calls a row that has no label of its own; `nil`: by its kind.
        public var label: String?
        public var rows: Rows
        public var columns: [Field]
        public var checks: [CheckTemplate]
        /// Every so many visits, from 1.
        public var everyVisits: Int
        /// `false`: only read where somebody wants a host described.
        public var isPolled: Bool
        /// Each row is a host of its own: an access point of a controller.
        public var areHosts: Bool
        /// The cell that tells when a row's counters last began anew (ifCounterDiscontinuityTime), if there is one.
        public var discontinuity: OID?

        /// - Parameter kind: `nil`: that of the first column.
        public init(
            name: String, kind: String? = nil, class: String? = nil, label: String? = nil, rows: Rows, columns: [Field],
            checks: [CheckTemplate] = [], everyVisits: Int = 1, isPolled: Bool = true, areHosts: Bool = false,
            discontinuity: OID? = nil
        ) {
            self.name = name
            self.kind = kind ?? columns.first?.column.kind ?? ""
            self.class = `class` ?? columns.first?.column.class
            self.label = label
            self.rows = rows
            self.columns = columns
            self.checks = checks
            self.everyVisits = everyVisits
            self.isPolled = isPolled
            self.areHosts = areHosts
            self.discontinuity = discontinuity
        }
    }

    /// What of a host's surroundings a group tells.
    public enum Surrounding: Sendable, Hashable {
        /// Who says that it is at the other end of a port.
        case neighbours
        /// Which addresses are behind which port.
        case forwarding
        case members
    }

    /// Where the rows of a group come from.
    public enum Rows: Sendable, Hashable {
        /// One row; the columns' OIDs are whole, with the instance (`….0`).
        case scalar
        /// The rows of a table, found by walking `key` slowly, then polled as known instances.
        case table(Table)
        /// One row for each name that the host must run: how many entries of these columns carry it. The columns that
        /// the host has are walked at every poll. The group has one column, the count.
        case mustRun(names: [OID])
    }

    public struct Table: Sendable, Hashable {
        /// The columns whose instances are the rows: of several, all that any of them has.
        public var keys: [OID]
        /// For the label, the first that is not empty; the instance if none is.
        public var labels: [TextSource]
        /// For the identity, the first that is not empty and unique; the instance if none is.
        public var identities: [TextSource]
        /// A regular expression whose match is what counts of a label or identity (`C:` of `C:\ Label:System …`); the
        /// whole text where it does not match.
        public var pattern: String?
        /// A row is taken only if each of these holds.
        public var filters: [RowFilter]
        /// What else a row says of itself. Not polled; read where somebody wants a host described.
        public var texts: [RowText]

        public init(
            key: OID, otherKeys: [OID] = [], labels: [TextSource] = [], identities: [TextSource] = [],
            pattern: String? = nil,
            filters: [RowFilter] = [],
            texts: [RowText] = []
        ) {
            keys = [key] + otherKeys
            self.labels = labels
            self.identities = identities
            self.pattern = pattern
            self.filters = filters
            self.texts = texts
        }
    }

    /// A text of a row beside its label: the first of the sources that is not empty.
    public struct RowText: Sendable, Hashable {
        public enum Name: String, Sendable, Hashable, CaseIterable {
            case index, description, alias, vendor, model, serial, version, port, remotePort, mac, address
        }

        public var name: Name
        public var sources: [TextSource]

        public init(name: Name, sources: [TextSource]) {
            self.name = name
            self.sources = sources
        }
    }

    /// A condition on a cell of a row, read when rows are discovered.
    public struct RowFilter: Sendable, Hashable {
        public enum Condition: Sendable, Hashable {
            case oneOf([String])
            case noneOf([String])
            /// A regular expression that matches somewhere in the text.
            case matches(String)
            case lacks(String)
        }

        public var text: TextSource
        public var condition: Condition

        public init(text: TextSource, condition: Condition) {
            self.text = text
            self.condition = condition
        }

        public init(column: OID, condition: Condition) {
            self.init(text: TextSource(column), condition: condition)
        }
    }

    /// A column and where its values come from.
    public struct Field: Sendable, Hashable {
        public var column: Column
        public var source: Source
        /// Raw numbers that mean "no value".
        public var missing: [Int64]
        /// Names and colours of a state's numbers.
        public var states: StateMap?
        /// The numbers that texts of the device stand for, in lower case.
        public var words: [String: Int64]
        /// The device gives BITS (RFC 2578 §7.1.4): the value is the number of the worst bit that is set, by `states`, or -1.
        public var isBits: Bool
        /// Where in a text of the device the number stands: the first group (or whole match) of a regular expression;
        /// `nil`: at its beginning.
        public var pattern: String?
        /// Where the device keeps its own limits for the value. Not polled and not judged; read where somebody wants a
        /// host described.
        public var limits: [LimitName: OID]

        /// A limit that a device has for a value, the warning before the alarm.
        public enum LimitName: String, Sendable, Hashable, CaseIterable {
            case low, lowWarn, highWarn, high
        }

        public enum Source: Sendable, Hashable {
            /// The first of these objects that the row has; in tables without, in scalar groups with the instance.
            /// `counter32` alternatives of a `counter64` column are extended to 64 bits only if nothing wrapped.
            case objects([Object])
            /// Computed from other columns of the row when it is read, not stored.
            case computed(Expression)
        }

        public struct Object: Sendable, Hashable {
            public var oid: OID
            /// `nil`: as the column says.
            public var measure: Measure?
            public var scale: Scale
            /// A negative Integer32 stands for the unsigned number of the same 32 bits (hrStorageUsed of big volumes).
            public var isUnsigned: Bool

            public init(oid: OID, measure: Measure? = nil, scale: Scale = .one, isUnsigned: Bool = false) {
                self.oid = oid
                self.measure = measure
                self.scale = scale
                self.isUnsigned = isUnsigned
            }
        }

        public init(
            column: Column, source: Source, missing: [Int64] = [], states: StateMap? = nil,
            words: [String: Int64] = [:], isBits: Bool = false, pattern: String? = nil, limits: [LimitName: OID] = [:]
        ) {
            self.column = column
            self.source = source
            self.missing = missing
            self.states = states
            self.words = words
            self.isBits = isBits
            self.pattern = pattern
            self.limits = limits
        }
    }

    /// What a raw number is multiplied with.
    public enum Scale: Sendable, Hashable {
        case one
        /// By a whole number; integers stay integers.
        case times(Int64)
        /// By any factor, as 0.1.
        case factor(Double)
        /// By the number in another cell of the row (hrStorageAllocationUnits), read when rows are discovered.
        case cell(OID)
        /// ENTITY-SENSOR-MIB: by 10^(3·(scale−9)) · 10^−precision, both cells of the row (RFC 3433).
        case sensor(scale: OID, precision: OID)
    }
}

extension Probe.Group {
    /// What of the host's surroundings it tells; `nil`: nothing.
    public var surrounding: Probe.Surrounding? {
        if areHosts { return .members }
        switch kind {
        case "neighbour": return .neighbours
        case "forwarding": return .forwarding
        default: return nil
        }
    }
}

/// What a check of this kind looks at on each row, and how it is judged unless somebody says otherwise.
public struct CheckTemplate: Sendable, Hashable {
    public var aspect: Aspect
    /// What stands before the row's label in the subject, `""` for the bare label: `psu ` + `2`.
    public var subject: String
    public var value: Expression
    public var unit: Unit
    public var condition: Condition
    /// What else has to be so before it is worse.
    public var room: Room?
    /// How long a worse condition must last before it shows.
    public var hold: Duration
    /// How long it must be red before it shows as red; `nil`: as long as `hold`.
    public var redHold: Duration?
    /// Instead of a duration.
    public var polls: PollQuorum?
    /// Judged only where this is not 0; `nil`: always.
    public var when: Expression?
    /// Only rows that are ports on which a host of ours hangs: what ends at a school's desks is nobody's alarm.
    public var isForNeighbours: Bool
    /// Whether each row has a check of its own, or all rows share one.
    public var across: Across

    /// What is left, in absolute terms: as long as it is more than a limit, the check is no worse than that.
    public struct Room: Sendable, Hashable {
        public var value: Expression
        public var unit: Unit
        /// Worse the lower it is.
        public var limits: Limits

        public init(value: Expression, unit: Unit, limits: Limits) {
            self.value = value
            self.unit = unit
            self.limits = limits
        }
    }

    /// How the rows of a group become checks.
    public enum Across: String, Sendable, Hashable, CaseIterable {
        /// A check for each row; the subject ends with the row's label.
        case rows
        /// One check on the average of the rows that have a value; the subject stands alone.
        case average
    }

    public init(
        aspect: Aspect, subject: String = "", value: Expression, unit: Unit, condition: Condition, room: Room? = nil,
        hold: Duration = .zero, redHold: Duration? = nil, polls: PollQuorum? = nil, when: Expression? = nil,
        isForNeighbours: Bool = false,
        across: Across = .rows
    ) {
        self.aspect = aspect
        self.subject = subject
        self.value = value
        self.unit = unit
        self.condition = condition
        self.room = room
        self.hold = hold
        self.redHold = redHold
        self.polls = polls
        self.when = when
        self.isForNeighbours = isForNeighbours
        self.across = across
    }
}
