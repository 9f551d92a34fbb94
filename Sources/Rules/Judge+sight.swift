internal import Model

/// Whether we can see at all. Our own connection may be gone, or so much of the fleet vanishes at once that no device
/// explains it: then it is us, and no device is blamed.
struct Sight: Sendable {
    /// The subject of the daemon's light for its blindness.
    static let subject = "sight"
    /// Fewer hosts than this may well be gone at once.
    static let fewest = 10
    /// Fewer than this that nothing above them explains may well die at once by themselves: a power cut in one room.
    static let fewestRoots = 5

    var isUplinkDown = false
    var hasFleetVanished = false
    /// Hosts behind slow lines are witnesses, too: there are too few others. They are asked so rarely that most of them
    /// seem to answer long after nobody does.
    private(set) var takesSlow = false
    /// Witnesses that answer now.
    var answering = 0
    /// Witnesses that were lost within the last two pings, oldest first; some may be back.
    private(set) var vanished: [Loss] = []

    struct Loss: Sendable {
        var place: Int
        var time: Timestamp
        /// It was heard before; one that never was counts only while nobody at all is heard.
        var hadAnswered: Bool
    }

    var isBlind: Bool { isUplinkDown || hasFleetVanished }

    mutating func lost(_ place: Int, at time: Timestamp, hadAnswered: Bool, window: Duration) {
        vanished.removeAll { $0.time < time - window }
        vanished.append(Loss(place: place, time: time, hadAnswered: hadAnswered))
    }

    mutating func forget() { vanished.removeAll() }

    /// Chooses the witnesses, none of whom has answered yet.
    mutating func begin(_ lines: some Sequence<Fleet.Line>) {
        takesSlow = lines.count { $0 == .fast } < Sight.fewest
        answering = 0
        forget()
    }

    /// Whether a host says something about our sight.
    func isWitness(_ line: Fleet.Line) -> Bool { line == .fast || takesSlow }
}

extension Judge {
    /// The subject of the daemon's own light that says it is blind, in the aspect reach.
    public static let sightSubject = Sight.subject

    /// Before a host is called down: did more than half of what answered vanish just now, and from many roots?
    ///
    /// - Returns: We are blind.
    mutating func lookForBlindness(now: Timestamp, into outcome: inout Outcome) -> Bool {
        if sight.isBlind { return true }
        let gone = sight.vanished.filter {
            $0.time >= now - sightWindow && watched[$0.place].reach.isLost
                && ($0.hadAnswered || sight.answering == 0)
        }
        guard gone.count >= Sight.fewest, gone.count * 2 > sight.answering + gone.count else { return false }
        let roots = gone.filter { entry in
            let parents = lineage.parents[entry.place]
            return parents.isEmpty || parents.contains { !watched[$0].reach.isLost }
        }
        guard roots.count >= Sight.fewestRoots else { return false }
        sight.hasFleetVanished = true
        for loss in gone { watched[loss.place].reach.isDeciding = true }
        sightChanged(now: now, into: &outcome)
        return true
    }

    /// How close together losses have to come to be taken for one.
    var sightWindow: Duration {
        (sight.takesSlow ? max(timing.ping, timing.slowPing, timing.behindSlowPing) : timing.ping) * 2
    }

    /// A host answers that did not.
    mutating func countAnswering(_ place: Int) {
        if sight.isWitness(watched[place].line) { sight.answering += 1 }
    }

    /// A host is lost.
    mutating func countLost(_ place: Int, hadAnswered: Bool, now: Timestamp) {
        guard sight.isWitness(watched[place].line) else { return }
        if hadAnswered { sight.answering -= 1 }
        // A school that goes home does not blind us.
        guard !isExpectedOff(place, now: now) else { return }
        sight.lost(place, at: now, hadAnswered: hadAnswered, window: sightWindow)
    }

    /// Whether enough of what vanished is back.
    mutating func lookAround(now: Timestamp, into outcome: inout Outcome) {
        guard sight.hasFleetVanished else { return }
        let unseen = watched.count { $0.reach.standing == .unseen && sight.isWitness($0.line) }
        guard unseen * 2 <= sight.answering + unseen else { return }
        sight.hasFleetVanished = false
        sight.forget()
        sightChanged(now: now, into: &outcome)
    }

    /// Says that we are blind, or what we see now: what is still gone then has its time to come back.
    mutating func sightChanged(now: Timestamp, into outcome: inout Outcome) {
        if sight.isBlind {
            put(
                OwnLight(
                    aspect: .reach, subject: Sight.subject, status: .red,
                    .sight(sight.isUplinkDown ? .blindWithoutLine : .blindWithoutFleet)),
                now: now)
            for place in watched.indices where watched[place].reach.isDeciding {
                decide(from: place, now: now, into: &outcome)
            }
        } else {
            if let index = watched[own].lamp(.reach, Sight.subject) {
                put(OwnLight(aspect: .reach, subject: Sight.subject, status: .green, .sight(.sees)), now: now)
                settle(own, now: now, into: &outcome)
                remove(index, of: own, now: now, into: &outcome)
            }
            for place in watched.indices where watched[place].reach.standing == .unseen {
                giveTime(place, now: now, into: &outcome)
            }
        }
        settle(own, now: now, into: &outcome)
    }
}
