import Model
import Rules

extension StoryForms {
    static let rules: [StoryPhrase<Rule>] = [
        StoryPhrase(
            """
            <aspect> {at least <number:least> good; at least <number:share> % good; yellow below <number:some> good; \
            red below <number:few> good; named <text:name>; of <word:host>; at <word:site>; tagged <word:tag>; \
            subject <word:subject>; yellow <number:yellow>; red <number:red>; \
            yellow outside <number:low> to <number:high>; red outside <number:lowest> to <number:highest>; margin <number:margin>; \
            rises <number:rise> in <duration:rises>; falls <number:fall> in <duration:falls>; \
            hold <duration>; hold <number:needed> of <number:polls>; unusual <number:times> times; not compared; compared; \
            forecast <duration:forecast>; no forecast; not judged}
            """
        ) { match in
            let (yellow, red) = (match.optionalNumber("yellow"), match.optionalNumber("red"))
            let times = match.optionalNumber("times").map { Rule.Unusual.times($0) }
            let isCompared = match.has("compared") ? !match.has("not") : nil
            return Rule(
                aspect: match.aspect(), host: match.text("host"), site: match.text("site"), tag: match.text("tag"),
                subject: match.text("subject"),
                limits: yellow == nil && red == nil
                    ? nil : Limits(yellow: yellow, red: red, hysteresis: match.number("margin")),
                band: band(match), hold: match.duration(),
                polls: PollQuorum(match.count("needed"), of: match.count("polls")),
                count: count(match), changes: changes(match),
                unusual: times ?? isCompared.map { $0 ? .wanted : .never },
                forecast: match.duration("forecast").map { .within($0) } ?? (match.has("no") ? .never : nil),
                isJudged: !match.has("judged"),
                origin: SourceLocation(file: "reload", line: 1))
        }
    ]

    private static func changes(_ match: StoryMatch) -> [ValueChange] {
        ValueChange.Direction.allCases.compactMap { direction in
            guard let limit = match.optionalNumber(direction.rawValue) else { return nil }
            return ValueChange(
                direction, Limits(yellow: limit, red: 2 * limit, hysteresis: match.number("margin")),
                within: match.duration(direction.rawValue + "s") ?? .zero)
        }
    }

    private static func band(_ match: StoryMatch) -> Band? {
        func range(_ low: String, _ high: String) -> ClosedRange<Double>? {
            guard let low = match.optionalNumber(low), let high = match.optionalNumber(high), low < high else {
                return nil
            }
            return low...high
        }
        let (yellow, red) = (range("low", "high"), range("lowest", "highest"))
        guard yellow != nil || red != nil else { return nil }
        return Band(yellow: yellow, red: red, hysteresis: match.number("margin"))
    }

    private static func count(_ match: StoryMatch) -> RowCount? {
        let name = match.text("name") ?? match.text("subject").flatMap { RowCount.name(of: $0) } ?? "rows"
        if let least = match.optionalNumber("least") { return RowCount(name: name, atLeast: .count(Int(least))) }
        if let share = match.optionalNumber("share") { return RowCount(name: name, atLeast: .percent(share)) }
        let (some, few) = (match.optionalNumber("some"), match.optionalNumber("few"))
        guard some != nil || few != nil else { return nil }
        return RowCount(name: name, yellow: some.map { .count(Int($0)) }, red: few.map { .count(Int($0)) })
    }
}
