internal import Model

extension Judge {
    /// Places a group's checks: one lamp for each template and row that somebody wants judged, or one for a template
    /// over all rows. Lamps that are there
    /// already, from an earlier layout, other rules or the saved state, keep what they know.
    ///
    /// Rows that are hosts of their own are judged on those.
    mutating func lay(_ layout: GroupLayout, on place: Int, now: Timestamp, into outcome: inout Outcome) {
        let guests = guests[place]?[layout.key.group] ?? [:]
        let interval = watched[place].interval
        let former = watched[place].host.formerMembers
        lay(layout, on: place, interval: interval, now: now, into: &outcome) {
            guests[$0.identity] == nil
                && (former.isEmpty
                    || !former.contains(Host.FormerMember(group: layout.key.group, identity: $0.identity)))
        }
        for (identity, guest) in guests.sorted(by: { $0.value < $1.value }) {
            lay(layout, on: guest, interval: interval, now: now, into: &outcome) { $0.identity == identity }
            settle(guest, now: now, hasNews: true, into: &outcome)
        }
    }

    /// - Parameters:
    ///   - interval: Of the visits that the group is read with.
    ///   - isMine: Which of the rows are judged here.
    private mutating func lay(
        _ layout: GroupLayout, on place: Int, interval visits: Duration, now: Timestamp, into outcome: inout Outcome,
        where isMine: (Row) -> Bool
    ) {
        let name = layout.key.group
        let isGuest = layout.key.host != watched[place].host.id
        let known = watched[place].groups.firstIndex { $0.layout.key == layout.key }
        guard let definition = probes.group(name) else {
            // Nobody judges it (any more).
            if let known { detach(known, of: place, now: now, into: &outcome) }
            return
        }
        let interval = visits * max(1, definition.everyVisits)
        var group = JudgedGroup(layout: layout, interval: interval)
        for template in definition.checks { group.add(template, of: definition.columns) }
        if let known { group.inherit(watched[place].groups[known]) }

        let former = known.map { watched[place].groups[$0].checks.map(\.lamp) } ?? []
        var taken = Set<Int>()
        var index = LampIndex(watched[place].lamps, former: former)
        let probe = layout.key.probe
        let page = book.page(for: watched[place].host)
        var tallies = TalliesInTheMaking()
        for (sum, scope) in Judge.scopes(of: definition, over: layout, isGuest: isGuest, where: isMine) {
            let template = definition.checks[sum]
            let row = scope.row.map { layout.rows[$0] }
            if template.isForNeighbours, let row, watched[place].feeds.isDisjoint(with: [row.label, row.identity]) {
                continue
            }
            var standard = Judgement(
                condition: template.condition, unit: template.unit,
                room: template.room.map { Judgement.Room(unit: $0.unit, limits: $0.limits) }, hold: template.hold,
                redHold: template.redHold, polls: template.polls,
                origin: .probe(probe), countsProcesses: definition.rows.areProcesses)
            standard.comparison = Comparison.standard(
                aspect: template.aspect, condition: template.condition, unit: template.unit)
            // Who manages it may know of its death before the echoes do, which tell the cause.
            if isGuest { standard.hold = max(standard.hold, timing.certainty) }
            // On its own page it needs no name, but who says so.
            let bare = template.subject + (isGuest ? layout.key.host : row?.label ?? "")
            guard let judgement = page.judgement(aspect: template.aspect, subject: bare, otherwise: standard) else {
                continue
            }
            if !isGuest, let row = scope.row, let count = page.count(aspect: template.aspect, subject: bare) {
                tallies.add(
                    RowTally.Member(row: row, sum: sum, judgement: intern(judgement), name: bare), to: count, template,
                    standard)
                continue
            }
            guard
                let lamp = lamp(
                    for: template, subject: bare, row: row, group: group, index: &index, place: place, now: now)
            else { continue }
            taken.insert(lamp)
            hang(lamp, for: judgement, template, interval, on: place)
            group.checks.append(
                JudgedGroup.PlacedCheck(scope: scope, sum: sum, lamp: lamp, judgement: intern(judgement)))
            for (direction, change) in page.changes(aspect: template.aspect, subject: bare, of: judgement) {
                let subject = [watched[place].lamps[lamp].subject, direction.rawValue].filter { !$0.isEmpty }
                guard
                    let second = self.lamp(
                        for: template, subject: subject.joined(separator: " "), row: row, group: group, index: &index,
                        place: place, now: now)
                else { continue }
                hang(second, for: change, template, interval, on: place)
                taken.insert(second)
                group.checks.append(
                    JudgedGroup.PlacedCheck(scope: scope, sum: sum, lamp: second, judgement: intern(change)))
            }
        }
        for (tally, template, standard) in tallies.all {
            let name = tally.count.name
            guard
                let judgement = page.judgement(aspect: template.aspect, subject: name, otherwise: standard),
                let lamp = lamp(
                    for: template, subject: name, row: nil, group: group, index: &index, place: place, now: now)
            else { continue }
            taken.insert(lamp)
            watched[place].lamps[lamp].interval = interval
            watched[place].lamps[lamp].follow(judgement, origin: intern(judgement.origin))
            watched[place].lamps[lamp].isAttached = true
            group.add(
                tally, lamp: lamp, judgement: intern(judgement), after: known.map { watched[place].groups[$0] })
        }
        if let known {
            watched[place].groups[known] = group
        } else {
            watched[place].groups.append(group)
        }
        for lamp in former where !taken.contains(lamp) { remove(lamp, of: place, now: now, into: &outcome) }
    }

