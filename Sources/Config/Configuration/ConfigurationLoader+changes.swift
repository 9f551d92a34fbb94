internal import Model

extension ConfigurationLoader {
    private static let longest = Duration.seconds(7 * 86_400)

    /// `rise: 5`, or `rise: {yellow: 5, red: 10, hysteresis: 1}`, the same with `fall`, and `within: 10m` beside them.
    mutating func readChanges(_ fields: Fields, _ rule: Rule) -> [ValueChange] {
        let written = ValueChange.Direction.allCases.compactMap { direction in
            fields[direction.rawValue].map { (direction, $0) }
        }
        guard let (first, node) = written.first else {
            if let within = fields["within"] {
                mistakes.add(
                    within.location, "'within' stands without a change", "write rise: or fall: beside it, as rise: 5")
            }
            return []
        }
        if rule.hasLimits || rule.count != nil {
            mistakes.add(
                fields.location, "the rule is about values and about how fast they change",
                "write \(quoted(first.rawValue)) in a rule of its own")
        } else if rule.aspect == .reach || rule.aspect == .updates {
            mistakes.add(node.location, "'\(rule.aspect.rawValue)' has no values that change", "remove the rule")
        }
        guard
            let withinNode = fields.required(
                "within", of: "a rule with \(quoted(first.rawValue))", "write in which time, as within: 10m", &mistakes),
            let within = withinNode.duration("'within'", from: .seconds(60), &mistakes)
        else { return [] }
        guard within <= ConfigurationLoader.longest else {
            mistakes.add(withinNode.location, "'within' is longer than a week", "write 7d at most")
            return []
        }
        return written.compactMap { direction, node in
            readChangeLimits(node, quoted(direction.rawValue)).map { ValueChange(direction, $0, within: within) }
        }
    }

    private mutating func readChangeLimits(_ node: YAMLNode, _ what: String) -> Limits? {
        guard case .mapping = node.content else {
            guard let number = node.number(what, &mistakes) else { return nil }
            return checked(Limits(yellow: number), node, what)
        }
        guard let fields = Fields(node, of: what, known: ["yellow", "red", "hysteresis"], &mistakes) else { return nil }
        let limits = Limits(
            yellow: fields.number("yellow", &mistakes), red: fields.number("red", &mistakes),
            hysteresis: fields.number("hysteresis", &mistakes) ?? 0)
        if fields["yellow"] == nil, fields["red"] == nil, !fields.hasMisspelt {
            mistakes.add(node.location, "\(what) has no limit", "write yellow: or red:, or both")
            return nil
        }
        return checked(limits, node, what)
    }

    private mutating func checked(_ limits: Limits, _ node: YAMLNode, _ what: String) -> Limits? {
        if limits.hysteresis < 0 {
            mistakes.add(node.location, "'hysteresis' is below 0", "write how far the change must come back, as 2")
        } else if let limit = [limits.yellow, limits.red].compactMap({ $0 }).min(), limit <= limits.hysteresis {
            let remedy = limits.hysteresis > 0 ? "write a smaller hysteresis" : "write by how much, as 5"
            mistakes.add(node.location, "\(what) would never be green again", remedy)
        } else if let yellow = limits.yellow, let red = limits.red, red < yellow {
            mistakes.add(node.location, "red comes before yellow", "red is the higher one")
        }
        return limits
    }
}
