import Model
import Rules

/// How a value came to be what it is, as it was recorded before the story begins.
struct PlayedPast {
    var host: Host.Name
    var kind: StoryKind
    var label: String
    var first: Double
    var last: Double
    var begin: Timestamp
    var end: Timestamp

    /// Hour by hour, evenly from one value to the other, and as it is since.
    func samples(until now: Timestamp) -> [Forecast.Sample] {
        let hour = Duration.seconds(3600)
        let length = Double((end - begin).wholeMilliseconds)
        return (0...Int((now - begin) / hour)).map { place in
            let time = begin + hour * place
            let part = length > 0 ? min(1, Double((time - begin).wholeMilliseconds) / length) : 1
            return Forecast.Sample(time: time, value: first + (last - first) * part)
        }
    }

    /// Whether a question is about it.
    func isAsked(by question: ProspectQuestion) -> Bool {
        question.series.contains {
            $0.host == host && $0.group == kind.group && $0.label == label && $0.field == kind.field
        }
    }
}

extension StoryForms {
    /// What was before the story, and what the daemon makes of it.
    static let pastFacts: [StoryPhrase<StoryDeed>] = [
        StoryPhrase(
            """
            <hosts> has|have gone from <amount:first> to <amount:last> on <kind> [<word:subject>] within <duration>
            """
        ) { (match) throws(StoryMistake) in
            let kind = try match.kind()
            let first = try value(match.values["first"], of: kind)
            let last = try value(match.values["last"], of: kind)
            return .fact { play in
                for host in match.hosts() {
                    let label = match.text("subject") ?? ""
                    play.change(kind, of: host) { $0.set(label) { _ in .fixed(last) } }
                    play.past.removeAll { $0.host == host && $0.kind.name == kind.name && $0.label == label }
                    let now = play.story.now
                    play.past.append(
                        PlayedPast(
                            host: host, kind: kind, label: label, first: first.number, last: last.number,
                            begin: now - (match.duration() ?? .zero), end: now))
                }
            }
        },
        StoryPhrase("<hosts> has|have the lower|upper limit <amount> on <kind> [<word:subject>]") {
            (match) throws(StoryMistake) in
            let kind = try match.kind()
            let limit = try value(match.values["amount"], of: kind).number
            return .fact { play in
                for host in match.hosts() {
                    play.story.limits[host, default: []].append(
                        RowLimits(
                            group: kind.group, identity: PlayedTable.identity(of: match.text("subject") ?? ""),
                            column: kind.field, low: match.has("lower") ? limit : nil,
                            high: match.has("upper") ? limit : nil))
                }
            }
        },
        fact("the daemon looks ahead") { play, _ in play.lookAhead() },
    ]
}

extension StoryPlay {
    /// What the daemon does every few hours, with the past that was told.
    fileprivate mutating func lookAhead() {
        let now = story.now
        for host in town.fleet.hosts.map(\.id) {
            var prospects: [Check: Prospect] = [:]
            for question in story.judge.prospectQuestions(of: host) {
                guard let past = past.first(where: { $0.isAsked(by: question) }) else { continue }
                let forecast = Forecast.of(past.samples(until: now), target: question.target, now: now)
                prospects[question.check] = question.prospect(forecast, newest: past.last)
            }
            story.foretell(prospects, of: host)
        }
    }
}
