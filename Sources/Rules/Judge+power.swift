public import Model

// A switch that answers may let go dark what it feeds: a power supply fails, and what is left is not enough for all ports.
// Then the switch's trouble is the cause, and what went dark is part of it.

/// What the ports of a switch give to what hangs on them (RFC 3621).
struct PortPower: Sendable {
    /// What a group and its column are called that tell it, in any probe.
    private static let kind = "poe"
    private static let column = "detection"
    /// deliveringPower(3).
    private static let delivering: Int64 = 3

    private var states: [String: Int64] = [:]

    mutating func take(_ readings: Readings, layout: GroupLayout) {
        guard
            let column = layout.columns.firstIndex(where: {
                $0.name == PortPower.column && $0.kind == PortPower.kind
            })
        else { return }
        for (number, row) in layout.rows.enumerated() {
            let slot = layout.slot(row: number, column: column)
            guard slot < readings.values.count else { return }
            states[row.label] = readings.values[slot]?.integer
        }
    }

    /// Whether a port is known to give none.
    func isDark(_ port: String) -> Bool { states[port].map { $0 != PortPower.delivering } ?? false }
}

extension Judge {
    /// Learns on which ports hosts hang; of one that is not named nothing is known. Ports with a neighbour of ours are
    /// judged from then on.
    public mutating func attach(_ attachments: [Host.Name: Attachment], now: Timestamp) -> Outcome {
        var outcome = Outcome()
        var feeds: [Host.Name: Set<String>] = [:]
        for place in watched.indices where place != own {
            let attachment = attachments[watched[place].host.id]
            watched[place].attachment = attachment
            noteMove(of: place, to: attachment, now: now, into: &outcome)
            if let attachment, !attachment.port.isEmpty { feeds[attachment.host, default: []].insert(attachment.port) }
        }
        for place in watched.indices where place != own {
            let ports = feeds[watched[place].host.id] ?? []
            guard watched[place].feeds != ports else { continue }
            watched[place].feeds = ports
            for group in watched[place].groups
            where probes.group(group.layout.key.group)?.checks.contains(where: \.isForNeighbours) == true {
                lay(group.layout, on: place, now: now, into: &outcome)
            }
            settle(place, now: now, into: &outcome)
        }
        return finish(outcome)
    }

    /// How a lost host stands whose switch is there but gives it no power, and has an incident that may be why.
    func unpowered(_ place: Int) -> Reach.Standing? {
        guard let attachment = watched[place].attachment, let feeder = places[attachment.host],
            lineage.parents[place].contains(feeder), !watched[feeder].reach.isLost,
            watched[feeder].power.isDark(attachment.port), powerIncident(of: feeder) != nil
        else { return nil }
        return .unpowered(attachment.host, port: attachment.port)
    }

    /// The worst open incident of a switch's hardware.
    func powerIncident(of place: Int) -> Incident.Number? {
        watched[place].lamps.filter { $0.aspect == .hardware && $0.status.isTrouble }.compactMap(\.incident)
            .max { left, right in
                let (first, second) = (incidents[left]?.status.foldRank ?? 0, incidents[right]?.status.foldRank ?? 0)
                return (first, -left) < (second, -right)
            }
    }

    /// What went dark before its switch told why becomes part of the switch's incident; what is still dark when the
    /// switch is well again has its time to come back, and is then on its own.
    mutating func followPower(of place: Int, now: Timestamp, into outcome: inout Outcome) {
        let name = watched[place].host.id
        for child in lineage.children[place] {
            switch watched[child].reach.standing {
            case .down:
                guard let standing = unpowered(child) else { continue }
                merge(
                    watched[child].lamps[Watched.Place.reach].incident, into: powerIncident(of: place), now: now,
                    &outcome)
                stand(standing, child, now: now, into: &outcome)
                settle(child, now: now, into: &outcome)
            case .unpowered(name, _):
                guard unpowered(child) == nil, !watched[child].reach.isDeciding else { continue }
                giveTime(child, now: now, into: &outcome)
            case .unknown, .up, .behind, .unseen, .unpowered: continue
            }
        }
    }

    private mutating func merge(
        _ number: Incident.Number?, into other: Incident.Number?, now: Timestamp, _ outcome: inout Outcome
    ) {
        guard let number, let other, number != other else { return }
        incidents[number]?.mergedInto = other
        close(number, now: now, into: &outcome)
    }
}
