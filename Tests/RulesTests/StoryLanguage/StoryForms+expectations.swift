import Model
import Rules

extension StoryForms {
    /// What lights, events, incidents and the head of the board should be.
    static let expectations: [StoryPhrase<StoryDeed>] = lights + counts + events + incidents + head

    private static func expect(
        _ form: String, _ check: @escaping @Sendable (StoryPlay, StoryMatch) -> String?
    ) -> StoryPhrase<StoryDeed> {
        StoryPhrase(form) { match in .expectation { play in check(play, match) } }
    }

    private static let lights: [StoryPhrase<StoryDeed>] = [
        expect("<hosts> [<aspect> [<word:subject>]] has|have no light") { play, match in
            first(match.hosts()) { host in
                let light = play.story.check(host, match.aspect(), match.text("subject") ?? "")
                return light.map { play.describe($0) }
            }
        },
        expect("<hosts> overall is|are <status>") { play, match in
            first(match.hosts()) { host in
                let light = play.story.judge.detail(of: host, now: play.story.now)?.light.status
                return light == match.status() ? nil : "\(host) overall is \(light.map { "\($0)" } ?? "not there")"
            }
        },
        expect(
            """
            <hosts> [<aspect> [<word:subject>]] is|are <status> {and ageing; and fresh; because <text:because>; \
            since <clock:since> [to <clock:until>]; by <text:by>; told <text:told>}
            """
        ) { play, match in
            first(match.hosts()) { host in
                let check = Check(host: host, aspect: match.aspect(), subject: match.text("subject") ?? "")
                guard let light = play.story.check(check.host, check.aspect, check.subject) else {
                    let known = play.story.judge.detail(of: host, now: play.story.now)?.checks.map {
                        StoryText.name($0.check)
                    }
                    return
                        "there is no light \(StoryText.name(check)), only \(known?.joined(separator: ", ") ?? "none")"
                }
                return play.fits(light, match) ? nil : play.describe(light)
            }
        },
    ]

    private static let counts: [StoryPhrase<StoryDeed>] = [
        expect("<number> hosts|host is|are <status> [behind <host>]") { play, match in
            let found = play.story.hosts(match.status()).filter { host in
                match.hosts("host").first.map { play.story.reason(host) == .behind($0) } ?? true
            }
            return found.count == match.count() ? nil : play.describe(found, of: match.status())
        },
        expect("no host|hosts is|are <status>") { play, match in
            let found = play.story.hosts(match.status())
            return found.isEmpty ? nil : play.describe(found, of: match.status())
        },
        expect("all hosts are <status>") { play, match in
            let others = play.town.hosts.map(\.id).filter { play.story.light($0) != match.status() }
            return first(others) { play.story.check($0, .reach).map { play.describe($0) } }
        },
        expect("all lights [of <hosts>] are <status> [and ageing]") { play, match in
            first(play.checks(of: match.hosts())) { light in
                let isRight = light.verdict.status == match.status() && (!match.has("ageing") || light.verdict.isAgeing)
                return isRight ? nil : play.describe(light)
            }
        },
        expect("no light [of <hosts>] is <status>") { play, match in
            first(play.checks(of: match.hosts())) { $0.verdict.status == match.status() ? play.describe($0) : nil }
        },
        expect("<number> <aspect> lights|light is|are <status>") { play, match in
            let found = play.checks(of: []).filter {
                $0.check.aspect == match.aspect() && $0.verdict.status == match.status()
            }
            return found.count == match.count()
                ? nil
                : "\(found.count) are: \(found.prefix(4).map { StoryText.name($0.check) }.joined(separator: ", "))"
        },
    ]

    private static let events: [StoryPhrase<StoryDeed>] = [
        StoryPhrase("no events|event") { _ in .noEvents },
        StoryPhrase("any events") { _ in .anyEvents },
        expect("no device has turned <status>") { play, match in
            let found = play.story.events.filter { $0.check.host != Judge.ownHost && $0.to == match.status() }
            return found.isEmpty ? nil : "it was told: \(StoryEvent.text(found, now: play.story.now))"
        },
        StoryPhrase("event <host> tells <text>") { match in
            .events(1, StoryEvent(host: match.host(), reason: match.text("text")))
        },
        StoryPhrase(
            "event <host> [<aspect> [<word:subject>]] <status:from> → <status:to> [because <text:because>]"
        ) { match in
            .events(
                1,
                StoryEvent(
                    host: match.host(), aspect: match.aspect(), subject: match.text("subject") ?? "",
                    from: match.status("from"), to: match.status("to"), reason: match.text("because")))
        },
        StoryPhrase("<number> events|event <status:from> → <status:to> {of <aspect>; because <text:because>}") {
            match in
            .events(
                match.count(),
                StoryEvent(
                    aspect: match.optionalAspect(), from: match.status("from"), to: match.status("to"),
                    reason: match.text("because")))
        },
    ]

