/// When something is expected to be full, or used up, if nobody does anything.
public struct Prospect: Sendable, Hashable, Codable {
    public var earliest: Timestamp
    /// `nil`: later than two years from when it was worked out.
    public var latest: Timestamp?
    /// The value when it was worked out, how fast it changes, and where it is heading.
    public var value: Double
    public var perDay: Double
    public var limit: Double
    public var unit: Unit
    /// What it is about; `nil` for what fills, as in states from before there was anything else.
    public var matter: Matter?

    /// What is foretold. Each has its habits: how far ahead it matters, and what of it is only weather.
    public enum Matter: String, Sendable, Hashable, Codable, CaseIterable {
        /// A disk, memory: to the brim.
        case fullness
        /// Toner, fuel: used up and filled up again.
        case supply
        /// Light in a fibre, received or sent.
        case light
        /// The current that a laser takes for its light.
        case laser
        /// The speed of a fan.
        case fan
        case temperature
        /// Faulty packets, by those that are carried.
        case errors
        /// Reallocated and pending sectors of a disk.
        case sectors
        /// What is left of the life of flash memory.
        case flash
        /// How long a battery lasts.
        case battery
        /// How full a battery is at its best.
        case charge
        /// How full a line is in its busy hours.
        case traffic
    }

    public init(
        earliest: Timestamp, latest: Timestamp?, value: Double, perDay: Double, limit: Double, unit: Unit,
        matter: Matter? = nil
    ) {
        self.earliest = earliest
        self.latest = latest
        self.value = value
        self.perDay = perDay
        self.limit = limit
        self.unit = unit
        self.matter = matter
    }
}
