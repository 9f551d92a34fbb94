internal import Model

/// What is known of a value that is held against what is usual, and whether that is unusual.
struct Oddity: Sendable, Codable {
    /// Of the last minutes.
    private(set) var mean: Double
    private(set) var taken: Timestamp
    /// Since when it is beyond what is usual, and since when it is back.
    private(set) var beyond: Timestamp?
    private(set) var back: Timestamp?
    /// What is shown of it.
    private(set) var shown: Deviation?
    /// What it was held against last while it is shown: goes on to hold where nothing is known of an hour.
    private var bounds: UsualBounds?
    /// The place of the comparison's origin in the judge's table.
    var origin = 0

    init(_ value: Double, at time: Timestamp) {
        mean = value
        taken = time
    }

    /// Whether it is, or may soon be, unusual.
    var isOdd: Bool { beyond != nil || shown != nil }

    /// Takes the newest value into the mean.
    ///
    /// - Parameter isPlain: It stands alone: of what has come down to nothing a mean never does.
    mutating func take(_ value: Double, at time: Timestamp, isPlain: Bool = false) {
        let past = time - taken
        taken = time
        guard past > .zero, past <= Comparison.longestGap else {
            mean = value
            beyond = nil
            back = nil
            return
        }
        let (step, memory) = (Double(past.wholeMilliseconds), Double(Comparison.memory.wholeMilliseconds))
        mean = isPlain ? value : mean + (value - mean) * step / (step + memory)
    }

    /// What is held against it, the first that it is beyond.
    struct Ground {
        var bounds: UsualBounds
        var ground: Deviation.Ground
    }

    /// Decides whether it shows, once the means of all are known.
    ///
    /// - Parameters:
    ///   - value: The newest.
    ///   - grounds: What is known; none: it goes on as it was.
    ///   - isShared: Many others are beyond at the same time: that is no matter of this one.
    mutating func decide(_ value: Double, unit: Unit, grounds: [Ground], isShared: Bool) {
        let broken = grounds.first { $0.bounds.isBeyond(mean) }
        if var deviation = shown {
            let known = grounds.isEmpty ? bounds.map { [$0] } ?? [] : grounds.map(\.bounds)
            let isBack = known.allSatisfy { $0.isBack(mean) }
            back = isBack ? back ?? taken : nil
            deviation.value = mean
            if let broken { deviation = self.deviation(broken, unit: unit) }
            shown = deviation
            bounds = broken?.bounds ?? bounds
            if let back, taken - back >= Comparison.calm { end() }
            return
        }
        guard let broken, !isShared else {
            beyond = nil
            return
        }
        let since = beyond ?? taken
        beyond = since
        guard taken - since >= Comparison.hold, broken.bounds.isBeyond(value) else { return }
        shown = deviation(broken, unit: unit)
        bounds = broken.bounds
        back = nil
    }

    private func deviation(_ ground: Ground, unit: Unit) -> Deviation {
        Deviation(
            value: mean, low: ground.bounds.low, high: ground.bounds.high, unit: unit, ground: ground.ground)
    }

    /// Nobody asks any more.
    mutating func end() {
        shown = nil
        bounds = nil
        beyond = nil
        back = nil
    }

    mutating func timeWentBack(to now: Timestamp) {
        taken = min(taken, now)
        beyond = beyond.map { min($0, now) }
        back = back.map { min($0, now) }
    }
}