    private static let incidents: [StoryPhrase<StoryDeed>] = [
        expect("no incident is open") { play, _ in
            play.story.openIncidents.isEmpty ? nil : play.describe(play.story.openIncidents)
        },
        expect("no incident was opened") { play, _ in
            play.story.incidents.isEmpty ? nil : play.describe(Array(play.story.incidents.values))
        },
        expect("<number> incidents|incident is|are open") { play, match in
            let open = play.story.openIncidents
            return open.count == match.count() ? nil : play.describe(open)
        },
        expect("<number> incidents|incident was|were opened") { play, match in
            let all = play.story.incidents.values.sorted { $0.number < $1.number }
            return all.count == match.count() ? nil : play.describe(all)
        },
        expect(
            """
            incident <number> is open: <host> [<aspect> [<word:subject>]] \
            {<status>; <status:worst> at worst; <number:behind> behind; \
            flapping; muted; accepted; with nobody on it; with <person> on it; telling <text:saying>}
            """
        ) { play, match in play.complaint(about: match, isOpen: true) },
        expect(
            "incident <number> is over: <host> [<aspect> [<word:subject>]] {<status:worst> at worst; <number:behind> behind}"
        ) { play, match in play.complaint(about: match, isOpen: false) },
    ]

    private static let head: [StoryPhrase<StoryDeed>] = [
        expect("the banner says <text>") { play, match in
            let notices = play.notices
            let isShown = notices.contains { StoryText.fits(match.word("text"), $0) }
            return isShown ? nil : notices.isEmpty ? "there is no banner" : "it says \(notices)"
        },
        expect("no banner is shown") { play, _ in
            let notices = play.notices
            return notices.isEmpty ? nil : "it says \(notices)"
        },
        expect("<number> of <number:total> hosts are fresh") { play, match in
            let found = play.story.judge.board(now: play.story.now).freshness
            let isRight = found.fresh == match.count() && found.total == match.count("total")
            return isRight ? nil : "\(found.fresh) of \(found.total) are"
        },
        expect("application <word> is <status> [because of <hosts>]") { play, match in
            let all = play.story.judge.board(now: play.story.now).applications ?? []
            guard let found = all.first(where: { $0.name == match.word() }) else {
                return "the applications are \(all.map(\.name))"
            }
            let isRight = found.status == match.status() && (match.hosts().isEmpty || match.hosts() == found.deciding)
            return isRight ? nil : "it is \(found.status) because of \(found.deciding.joined(separator: ", "))"
        },
        expect("<host> has the finding <text>") { play, match in
            let findings = play.findings(of: match.host())
            let isThere = findings.contains { StoryText.fits(match.word("text"), $0) }
            return isThere ? nil : "its findings are \(findings)"
        },
        expect("<host> has no finding") { play, match in
            let findings = play.findings(of: match.host())
            return findings.isEmpty ? nil : "its findings are \(findings)"
        },
    ]

    private static func first<Item>(_ items: [Item], _ complaint: (Item) -> String?) -> String? {
        for item in items { if let complaint = complaint(item) { return complaint } }
        return nil
    }
}

extension StoryPlay {
    fileprivate func checks(of hosts: [Host.Name]) -> [CheckLight] {
        let names = hosts.isEmpty ? town.hosts.map(\.id) : hosts
        return names.flatMap { story.judge.detail(of: $0, now: story.now)?.checks ?? [] }
    }

    fileprivate func findings(of host: Host.Name) -> [String] {
        let findings = story.judge.detail(of: host, now: story.now)?.findings ?? []
        return findings.map { StoryText.wording.finding($0, now: story.now) }
    }

