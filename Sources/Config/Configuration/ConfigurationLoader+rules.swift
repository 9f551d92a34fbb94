internal import Model

extension ConfigurationLoader {
    private static let ruleFields = [
        "aspect", "host", "site", "tag", "subject", "yellow", "red", "hysteresis", "hold", "unusual", "forecast",
        "judge", "at-least", "name", "rise", "fall", "within",
    ]

    /// Reads all under `rules:`.
    mutating func readRules(sites: NamedSites, tags: Set<String>) -> [Rule] {
        return elements(under: "rules").compactMap { node in
            guard let fields = Fields(node, of: "a rule", known: ConfigurationLoader.ruleFields, &mistakes) else {
                return nil
            }
            checkSelectors(fields, sites, tags)
            return readRule(fields)
        }
    }

    private mutating func readRule(_ fields: Fields) -> Rule? {
        let aspects = Aspect.allCases.map { ($0.rawValue, $0) }
        guard let aspectNode = fields.required("aspect", of: "a rule", "write aspect: disk, or another one", &mistakes),
            let aspect = aspectNode.choice("'aspect'", among: aspects, &mistakes)
        else { return nil }
        let before = mistakes.count
        var rule = Rule(aspect: aspect, origin: fields.location)
        rule.host = fields.display("host", &mistakes)
        rule.site = fields.display("site", &mistakes)
        rule.tag = fields.display("tag", &mistakes)
        rule.subject = fields.display("subject", &mistakes)
        rule.unusual = readUnusual(fields)
        rule.forecast = readForecast(fields)
        switch fields["hold"]?.hold("'hold'", &mistakes) {
        case .duration(let duration): rule.hold = duration
        case .polls(let polls): rule.polls = polls
        case nil: break
        }
        rule.isJudged = fields.flag("judge", &mistakes) ?? true
        readLimits(fields, of: &rule)
        rule.count = readCount(fields, rule)
        rule.changes = readChanges(fields, rule)
        guard mistakes.count == before, !fields.hasMisspelt else { return nil }
        checkEffect(rule, fields)
        return rule
    }

    /// `no`, `yes`, or how many times as far from the middle as is usual.
    private mutating func readUnusual(_ fields: Fields) -> Rule.Unusual? {
        guard let node = fields["unusual"] else { return nil }
        if case .text(let text) = node.content, ["yes", "true", "no", "false"].contains(text.lowercased()) {
            return fields.flag("unusual", &mistakes).map { $0 ? .wanted : .never }
        }
        guard let text = fields.display("unusual", &mistakes) else { return nil }
        guard let times = Double(text), Rule.unusualRange.contains(times) else {
            let (least, most) = (Int(Rule.unusualRange.lowerBound), Int(Rule.unusualRange.upperBound))
            mistakes.add(
                node.location, "'unusual' is \(quoted(text))",
                "write yes, no, or how many times the usual spread, from \(least) to \(most)")
            return nil
        }
        return .times(times)
    }

    private mutating func readLimits(_ fields: Fields, of rule: inout Rule) {
        let hysteresis = fields.number("hysteresis", &mistakes) ?? 0
        if let bands = readBands(fields, "yellow", "red", opensWith: "outside", &mistakes) {
            rule.band = Band(yellow: bands.yellow, red: bands.red, hysteresis: hysteresis)
            return
        }
        let yellow = fields.number("yellow", &mistakes)
        let red = fields.number("red", &mistakes)
        if yellow != nil || red != nil { rule.limits = Limits(yellow: yellow, red: red, hysteresis: hysteresis) }
    }

