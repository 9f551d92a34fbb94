/// Why a check has its colour where one number and its limit do not say it all.
public enum ConditionGround: Sendable, Hashable, Codable {
    /// So many of the last polls found it: the newest of these, which need not be the last poll.
    indirect case repeated(reason: Reason, count: Int, of: PollQuorum)
    /// So many rows are good, and who is not.
    case counted(CountedRows)
    /// A number that has to lie between limits.
    case banded(value: Double, unit: Unit, band: Band)
    /// A number went up or down by so much.
    case changed(by: Double, unit: Unit, change: ValueChange)
}

/// What was found of rows that are judged together.
public struct CountedRows: Sendable, Hashable, Codable {
    public var good: Int
    public var total: Int
    /// How many the colour asks for, and how many green does.
    public var needed: Int
    public var neededForGreen: Int
    /// More are not named.
    public static let mostNames = 4

    /// Who is not good, the worst first; not all, if they are many.
    public var amiss: [Row]

    public struct Row: Sendable, Hashable, Codable {
        public var name: String
        /// `nil`: its row is gone.
        public var reason: Reason?

        public init(name: String, reason: Reason?) {
            self.name = name
            self.reason = reason
        }
    }

    public init(good: Int, total: Int, needed: Int, neededForGreen: Int, amiss: [Row]) {
        self.good = good
        self.total = total
        self.needed = needed
        self.neededForGreen = neededForGreen
        self.amiss = amiss
    }
}
