internal import Model

extension Judge {
    /// Folds the applications anew; since when they have their colour is kept.
    mutating func foldApplications(now: Timestamp) {
        guard !applications.isEmpty else { return applicationStates = [] }
        let before = Dictionary(applicationStates.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        applicationStates = applications.map { application in
            var light = ApplicationLight(name: application.name, status: .green, since: now, deciding: [], parts: [])
            for part in application.parts {
                let (folded, deciding) = part.fold(members(of: part))
                guard folded.status != .green else { continue }
                light.parts.append(folded)
                if folded.status.foldRank > light.status.foldRank {
                    light.status = folded.status
                    light.deciding = deciding
                } else if folded.status == light.status {
                    light.deciding += deciding
                }
            }
            if let known = before[light.name], known.status == light.status { light.since = known.since }
            return light
        }
    }

    private func members(of part: Application.Part) -> [(host: Host.Name, status: Status)] {
        var found: [(host: Host.Name, status: Status)] = []
        for member in part.members {
            if let place = places[member] {
                found.append((member, watched[place].status))
            } else {
                let pattern = NamePattern(member)
                guard pattern.isOpen else { continue }
                for host in watched.dropLast() where pattern.fits(host.host.id) {
                    found.append((host.host.id, host.status))
                }
            }
        }
        return found
    }
}