    /// A lamp is fed by a group from now on.
    private mutating func hang(
        _ lamp: Int, for judgement: Judgement, _ template: CheckTemplate, _ interval: Duration, on place: Int
    ) {
        watched[place].lamps[lamp].interval = interval
        watched[place].lamps[lamp].follow(judgement, origin: intern(judgement.origin))
        watched[place].lamps[lamp].isAttached = true
        if template.when == nil, watched[place].lamps[lamp].withdrawn == nil {
            watched[place].lamps[lamp].isPresent = true
        }
    }

    /// What a group's templates look at: those of single rows row by row, then those of all rows at once.
    private static func scopes(
        of definition: Probe.Group, over layout: GroupLayout, isGuest: Bool, where isMine: (Row) -> Bool
    ) -> [(template: Int, scope: JudgedGroup.Scope)] {
        let templates = definition.checks.indices
        let rows = layout.rows.indices.filter { isMine(layout.rows[$0]) }
        let single = rows.flatMap { row in
            templates.filter { definition.checks[$0].across == .rows }.map { ($0, JudgedGroup.Scope.row(row)) }
        }
        guard !isGuest, !layout.rows.isEmpty else { return single }
        return single + templates.filter { definition.checks[$0].across == .average }.map { ($0, .average) }
    }

    /// The lamp of a check. Two rows of one name are told apart by their identity, two groups by theirs.
    private mutating func lamp(
        for template: CheckTemplate, subject bare: String, row: Row?, group: JudgedGroup, index: inout LampIndex,
        place: Int, now: Timestamp
    ) -> Int? {
        let marks = [row?.identity, group.layout.key.group].compactMap { $0 }
        let names =
            [bare]
            + marks.indices.map {
                let mark = marks[...$0].joined(separator: ", ")
                return bare.isEmpty ? mark : "\(bare) (\(mark))"
            }
        for subject in names {
            switch index.take(template.aspect, subject) {
            case .occupied: continue
            case .free(let lamp): return lamp
            case .new(let next):
                var lamp = Lamp(
                    aspect: template.aspect, subject: subject, source: .readings, interval: group.interval,
                    origin: intern(.builtIn), since: now)
                // Not shown before its condition is known to hold, if it has one.
                lamp.isPresent = template.when == nil
                watched[place].lamps.append(lamp)
                return next
            }
        }
        return nil
    }

