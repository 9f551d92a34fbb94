internal import Model
internal import SNMP

/// SNMPv3: each device is an engine of its own, made when it is first asked.
extension RecordedAgents {
    /// The engine ID of the device at a number: its address (RFC 3411 §5, SnmpEngineID, format 1) under net-snmp's
    /// enterprise, as good as any for devices of many makers.
    static func engineID(of number: Int) -> [UInt8] {
        guard case .v4(let address) = RecordingAddresses.address(of: number) else { return [] }
        return [0x80, 0x00, 0x1f, 0x88, 1]
            + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: address >> UInt32($0)) }
    }

    /// The answer or the report of a device's engine; `nil` where it stays silent.
    ///
    /// - Throws: `DecodingError` for what is no SNMPv3 message.
    mutating func secureAnswer(
        _ bytes: RawSpan, to number: Int, _ user: SecurityUser, elapsed: Duration, faults: Faults
    ) throws(DecodingError) -> [UInt8]? {
        let header = try SecureHeader(decoding: bytes)
        guard var engine = engine(of: number, user, faults) else { return nil }
        // What it was asked counts, and its salts go on, whatever comes of it.
        defer { engines[number] = engine }
        let clock = SecureEngine.Clock(faults, elapsed)
        var said = clock
        if faults.hasWrongEngineTime { said.time += SecureEngine.wrongSeconds }
        switch engine.take(header, of: bytes, clock: clock, said: said) {
        case .silence: return nil
        case .report(let report): return report
        case .request(let request):
            guard let recording = recording(number, context: request.context) else {
                guard case .report(let report) = engine.report(.unknownContexts, request, bytes, said) else {
                    return nil
                }
                return report
            }
            guard header.level == user.level else {
                // As view-based access control has it (RFC 3413 §3.2 (5)): to the user there is nothing at this level.
                return engine.response(.refusal(of: request, .authorizationError), to: request, said)
            }
            let objects = objects(recording, elapsed, faults)
            let frameBytes = user.overheadOctets + engine.engineID.count + request.context.count
            let limit = min(maximumMessageBytes, max(484, Int(header.maximumOctets)))
            // Safe: `bytes` is marked because of elements with padding, and a UInt8 has none.
            let response = unsafe try Responder(objects: objects, maximumMessageBytes: limit).response(
                to: request.scoped.pdu, in: request.octets.span.bytes, isV1: false, frameBytes: frameBytes)
            return response.flatMap { engine.response($0, to: request, said) }
        }
    }

    private func engine(of number: Int, _ user: SecurityUser, _ faults: Faults) -> SecureEngine? {
        if let known = engines[number] { return known }
        do throws(SecurityRejection) {
            return try SecureEngine(
                engineID: RecordedAgents.engineID(of: faults.isSharingEngineID ? 0 : number), user: user)
        } catch {
            // One was made at the start to see whether it can be.
            return nil
        }
    }
}

extension AgentResponse {
    fileprivate static func refusal(of request: SecureEngine.Request, _ status: ErrorStatus) -> AgentResponse {
        let pdu = request.scoped.pdu
        return AgentResponse(
            requestID: pdu.requestID, errorStatus: status.rawValue, bindings: Array(request.octets[pdu.bindings]))
    }
}
