/// What versions are held against beside those of the rest of the fleet.
public struct UpdateRules: Sendable, Hashable {
    public var policies: [VersionPolicy]
    public var ended: [EndOfSupport]

    public init(policies: [VersionPolicy] = [], ended: [EndOfSupport] = []) {
        self.policies = policies
        self.ended = ended
    }
}

/// The least version that hosts of a kind are to have, by the configuration.
public struct VersionPolicy: Sendable, Hashable {
    /// The probe that fits them.
    public var probe: String
    public var minimum: String
    public var origin: SourceLocation

    public init(probe: String, minimum: String, origin: SourceLocation) {
        self.probe = probe
        self.minimum = minimum
        self.origin = origin
    }
}

/// A system that its maker mends no longer.
public struct EndOfSupport: Sendable, Hashable {
    /// As people call it: `Windows Server 2012 R2`.
    public var name: String
    /// A regular expression that matches somewhere in sysDescr.
    public var description: String
    /// The last day with updates, at its end.
    public var end: Timestamp

    public init(name: String, description: String, end: Timestamp) {
        self.name = name
        self.description = description
        self.end = end
    }
}

/// What a version is held against.
public enum VersionGround: Sendable, Hashable, Codable {
    case policy(minimum: String)
    /// So many of the hosts of one model have that version, of so many.
    case fleet(version: String, count: Int, of: Int)
}

/// The order of versions as makers write them: `YA.16.10.0007`, `10.13`, `15.2(7)E4`, `Build 9600`.
///
/// Compared piece by piece, numbers by their value, words by their letters; where one ends, the shorter is the older.
public struct VersionOrder: Sendable {
    private enum Piece: Equatable {
        case number(String)
        case word(String)
    }

    /// Whether the left version is older than the right one; `nil` where they are not of one line: another word stands where
    /// the one has a number, or another word at the beginning.
    public static func isOlder(_ left: String, than right: String) -> Bool? {
        let (left, right) = (pieces(left), pieces(right))
        for (place, pair) in zip(left, right).enumerated() where pair.0 != pair.1 {
            switch pair {
            case (.number(let one), .number(let other)):
                return one.count == other.count ? one < other : one.count < other.count
            case (.word(let one), .word(let other)): return place == 0 ? nil : one < other
            default: return nil
            }
        }
        // 10.13 and 10.13.0 are one version.
        return left.count < right.count && right[left.count...].contains { $0 != .number("0") }
    }

    private static func pieces(_ text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text.lowercased()[...]
        while let first = rest.first {
            if first.isASCII, first.isNumber {
                let digits = rest.prefix { $0.isASCII && $0.isNumber }
                let bare = digits.drop { $0 == "0" }
                pieces.append(.number(bare.isEmpty ? "0" : String(bare)))
                rest = rest[digits.endIndex...]
            } else if first.isLetter {
                let word = rest.prefix { $0.isLetter }
                pieces.append(.word(String(word)))
                rest = rest[word.endIndex...]
            } else {
                rest.removeFirst()
            }
        }
        return pieces
    }
}
