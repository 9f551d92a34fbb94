internal import Model

extension Judge {
    /// Folds the applications anew; since when they have their colour is kept.
    mutating func foldApplications(now: Timestamp) {
        guard !applications.isEmpty else { return applicationStates = [] }
        let before = Dictionary(applicationStates.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        applicationStates = applications.map { application in
            var light = ApplicationLight(name: application.name, status: .green, since: now, deciding: [], parts: [])
            for part in application.parts {
                let (folded, deciding) = part.fold(votes(of: part))
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

    /// Who votes, each host once however often it is meant: by what names it most closely, which stands first.
    private func votes(of part: Application.Part) -> [Application.Part.Vote] {
        var votes: [Application.Part.Vote] = []
        var seen: Set<Int> = []
        func add(_ place: Int, _ member: Application.Member) {
            guard seen.insert(place).inserted else { return }
            votes.append(
                .init(host: watched[place].host.id, status: watched[place].status, weight: member.weight))
        }
        for member in part.members {
            switch member.choice {
            case .host(let name):
                if let place = places[name] {
                    add(place, member)
                } else {
                    let pattern = NamePattern(name)
                    guard pattern.isOpen else { continue }
                    for place in watched.indices.dropLast() where pattern.fits(watched[place].host.id) {
                        add(place, member)
                    }
                }
            case .tag(let tag):
                for place in watched.indices.dropLast() where watched[place].host.tags.contains(tag) {
                    add(place, member)
                }
            case .site(let site):
                for place in watched.indices.dropLast() where watched[place].host.site == site { add(place, member) }
            }
        }
        return votes
    }
}
