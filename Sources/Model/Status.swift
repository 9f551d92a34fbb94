/// The colour of a light.
public enum Status: String, Sendable, Codable, CaseIterable {
    /// Good, on fresh evidence.
    case green
    /// Needs attention, not now.
    case yellow
    /// Broken or about to break.
    case red
    /// Unknown: no fresh evidence.
    case grey
    /// Paused: maintenance, or closed outside the site's hours.
    case blue
}

extension Status {
    /// Where many lights fold into one, the highest rank shows: red > grey > yellow > green > blue.
    public var foldRank: Int {
        switch self {
        case .blue: 0
        case .green: 1
        case .yellow: 2
        case .grey: 3
        case .red: 4
        }
    }

    /// The light of the whole, `nil` where there is no check at all (shown as `·`).
    public static func fold(_ lights: some Sequence<Status>) -> Status? {
        lights.max { $0.foldRank < $1.foldRank }
    }

    /// What a command that asked about this light exits with: red 2, grey 3, yellow 1, green and blue 0.
    public var exitCode: Int32 {
        switch self {
        case .green, .blue: 0
        case .yellow: 1
        case .red: 2
        case .grey: 3
        }
    }
}
