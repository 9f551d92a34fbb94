extension Wording {
    /// A line of what changed before a trouble, without its time: `core-1: no connection`.
    public func why(_ line: Why.Line, of host: Host.Name, now: Timestamp) -> String {
        if let spells = line.again { return again(spells) }
        if let shift = line.traffic { return traffic(shift) }
        guard let event = line.event else { return "" }
        let what = change(event, count: line.count, since: line.since, now: now)
        switch line.kind {
        case .own, .finding, .again, .traffic: return what
        case .act: return line.hosts == [host] ? what : "\(names(line.hosts)): \(what)"
        case .parent: return "\(names(line.hosts)): \(what)"
        case .neighbours:
            return say(fi: "samassa laitteessa ", sv: "på samma enhet ", en: "on the same parent ")
                + "\(names(line.hosts)): \(what)"
        case .daemon: return say(fi: "valvonta: ", sv: "övervakningen: ", en: "the monitor: ") + what
        }
    }

    /// What happened to a check without its host: `psu 2 failed, red`.
    public func change(_ event: Event, now: Timestamp) -> String {
        change(event, count: nil, since: nil, now: now)
    }

    private func change(_ event: Event, count: Int?, since: Timestamp?, now: Timestamp) -> String {
        let reason = self.reason(event.reason, now: now)
        switch event.reason {
        case .act, .finding: return reason
        case .notYetChecked, .answers, .noAnswer, .behind, .hostDown, .blind, .silent, .measured, .processes, .state,
            .version, .support, .stale, .notVisible, .own, .paused, .closed, .gone, .expected, .unusual, .noPower,
            .condition:
            break
        }
        let named = [subject(of: event), reason].filter { !$0.isEmpty }.joined(separator: " ")
        guard let count, let since else { return "\(named), \(word(event.from)) → \(word(event.to))" }
        let begin = self.since(since, now: now)
        return named
            + say(
                fi: ", \(count) muutosta alkaen \(begin)", sv: ", \(count) ändringar sedan \(begin)",
                en: ", \(count) changes since \(begin)")
    }

    /// What tells the check from the host's others; nothing where the reason says it all.
    private func subject(of event: Event) -> String {
        let subject = event.check.subject.visible()
        switch event.check.aspect {
        case .reach: return ""
        case .hardware, .services: return subject.isEmpty ? word(event.check.aspect) : subject
        case .disk, .memory, .cpu, .io, .updates, .traffic, .wireless, .link, .backup:
            return [word(event.check.aspect), subject].filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    private func names(_ hosts: [Host.Name]) -> String {
        let shown = hosts.prefix(3).map { $0.visible() }.joined(separator: ", ")
        let more = hosts.count - 3
        return more > 0 ? shown + say(fi: " ja \(more) muuta", sv: " och \(more) till", en: " and \(more) more") : shown
    }

    private func again(_ spells: [Why.Spell]) -> String {
        let count = spells.count
        let head =
            count == 1
            ? say(
                fi: "sama vika kerran 30 päivässä", sv: "samma fel en gång på 30 dagar", en: "the same once in 30 days")
            : say(
                fi: "sama vika \(count) kertaa 30 päivässä", sv: "samma fel \(count) gånger på 30 dagar",
                en: "the same \(count) times in 30 days")
        let times = spells.prefix(3).map { spell in
            dayAndClock(spell.opened) + (spell.closed.map { " (\(duration($0 - spell.opened)))" } ?? "")
        }
        return head + ": " + times.joined(separator: ", ") + (count > 3 ? ", …" : "")
    }
}
