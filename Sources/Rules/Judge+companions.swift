internal import Model

// Colours of things that are many: one access point of ten is a nuisance, three are a building without a network. The light
// of one that is lost is red; its incident takes the colour of all of its site together.

extension Host {
    /// Counted together with the others of its kind at its site.
    fileprivate var isCompanion: Bool { maximum == nil && (membership != nil || tags.contains(Host.accessPointTag)) }
}

extension Judge {
    /// So many lost ones of a site are red, and fewer where there are no more at all.
    private static let companionsForRed = 3

    /// The colour in which a light is told: of an access point's loss that of all of its site.
    func toldStatus(_ status: Status, of place: Int, now: Timestamp) -> Status {
        guard status == .red, watched[place].host.isCompanion else { return status }
        return companionStatus(at: watched[place].host.site, now: now)
    }

    /// Several are red together once each had its time: their switch may still tell that it gives them no power.
    private var companionPatience: Duration { timing.interval + .seconds(15) }

    /// When the loss of an access point may count; `nil` if it does, or if there is none.
    func companionCounts(_ place: Int, now: Timestamp) -> Timestamp? {
        guard watched[place].status == .red, watched[place].host.isCompanion else { return nil }
        return watched[place].lamps.filter { $0.isPresent && $0.status == .red }
            .map { $0.since + companionPatience }.filter { $0 > now }.min()
    }

    private func companions(at site: Site.Key) -> [Int] {
        watched.indices.filter { $0 != own && watched[$0].host.site == site && watched[$0].host.isCompanion }
    }

    private func companionStatus(at site: Site.Key, now: Timestamp) -> Status {
        let all = companions(at: site)
        let latest = now - companionPatience
        let lost = all.count { place in
            watched[place].lamps.contains { $0.isPresent && $0.status == .red && $0.since <= latest }
        }
        return lost >= Judge.companionsForRed || lost > 1 && lost == all.count ? .red : .yellow
    }

    /// Gives the open incidents of a site's access points the colour that all of them have together now.
    mutating func foldCompanions(of place: Int, now: Timestamp, into outcome: inout Outcome) {
        guard outcome.isRecoloured || watched[place].status == .red, watched[place].host.isCompanion else { return }
        let site = watched[place].host.site
        let status = companionStatus(at: site, now: now)
        for companion in companions(at: site) {
            for lamp in watched[companion].lamps where lamp.status == .red {
                guard let number = lamp.incident, let incident = incidents[number], incident.status != status,
                    incident.status.isTrouble
                else { continue }
                incidents[number]?.status = status
                worsen(number, to: status)
                if let incident = incidents[number] { outcome.note(incident) }
            }
        }
    }
}
