internal import Model

/// Whether opening hours, or a window of planned work, are on now.
struct HoursClock: Sendable {
    private let hours: OpeningHours
    private(set) var isOpen = false
    /// When that was last found to begin.
    private(set) var opened: Timestamp?
    /// When it changes next.
    private(set) var changes = Timestamp.never
    private var looked: Timestamp?

    init?(_ text: String) {
        guard let hours = OpeningHours(text) else { return nil }
        self.hours = hours
    }

    /// - Returns: whether it is another state than before.
    mutating func look(now: Timestamp, calendar: (Timestamp) -> CalendarTime) -> Bool {
        let wasOpen = isOpen
        let isFirst = looked == nil
        isOpen = hours.isOpen(at: calendar(now))
        if isOpen, !wasOpen {
            // After a start it may have opened a while ago.
            let before = now - (isFirst ? Judge.openingGrace : .seconds(60))
            opened = hours.isOpen(at: calendar(before)) ? nil : hours.change(after: before, calendar: calendar)
        }
        changes = hours.change(after: now, calendar: calendar) ?? now + .seconds(8 * 86_400)
        looked = now
        return isFirst || isOpen != wasOpen
    }

    /// Whether it has to be looked at: its time has come, or the clock was set back.
    func isDue(now: Timestamp) -> Bool { changes <= now || looked.map { now < $0 } ?? true }
}

/// Why a host's lights are blue, and when that ends.
struct Shut: Sendable, Hashable {
    var reason: Reason
    var ends: Timestamp?
}

extension Judge {
    /// What is off when its hours begin has so long to be switched on.
    static let openingGrace = Duration.seconds(3600)

    /// Sets up a clock for each text of hours that there is, and tells each host by which it goes.
    mutating func wind(now: Timestamp) {
        let before = clocks
        clocks = [:]
        for place in watched.indices where place != own {
            let site = fleet.site(watched[place].host.site)
            watched[place].hours = hours(of: place, at: site)
            watched[place].windows = [watched[place].host.maintenance, site?.maintenance].compactMap { $0 }
            for text in watched[place].windows + [watched[place].hours].compactMap({ $0 }) where clocks[text] == nil {
                clocks[text] = before[text] ?? HoursClock(text)
            }
        }
        for text in clocks.keys { _ = clocks[text]?.look(now: now, calendar: calendar) }
    }

    /// The hours within which a host has to be on; `nil`: always. What others hang on is always on unless it says
    /// otherwise itself: nobody would hear of a dead switch before Monday.
    private func hours(of place: Int, at site: Site?) -> String? {
        switch watched[place].host.hours {
        case .always: nil
        case .open(let text): text
        case nil: lineage.children[place].isEmpty ? site?.hours : nil
        }
    }

    /// Looks at the clocks whose time has come; hosts that go by one that changed are to be looked at.
    mutating func followClocks(now: Timestamp) {
        var changed: Set<String> = []
        for text in clocks.keys where clocks[text]?.isDue(now: now) == true {
            if clocks[text]?.look(now: now, calendar: calendar) == true { changed.insert(text) }
        }
        guard !changed.isEmpty else { return }
        for place in watched.indices where place != own {
            if watched[place].hours.map(changed.contains) == true
                || watched[place].windows.contains(where: changed.contains)
            {
                deadlines[place] = now
            }
        }
    }

    /// Nobody is surprised if the host goes off now: it is paused, or its site is closed.
    func isExpectedOff(_ place: Int, now: Timestamp) -> Bool {
        if pauseReason(of: place, now: now) != nil { return true }
        return watched[place].hours.flatMap { clocks[$0] }.map { !$0.isOpen } ?? false
    }

    private func pauseReason(of place: Int, now: Timestamp) -> Shut? {
        let own = watched[place].pause
        for pause in [own, sitePauses[watched[place].host.site]].compactMap({ $0 })
        where pause.until.map({ $0 > now }) ?? true {
            return Shut(reason: .paused(pause), ends: pause.until)
        }
        for text in watched[place].windows {
            guard let clock = clocks[text], clock.isOpen else { continue }
            return Shut(
                reason: .paused(Pause(since: clock.opened, until: clock.changes, text: text)), ends: clock.changes)
        }
        return nil
    }

    /// Why the lights of a host are blue now; of its hours only while it is off.
    private func shut(_ place: Int, now: Timestamp) -> Shut? {
        guard place != own else { return nil }
        if let paused = pauseReason(of: place, now: now) { return paused }
        switch watched[place].reach.standing {
        case .unknown, .up, .unseen: return nil
        case .behind(let root):
            // What hangs on something that is paused or closed is as little an alarm as that; on something that is broken it
            // is behind that at every hour.
            return places[root].flatMap { watched[$0].shut }
        case .unpowered(let host, _):
            return places[host].flatMap { watched[$0].shut }
        case .down: return closed(place, now: now)
        }
    }

    private func closed(_ place: Int, now: Timestamp) -> Shut? {
        guard let clock = watched[place].hours.flatMap({ clocks[$0] }) else { return nil }
        guard clock.isOpen else { return Shut(reason: .closed(opens: clock.changes), ends: clock.changes) }
        // It was off when the hours began.
        guard let opened = clock.opened, let lost = watched[place].reach.lost, lost <= opened,
            now < opened + Judge.openingGrace
        else { return nil }
        return Shut(reason: .closed(opens: opened), ends: opened + Judge.openingGrace)
    }

    /// Brings a host's blue up to date before its lights are worked out; what hangs on it is to be looked at too.
    ///
    /// - Returns: whether it is another one: then all of its lights are.
    mutating func shutOrOpen(_ place: Int, now: Timestamp) -> Bool {
        // Field by field: nearly every host stops here, and none of it is copied for that.
        guard
            watched[place].shut != nil || watched[place].pause != nil || !sitePauses.isEmpty
                || !watched[place].windows.isEmpty || watched[place].reach.isLost
        else { return false }
        if let until = watched[place].pause?.until, until <= now { watched[place].pause = nil }
        let shut = shut(place, now: now)
        guard shut != watched[place].shut else { return false }
        watched[place].shut = shut
        for child in lineage.descendants(of: place) { deadlines[child] = min(deadlines[child], now) }
        return true
    }
}