    /// `no`, or how far ahead: `21d`.
    private mutating func readForecast(_ fields: Fields) -> Forecasting? {
        guard let node = fields["forecast"], let text = node.text("'forecast'", &mistakes) else { return nil }
        if text.lowercased() == "no" { return .never }
        guard let duration = Duration(configuration: text) else {
            mistakes.add(
                node.location, "'forecast' is \(quoted(text))", "write how far ahead, as 21d, or forecast: no")
            return nil
        }
        guard duration >= .seconds(86_400), duration <= .seconds(366 * 86_400) else {
            mistakes.add(node.location, "'forecast' is \(quoted(text))", "write from 1d to 366d, or forecast: no")
            return nil
        }
        return .within(duration)
    }

    /// A rule must change something, and not say two things at once.
    private mutating func checkEffect(_ rule: Rule, _ fields: Fields) {
        if let node = fields["hysteresis"], !rule.hasLimits {
            mistakes.add(node.location, "'hysteresis' stands without limits", "write yellow: or red: beside it")
        } else if let node = fields["hysteresis"],
            let hysteresis = rule.limits?.hysteresis ?? rule.band?.low.hysteresis, hysteresis < 0
        {
            mistakes.add(node.location, "'hysteresis' is below 0", "write how far the value must come back, as 2")
        } else if !rule.isJudged, rule.hasLimits || rule.hasHold || rule.isOfOtherLights || rule.isOfYellow {
            mistakes.add(fields.location, "the rule has limits and says judge: no", "remove the one or the other")
        } else if rule.isJudged, !rule.hasLimits, !rule.hasHold, !rule.isOfOtherLights, !rule.isOfYellow {
            mistakes.add(
                fields.location, "the rule changes nothing",
                "write yellow:, red:, hold:, unusual:, forecast: or judge: no")
        } else if let node = fields["hold"], rule.polls != nil, rule.aspect == .reach {
            mistakes.add(node.location, "'reach' is not found out by polls", "write a duration, as hold: 30s")
        }
    }

    private mutating func checkSelectors(_ fields: Fields, _ sites: NamedSites, _ tags: Set<String>) {
        if let node = fields["site"], case .text(let key) = node.content, !sites.contains(key) {
            mistakes.add(
                node.location, "there is no site \(quoted(key))",
                remedy(for: key, among: sites.names, otherwise: "define it under sites:"))
        }
        if let node = fields["tag"], case .text(let tag) = node.content, !tags.contains(tag) {
            mistakes.add(
                node.location, "no host has the tag \(quoted(tag))",
                remedy(for: tag, among: tags.sorted(), otherwise: "write it under a host's tags:"))
        }
        guard let node = fields["host"], case .text(let text) = node.content else { return }
        let pattern = NamePattern(text)
        if !pattern.isOpen, !hostNames.contains(text) {
            mistakes.add(
                node.location, "there is no host \(quoted(text))",
                remedy(for: text, among: hostNames, otherwise: "use * for any characters: \"sql-*\""))
        } else if pattern.isOpen, !hostNames.contains(where: { pattern.fits($0) }) {
            warnings.add(node.location, "no host fits \(quoted(text))", "mend the pattern, or remove the rule")
        }
    }
}

extension ConfigurationLoader {
    /// Reads all under `policy:`: by a probe, the least version that its hosts are to have.
    mutating func readPolicies() -> [VersionPolicy] {
        entries(under: "policy").compactMap { entry in
            let what = "policy \(quoted(entry.key))"
            guard let fields = Fields(entry.value, of: what, known: ["minimum"], &mistakes),
                fields.required("minimum", of: what, "write the least version: minimum: \"10.13\"", &mistakes) != nil,
                let minimum = fields.display("minimum", &mistakes)
            else { return nil }
            return VersionPolicy(probe: entry.key, minimum: minimum, origin: entry.keyLocation)
        }
    }
}

extension Rule {
    /// Of single rows.
    var hasLimits: Bool { limits != nil || band != nil }

    fileprivate var isOfOtherLights: Bool { count != nil || !changes.isEmpty }
    /// It says something of what is yellow without a limit.
    fileprivate var isOfYellow: Bool { unusual != nil || forecast != nil }

    fileprivate var hasHold: Bool { hold != nil || polls != nil }
}