    fileprivate func fits(_ light: CheckLight, _ match: StoryMatch) -> Bool {
        let verdict = light.verdict
        guard verdict.status == match.status() else { return false }
        if match.has("ageing"), !verdict.isAgeing { return false }
        if match.has("fresh"), verdict.isAgeing { return false }
        let words = StoryText.wording
        if let text = match.text("because"), !StoryText.fits(text, words.reason(verdict.reason, now: story.now)) {
            return false
        }
        if let text = match.text("by"), !StoryText.fits(text, words.origin(verdict.origin)) { return false }
        if let text = match.text("told"), words.greenWhen(verdict.reason) != text { return false }
        guard case .time(let hour, let minute, let second)? = match.values["since"] else { return true }
        let first = hour * 3600 + minute * 60 + second
        var last = first
        if case .time(let hour, let minute, let second)? = match.values["until"] {
            last = hour * 3600 + minute * 60 + second
        }
        let time = StoryClock.calendar(light.since)
        return (first...max(first, last)).contains(time.hour * 3600 + time.minute * 60 + time.second)
    }

    fileprivate func describe(_ light: CheckLight) -> String {
        let words = StoryText.wording
        let verdict = light.verdict
        let parts = [
            "\(StoryText.name(light.check)) is \(verdict.status)\(verdict.isAgeing ? " and ageing" : "")",
            "because \"\(words.reason(verdict.reason, now: story.now))\"", "since \(StoryClock.text(light.since))",
            "by \"\(words.origin(verdict.origin))\"", words.greenWhen(verdict.reason).map { "told \"\($0)\"" },
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }

    fileprivate func describe(_ hosts: [Host.Name], of status: Status) -> String {
        let shown = hosts.prefix(6).joined(separator: ", ") + (hosts.count > 6 ? " …" : "")
        return "\(hosts.count) are \(status)\(hosts.isEmpty ? "" : ": \(shown)")"
    }

    fileprivate func describe(_ incidents: [Incident]) -> String {
        guard !incidents.isEmpty else { return "there is none" }
        return incidents.prefix(5).map { incident in
            "incident \(incident.number) is \(incident.closed == nil ? "open" : "over"): "
                + "\(StoryText.name(incident.cause)), \(incident.status), \(incident.worst) at worst, "
                + "\(incident.behind.count) behind" + describeRest(of: incident)
        }.joined(separator: "; ")
    }

    private func describeRest(of incident: Incident) -> String {
        let parts = [
            incident.isFlapping == true ? "flapping" : nil, incident.isMuted == true ? "muted" : nil,
            incident.acknowledgement.map {
                ($0.isAccepted ? "accepted by " : "with ") + $0.person.shown + ($0.isAccepted ? "" : " on it")
            }, incident.saying.map { "telling \"\($0.text)\"" },
        ]
        return parts.compactMap { $0.map { ", " + $0 } }.joined()
    }

    fileprivate func complaint(about match: StoryMatch, isOpen: Bool) -> String? {
        guard let incident = story.incidents[Incident.Number(match.count())] else {
            return describe(story.incidents.values.sorted { $0.number < $1.number })
        }
        let cause = Check(host: match.host(), aspect: match.aspect(), subject: match.text("subject") ?? "")
        let isRight =
            incident.cause == cause && (incident.closed == nil) == isOpen
            && match.optionalStatus().map { $0 == incident.status } ?? true
            && match.optionalStatus("worst").map { $0 == incident.worst } ?? true
            && match.optionalNumber("behind").map { Int($0) == incident.behind.count } ?? true
            && (incident.isFlapping == true || !match.has("flapping"))
            && (incident.isMuted == true || !match.has("muted"))
            && (incident.acknowledgement?.isAccepted == true || !match.has("accepted"))
            && (incident.acknowledgement == nil || !match.has("nobody"))
            && match.text("person").map { $0 == incident.acknowledgement?.person.shown } ?? true
            && match.text("saying").map { $0 == incident.saying?.text } ?? true
        return isRight ? nil : describe([incident])
    }
}

extension StoryPlay {
    /// What the head of every screen says in English.
    fileprivate var notices: [String] {
        let wording = Wording(language: .english) { CalendarTime(utc: $0) }
        return story.judge.board(now: story.now).notices.map { wording.own($0, now: story.now) }
    }
}
