internal import Model

/// A host that is new: what is yellow there is not told on the first day, what is red only once it has been well for an
/// hour. Somebody is still setting it up.
struct Enrolment: Sendable, Codable {
    static let proof = Duration.seconds(3600)

    var since: Timestamp
    var wellSince: Timestamp?
    /// It has been well for an hour.
    var isProven = false
}

extension Judge {
    mutating func enroll(_ place: Int, now: Timestamp) {
        watched[place].enrolment = timing.grace > .zero ? Enrolment(since: now) : nil
    }

    /// Whether nobody is told of such a colour of the host yet.
    func isMuted(_ status: Status, _ place: Int) -> Bool {
        guard let enrolment = watched[place].enrolment else { return false }
        return status == .yellow || !enrolment.isProven
    }

    /// Lets a new host become a known one; what is then still bad is told.
    ///
    /// - Returns: when to look again.
    mutating func becomeKnown(_ place: Int, now: Timestamp, into outcome: inout Outcome) -> Timestamp? {
        guard var enrolment = watched[place].enrolment else { return nil }
        let end = enrolment.since + timing.grace
        switch watched[place].status {
        case .green, .yellow: enrolment.wellSince = enrolment.wellSince ?? now
        case .red: enrolment.wellSince = nil
        case .grey, .blue: break
        }
        if let well = enrolment.wellSince, now >= well + Enrolment.proof { enrolment.isProven = true }
        watched[place].enrolment = now >= end ? nil : enrolment
        for number in Set(watched[place].lamps.compactMap(\.incident)) {
            guard let incident = incidents[number], incident.isMuted == true, !isMuted(incident.status, place) else {
                continue
            }
            incidents[number]?.isMuted = nil
            if let incident = incidents[number] { outcome.note(incident) }
        }
        guard watched[place].enrolment != nil else { return nil }
        guard !enrolment.isProven, let well = enrolment.wellSince else { return end }
        return min(end, well + Enrolment.proof)
    }
}
