public import Control
public import Model

/// Who knows what the API tells: the daemon's watch.
public protocol ControlSource: Sendable {
    /// The board as it is now. Its `time` is now: the heartbeats of the stream say it, so that a watch that hangs is
    /// seen as one.
    func board() async -> Board

    /// Everything about a host that is not history; `nil` for a host that is not watched.
    func detail(of host: Host.Name) async -> HostDetail?

    /// The last events, newest first.
    func events(_ question: EventsQuestion) async throws -> [Event]

    /// The events of each of these hosts up to a moment, that included, newest first: at least `limit` of each, or all.
    func events(upTo moment: Timestamp, of hosts: [Host.Name], limit: Int) async throws -> [Host.Name: [Event]]

    /// Incidents, open and closed, by number.
    func incidents(_ question: IncidentsQuestion) async throws -> [Incident]

    /// The incident of that number, open or closed; `nil` if there never was one.
    func incident(_ number: Incident.Number) async throws -> Incident?

    /// What was recorded; `nil` for a host that is not watched.
    func query(_ question: QueryQuestion) async throws -> QueryReply?

    /// What all hosts say of themselves, as far as they were asked.
    func facts() async -> [Host.Name: HostFacts]

    /// Does what somebody asks for, and answers once it is stored.
    ///
    /// - Parameter user: The account of the program that asks.
    /// - Throws: `ActRefusal` where it makes no sense.
    func act(_ request: ActRequest, by user: String) async throws -> ActReply

    /// What was done since the start.
    func counters() async -> CountersReply

    /// The board and then every change of it, in order, until the source ends. Called once in the life of a server,
    /// which reads at once; if updates are lost all the same (a bounded buffer), the server asks for the board anew.
    func changes() async -> AsyncStream<BoardUpdate>
}

/// Why somebody cannot do what they want to.
public struct ActRefusal: Error, Sendable, Hashable {
    public enum Code: Sendable, Hashable {
        /// There is no such host, site or incident.
        case unknown
        /// It makes no sense as things are.
        case refused
        /// Who asks has to say who they are.
        case unnamed
        /// It was done but could not be stored yet.
        case unstored
    }

    public var code: Code
    public var objection: ActObjection

    public init(_ code: Code, _ objection: ActObjection) {
        self.code = code
        self.objection = objection
    }
}
