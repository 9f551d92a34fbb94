public import Model

extension Judge {
    /// Tells what became of hosts that stand in tables of others; addresses that changed are told with the reload.
    public mutating func take(_ news: [Roster.News], now: Timestamp) -> Outcome {
        var outcome = Outcome()
        for entry in news {
            switch entry {
            case .appeared(let name):
                guard let place = places[name], let row = watched[place].host.membership else { continue }
                tell(.appeared(at: row.manager), of: place, now: now, into: &outcome)
            case .replaced(let old, by: let new):
                guard let place = places[new] else { continue }
                tell(.replaces(old), of: place, now: now, into: &outcome)
            case .moved: continue
            }
        }
        return finish(outcome)
    }
}
