internal import Model
public import SNMP

/// The SNMP agents of recorded devices: a request's octets → the answer's, without sockets.
public struct RecordedAgents: Sendable {
    public let devices: RecordedDevices
    /// The only community that is taken, and that before `@CONTEXT`; `nil`: any is.
    let community: [UInt8]?
    /// The longest answer.
    let maximumMessageBytes: Int
    /// Who is answered by SNMPv3; `nil`: nobody.
    private let user: SecurityUser?
    /// By number, of the devices that were asked by SNMPv3.
    var engines: [Int: SecureEngine] = [:]

    /// - Parameter maximumMessageBytes: 484 (RFC 1157 §4) to 65,507 octets; 1,472 if none is given.
    public init(
        _ devices: RecordedDevices, community: String? = nil, maximumMessageBytes: Int? = nil, user: SecurityUser? = nil
    ) {
        self.user = user
        self.devices = devices
        self.community = community.map { Array($0.utf8) }
        self.maximumMessageBytes = maximumMessageBytes ?? AgentLimits.messageBytes
    }

    /// The number of the device at an address; `nil` if there is none.
    func number(at address: IPAddress) -> Int? {
        guard let number = RecordingAddresses.number(at: address), number < devices.count else { return nil }
        return number
    }

    /// What the device at a number says to a datagram; `nil` where it stays silent.
    ///
    /// - Parameter elapsed: How long all have been served.
    /// - Throws: `DecodingError` for what is no SNMP message.
    mutating func answer(
        _ bytes: RawSpan, to number: Int, elapsed: Duration, faults: Faults
    ) throws(DecodingError) -> [UInt8]? {
        let header: ResponseHeader
        do throws(DecodingError) {
            header = try ResponseHeader(decoding: bytes)
        } catch {
            guard error.reason == .unsupportedVersion, let user else { throw error }
            return try secureAnswer(bytes, to: number, user, elapsed: elapsed, faults: faults)
        }
        guard let recording = recording(number, community: bytes.copy(header.community)) else { return nil }
        return try Responder(
            objects: objects(recording, elapsed, faults), maximumMessageBytes: maximumMessageBytes
        ).message(answering: header, in: bytes)
    }

    /// A recording with what faults change in it.
    func objects(_ recording: Recording, _ elapsed: Duration, _ faults: Faults) -> RecordedObjects {
        RecordedObjects(
            recording: recording, uptime: faults.uptime(elapsed).map(RecordedAgents.ticks),
            isNonIncreasing: faults.isNonIncreasing)
    }

    /// What a context is shown, the empty one being the device's own; `nil` if it has no such context.
    func recording(_ number: Int, context: [UInt8]) -> Recording? {
        let device = devices.devices[number % devices.devices.count]
        return context.isEmpty ? device.recording : device.contexts.first { $0.name == context }?.recording
    }

    /// What a community is shown; `nil` if it is none here.
    private func recording(_ number: Int, community asked: [UInt8]) -> Recording? {
        let device = devices.devices[number % devices.devices.count]
        if asked == community { return device.recording }
        if let at = asked.lastIndex(of: UInt8(ascii: "@")) {
            guard community == nil || asked[..<at] == community?[...] else { return nil }
            let context = asked[(at + 1)...]
            return device.contexts.first { $0.name[...] == context }?.recording
        }
        return community == nil ? device.recording : nil
    }

    /// TimeTicks: hundredths of a second that begin anew after 2³² (RFC 2578 §7.1.8).
    private static func ticks(_ duration: Duration) -> UInt32 {
        UInt32(truncatingIfNeeded: duration.wholeMicroseconds / 10_000)
    }
}
