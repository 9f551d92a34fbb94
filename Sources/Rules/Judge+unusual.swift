public import Model

extension Judge {
    /// So often values are held against what is usual; nothing of it is done when readings come in.
    static let comparisonInterval = Duration.seconds(60)

    /// What has to be known of a host's past to tell what is usual.
    public func usualQuestions(of name: Host.Name) -> [UsualQuestion] {
        guard let place = places[name] else { return [] }
        let host = watched[place]
        return host.groups.flatMap { group in
            group.checks.compactMap { placed in
                guard judgements[placed.judgement].comparison != nil, host.lamps[placed.lamp].isPresent else {
                    return nil
                }
                return UsualQuestion(host.check(placed.lamp), of: group, placed: placed)
            }
        }
    }

    /// When work on a host is planned: what happens then is not usual.
    public func plannedWork(on name: Host.Name) -> [OpeningHours] {
        places[name].map { watched[$0].windows.compactMap { OpeningHours($0) } } ?? []
    }

    /// Hosts of which something unusual is shown: what is usual of them is to be known first.
    public var unusualHosts: [Host.Name] {
        watched.filter { $0.oddities.values.contains { $0.shown != nil } }.map(\.host.id)
    }

    /// Takes what is usual of a host in the next hours, all of it.
    public mutating func take(_ usual: [Check: UsualHours], of name: Host.Name) {
        guard let place = places[name] else { return }
        watched[place].usual = [:]
        for index in watched[place].lamps.indices {
            if let hours = usual[watched[place].check(index)] { watched[place].usual[index] = hours }
        }
    }

    /// Holds the newest values against what is usual.
    mutating func compare(now: Timestamp, into outcome: inout Outcome) {
        nextComparison = now + Judge.comparisonInterval
        var compared: [Compared] = []
        var changed: Set<Int> = []
        for place in watched.indices where place != own {
            let before = compared.count
            let kin = watched[place].groups.isEmpty ? nil : kin(of: place)
            watched[place].average(at: place, by: judgements, kin: kin, now: now, into: &compared)
            let found = Set(compared[before...].map(\.lamp))
            if watched[place].endOddities(butOf: found, by: judgements) { changed.insert(place) }
        }
        let crowd = Crowd(compared)
        for entry in compared where entry.isNew {
            let place = entry.place
            guard var oddity = watched[place].oddities[entry.lamp] else { continue }
            let before = oddity.shown
            oddity.origin = intern(entry.comparison.origin)
            oddity.decide(
                entry.value, unit: entry.unit, grounds: crowd.grounds(for: entry), isShared: crowd.isShared(entry))
            watched[place].oddities[entry.lamp] = oddity
            guard oddity.shown != before else { continue }
            watched[place].lamps[entry.lamp].isUnusual = oddity.shown != nil
            changed.insert(place)
        }
        for place in changed.sorted() { settle(place, now: now, hasNews: true, into: &outcome) }
    }

    /// Whom a host is like: those of its model, and machines that run what many run if they have its tags.
    private func kin(of place: Int) -> VersionTally.Kind? {
        guard let facts = facts(of: place) else { return nil }
        if let kind = VersionTally.kind(of: facts) { return kind }
        let tags = watched[place].host.tags
        guard let system = facts.os, !tags.isEmpty, VersionTally.generalSystems.contains(system.lowercased()) else {
            return nil
        }
        return VersionTally.Kind(vendor: "", model: tags.sorted().joined(separator: ", "), system: system)
    }

    mutating func restoreOddities(_ saved: [JudgeState.Odd], on place: Int) {
        for odd in saved {
            guard let lamp = watched[place].lamp(odd.check.aspect, odd.check.subject) else { continue }
            var oddity = odd.oddity
            oddity.origin = intern(.learnt)
            watched[place].oddities[lamp] = oddity
        }
    }
}

extension Watched {
    /// Older evidence than so many intervals says nothing of now.
    private static let freshIntervals: Int64 = 3

    /// Takes the newest values of what is compared into their means.
    ///
    /// - Parameter compared: All of them are added.
    fileprivate mutating func average(
        at place: Int, by judgements: [Judgement], kin: VersionTally.Kind?, now: Timestamp,
        into compared: inout [Compared]
    ) {
        guard shut == nil, reach.answers != false else { return }
        for group in groups {
            for placed in group.checks {
                guard let comparison = judgements[placed.judgement].comparison else { continue }
                let lamp = lamps[placed.lamp]
                guard lamp.isPresent, let evidence = lamp.evidence, evidence <= now,
                    now <= lamp.intervals(Watched.freshIntervals, after: evidence),
                    case .measured(let value, let unit, _, _, _) = lamp.finding
                else { continue }
                var oddity = oddities[placed.lamp] ?? Oddity(value, at: evidence)
                let isNew = oddity.taken < evidence
                if isNew { oddity.take(value, at: evidence, isPlain: comparison.isOfNothing) }
                oddities[placed.lamp] = oddity
                compared.append(
                    Compared(
                        place: place, lamp: placed.lamp, value: value, mean: oddity.mean, unit: unit, isNew: isNew,
                        comparison: comparison, weeks: usual[placed.lamp]?.hour(at: evidence),
                        measure: Compared.Measure(group: group.layout.key.group, template: placed.sum),
                        site: host.site, subject: lamp.subject, kin: comparison.isOfKind ? kin : nil))
            }
        }
    }

    /// Ends what is shown of checks that no rule wants compared any more.
    ///
    /// - Returns: whether there was any.
    fileprivate mutating func endOddities(butOf compared: Set<Int>, by judgements: [Judgement]) -> Bool {
        guard oddities.contains(where: { $1.isOdd && !compared.contains($0) }) else { return false }
        var unwanted: Set<Int> = []
        for group in groups {
            for placed in group.checks where judgements[placed.judgement].comparison == nil {
                unwanted.insert(placed.lamp)
            }
        }
        var hasEnded = false
        for (lamp, oddity) in oddities where oddity.isOdd && unwanted.contains(lamp) {
            oddities[lamp] = nil
            lamps[lamp].isUnusual = false
            hasEnded = true
        }
        return hasEnded
    }

    /// What of it a restart brings back.
    var keptOddities: [JudgeState.Odd]? {
        let shown = oddities.filter { $0.value.shown != nil }.sorted { $0.key < $1.key }
        return shown.isEmpty ? nil : shown.map { JudgeState.Odd(check: check($0.key), oddity: $0.value) }
    }
}
