import Model
import Rules

/// The forms of all lines of a story but of its sentences.
enum StoryForms {
    static let settings: [StoryPhrase<@Sendable (inout StoryScript) -> Void>] = [
        StoryPhrase("begins|starts <date> <clock>") { (match) throws(StoryMistake) in
            guard case .date(let year, let month, let day)? = match.values["date"],
                case .time(let hour, let minute, let second)? = match.values["clock"],
                let begin = StoryClock.moments(
                    UTCTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
                ).first
            else { throw StoryMistake("no clock in Helsinki shows that") }
            return { script in
                script.begin = begin
                script.isSettled = match.has("begins")
            }
        },
        StoryPhrase("seeds <number:first> … <number:last>") { (match) throws(StoryMistake) in
            let (first, last) = (match.count("first"), match.count("last"))
            guard first <= last else { throw StoryMistake("the first seed is above the last") }
            return { $0.seeds = Array(first...last) }
        },
        StoryPhrase("phases <number>") { match in { $0.phases = max(1, match.count()) } },
    ]

    static let sites: [StoryPhrase<Site>] = [
        StoryPhrase("<word> <text:name> {open <text:hours>; maintenance <text:maintenance>; slow; budget <number>}") {
            match in
            Site(
                id: match.word(), name: match.word("name"), hours: match.text("hours"),
                maintenance: match.text("maintenance"), isSlow: match.has("slow"),
                budget: match.optionalNumber("number").map { Int($0) })
        }
    ]

    static let town: [StoryPhrase<StoryTownLine>] = [
        StoryPhrase(
            """
            <names> {behind <hosts> [in turn]; listed by <host>; at <word:site>; pinged only; at most <status>; \
            tagged <word:tag>; slow; always on; open <text:hours>; maintenance <text:maintenance>}
            """
        ) { match in
            StoryTownLine(
                names: match.hosts("names"), parents: match.hosts(), isInTurn: match.has("turn"),
                site: match.text("site") ?? "hall", isRead: !match.has("pinged") && !match.has("listed"),
                maximum: match.optionalStatus(), tags: match.text("tag").map { [$0] } ?? [],
                isSlow: match.has("slow"), manager: match.hosts("host").first,
                hours: match.has("always") ? .always : match.text("hours").map { .open($0) },
                maintenance: match.text("maintenance"))
        }
    ]

    static let versions: [StoryPhrase<@Sendable (inout StoryScript, _ line: Int) -> Void>] = [
        StoryPhrase("<word:probe> at least <word:minimum>") { match in
            { script, line in
                script.updates.policies.append(
                    VersionPolicy(
                        probe: match.word("probe"), minimum: match.word("minimum"),
                        origin: SourceLocation(file: script.file, line: line)))
            }
        },
        StoryPhrase("<text:name> ends <date> where <text:description>") { (match) throws(StoryMistake) in
            guard case .date(let year, let month, let day)? = match.values["date"] else {
                throw StoryMistake("no date")
            }
            let end = UTCTime(year: year, month: month, day: day).timestamp
            return { script, _ in
                script.updates.ended.append(
                    EndOfSupport(name: match.word("name"), description: match.word("description"), end: end))
            }
        },
    ]

    static let applications: [StoryPhrase<Application>] = [
        StoryPhrase("<word> needs <text:one> [and <text:two>] [and <text:three>]") { (match) throws(StoryMistake) in
            var parts: [Application.Part] = []
            for text in ["one", "two", "three"].compactMap({ match.text($0) }) {
                do throws(ApplicationMistake) {
                    parts += try Application.parts(of: text)
                } catch {
                    throw StoryMistake("\"\(error.piece)\" is no part of an application: all of db-1, one of web-1..3")
                }
            }
            return Application(
                name: match.word(), parts: parts, origin: SourceLocation(file: "applications", line: 1))
        }
    ]

    static let timing: [StoryPhrase<@Sendable (inout StoryScript) -> Void>] = [
        StoryPhrase(
            """
            visits <duration:visits> [slow <duration:slowVisits>] pings <duration:pings> [slow <duration:slowPings>] \
            [behind slow <duration:behind>] [grace <duration:grace>]
            """
        ) { match in
            let timing = Judge.Timing(
                interval: match.duration("visits") ?? .seconds(60), slowInterval: match.duration("slowVisits"),
                ping: match.duration("pings") ?? .seconds(5), slowPing: match.duration("slowPings"),
                behindSlowPing: match.duration("behind"), grace: match.duration("grace") ?? .zero)
            return { $0.timing = timing }
        }
    ]

    static let sentences: [StoryPhrase<StoryDeed>] = facts + expectations
}
