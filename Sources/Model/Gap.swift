/// A span whose readings are lost: the database that held them was damaged, or an older one was put back.
public struct Gap: Sendable, Hashable, Codable {
    /// `nil`: nothing before `to` is there.
    public var from: Timestamp?
    public var to: Timestamp
    /// In plain words: `the database was damaged: …`.
    public var reason: String

    public init(from: Timestamp?, to: Timestamp, reason: String) {
        self.from = from
        self.to = to
        self.reason = reason
    }
}
