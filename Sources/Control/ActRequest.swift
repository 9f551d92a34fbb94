public import Model

/// What somebody wants to do: the body of `POST /v1/acts`. Who it is the daemon takes from the socket.
public struct ActRequest: Sendable, Hashable, Codable {
    public enum Word: String, Sendable, Hashable, Codable, CaseIterable {
        case acknowledge, accept, pause, resume, note, tell, retire
    }

    public var act: Word
    /// For acknowledge, tell, and a note on an incident.
    public var incident: Incident.Number?
    /// For accept, pause, resume, note, retire: a host, or all hosts of a site.
    public var host: Host.Name?
    public var site: Site.Key?
    /// For acknowledge and pause, and needed for accept.
    public var until: Timestamp?
    /// Why, or what is to be read.
    public var text: String?
    /// Who types, on an account that several people share.
    public var initials: String?

    public init(
        _ act: Word, incident: Incident.Number? = nil, host: Host.Name? = nil, site: Site.Key? = nil,
        until: Timestamp? = nil, text: String? = nil, initials: String? = nil
    ) {
        self.act = act
        self.incident = incident
        self.host = host
        self.site = site
        self.until = until
        self.text = text
        self.initials = initials
    }

    /// What is missing for the act, in words.
    public struct Gap: Error, Sendable, Hashable {
        public var problem: String
        public var remedy: String
    }

    /// The deed, if all is there that it needs and nothing that it cannot use.
    public func deed() throws(Gap) -> Act.Deed {
        switch act {
        case .acknowledge: return .acknowledge(try theIncident(), until: until)
        case .tell:
            try refuseUntil()
            return .tell(try theIncident())
        case .note:
            try refuseUntil()
            return incident == nil ? .note(try scope()) : .noteOnIncident(try theIncident())
        case .accept:
            guard let until else {
                throw Gap(
                    problem: "until when is it as it should be?", remedy: "write until when, at most a year ahead")
            }
            return .accept(try scope(), until: until)
        case .pause: return .pause(try scope(), until: until)
        case .resume:
            try refuseUntil()
            return .resume(try scope())
        case .retire:
            try refuseUntil()
            guard case .host(let host) = try scope() else {
                throw Gap(problem: "a site cannot be retired", remedy: "name a host")
            }
            return .retire(host)
        }
    }

    private func theIncident() throws(Gap) -> Incident.Number {
        guard let incident, host == nil, site == nil else {
            throw Gap(
                problem: "\(act.rawValue) is about one incident",
                remedy: "give its number; monitor incidents lists them")
        }
        return incident
    }

    private func scope() throws(Gap) -> Act.Scope {
        switch (host, site, incident) {
        case (let host?, nil, nil): return .host(host)
        case (nil, let site?, nil): return .site(site)
        default: throw Gap(problem: "\(act.rawValue) is about one host or one site", remedy: "name one of them")
        }
    }

    private func refuseUntil() throws(Gap) {
        guard until != nil else { return }
        throw Gap(problem: "\(act.rawValue) has no end", remedy: "leave until out")
    }
}

/// What was done: the answer to `POST /v1/acts`.
public struct ActReply: Sendable, Hashable, Codable {
    public var act: Act
    /// The incident that it is about, as it is now.
    public var incident: Incident?
    /// The hosts that it is about.
    public var hosts: [Host.Name]
    /// One line, in the daemon's language, fit to print.
    public var text: String

    public init(act: Act, incident: Incident?, hosts: [Host.Name], text: String) {
        self.act = act
        self.incident = incident
        self.hosts = hosts
        self.text = text
    }
}
