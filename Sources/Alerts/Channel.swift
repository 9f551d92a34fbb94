/// A way out for messages.
public protocol Channel: Sendable {
    /// Returns when the message is in other hands; throws if it certainly or possibly is not.
    func deliver(_ message: Message) async throws(ChannelError)
}

/// Why a message could not be handed over, and what helps.
public struct ChannelError: Error, Sendable, Hashable, CustomStringConvertible {
    public var problem: String
    public var remedy: String

    public init(problem: String, remedy: String) {
        self.problem = problem
        self.remedy = remedy
    }

    public var description: String { "\(problem); \(remedy)" }
}

/// Writes messages as plain text, for cron, which mails what a job prints.
public struct PrintChannel: Channel {
    private let write: @Sendable (String) throws(ChannelError) -> Void

    /// - Parameter write: Puts text out and throws unless all of it is out.
    public init(write: @escaping @Sendable (String) throws(ChannelError) -> Void) {
        self.write = write
    }

    public func deliver(_ message: Message) async throws(ChannelError) {
        try write("\(message.subject)\n\n\(message.body)\n\n")
    }
}
