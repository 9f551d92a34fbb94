import Model
import Rules

extension StoryForms {
    /// What happens in the town, to its devices and to us.
    static let facts: [StoryPhrase<StoryDeed>] = reachFacts + tableFacts + ownFacts + fleetFacts + acts + pastFacts

    static func fact(
        _ form: String, _ act: @escaping @Sendable (inout StoryPlay, StoryMatch) throws -> Void
    ) -> StoryPhrase<StoryDeed> {
        StoryPhrase(form) { match in .fact { play in try act(&play, match) } }
    }

    private static let reachFacts: [StoryPhrase<StoryDeed>] = [
        fact("<hosts> dies|die") { play, match in play.story.dead.formUnion(match.hosts()) },
        fact("<hosts> comes|come back [rebooted]") { play, match in
            play.story.dead.subtract(match.hosts())
            if match.has("rebooted") { play.reboot(match.hosts()) }
        },
        fact("<hosts> reboots|reboot") { play, match in play.reboot(match.hosts()) },
        fact("<hosts> loses|lose <number> % of echoes") { play, match in
            for host in match.hosts() { play.story.loss[host] = match.count() }
        },
        fact("<hosts> loses|lose no echoes") { play, match in
            for host in match.hosts() { play.story.loss[host] = nil }
        },
        fact("<hosts> loses|lose the next <number> echoes|echo") { play, match in
            for host in match.hosts() { play.story.losesNext[host] = match.count() }
        },
        fact("the agent|agents of <hosts> falls|fall silent") { play, match in
            play.story.silentAgents.formUnion(match.hosts())
            for host in match.hosts() { play.story.silence[host] = nil }
        },
        StoryPhrase("the agent|agents of <hosts> refuses|refuse us with <word>") { (match) throws(StoryMistake) in
            let word = match.word()
            let cause: SilenceCause
            if word == "unreachable" {
                cause = .refused
            } else if let fault = SecurityFault(rawValue: word) {
                cause = .security(fault)
            } else {
                let known = SecurityFault.allCases.map(\.rawValue) + ["unreachable"]
                let nearest = nearestStoryWord(to: word, among: known) ?? known.joined(separator: ", ")
                throw StoryMistake("no agent refuses with \"\(word)\", did you mean \(nearest)?")
            }
            return .fact { play in
                play.story.silentAgents.formUnion(match.hosts())
                for host in match.hosts() { play.story.silence[host] = cause }
            }
        },
        fact("the agent|agents of <hosts> answers|answer [again]") { play, match in
            play.story.silentAgents.subtract(match.hosts())
        },
    ]

