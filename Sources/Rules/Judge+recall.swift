public import Model

extension Judge {
    /// Takes over what people paused before this judge began. Nothing is told of it.
    public mutating func recall(pauses: [Host.Name: Pause], now: Timestamp) {
        for (name, pause) in pauses {
            guard let place = places[name] else { continue }
            watched[place].pause = pause
            deadlines[place] = now
        }
    }
}
