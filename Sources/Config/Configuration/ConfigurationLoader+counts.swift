internal import Model

extension ConfigurationLoader {
    /// `at-least: 2`, or `{yellow: 3, red: 2}`: rows that are judged together.
    mutating func readCount(_ fields: Fields, _ rule: Rule) -> RowCount? {
        guard let node = fields["at-least"] else {
            if let name = fields["name"] {
                mistakes.add(name.location, "'name' stands without 'at-least'", "write at-least: beside it")
            }
            return nil
        }
        if rule.hasLimits {
            mistakes.add(
                fields.location, "the rule has limits of single rows and counts them",
                "write 'at-least' in a rule of its own")
        } else if rule.aspect == .reach || rule.aspect == .updates {
            mistakes.add(
                node.location, "'\(rule.aspect.rawValue)' has no rows to count",
                "count hosts under applications:, as 2 of web-1..3")
        }
        guard let pattern = rule.subject else {
            mistakes.add(
                node.location, "'at-least' does not say of what", "write which rows are counted, as subject: \"psu *\"")
            return nil
        }
        guard let name = fields.display("name", &mistakes) ?? RowCount.name(of: pattern) else {
            mistakes.add(
                node.location, "what is counted has no name", "write what the light is called, as name: power supplies")
            return nil
        }
        guard case .mapping = node.content else {
            return quorum(node, "'at-least'").map { RowCount(name: name, atLeast: $0) }
        }
        guard let counts = Fields(node, of: "'at-least'", known: ["yellow", "red"], &mistakes) else { return nil }
        let yellow = counts["yellow"].flatMap { quorum($0, "'yellow'") }
        let red = counts["red"].flatMap { quorum($0, "'red'") }
        if counts["yellow"] == nil, counts["red"] == nil, !counts.hasMisspelt {
            mistakes.add(node.location, "'at-least' has no number", "write at-least: {yellow: 3, red: 2}")
        }
        if let yellow, let red, red.isMore(than: yellow) {
            mistakes.add(node.location, "red comes before yellow", "with 'at-least', red is the smaller number")
        }
        return RowCount(name: name, yellow: yellow, red: red)
    }

    private mutating func quorum(_ node: YAMLNode, _ what: String) -> Application.Quorum? {
        guard let text = node.text(what, &mistakes) else { return nil }
        guard let quorum = Application.Quorum(text) else {
            mistakes.add(
                node.location, "\(what) is \(quoted(text))", "write how many have to be good, as 2, 80 % or all")
            return nil
        }
        return quorum
    }
}

extension Application.Quorum {
    /// Whether it asks for more of any rows; numbers and shares are not compared.
    fileprivate func isMore(than other: Application.Quorum) -> Bool {
        switch (self, other) {
        case (.count(let own), .count(let other)): own > other
        case (.percent(let own), .percent(let other)): own > other
        case (.all, .count), (.all, .percent): true
        case (.all, .all), (.count, .all), (.percent, .all), (.count, .percent), (.percent, .count): false
        }
    }
}