    /// How long a probe must not have fitted before its lights go: one discovery may have missed something.
    private static let unfittingPatience = Duration.seconds(3600)

    /// Takes away the lights of probes that fit a host no longer: another device, another firmware, another definition.
    mutating func dropUnfitting(_ place: Int, now: Timestamp, into outcome: inout Outcome) {
        guard let facts = watched[place].facts, !facts.probes.isEmpty else { return }
        let name = watched[place].host.id
        let probes = Set(watched[place].groups.filter { $0.layout.key.host == name }.map(\.layout.key.probe))
        let unfitting = probes.subtracting(facts.probes)
        watched[place].unfitting = watched[place].unfitting.filter { unfitting.contains($0.key) }
        for probe in unfitting.sorted() {
            let since = watched[place].unfitting[probe] ?? now
            watched[place].unfitting[probe] = since
            guard now - since >= Judge.unfittingPatience else { continue }
            while let group = watched[place].groups.firstIndex(where: {
                $0.layout.key.host == name && $0.layout.key.probe == probe
            }) {
                detach(group, of: place, now: now, into: &outcome)
            }
        }
    }

    private mutating func detach(_ group: Int, of place: Int, now: Timestamp, into outcome: inout Outcome) {
        for check in watched[place].groups[group].checks { remove(check.lamp, of: place, now: now, into: &outcome) }
        watched[place].groups.remove(at: group)
    }

    /// Takes a lamp out of view; its incident ends, as nothing is left that could end it.
    mutating func remove(_ index: Int, of place: Int, now: Timestamp, into outcome: inout Outcome) {
        let lamp = watched[place].lamps[index]
        guard lamp.isPresent else { return }
        if let number = lamp.incident { close(number, now: now, into: &outcome) }
        var empty = Lamp(
            aspect: lamp.aspect, subject: lamp.subject, source: lamp.source, interval: lamp.interval,
            origin: lamp.origin, since: now)
        empty.follow(lamp)
        empty.isPresent = false
        empty.isAttached = false
        watched[place].lamps[index] = empty
        watched[place].usual[index] = nil
        watched[place].oddities[index] = nil
        outcome.changedHosts.insert(watched[place].host.id)
    }

    /// Takes a lamp out of view whose row is gone for good, but keeps its place for the row's return.
    mutating func withdraw(_ index: Int, of place: Int, now: Timestamp, into outcome: inout Outcome) {
        remove(index, of: place, now: now, into: &outcome)
        watched[place].lamps[index].isAttached = true
        watched[place].lamps[index].withdrawn = now
    }
}

extension Probe.Rows {
    /// Each row counts the processes of one name.
    fileprivate var areProcesses: Bool {
        switch self {
        case .mustRun: true
        case .scalar, .table: false
        }
    }
}

/// The lamps of a host by what they judge, while a group is laid out.
private struct LampIndex {
    enum Answer {
        case new(Int)
        case free(Int)
        case occupied
    }

    private struct Key: Hashable {
        var aspect: Aspect
        var subject: String
    }

    private var places: [Key: Int] = [:]
    private var isFree: [Bool]

    /// - Parameter former: Lamps of the group's layout before this one.
    init(_ lamps: [Lamp], former: [Int]) {
        isFree = lamps.map { $0.source == .readings && !$0.isAttached }
        for lamp in former { isFree[lamp] = true }
        for (place, lamp) in lamps.enumerated() {
            places[Key(aspect: lamp.aspect, subject: lamp.subject)] = place
        }
    }

    mutating func take(_ aspect: Aspect, _ subject: String) -> Answer {
        let key = Key(aspect: aspect, subject: subject)
        guard let place = places[key] else {
            places[key] = isFree.count
            isFree.append(false)
            return .new(isFree.count - 1)
        }
        guard isFree[place] else { return .occupied }
        isFree[place] = false
        return .free(place)
    }
}
