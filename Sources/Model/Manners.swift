/// How a host's agent wants to be asked, learnt from what it did with earlier requests. Kept in the database, so that a
/// restart asks nothing again that went wrong before.
public struct Manners: Sendable, Hashable, Codable {
    /// What an answer may hold; `nil` where no limit was met.
    public struct Limits: Sendable, Hashable, Codable {
        public var bindings: Int?
        /// Octets of the datagram, by estimate.
        public var octets: Int?

        public init(bindings: Int? = nil, octets: Int? = nil) {
            self.bindings = bindings
            self.octets = octets
        }

        /// Whether no limit was met.
        public var isEmpty: Bool { bindings == nil && octets == nil }
    }

    /// An SNMPv3 engine and its clock (RFC 3414 §2.2).
    public struct Engine: Sendable, Hashable, Codable {
        public var id: EngineID
        /// How often it was started, 0 to 2³¹−1.
        public var boots: Int32
        /// Its seconds since then, when `asOf` was.
        public var time: Int32
        public var asOf: Timestamp

        public init(id: EngineID, boots: Int32, time: Int32, asOf: Timestamp) {
            self.id = id
            self.boots = boots
            self.time = time
            self.asOf = asOf
        }
    }

    /// For GET.
    public var get: Limits
    /// For the answers of walks. One binding means GETNEXT only.
    public var walk: Limits
    /// The least time between two requests, in milliseconds; 0 where none is needed.
    public var gapMilliseconds: Int
    /// The agent answers SNMPv1 only, whatever its credential says.
    public var needsVersion1: Bool
    /// Of an SNMPv3 agent, once it was met.
    public var engine: Engine?

    public init(
        get: Limits = Limits(), walk: Limits = Limits(), gapMilliseconds: Int = 0, needsVersion1: Bool = false,
        engine: Engine? = nil
    ) {
        self.get = get
        self.walk = walk
        self.gapMilliseconds = gapMilliseconds
        self.needsVersion1 = needsVersion1
        self.engine = engine
    }

    /// Whether there is nothing to tell.
    public var isEmpty: Bool { self == Manners() }
}

/// What identifies an SNMPv3 engine: 5 to 32 octets (RFC 3411 §5, SnmpEngineID). In text and JSON hexadecimal.
public struct EngineID: Sendable, Hashable {
    public var octets: [UInt8]

    public init(_ octets: [UInt8]) {
        self.octets = octets
    }
}

extension EngineID: CustomStringConvertible {
    /// `80001f8804…`
    public var description: String {
        octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension EngineID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = Array(try container.decode(String.self).utf8)
        let digits = text.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no hexadecimal octets")
        }
        octets = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
