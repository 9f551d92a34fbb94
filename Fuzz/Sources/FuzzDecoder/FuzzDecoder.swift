import FuzzSupport
import Model
import SNMP

@_cdecl("FuzzDecoder_main")
public func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    drive(count, arguments, seeds: { Seeds.all }, test: testOneInput)
}

/// What libFuzzer calls with every input: all that is done with a datagram from the network. It must neither stop the
/// program nor take long, whatever the octets are; and what is decoded must be encoded to something that decodes alike.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // The first octet says what is done with the others, so that each way gets its own inputs.
    let way = start[0]
    let octets = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    let bytes = octets.span.bytes
    switch way & 3 {
    case 0: decodeCommunity(octets)
    case 1: readAnswer(bytes)
    case 2: Conversation.shared.take(bytes, way: way)
    default: walk(octets)
    }
    return 0
}

/// Whole messages of SNMPv1 and v2c, there and back.
private func decodeCommunity(_ octets: [UInt8]) {
    guard let message = try? CommunityMessage(decoding: octets) else { return }
    let again = message.encoded()
    guard again.count <= Limits.messageLength else { return }
    // Numbers that their type cannot hold are taken by their pattern, so the octets may differ; the values may not.
    guard let second = try? CommunityMessage(decoding: again) else {
        fatalError("what was written cannot be read: \(message)")
    }
    precondition(second.pdu.bindings.count == message.pdu.bindings.count)
    precondition(second.encoded() == again)
}

private let template = RequestTemplate(
    version: .v2c, community: Array("public".utf8),
    request: Request(
        .get, (1...20).map { OID([1, 3, 6, 1, 2, 1, 2, 2, 1, 10, UInt32($0) << UInt32($0)]) }))

/// An answer to known instances, read where it lies.
private func readAnswer(_ bytes: RawSpan) {
    guard let header = try? ResponseHeader(decoding: bytes) else { return }
    let (values, _) = template.values(in: header.pdu, of: bytes)
    precondition(values.count <= 20)
    var cursor = BindingCursor(header.bindings)
    while let binding = try? cursor.next(in: bytes) {
        _ = try? binding.integer(in: bytes)
        _ = binding.real(in: bytes)
        _ = try? binding.oid(in: bytes)
    }
}

/// A walk that is answered by one datagram again and again: it must end.
private func walk(_ octets: [UInt8]) {
    guard let message = try? CommunityMessage(decoding: octets) else { return }
    var walk = Walk(
        columns: [[1, 3, 6, 1, 2, 1, 2, 2, 1, 2], [1, 3, 6, 1, 2, 1, 2, 2, 1, 10]], version: message.version,
        maximumBindings: 25, maximumRows: 100)
    var rounds = 0
    while walk.next() != nil {
        rounds += 1
        precondition(rounds < 1000, "a walk that does not end")
        _ = walk.take(message.pdu)
    }
}

/// A conversation in SNMPv3, in the midst of it: reports change it, and it goes on.
private final class Conversation {
    nonisolated(unsafe) static let shared = Conversation()

    private let engineID: [UInt8] = [0x80, 0, 0x1f, 0x88, 4, 1, 2, 3]
    private let keys: LocalizedKeys
    private var session: SecuritySession
    private var salts: SaltCounter

    private init() {
        var ring = KeyRing()
        let credential = Credential.User(
            name: "monitor", authentication: .init(algorithm: "MD5", key: Secret("authentic pass")),
            privacy: .init(algorithm: "AES-128", key: Secret("private pass")))
        guard let user = ring.user(credential), let keys = try? LocalizedKeys(user, engineID: engineID) else {
            fatalError("libsnmp offers no keys")
        }
        self.keys = keys
        var random = SystemRandomNumberGenerator()
        salts = SaltCounter(using: &random)
        session = SecuritySession(
            user: user,
            remembered: Manners.Engine(
                id: EngineID(engineID), boots: 1, time: 1, asOf: Timestamp(milliseconds: 0)), now: 0)
    }

    func take(_ bytes: RawSpan, way: UInt8) {
        guard way & 4 == 0 else { return takeSealed(bytes, level: way & 8 == 0 ? .authPriv : .authNoPriv) }
        guard let header = try? SecureHeader(decoding: bytes) else { return }
        var copy = session
        _ = copy.isAuthentic(header, of: bytes)
        _ = copy.take(header, of: bytes, now: 1)
        guard way & 8 != 0 else { return }
        var message: [UInt8] = []
        try? copy.append(template, messageID: 1, to: &message, now: 2, salts: &salts)
    }

    /// The octets as what an authentic agent has encrypted: nobody guesses a digest, so what lies behind it would never be
    /// reached.
    private func takeSealed(_ bytes: RawSpan, level: SecurityLevel) {
        var message: [UInt8] = []
        let octets = (0..<bytes.byteCount).map { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        let head = SecureMessage(
            messageID: 1, level: level, isReportable: false, engineID: engineID, boots: 1, time: 1,
            userName: Array("monitor".utf8))
        try? keys.seal(head, salt: 1, into: &message) { $0.element(0x30, octets: octets) }
        guard let header = try? SecureHeader(decoding: message.span.bytes) else { return }
        var copy = session
        _ = copy.take(header, of: message.span.bytes, now: 1)
    }
}
