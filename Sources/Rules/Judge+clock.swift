internal import Model

extension Judge {
    /// The clock was set back: what lies in the future would stay fresh, or wait, for as long as that. It is taken as
    /// of now.
    mutating func timeWentBack(to now: Timestamp) {
        sight.forget()
        for place in watched.indices {
            watched[place].timeWentBack(to: now)
            let end = now + timing.settling(over: watched[place].line)
            watched[place].reach.notBefore = watched[place].reach.notBefore.map { min($0, end) }
            watched[place].reach.deadline = watched[place].reach.deadline.map { min($0, end) }
            deadlines[place] = now
        }
        nextComparison = now
        for number in departures.keys { departures[number] = now }
    }
}

extension Watched {
    fileprivate mutating func timeWentBack(to now: Timestamp) {
        func clamp(_ moment: inout Timestamp?) {
            if let known = moment, known > now { moment = now }
        }
        clamp(&reach.lost)
        clamp(&reach.lastAnswer)
        clamp(&reach.reported)
        clamp(&uncovered)
        clamp(&recovered)
        clamp(&restored)
        clamp(&engineNews.changeTold)
        if let change = engineNews.change { engineNews.change?.time = min(change.time, now) }
        for lamp in oddities.keys { oddities[lamp]?.timeWentBack(to: now) }
        for index in groups.indices { groups[index].timeWentBack(to: now) }
        for index in lamps.indices {
            clamp(&lamps[index].evidence)
            clamp(&lamps[index].yellowSince)
            clamp(&lamps[index].redSince)
        }
    }
}
