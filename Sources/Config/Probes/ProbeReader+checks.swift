internal import Model

extension ProbeReader {
    private static let checkFields = [
        "aspect", "subject", "value", "state", "unit", "above", "below", "outside", "hold", "when", "across", "room",
        "only", "unusual",
    ]

    /// Reads one check over the columns of its group.
    mutating func readCheck(_ node: YAMLNode, _ columns: [Probe.Field]) -> CheckTemplate? {
        let aspects = Aspect.allCases.map { ($0.rawValue, $0) }
        guard let fields = Fields(node, of: "a check", known: ProbeReader.checkFields, &mistakes),
            let aspectNode = fields.required(
                "aspect", of: "a check", "write the aspect it feeds: aspect: hardware", &mistakes),
            let aspect = aspectNode.choice("'aspect'", among: aspects, &mistakes),
            let (value, condition) = readCondition(node, fields, columns)
        else { return nil }
        let hold = readHold(fields)
        let acrosses = CheckTemplate.Across.allCases.map { ($0.rawValue, $0) }
        let across = fields["across"]?.choice("'across'", among: acrosses, &mistakes) ?? .rows
        if across == .average, case .states = condition, let node = fields["across"] {
            mistakes.add(node.location, "states have no average", "remove 'across'")
        }
        return CheckTemplate(
            aspect: aspect, subject: fields.display("subject", &mistakes) ?? "", value: value,
            unit: readUnit(fields) ?? .none, condition: condition, room: readRoom(fields, columns), hold: hold.yellow,
            redHold: hold.red, polls: hold.polls,
            when: fields["when"].flatMap { expression($0, "'when'", columns) },
            isForNeighbours: fields["only"]?.choice("'only'", among: [("neighbours", true)], &mistakes) ?? false,
            across: across)
    }

    /// `state: column`, or `value:` with `above:`, `below:`, `outside:` or, where only its own past tells, `unusual: none`.
    private mutating func readCondition(
        _ node: YAMLNode, _ fields: Fields, _ columns: [Probe.Field]
    ) -> (Expression, Condition)? {
        let written = ["state", "above", "below", "outside", "unusual"].filter { fields[$0] != nil }
        guard written.count == 1, let word = written.first else {
            mistakes.add(
                node.location, "a check needs one condition",
                "write one of state:, above:, below:, outside: or unusual:")
            return nil
        }
        if word == "state" {
            if let extra = fields["value"] ?? fields["unit"] {
                mistakes.add(extra.location, "a check of a state has no value or unit", "remove it")
            }
            guard let node = fields["state"], let name = node.text("'state'", &mistakes) else { return nil }
            guard let place = columns.firstIndex(where: { $0.column.name == name }), let states = columns[place].states
            else {
                let known = columns.filter { $0.states != nil }.map(\.column.name)
                mistakes.add(
                    node.location, "there is no column \(quoted(name)) with states",
                    remedy(for: name, among: known, otherwise: "give a column states: {1: [ok, green], …}"))
                return nil
            }
            return (.column(place), .states(states))
        }
        guard
            let valueNode = fields.required(
                "value", of: "a check", "write what is judged: value: 100 * used / total", &mistakes),
            let value = expression(valueNode, "'value'", columns), let limitsNode = fields[word]
        else { return nil }
        if word == "outside" {
            if let room = fields["room"] {
                mistakes.add(room.location, "a check with 'outside' has no 'room'", "remove it")
            }
            return readBand(limitsNode).map { (value, .outside($0)) }
        }
        if word == "unusual" {
            return limitsNode.choice("'unusual'", among: [("none", (value, Condition.above(Limits())))], &mistakes)
        }
        guard let limits = readLimits(limitsNode, word) else { return nil }
        return (value, word == "above" ? .above(limits) : .below(limits))
    }

