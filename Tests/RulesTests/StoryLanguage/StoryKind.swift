import Model

/// What hosts of stories tell: one column a row, judged as the real probes judge such a thing.
struct StoryKind: Sendable {
    /// The word in stories, and the probe that is named as the origin.
    var name: String
    var aspect: Aspect
    var unit = Unit.none
    var measure = Measure.gauge
    var condition: Condition
    var hold = Duration.zero
    var redHold: Duration?
    var value = Expression.column(0)
    var across = CheckTemplate.Across.rows
    var isMustRun = false
    var areHosts = false
    /// Recorded only: other judgements rest on it.
    var isJudged = true
    var field = "value"
    /// Of sensors.
    var sensor: String?
    /// The words for its states.
    var words: [String: Int64] = [:]

    var group: String { "\(name).rows" }

    var column: Column {
        Column(
            name: field, kind: sensor == nil ? name : "sensor", class: sensor, unit: measure == .gauge ? unit : .bytes,
            measure: measure)
    }

    var probe: Probe {
        Probe(
            name: name, title: name, recognition: Probe.Recognition(),
            groups: [
                Probe.Group(
                    name: "rows", rows: isMustRun ? .mustRun(names: [OID([1])]) : .scalar,
                    columns: [Probe.Field(column: column, source: .objects([]))],
                    checks: !isJudged
                        ? []
                        : [
                            CheckTemplate(
                                aspect: aspect, value: value, unit: unit, condition: condition, hold: hold,
                                redHold: redHold, across: across)
                        ], areHosts: areHosts)
            ])
    }

    private init(_ name: String, _ aspect: Aspect, _ unit: Unit, _ condition: Condition, hold: Duration = .zero) {
        self.name = name
        self.aspect = aspect
        self.unit = unit
        self.condition = condition
        self.hold = hold
    }

    /// Of sensors that are recorded and not judged: what is foretold of them has a light.
    private init(sensor: String, _ name: String, _ field: String, _ unit: Unit) {
        self.init(name, .hardware, unit, .above(Limits()))
        self.field = field
        self.sensor = sensor
        isJudged = false
    }

    /// Of things that are in one of several states.
    private init(_ name: String, _ aspect: Aspect, _ states: [(word: String, status: Status)]) {
        self.init(
            name, aspect, .none,
            .states(
                StateMap(
                    Dictionary(
                        uniqueKeysWithValues: states.enumerated().map {
                            (Int64($0 + 1), StateMap.State(name: $1.word, status: $1.status))
                        }))))
        measure = .state
        words = Dictionary(uniqueKeysWithValues: states.enumerated().map { ($1.word, Int64($0 + 1)) })
    }

    /// A counter that is judged by its growth a second, times a factor.
    private init(
        counter name: String, _ aspect: Aspect, _ unit: Unit, times factor: Double, _ measure: Measure, _ limits: Limits
    ) {
        self.init(name, aspect, unit, .above(limits))
        self.measure = measure
        value = .product(.number(factor), .rate(0))
    }

    static let all: [StoryKind] = {
        var cpu = StoryKind(
            "cpu", .cpu, .percent, .above(Limits(yellow: 80, red: 95, hysteresis: 5)), hold: .seconds(600))
        cpu.redHold = .seconds(1800)
        cpu.across = .average
        var process = StoryKind("process", .services, .none, .below(Limits(red: 0)))
        process.isMustRun = true
        var accessPoint = StoryKind(
            "access-point", .wireless, [("running", .green), ("disconnected", .red), ("upgrading", .yellow)])
        accessPoint.areHosts = true
        // pethPsePortDetectionStatus (RFC 3621).
        var power = StoryKind(
            "poe", .link,
            ["disabled", "searching", "delivering", "fault", "test", "denied"].map { ($0, Status.green) })
        power.isJudged = false
        power.field = "detection"
        return [
            cpu, process, accessPoint, power,
            StoryKind(sensor: "signal", "light", "rx", .decibelMilliwatts),
            StoryKind(sensor: "current", "laser", "bias", .amperes),
            StoryKind(sensor: "fan", "fan", "value", .revolutionsPerMinute),
            StoryKind(sensor: "temperature", "warmth", "value", .celsius),
            StoryKind(sensor: "count", "sectors", "badSectors", .none),
            StoryKind(
                "disk", .disk, .percent, .above(Limits(yellow: 80, red: 90, hysteresis: 2)), hold: .seconds(120)),
            StoryKind(
                "memory", .memory, .percent, .above(Limits(yellow: 90, red: 97, hysteresis: 2)), hold: .seconds(300)),
            StoryKind("temperature", .hardware, .celsius, .above(Limits(yellow: 60, red: 70, hysteresis: 3))),
            StoryKind("battery", .hardware, .seconds, .below(Limits(yellow: 900, red: 300, hysteresis: 60))),
            StoryKind("clients", .wireless, .none, .above(Limits())),
            StoryKind("optic", .link, .decibelMilliwatts, .below(Limits(yellow: -12, red: -14, hysteresis: 0.5))),
            StoryKind("backup", .backup, .seconds, .above(Limits(yellow: 26 * 3600, red: 50 * 3600))),
            StoryKind("part", .hardware, [("ok", .green), ("warning", .yellow), ("failed", .red)]),
            StoryKind("service", .services, [("running", .green), ("paused", .yellow), ("stopped", .red)]),
            StoryKind(
                counter: "port", .traffic, .bitsPerSecond, times: 8, .counter32,
                Limits(yellow: 80_000_000, red: 95_000_000)),
            StoryKind(
                counter: "uplink", .traffic, .bitsPerSecond, times: 8, .counter64,
                Limits(yellow: 800_000_000, red: 950_000_000)),
            StoryKind(counter: "errors", .link, .perSecond, times: 1, .counter32, Limits(yellow: 1, red: 100)),
        ]
    }()

    static func named(_ name: String) -> StoryKind? { all.first { $0.name == name } }
}
