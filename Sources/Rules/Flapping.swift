internal import Model

/// How often a light turned from good to bad or back within the last hour. Late turns weigh more than early ones, and it
/// takes more to be called flapping than to stay so (as Nagios and Icinga count states, but by time).
struct Flapping: Sendable, Codable {
    private static let window = Duration.seconds(3600)
    /// A turn weighs 1.2 when it happens and 0.8 when it leaves the window: three outages within the hour, or a little more.
    private static let weights = (early: 0.8, late: 1.2)
    private static let begins = 5.0
    private static let ends = 2.5
    private static let most = 20

    private var turns: [Timestamp] = []
    private(set) var isFlapping = false
    /// Whether it was bad when last seen; what is grey or blue was not seen.
    private var wasTrouble = false

    /// Nothing is worth keeping.
    var isCalm: Bool { turns.isEmpty && !isFlapping }

    /// Takes the light's colour in.
    mutating func take(_ status: Status, now: Timestamp) {
        guard status == .green || status.isTrouble else { return }
        if wasTrouble != status.isTrouble {
            turns.append(now)
            if turns.count > Flapping.most { turns.removeFirst(turns.count - Flapping.most) }
        }
        wasTrouble = status.isTrouble
        look(now: now)
    }

    private mutating func look(now: Timestamp) {
        guard !isCalm else { return }
        turns.removeAll { $0 <= now - Flapping.window || $0 > now }
        let weight = weight(now: now)
        isFlapping = isFlapping ? weight > Flapping.ends : weight >= Flapping.begins
    }

    /// When it may have become calm, if nothing turns any more.
    func nextLook(now: Timestamp) -> Timestamp? {
        isFlapping ? turns.first.map { max($0 + Flapping.window, now + .seconds(1)) } ?? now + .seconds(1) : nil
    }

    private func weight(now: Timestamp) -> Double {
        let (early, late) = Flapping.weights
        return turns.reduce(0) { sum, turn in
            let age = Double((now - turn).wholeMilliseconds) / Double(Flapping.window.wholeMilliseconds)
            return sum + late - (late - early) * age
        }
    }
}