    /// `room: {value: total - used, unit: B, below: {yellow: 50000000000}}`.
    private mutating func readRoom(_ fields: Fields, _ columns: [Probe.Field]) -> CheckTemplate.Room? {
        guard let node = fields["room"] else { return nil }
        if let state = fields["state"] {
            mistakes.add(state.location, "a check of a state has no 'room'", "remove 'room'")
        }
        guard let room = Fields(node, of: "'room'", known: ["value", "unit", "below"], &mistakes),
            let valueNode = room.required("value", of: "'room'", "write what is left: value: total - used", &mistakes),
            let value = expression(valueNode, "'value'", columns),
            let limitsNode = room.required(
                "below", of: "'room'", "write how little of it is too little: below: {yellow: …}", &mistakes),
            let limits = readLimits(limitsNode, "below")
        else { return nil }
        return CheckTemplate.Room(value: value, unit: readUnit(room) ?? .none, limits: limits)
    }

    /// `outside: {yellow: 18..27, red: 15..32, hysteresis: 1}`.
    private mutating func readBand(_ node: YAMLNode) -> Band? {
        guard let fields = Fields(node, of: "'outside'", known: ["yellow", "red", "hysteresis"], &mistakes) else {
            return nil
        }
        guard fields["yellow"] != nil || fields["red"] != nil else {
            mistakes.add(node.location, "'outside' has no limit", "write yellow: or red:, or both")
            return nil
        }
        let hysteresis = readHysteresis(fields)
        return readBands(fields, "yellow", "red", opensWith: "", &mistakes).map {
            Band(yellow: $0.yellow, red: $0.red, hysteresis: hysteresis)
        }
    }

    private mutating func readHysteresis(_ fields: Fields) -> Double {
        let hysteresis = fields.number("hysteresis", &mistakes) ?? 0
        if hysteresis < 0, let node = fields["hysteresis"] {
            mistakes.add(node.location, "'hysteresis' is below 0", "write how far the value must come back, as 2")
        }
        return hysteresis
    }

    private mutating func readLimits(_ node: YAMLNode, _ word: String) -> Limits? {
        guard let fields = Fields(node, of: "'\(word)'", known: ["yellow", "red", "hysteresis"], &mistakes) else {
            return nil
        }
        let yellow = fields.number("yellow", &mistakes)
        let red = fields.number("red", &mistakes)
        let hysteresis = readHysteresis(fields)
        if fields["yellow"] == nil, fields["red"] == nil {
            mistakes.add(node.location, "'\(word)' has no limit", "write yellow: or red:, or both")
        }
        if let yellow, let red, word == "above" ? red < yellow : red > yellow {
            mistakes.add(
                node.location, "red comes before yellow",
                "with '\(word)', red is the \(word == "above" ? "higher" : "lower") one")
        }
        return Limits(yellow: yellow, red: red, hysteresis: hysteresis)
    }

    private struct Hold {
        var yellow = Duration.zero
        var red: Duration?
        var polls: PollQuorum?
    }

    /// One duration for both colours, `{yellow: 10m, red: 30m}`, or `3 of 5` polls.
    private mutating func readHold(_ fields: Fields) -> Hold {
        guard let node = fields["hold"] else { return Hold() }
        guard case .mapping = node.content else {
            return switch node.hold("'hold'", &mistakes) {
            case .duration(let duration): Hold(yellow: duration)
            case .polls(let polls): Hold(polls: polls)
            case nil: Hold()
            }
        }
        guard let holds = Fields(node, of: "'hold'", known: ["yellow", "red"], &mistakes) else { return Hold() }
        return Hold(
            yellow: holds.duration("yellow", from: .zero, &mistakes) ?? .zero,
            red: holds.duration("red", from: .zero, &mistakes))
    }

    /// An expression over columns.
    mutating func expression(_ node: YAMLNode, _ what: String, _ columns: [Probe.Field]) -> Expression? {
        guard let text = node.text(what, &mistakes) else { return nil }
        do {
            return try ExpressionParser.parse(text, columns: columns)
        } catch {
            mistakes.add(node.location, "\(what): \(error.what)", error.remedy)
            return nil
        }
    }
}