    private static let tableFacts: [StoryPhrase<StoryDeed>] = [
        fact("<hosts> tells|tell nothing of <kind> [<word:subject>]") { play, match in
            let kind = try match.kind()
            for host in match.hosts() {
                guard let subject = match.text("subject") else {
                    play.change(kind, of: host) { $0.dropValues() }
                    continue
                }
                play.change(kind, of: host) { $0.set(subject) { _ in nil } }
            }
        },
        StoryPhrase("<hosts> tells|tell <kind> [<word:subject>] <amount>") { (match) throws(StoryMistake) in
            let kind = try match.kind()
            let value = try value(match.values["amount"], of: kind)
            return .fact { play in
                for host in match.hosts() {
                    play.change(kind, of: host) { $0.set(match.text("subject") ?? "") { _ in .fixed(value) } }
                }
            }
        },
        fact("<hosts> carries|carry <rate> on <kind> <word:subject>") { play, match in
            play.pace(of: match.hosts(), try match.kind(), match.word("subject"), match.number("rate") / 8)
        },
        fact("<hosts> counts|count <number> a second on <kind> <word:subject>") { play, match in
            play.pace(of: match.hosts(), try match.kind(), match.word("subject"), match.number())
        },
        StoryPhrase("<hosts> counts|count on from <word:base> on <kind> <word:subject>") {
            (match) throws(StoryMistake) in
            let kind = try match.kind()
            guard let base = UInt64(match.word("base")) else { throw StoryMistake("a counter holds a whole number") }
            return .fact { play in
                let now = play.story.now
                for host in match.hosts() {
                    play.change(kind, of: host) { table in
                        table.set(match.word("subject")) { cell in
                            var counter = PlayedTable.Counter(base: base, since: now)
                            if case .counter(let old)? = cell { counter.perSecond = old.perSecond }
                            return .counter(counter)
                        }
                    }
                }
            }
        },
        fact(
            "<hosts> told <kind> [<word:subject>] <number:low> [to <number:high>] [%] [at <clock>] for <number:weeks> weeks"
        ) { play, match in
            var hour: Int?
            if case .time(let number, _, _)? = match.values["clock"] { hour = number }
            let low = match.number("low")
            let past = Story.Past(
                group: try match.kind().group, label: match.text("subject") ?? "", low: low,
                high: match.optionalNumber("high") ?? low, hour: hour, weeks: match.count("weeks"),
                end: play.story.now)
            for host in match.hosts() { play.story.past[host, default: []].append(past) }
        },
        fact("<hosts> has|have been up for <duration>") { play, match in
            for host in match.hosts() { play.story.started[host] = play.story.now - (match.duration() ?? .zero) }
        },
        fact("<hosts> gives|give no uptime") { play, match in
            for host in match.hosts() {
                play.story.started[host] = nil
                play.withoutUptime.insert(host)
            }
        },
        fact("<hosts> renumbers|renumber its|their rows") { play, match in
            for host in match.hosts() {
                for place in play.story.tables[host, default: []].indices {
                    play.story.tables[host]?[place].renumber()
                }
            }
        },
        fact(
            """
            <hosts> says|say {maker <word:maker>; model <word:model>; system <word:system>; version <word:version>; \
            serial <word:serial>; description <text:description>; probe <word:probe>}
            """
        ) { play, match in
            for host in match.hosts() {
                var facts = play.story.facts[host] ?? HostFacts()
                facts.vendor = match.text("maker") ?? facts.vendor
                facts.model = match.text("model") ?? facts.model
                facts.os = match.text("system") ?? facts.os
                facts.version = match.text("version") ?? facts.version
                facts.serial = match.text("serial") ?? facts.serial
                facts.systemDescription = match.text("description") ?? facts.systemDescription
                if let probe = match.text("probe") { facts.probes = [probe] }
                play.story.facts[host] = facts
            }
        },
        fact("<hosts> has|have engine <word:engine>") { play, match in
            let digits = match.word("engine").compactMap(\.hexDigitValue).map { UInt8($0) }
            let octets = stride(from: 1, to: digits.count, by: 2).map { digits[$0 - 1] << 4 | digits[$0] }
            for host in match.hosts() {
                play.story.manners[host] = Manners(
                    engine: Manners.Engine(id: EngineID(octets), boots: 1, time: 1, asOf: play.story.now))
            }
        },
    ]

    /// A value in the unit of what tells it.
    static func value(_ amount: StoryValue?, of kind: StoryKind) throws(StoryMistake) -> Value {
        switch amount {
        case .number(let number)? where kind.words.isEmpty:
            return number == number.rounded() ? .integer(Int64(number)) : .real(number)
        case .duration(let duration)? where kind.unit == .seconds:
            return .integer(duration.wholeMilliseconds / 1000)
        case .text(let word)?:
            if let state = kind.words[word] { return .integer(state) }
            guard !kind.words.isEmpty else { throw StoryMistake("\(kind.name) is told in numbers, not \"\(word)\"") }
            let known = kind.words.keys.sorted()
            let nearest = nearestStoryWord(to: word, among: known) ?? known.joined(separator: ", ")
            throw StoryMistake("\(kind.name) is never \"\(word)\", did you mean \(nearest)?")
        default:
            let words = kind.words.keys.sorted().joined(separator: ", ")
            throw StoryMistake("\(kind.name) is told as \(words.isEmpty ? "a number" : words)")
        }
    }

