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

    /// What was recorded; `nil` for a host that is not watched.
    func query(_ question: QueryQuestion) async throws -> QueryReply?

    /// What all hosts say of themselves, as far as they were asked.
    func facts() async -> [Host.Name: HostFacts]

    /// What was done since the start.
    func counters() async -> CountersReply

    /// The board and then every change of it, in order, until the source ends. Called once in the life of a server,
    /// which reads at once; if updates are lost all the same (a bounded buffer), the server asks for the board anew.
    func changes() async -> AsyncStream<BoardUpdate>
}
