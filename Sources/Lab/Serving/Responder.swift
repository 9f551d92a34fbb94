import Model
import SNMP

/// Answers requests as an agent does (RFC 1157 §4.1, RFC 3416 §4.2, RFC 3584 §4.2): a pure function.
struct Responder: Sendable {
    /// The longest response: what fits an Ethernet frame without fragments.
    static let maximumMessageBytes = 1472
    /// As net-snmp: more repetitions are cut, not refused.
    static let maximumRepetitions = 200
    static let maximumBindings = 256

    /// RFC 3416 §3, error-status.
    private enum ErrorStatus {
        static let tooBig: Int32 = 1
        static let noSuchName: Int32 = 2
        static let notWritable: Int32 = 17
    }

    var view: MIBView

    /// The response; `nil` where an agent stays silent.
    func response(to message: CommunityMessage, at glance: Glance) -> [UInt8]? {
        let isV1 = message.version == .v1
        guard message.pdu.bindings.count <= Responder.maximumBindings else {
            return refusal(of: message, status: ErrorStatus.tooBig)
        }
        switch message.pdu.operation {
        case .get: return get(message, isV1: isV1, glance)
        case .getNext: return getNext(message, isV1: isV1, glance)
        case .getBulk: return isV1 ? nil : getBulk(message, glance)
        case .set:
            return refusal(
                of: message, status: isV1 ? ErrorStatus.noSuchName : ErrorStatus.notWritable,
                index: message.pdu.bindings.isEmpty ? 0 : 1, keepsBindings: true)
        case .response, .inform, .trap, .report: return nil
        }
    }

    private func get(_ message: CommunityMessage, isV1: Bool, _ glance: Glance) -> [UInt8]? {
        var bindings: [VariableBinding] = []
        for (place, asked) in message.pdu.bindings.enumerated() {
            let value = view.value(of: asked.name, at: glance)
            if isV1, !value.isKnownToV1 {
                return refusal(of: message, status: ErrorStatus.noSuchName, index: place + 1, keepsBindings: true)
            }
            bindings.append(VariableBinding(name: asked.name, value: value))
        }
        return whole(message, bindings)
    }

    private func getNext(_ message: CommunityMessage, isV1: Bool, _ glance: Glance) -> [UInt8]? {
        var bindings: [VariableBinding] = []
        for (place, asked) in message.pdu.bindings.enumerated() {
            if let next = view.next(after: asked.name, at: glance, where: { !isV1 || $0.isKnownToV1 }) {
                bindings.append(next)
            } else if isV1 {
                return refusal(of: message, status: ErrorStatus.noSuchName, index: place + 1, keepsBindings: true)
            } else {
                bindings.append(VariableBinding(name: asked.name, value: .endOfMibView))
            }
        }
        return whole(message, bindings)
    }

    /// Repetition by repetition, as much as fits (RFC 3416 §4.2.3).
    private func getBulk(_ message: CommunityMessage, _ glance: Glance) -> [UInt8]? {
        let asked = message.pdu.bindings
        let single = min(max(Int(message.pdu.errorStatus), 0), asked.count)
        let repetitions = min(max(Int(message.pdu.errorIndex), 0), Responder.maximumRepetitions)
        // The frame with community, request identifier and lengths is never more than this.
        var room = Responder.maximumMessageBytes - message.community.count - 40
        var bindings: [VariableBinding] = []
        func fits(_ binding: VariableBinding) -> Bool {
            var writer = BERWriter()
            writer.binding(binding)
            room -= writer.bytes.count
            guard room >= 0 else { return false }
            bindings.append(binding)
            return true
        }
        func following(_ name: OID) -> VariableBinding {
            view.next(after: name, at: glance) ?? VariableBinding(name: name, value: .endOfMibView)
        }
        for binding in asked.prefix(single) {
            guard fits(following(binding.name)) else { return response(message, bindings) }
        }
        var names = asked.dropFirst(single).map(\.name)
        for _ in 0..<repetitions where !names.isEmpty {
            var hasEnded = true
            for place in names.indices {
                let binding = following(names[place])
                guard fits(binding) else { return response(message, bindings) }
                names[place] = binding.name
                if binding.value != .endOfMibView { hasEnded = false }
            }
            if hasEnded { break }
        }
        return response(message, bindings)
    }

    private func whole(_ message: CommunityMessage, _ bindings: [VariableBinding]) -> [UInt8]? {
        let bytes = response(message, bindings)
        return bytes.count <= Responder.maximumMessageBytes ? bytes : refusal(of: message, status: ErrorStatus.tooBig)
    }

    private func response(_ message: CommunityMessage, _ bindings: [VariableBinding]) -> [UInt8] {
        let pdu = PDU(operation: .response, requestID: message.pdu.requestID, bindings: bindings)
        return CommunityMessage(version: message.version, community: message.community, pdu: pdu).encoded()
    }

    /// v1 sends the request's bindings back with every error (RFC 1157 §4.1.2), v2c none with tooBig.
    private func refusal(
        of message: CommunityMessage, status: Int32, index: Int = 0, keepsBindings: Bool = false
    ) -> [UInt8]? {
        let pdu = PDU(
            operation: .response, requestID: message.pdu.requestID, errorStatus: status,
            errorIndex: Int32(clamping: index),
            bindings: keepsBindings || message.version == .v1 ? message.pdu.bindings : [])
        return CommunityMessage(version: message.version, community: message.community, pdu: pdu).encoded()
    }
}

extension VariableValue {
    /// Counter64 and the exceptions do not exist in SNMPv1 (RFC 3584 §4.2.2.1).
    fileprivate var isKnownToV1: Bool {
        switch self {
        case .counter64, .noSuchObject, .noSuchInstance, .endOfMibView: false
        case .integer, .octetString, .null, .oid, .ipAddress, .counter32, .gauge32, .timeTicks, .opaque: true
        }
    }
}
