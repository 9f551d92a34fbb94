internal import Model
internal import SNMP

/// The authoritative engine of one recorded device: one user, a clock, and what it reports (RFC 3414 §3.2).
struct SecureEngine: Sendable {
    /// What a report tells, with the object that it stands in (RFC 3414 §5, RFC 3412 §5, RFC 3413 §4.1.2).
    enum Report: UInt32, Hashable, Sendable {
        case unsupportedSecLevels = 1
        case notInTimeWindows, unknownUserNames, unknownEngineIDs, wrongDigests, decryptionErrors
        case unknownPDUHandlers, unknownContexts

        /// The counter that the report carries.
        var name: OID {
            switch self {
            case .unknownPDUHandlers: [1, 3, 6, 1, 6, 3, 11, 2, 1, 3, 0]
            case .unknownContexts: [1, 3, 6, 1, 6, 3, 12, 1, 5, 0]
            case .unsupportedSecLevels, .notInTimeWindows, .unknownUserNames, .unknownEngineIDs, .wrongDigests,
                .decryptionErrors:
                [1, 3, 6, 1, 6, 3, 15, 1, 1, rawValue, 0]
            }
        }
    }

    /// How often it was started, and seconds since then (RFC 3414 §2.2.2).
    struct Clock: Hashable, Sendable {
        var boots: Int32
        var time: Int32

        /// Of devices that have been served so long.
        init(_ faults: Faults, _ elapsed: Duration) {
            boots = Int32(clamping: faults.restarts(elapsed) + 1)
            time = Int32(clamping: (faults.uptime(elapsed) ?? elapsed).wholeMilliseconds / 1000)
        }
    }

    /// A request that may be answered: where it lies in the octets of its scoped PDU.
    struct Request {
        var header: SecureHeader
        var scoped: ScopedHeader
        var octets: [UInt8]

        var context: [UInt8] { Array(octets[scoped.contextName]) }
    }

    /// What comes of a message.
    enum Outcome {
        case request(Request)
        case report([UInt8])
        /// No report is wanted.
        case silence
    }

    /// Seconds (RFC 3414 §2.2.3).
    static let timeWindow: Int64 = 150
    /// How far the clock that is written into messages is from the engine's own where it is broken.
    static let wrongSeconds: Int32 = 1000

    let engineID: [UInt8]
    let user: SecurityUser
    private let keys: LocalizedKeys
    private var salts: SaltCounter
    private var counts: [Report: UInt32] = [:]

    /// - Throws: `SecurityRejection` where net-snmp lacks the user's algorithms.
    init(engineID: [UInt8], user: SecurityUser) throws(SecurityRejection) {
        self.engineID = engineID
        self.user = user
        keys = try LocalizedKeys(user, engineID: engineID)
        var random = SystemRandomNumberGenerator()
        salts = SaltCounter(using: &random)
    }

    /// Checks a message in the order of RFC 3414 §3.2.
    ///
    /// - Parameters:
    ///   - clock: What it goes by.
    ///   - said: What it writes into its messages; another one only in engines that are broken.
    mutating func take(
        _ header: SecureHeader, of bytes: RawSpan, clock: Clock, said: Clock
    ) -> Outcome {
        guard bytes.copy(header.engineID) == engineID else {
            return report(.unknownEngineIDs, header, bytes, said)
        }
        guard bytes.copy(header.userName) == user.name else {
            return report(.unknownUserNames, header, bytes, said)
        }
        guard header.level.isSubset(of: user.level) else {
            return report(.unsupportedSecLevels, header, bytes, said)
        }
        let octets: [UInt8]
        do throws(SecurityRejection) {
            octets = try keys.open(header, of: bytes)
        } catch {
            return report(error == .encryption ? .decryptionErrors : .wrongDigests, header, bytes, said)
        }
        let isInTime =
            header.boots == clock.boots && clock.boots < .max
            && abs(Int64(header.time) - Int64(clock.time)) <= SecureEngine.timeWindow
        guard isInTime || !header.level.contains(.authenticated) else {
            return report(.notInTimeWindows, header, bytes, said, level: .authNoPriv)
        }
        guard let scoped = SecureEngine.scopedHeader(of: octets) else {
            // Nonsense in a message that is authentic: it was encrypted with another key.
            return header.level.contains(.encrypted)
                ? report(.decryptionErrors, header, bytes, said, level: .authNoPriv) : .silence
        }
        let request = Request(header: header, scoped: scoped, octets: octets)
        guard Array(octets[scoped.contextEngineID]) == engineID else {
            return report(.unknownPDUHandlers, request, bytes, said)
        }
        return .request(request)
    }

    private static func scopedHeader(of octets: [UInt8]) -> ScopedHeader? {
        do throws(DecodingError) {
            // Safe: `bytes` is marked because of elements with padding, and a UInt8 has none.
            return unsafe try ScopedHeader(decoding: octets.span.bytes)
        } catch {
            return nil
        }
    }

    /// A report on a request that was opened, at its level.
    mutating func report(
        _ report: Report, _ request: Request, _ bytes: RawSpan, _ said: Clock
    ) -> Outcome {
        self.report(
            report, request.header, bytes, said, level: request.header.level, requestID: request.scoped.pdu.requestID)
    }

    /// A report, if one is wanted (RFC 3412 §7.1.3).
    private mutating func report(
        _ report: Report, _ header: SecureHeader, _ bytes: RawSpan, _ said: Clock, level: SecurityLevel = .noAuthNoPriv,
        requestID: Int32 = 0
    ) -> Outcome {
        guard header.isReportable else { return .silence }
        counts[report, default: 0] &+= 1
        var list = BERWriter()
        list.binding(VariableBinding(name: report.name, value: .counter32(counts[report, default: 0])))
        let pdu = AgentResponse(requestID: requestID, bindings: list.bytes)
        let sealed = seal(pdu, .report, to: header, level: level, user: bytes.copy(header.userName), context: [], said)
        return sealed.map { .report($0) } ?? .silence
    }

    /// The message that answers a request; `nil` where net-snmp cannot seal it.
    mutating func response(_ response: AgentResponse, to request: Request, _ said: Clock) -> [UInt8]? {
        seal(
            response, .response, to: request.header, level: request.header.level, user: user.name,
            context: request.context, said)
    }

    private mutating func seal(
        _ pdu: AgentResponse, _ operation: PDU.Operation, to header: SecureHeader, level: SecurityLevel,
        user: [UInt8], context: [UInt8], _ said: Clock
    ) -> [UInt8]? {
        let message = SecureMessage(
            messageID: header.messageID, level: level, isReportable: false, engineID: engineID, boots: said.boots,
            time: said.time, userName: user)
        var bytes: [UInt8] = []
        do throws(SecurityRejection) {
            try keys.seal(message, salt: salts.next(), into: &bytes) { writer in
                writer.element(BERTag.sequence) { scoped in
                    scoped.element(BERTag.octetString, octets: engineID)
                    scoped.element(BERTag.octetString, octets: context)
                    scoped.pdu(pdu, operation: operation)
                }
            }
            return bytes
        } catch {
            // There are keys for every level that a request was taken at; only the cipher itself can fail.
            return nil
        }
    }
}