    private static let ownFacts: [StoryPhrase<StoryDeed>] = [
        fact("our line is cut|back") { play, match in play.story.isCutOff = match.has("cut") },
        fact("our uplink is down|up") { play, match in
            let isDown = match.has("down")
            play.say(
                OwnLight(
                    aspect: .link, subject: OwnLight.uplink, status: isDown ? .red : .green,
                    text: isDown ? "no carrier on eth0" : "up"))
        },
        fact("the daemon says <aspect> <word:subject> is <status> <text>") { play, match in
            play.say(
                OwnLight(
                    aspect: match.aspect(), subject: match.word("subject"), status: match.status(),
                    text: match.word("text")))
        },
        fact("the daemon says no more of <aspect> <word:subject>") { play, match in
            play.own.removeAll { $0.aspect == match.aspect() && $0.subject == match.word("subject") }
            play.story.take(own: play.own)
        },
        fact("the poller freezes") { play, _ in play.story.isFrozen = true },
        fact("the poller runs again") { play, _ in play.story.isFrozen = false },
        fact("the daemon restarts after <duration>") { play, match in
            try play.story.restart(after: match.duration() ?? .zero)
            if !play.own.isEmpty { play.story.take(own: play.own) }
            play.story.attach(play.attachments)
        },
        fact("the clock is set back <duration>") { play, match in
            play.story.setClock(back: match.duration() ?? .zero)
        },
        fact("the clock is set forward <duration>") { play, match in
            play.story.setClock(back: .zero - (match.duration() ?? .zero))
        },
    ]

    private static let fleetFacts: [StoryPhrase<StoryDeed>] = [
        fact("reload without <hosts>") { play, match in
            for host in match.hosts() { play.town.remove(host) }
            play.reload()
        },
        fact("reload without rules") { play, _ in
            play.rules = []
            play.reload()
        },
        StoryPhrase("reload with rule \(StoryForms.rules[0].form)") { (match) throws(StoryMistake) in
            let rule = try StoryForms.rules[0].meaning(match)
            return .fact { play in
                play.rules.append(rule)
                play.reload()
            }
        },
        StoryPhrase("reload with \(StoryForms.town[0].form)") { (match) throws(StoryMistake) in
            let line = try StoryForms.town[0].meaning(match)
            return .fact { play in
                play.settle([line])
                play.reload()
            }
        },
        fact("reload as it is") { play, _ in play.reload() },
        fact("<host:one> and <host:other> swap addresses") { play, match in
            guard var one = play.town.fleet.host(match.host("one")),
                var other = play.town.fleet.host(match.host("other"))
            else { return }
            (one.endpoint, other.endpoint) = (other.endpoint, one.endpoint)
            play.town.put(one)
            play.town.put(other)
            play.reload()
        },
        fact("<host:new> appears in the table of <host:manager>") { play, match in
            guard var host = play.town.fleet.host(match.host("manager")) else { return }
            play.settle([
                StoryTownLine(
                    names: match.hosts("new"), parents: host.parents, site: host.site, isRead: false, manager: host.id)
            ])
            host = play.town.fleet.host(host.id) ?? host
            play.reload()
            play.story.take([.appeared(match.host("new"))])
        },
        fact("<host> hangs on port <word:port> of <host:switch>") { play, match in
            play.attachments[match.host()] = Attachment(host: match.host("switch"), port: match.word("port"))
            play.story.attach(play.attachments)
        },
        fact("<host:new> replaces <host:old>") { play, match in
            guard let old = play.town.fleet.host(match.host("old")) else { return }
            if let row = old.membership, var manager = play.town.fleet.host(row.manager) {
                manager.formerMembers.insert(Host.FormerMember(group: row.group, identity: row.identity))
                play.town.put(manager)
            }
            play.settle([
                StoryTownLine(
                    names: match.hosts("new"), parents: old.parents, site: old.site, isRead: false,
                    manager: old.membership?.manager)
            ])
            play.town.remove(old.id)
            play.reload()
            play.story.take([.replaced(old.id, by: match.host("new"))])
        },
    ]
}
