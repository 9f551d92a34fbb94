internal import Model

// What fails in part explains what is slow behind it, though nobody can prove it: a line that loses echoes behind an uplink
// that is full, or behind another line that does.

extension Judge {
    /// What of a host may be why something behind it loses echoes.
    private static let explaining: Set<Aspect> = [.traffic, .link, .hardware]

    /// The incident of the nearest host on the way that may be why; lost echoes only, all else has its own reason.
    func probableCause(of check: Check, at place: Int) -> ProbableCause? {
        guard check.aspect == .link else { return nil }
        for ancestor in lineage.ancestors(of: place) {
            let open = watched[ancestor].lamps.filter { Judge.explaining.contains($0.aspect) && $0.status.isTrouble }
                .compactMap { $0.incident.flatMap { incidents[$0] } }
            // The worst, of equals the oldest.
            let cause = open.max { left, right in
                (left.status.foldRank, -left.number) < (right.status.foldRank, -right.number)
            }
            if let cause { return ProbableCause(number: cause.number, check: cause.cause, reason: cause.reason) }
        }
        return nil
    }

    /// What was already told of lines behind a host that now has trouble itself is probably because of that.
    mutating func explain(by incident: Incident, at place: Int, into outcome: inout Outcome) {
        guard Judge.explaining.contains(incident.cause.aspect) else { return }
        for descendant in lineage.descendants(of: place) {
            guard let number = watched[descendant].lamps[Watched.Place.loss].incident,
                incidents[number]?.probableCause == nil
            else { continue }
            incidents[number]?.probableCause = ProbableCause(
                number: incident.number, check: incident.cause, reason: incident.reason)
            if let incident = incidents[number] { outcome.note(incident) }
        }
    }
}
