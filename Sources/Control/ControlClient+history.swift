public import Model

extension ControlClient {
    /// Incidents by number, or a page of them.
    public func incidents(_ question: IncidentsQuestion) throws(ControlError) -> IncidentsReply {
        try ask(question.path, IncidentsReply.self)
    }

    /// One incident with all that belongs to it; `refused` with status 404 for a number that was never given.
    public func incident(_ number: Incident.Number) throws(ControlError) -> IncidentReply {
        try ask(ControlPath.path(ControlPath.incidents, String(number)), IncidentReply.self)
    }

    /// What changed before a host's newest trouble, or before a moment.
    public func why(_ host: Host.Name, at moment: Timestamp? = nil) throws(ControlError) -> WhyReply {
        let path = ControlPath.path(ControlPath.hosts, host) + ControlPath.why
        return try ask(ControlPath.path(path, [("at", moment?.description)]), WhyReply.self)
    }

    /// The board as it was at a moment.
    public func replay(at moment: Timestamp) throws(ControlError) -> ReplayReply {
        try ask(ControlPath.path(ControlPath.replay, [("at", moment.description)]), ReplayReply.self)
    }
}
