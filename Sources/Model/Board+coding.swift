// How the board is written: durations as numbers of seconds, since others than Swift read it too.

extension Board {
    private enum CodingKeys: String, CodingKey {
        case sequence, time, title, intervalSeconds, sites, hosts, incidents, freshness, notices, applications
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            sequence: try container.decode(Int64.self, forKey: .sequence),
            time: try container.decode(Timestamp.self, forKey: .time),
            title: try container.decode(String.self, forKey: .title),
            interval: try container.decodeSeconds(forKey: .intervalSeconds),
            sites: try container.decode([SiteLight].self, forKey: .sites),
            hosts: try container.decode([HostLight].self, forKey: .hosts),
            incidents: try container.decode([Incident].self, forKey: .incidents),
            freshness: try container.decode(Freshness.self, forKey: .freshness),
            notices: try container.decode([OwnStatement].self, forKey: .notices),
            applications: try container.decodeIfPresent([ApplicationLight].self, forKey: .applications))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(sequence, forKey: .sequence)
        try container.encode(time, forKey: .time)
        try container.encode(title, forKey: .title)
        try container.encode(interval.seconds, forKey: .intervalSeconds)
        try container.encode(sites, forKey: .sites)
        try container.encode(hosts, forKey: .hosts)
        try container.encode(incidents, forKey: .incidents)
        try container.encode(freshness, forKey: .freshness)
        try container.encode(notices, forKey: .notices)
        try container.encodeIfPresent(applications, forKey: .applications)
    }
}

extension HostDetail.Polled {
    private enum CodingKeys: String, CodingKey {
        case intervalSeconds, pingSeconds, last, cost, credential, version, manners
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            interval: try container.decodeSeconds(forKey: .intervalSeconds),
            ping: try container.decodeSeconds(forKey: .pingSeconds),
            last: try container.decodeIfPresent(Timestamp.self, forKey: .last),
            cost: try container.decode(VisitCost.self, forKey: .cost),
            credential: try container.decodeIfPresent(String.self, forKey: .credential),
            version: try container.decodeIfPresent(String.self, forKey: .version),
            manners: try container.decodeIfPresent(Manners.self, forKey: .manners))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(interval.seconds, forKey: .intervalSeconds)
        try container.encode(ping.seconds, forKey: .pingSeconds)
        try container.encodeIfPresent(last, forKey: .last)
        try container.encode(cost, forKey: .cost)
        try container.encodeIfPresent(credential, forKey: .credential)
        try container.encodeIfPresent(version, forKey: .version)
        try container.encodeIfPresent(manners, forKey: .manners)
    }
}

extension Duration {
    /// In seconds, to the millisecond.
    fileprivate var seconds: Double { Double(wholeMilliseconds) / 1000 }
}

extension KeyedDecodingContainer {
    fileprivate func decodeSeconds(forKey key: Key) throws -> Duration {
        let seconds = try decode(Double.self, forKey: key)
        // A duration of more than a century is no interval, and the conversion below would trap on far larger ones.
        guard seconds.isFinite, abs(seconds) < 4e9 else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "\(seconds) is no number of seconds")
        }
        return .milliseconds(Int64((seconds * 1000).rounded()))
    }
}
