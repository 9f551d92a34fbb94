public import Model

/// What is asked of an agent, before it becomes a message.
public struct Request: Hashable, Sendable {
    /// The operation with the numbers it needs.
    public enum Kind: Hashable, Sendable {
        case get
        case getNext
        /// For each name behind the first `nonRepeaters`, up to `maxRepetitions` successors (RFC 3416 §4.2.3); not in
        /// SNMPv1.
        case getBulk(nonRepeaters: Int, maxRepetitions: Int)
    }

    public var kind: Kind
    public var names: [OID]

    public init(_ kind: Kind, _ names: [OID]) {
        self.kind = kind
        self.names = names
    }

    /// The request as a PDU with NULL values.
    public func pdu(requestID: Int32) -> PDU {
        var pdu = PDU(operation: .get, requestID: requestID, bindings: names.map { VariableBinding(name: $0) })
        switch kind {
        case .get: break
        case .getNext: pdu.operation = .getNext
        case .getBulk(let nonRepeaters, let maxRepetitions):
            pdu.operation = .getBulk
            pdu.errorStatus = Int32(clamping: max(0, nonRepeaters))
            pdu.errorIndex = Int32(clamping: max(0, maxRepetitions))
        }
        return pdu
    }
}

/// A request encoded once and sent often: copies differ in four octets, the request identifier. In SNMPv1 and v2c it is the
/// whole message; for SNMPv3 the PDU, which hosts share and a message of each host's own encloses.
public struct RequestTemplate: Hashable, Sendable {
    /// The identifiers to use: those for which four octets are the shortest encoding, which picky agents want.
    public static let requestIDs: ClosedRange<Int32> = 0x0080_0000...Int32.max

    /// The message, or the PDU.
    let message: [UInt8]
    /// Where the names' content octets lie in `message`; none where it is too long to be sent.
    let names: [Range<UInt16>]
    private let requestIDOffset: Int

    /// A message of SNMPv1 or v2c.
    public init(version: Version, community: [UInt8], request: Request) {
        let pdu = request.pdu(requestID: RequestTemplate.requestIDs.upperBound)
        self.init(CommunityMessage(version: version, community: community, pdu: pdu).encoded(), request, pdu)
    }

    /// The PDU of a message of SNMPv3.
    public init(scoped request: Request) {
        let pdu = request.pdu(requestID: RequestTemplate.requestIDs.upperBound)
        var writer = BERWriter()
        writer.pdu(pdu)
        self.init(writer.bytes, request, pdu)
    }

    private init(_ message: [UInt8], _ request: Request, _ pdu: PDU) {
        self.message = message
        var rest = BERWriter()
        rest.afterRequestID(of: pdu)
        requestIDOffset = message.count - rest.bytes.count - 4
        names = RequestTemplate.names(of: request.names, in: message)
    }

    /// The bindings stand at the end of the message, each a name and a NULL of two octets.
    private static func names(of names: [OID], in message: [UInt8]) -> [Range<UInt16>] {
        let contents = names.map { EncodedOID($0).octets.count }
        let sizes = contents.map { ExpectedBinding(nameOctets: $0, valueOctets: 0).requestOctets }
        guard message.count <= UInt16.max else { return [] }
        var binding = message.count - sizes.reduce(0, +)
        return zip(contents, sizes).map { content, size in
            binding += size
            let end = UInt16(binding - 2)
            return end - UInt16(content)..<end
        }
    }

    /// Octets of the message or PDU.
    public var size: Int { message.count }

    /// The message or PDU.
    public func bytes(requestID: Int32) -> [UInt8] {
        var copy: [UInt8] = []
        append(to: &copy, requestID: requestID)
        return copy
    }

    /// Writes the message or PDU behind the end of `buffer`.
    public func append(to buffer: inout [UInt8], requestID: Int32) {
        let start = buffer.count + requestIDOffset
        buffer.append(contentsOf: message)
        let pattern = UInt32(bitPattern: requestID)
        buffer[start] = UInt8(truncatingIfNeeded: pattern >> 24)
        buffer[start + 1] = UInt8(truncatingIfNeeded: pattern >> 16)
        buffer[start + 2] = UInt8(truncatingIfNeeded: pattern >> 8)
        buffer[start + 3] = UInt8(truncatingIfNeeded: pattern)
    }
}
