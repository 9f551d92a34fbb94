/// A turn of an incident that people are told of.
public enum Stage: String, Sendable, Hashable, Codable, CaseIterable {
    /// → worsened, ended
    case began
    /// → worsened, ended
    case worsened
    case ended
}

/// What is to be told about an incident, with all that the text needs: it is rendered later, perhaps by another
/// process, when the fleet's files may have changed.
public struct Notice: Sendable, Hashable, Codable {
    public var stage: Stage
    /// The incident as it was at that turn.
    public var incident: Incident
    /// When the turn came.
    public var time: Timestamp
    /// The site's name, as callers say it.
    public var site: String
    /// Where in the site the host stands.
    public var place: String?
    /// Who runs the line, where the line may be the cause.
    public var lineOperator: Site.LineOperator?
    public var firstStep: String?
    public var tell: String?

    public init(
        stage: Stage, incident: Incident, time: Timestamp, site: String, place: String? = nil,
        lineOperator: Site.LineOperator? = nil, firstStep: String? = nil, tell: String? = nil
    ) {
        self.stage = stage
        self.incident = incident
        self.time = time
        self.site = site
        self.place = place
        self.lineOperator = lineOperator
        self.firstStep = firstStep
        self.tell = tell
    }
}

/// A notice that waits in the outbox, or is being delivered.
public struct OutboxRow: Sendable, Hashable, Identifiable {
    public var id: Int64
    public var notice: Notice
    /// How often its delivery has failed.
    public var failures: Int

    public init(id: Int64, notice: Notice, failures: Int = 0) {
        self.id = id
        self.notice = notice
        self.failures = failures
    }
}
