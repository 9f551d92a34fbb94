import Model

@testable import SNMP

/// An authoritative engine with one user (RFC 3414 §3.2): answers each GET with sysName, or reports what is wrong.
struct ScriptedEngine {
    var engineID: [UInt8]
    var user: SecurityUser
    var boots: Int32 = 3
    var time: Int32 = 1000
    /// What it writes into its answers instead of its clock.
    var claimed: (boots: Int32, time: Int32)?
    /// Its key for privacy is another one: it says nothing to what it cannot decrypt.
    var isDeafToEncryption = false
    /// Says so whatever the clock is.
    var isNeverInTime = false

    static let reports: [SecurityFault: OID] = [
        .unsupportedLevel: [1, 3, 6, 1, 6, 3, 15, 1, 1, 1, 0], .notInTimeWindow: [1, 3, 6, 1, 6, 3, 15, 1, 1, 2, 0],
        .unknownUser: [1, 3, 6, 1, 6, 3, 15, 1, 1, 3, 0], .unstableEngine: [1, 3, 6, 1, 6, 3, 15, 1, 1, 4, 0],
        .wrongAuthentication: [1, 3, 6, 1, 6, 3, 15, 1, 1, 5, 0], .wrongPrivacy: [1, 3, 6, 1, 6, 3, 15, 1, 1, 6, 0],
        .unknownContext: [1, 3, 6, 1, 6, 3, 12, 1, 5, 0], .refused: [1, 3, 6, 1, 6, 3, 11, 2, 1, 3, 0],
    ]

    private var keys: LocalizedKeys {
        get throws { try LocalizedKeys(user, engineID: engineID) }
    }

    /// The answer; `nil` for silence.
    func answer(_ request: [UInt8]) throws -> [UInt8]? {
        let span = request.span.bytes
        let header = try SecureHeader(decoding: span)
        guard Array(request[header.engineID]) == engineID else { return try report(.unstableEngine, header) }
        guard Array(request[header.userName]) == user.name else { return try report(.unknownUser, header) }
        guard header.level.isSubset(of: user.level) else { return try report(.unsupportedLevel, header) }
        let keys = try self.keys
        let scoped: [UInt8]
        do throws(SecurityRejection) {
            scoped = try keys.open(header, of: span)
        } catch {
            return try report(.wrongAuthentication, header)
        }
        if header.level.contains(.authenticated) {
            guard !isNeverInTime, header.boots == boots, abs(header.time - time) <= 150, boots < .max else {
                return try report(.notInTimeWindow, header, level: .authNoPriv)
            }
        }
        if isDeafToEncryption, header.level.contains(.encrypted) { return nil }
        let content = try ScopedHeader(decoding: scoped.span.bytes)
        var pdu = try PDU(content.pdu, in: scoped.span.bytes)
        pdu.operation = .response
        for place in pdu.bindings.indices { pdu.bindings[place].value = .octetString(Array("there".utf8)) }
        return try sealed(pdu, header, level: header.level)
    }

    /// A report, unauthenticated unless told otherwise.
    func report(_ fault: SecurityFault, _ header: SecureHeader, level: SecurityLevel = []) throws -> [UInt8] {
        let name = ScriptedEngine.reports[fault] ?? []
        let binding = VariableBinding(name: name, value: .counter32(1))
        return try sealed(PDU(operation: .report, requestID: 0, bindings: [binding]), header, level: level)
    }

    private func sealed(_ pdu: PDU, _ header: SecureHeader, level: SecurityLevel) throws -> [UInt8] {
        let clock = claimed ?? (boots, time)
        let message = SecureMessage(
            messageID: header.messageID, level: level, isReportable: false, engineID: engineID, boots: clock.boots,
            time: clock.time, userName: user.name)
        var bytes: [UInt8] = []
        try keys.seal(message, salt: UInt64(UInt32(bitPattern: header.messageID)), into: &bytes) { writer in
            writer.element(BERTag.sequence) {
                $0.element(BERTag.octetString, octets: engineID)
                $0.element(BERTag.octetString, octets: [])
                $0.pdu(pdu)
            }
        }
        return bytes
    }
}
