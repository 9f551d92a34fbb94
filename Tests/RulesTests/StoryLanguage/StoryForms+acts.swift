import Model
import Rules

extension StoryForms {
    /// What people do about hosts and incidents.
    static let acts: [StoryPhrase<StoryDeed>] = [
        act("<person> acknowledges incident <number> {until <clock>; for <duration>; because <text>}") {
            match, end in
            .acknowledge(Incident.Number(match.count()), until: end)
        },
        act("<person> accepts what is yellow on <host> {until <clock>; for <duration>; because <text>}") {
            match, end throws(StoryMistake) in
            guard let end else { throw StoryMistake("it is accepted until a moment: until 15:00, for 7 d") }
            return .accept(.host(match.host()), until: end)
        },
        act("<person> pauses <host> {until <clock>; for <duration>; because <text>}") { match, end in
            .pause(.host(match.host()), until: end)
        },
        act("<person> pauses site <word:site> {until <clock>; for <duration>; because <text>}") { match, end in
            .pause(.site(match.word("site")), until: end)
        },
        act("<person> resumes <host>") { match, _ in .resume(.host(match.host())) },
        act("<person> resumes site <word:site>") { match, _ in .resume(.site(match.word("site"))) },
        act("<person> notes of <host> <text>") { match, _ in .note(.host(match.host())) },
        act("<person> notes of incident <number> <text>") { match, _ in
            .noteOnIncident(Incident.Number(match.count()))
        },
        act("<person> tells callers of incident <number> <text>") { match, _ in
            .tell(Incident.Number(match.count()))
        },
        act("<person> retires <host>") { match, _ in .retire(match.host()) },
    ]

    /// - Parameter deed: With the moment at which it ends, if it is said.
    private static func act(
        _ form: String, _ deed: @escaping @Sendable (StoryMatch, Timestamp?) throws(StoryMistake) -> Act.Deed
    ) -> StoryPhrase<StoryDeed> {
        StoryPhrase(form) { match in
            .fact { play in
                let now = play.story.now
                var end = match.duration().map { now + $0 }
                if case .time(let hour, let minute, let second)? = match.values["clock"] {
                    end = StoryClock.next(hour: hour, minute: minute, second: second, from: now)
                }
                let person = Person(user: match.word("person"))
                try play.story.act(try deed(match, end), match.text("text") ?? "", by: person)
            }
        }
    }
}
