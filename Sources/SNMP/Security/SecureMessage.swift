/// What stands in the head of an SNMPv3 message, for writing one (RFC 3412 §6, RFC 3414 §2.4).
public struct SecureMessage: Hashable, Sendable {
    /// msgID, 0 to 2³¹−1.
    public var messageID: Int32
    public var level: SecurityLevel
    /// Whether a report is wanted if something is wrong: true for requests.
    public var isReportable: Bool
    /// msgAuthoritativeEngineID: the agent's; empty where it is not known yet.
    public var engineID: [UInt8]
    public var boots: Int32
    /// In seconds.
    public var time: Int32
    public var userName: [UInt8]

    public init(
        messageID: Int32, level: SecurityLevel, isReportable: Bool, engineID: [UInt8], boots: Int32, time: Int32,
        userName: [UInt8]
    ) {
        self.messageID = messageID
        self.level = level
        self.isReportable = isReportable
        self.engineID = engineID
        self.boots = boots
        self.time = time
        self.userName = userName
    }

    /// msgMaxSize: what an answer to us may have.
    static let maximumOctets: Int64 = 65_507

    /// Writes the message behind the end of `buffer`, with zeros in the place of the digest.
    ///
    /// - Parameters:
    ///   - salt: msgPrivacyParameters.
    ///   - body: Writes the scoped PDU, plain or encrypted, as an element.
    /// - Returns: Where the digest has to go.
    func append(
        to buffer: inout [UInt8], digestOctets: Int, salt: [UInt8], _ body: (inout BERWriter) -> Void
    ) -> Range<Int> {
        var security = BERWriter()
        var behindDigest = 0
        security.element(BERTag.sequence) { parameters in
            parameters.element(BERTag.octetString, octets: engineID)
            parameters.integer(Int64(boots))
            parameters.integer(Int64(time))
            parameters.element(BERTag.octetString, octets: userName)
            parameters.element(BERTag.octetString, octets: repeatElement(0, count: digestOctets))
            let end = parameters.bytes.count
            parameters.element(BERTag.octetString, octets: salt)
            behindDigest = parameters.bytes.count - end
        }
        // The buffer is moved through the writer, not copied.
        var writer = BERWriter(appendingTo: buffer.taken())
        var end = 0
        writer.element(BERTag.sequence) { message in
            message.integer(Int64(Version.v3.rawValue))
            message.element(BERTag.sequence) { global in
                global.integer(Int64(messageID))
                global.integer(SecureMessage.maximumOctets)
                let flags = level.rawValue | (isReportable ? SecureHeader.reportableFlag : 0)
                global.element(BERTag.octetString, octets: CollectionOfOne(flags))
                global.integer(Int64(SecureHeader.userBased))
            }
            message.element(BERTag.octetString, octets: security.bytes)
            let behindSecurity = message.bytes.count
            body(&message)
            end = message.bytes.count - behindSecurity
        }
        buffer = writer.bytes
        // Counted from the end, because lengths of several octets move what stands behind them.
        let digestEnd = buffer.count - end - behindDigest
        return digestEnd - digestOctets..<digestEnd
    }
}

extension [UInt8] {
    /// The contents, leaving nothing behind: so that there is one owner.
    fileprivate mutating func taken() -> [UInt8] {
        var other: [UInt8] = []
        swap(&self, &other)
        return other
    }
}
