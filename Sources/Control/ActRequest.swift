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

    /// The deed, if all is there that it needs and nothing that it cannot use.
    public func deed() throws(ActObjection.Gap) -> Act.Deed {
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
                throw ActObjection.Gap.needsUntil
            }
            return .accept(try scope(), until: until)
        case .pause: return .pause(try scope(), until: until)
        case .resume:
            try refuseUntil()
            return .resume(try scope())
        case .retire:
            try refuseUntil()
            guard case .host(let host) = try scope() else {
                throw ActObjection.Gap.needsHost
            }
            return .retire(host)
        }
    }

    private func theIncident() throws(ActObjection.Gap) -> Incident.Number {
        guard let incident, host == nil, site == nil else {
            throw ActObjection.Gap.needsIncident(act: act.rawValue)
        }
        return incident
    }

    private func scope() throws(ActObjection.Gap) -> Act.Scope {
        switch (host, site, incident) {
        case (let host?, nil, nil): return .host(host)
        case (nil, let site?, nil): return .site(site)
        default: throw ActObjection.Gap.needsHostOrSite(act: act.rawValue)
        }
    }

    private func refuseUntil() throws(ActObjection.Gap) {
        guard until != nil else { return }
        throw ActObjection.Gap.hasNoEnd(act: act.rawValue)
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
    /// What it is about, as people call it: `#1482`, a host, a site by its name; not escaped.
    public var subject: String?

    public init(act: Act, incident: Incident?, hosts: [Host.Name], text: String, subject: String? = nil) {
        self.act = act
        self.incident = incident
        self.hosts = hosts
        self.text = text
        self.subject = subject
    }
}
