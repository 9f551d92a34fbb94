import CNetSNMP
import Model
import SNMP

/// net-snmp's own parser and builder, as the oracle. It has no locks: only ``NetSNMPTests``, which runs its tests one
/// after the other, may call it. It opens no session, reads no configuration and loads no MIB.
enum NetSNMP {
    /// The message as net-snmp reads it; `nil` if it refuses.
    static func parse(_ octets: [UInt8]) -> CommunityMessage? {
        withParsed(octets) { pdu in
            guard let version = Version(rawValue: pdu.version), let content = self.pdu(pdu) else { return nil }
            return CommunityMessage(
                version: version,
                community: Array(UnsafeBufferPointer(start: pdu.community, count: pdu.community_len)), pdu: content)
        }
    }

    /// What is in its PDU.
    static func pdu(_ pdu: netsnmp_pdu) -> PDU? {
        guard let operation = PDU.Operation(rawValue: UInt8(truncatingIfNeeded: pdu.command)),
            let requestID = Int32(exactly: pdu.reqid),
            let errorStatus = Int32(exactly: pdu.errstat),
            let errorIndex = Int32(exactly: pdu.errindex)
        else { return nil }
        var bindings: [VariableBinding] = []
        var variable = pdu.variables
        while let current = variable?.pointee {
            guard let value = value(of: current) else { return nil }
            bindings.append(
                VariableBinding(name: oid(current.name, count: current.name_length), value: value))
            variable = current.next_variable
        }
        return PDU(
            operation: operation, requestID: requestID, errorStatus: errorStatus, errorIndex: errorIndex,
            bindings: bindings)
    }

    /// The floating-point value of the first binding, which net-snmp unwraps from an Opaque.
    static func parseReal(_ octets: [UInt8]) -> Double? {
        withParsed(octets) { pdu in
            guard let variable = pdu.variables?.pointee else { return nil }
            switch variable.type {
            case 0x78: return Double(variable.val.floatVal.pointee)
            case 0x79: return variable.val.doubleVal.pointee
            default: return nil
            }
        }
    }

    static func withParsed<Reading>(_ octets: [UInt8], _ read: (netsnmp_pdu) -> Reading?) -> Reading? {
        guard isQuiet, let pdu = snmp_pdu_create(0) else { return nil }
        defer { snmp_free_pdu(pdu) }
        var session = netsnmp_session()
        snmp_sess_init(&session)
        session.version = Int.defaultVersion
        var copy = octets
        return snmp_parse(nil, &session, pdu, &copy, copy.count) == 0 ? read(pdu.pointee) : nil
    }

    /// What it thinks of damaged messages would be thousands of lines.
    private static let isQuiet = netsnmp_register_loghandler(NETSNMP_LOGHANDLER_NONE, LOG_DEBUG) != nil

    /// The datagram as net-snmp builds it; `nil` if it refuses.
    static func build(_ message: CommunityMessage) -> [UInt8]? {
        build(message.pdu, version: message.version) { _, pdu in
            // snmp_free_pdu frees it.
            let community = malloc(message.community.count)?.assumingMemoryBound(to: UInt8.self)
            community?.update(from: message.community, count: message.community.count)
            pdu.community = community
            pdu.community_len = message.community.count
        }
    }

    /// - Parameter prepare: Puts into session and PDU what the version needs.
    static func build(
        _ content: PDU, version: Version, prepare: (inout netsnmp_session, inout netsnmp_pdu) -> Void
    ) -> [UInt8]? {
        guard isQuiet, let pdu = snmp_pdu_create(Int32(content.operation.rawValue)) else { return nil }
        defer { snmp_free_pdu(pdu) }
        pdu.pointee.version = version.rawValue
        pdu.pointee.reqid = Int(content.requestID)
        pdu.pointee.errstat = Int(content.errorStatus)
        pdu.pointee.errindex = Int(content.errorIndex)
        for binding in content.bindings where !add(binding, to: pdu) { return nil }

        var session = netsnmp_session()
        snmp_sess_init(&session)
        session.version = version.rawValue
        prepare(&session, &pdu.pointee)
        var packet = malloc(4096)?.assumingMemoryBound(to: UInt8.self)
        var (capacity, length) = (4096, 0)
        defer { free(packet) }
        guard snmp_build(&packet, &capacity, &length, &session, pdu) == 0, let packet else { return nil }
        // It builds from the end of the buffer towards its beginning.
        return Array(UnsafeBufferPointer(start: packet + (capacity - length), count: length))
    }

    private static func value(of variable: variable_list) -> VariableValue? {
        func string() -> [UInt8] {
            Array(UnsafeBufferPointer(start: variable.val.string, count: variable.val_len))
        }
        func unsigned() -> UInt32 {
            UInt32(truncatingIfNeeded: variable.val.integer.pointee)
        }
        switch variable.type {
        case BERTag.integer: return .integer(Int32(truncatingIfNeeded: variable.val.integer.pointee))
        case BERTag.octetString: return .octetString(string())
        case BERTag.null: return .null
        case BERTag.objectIdentifier:
            return .oid(oid(variable.val.objid, count: variable.val_len / MemoryLayout<CNetSNMP.oid>.stride))
        case BERTag.ipAddress: return .ipAddress(string().reduce(0) { $0 << 8 | UInt32($1) })
        case BERTag.counter32: return .counter32(unsigned())
        case BERTag.gauge32, BERTag.uInteger32: return .gauge32(unsigned())
        case BERTag.timeTicks: return .timeTicks(unsigned())
        case BERTag.opaque: return .opaque(string())
        case BERTag.counter64:
            let counter = variable.val.counter64.pointee
            return .counter64(UInt64(counter.high) << 32 | UInt64(counter.low))
        case BERTag.noSuchObject: return .noSuchObject
        case BERTag.noSuchInstance: return .noSuchInstance
        case BERTag.endOfMibView: return .endOfMibView
        default: return nil
        }
    }

    private static func oid(_ start: UnsafeMutablePointer<CNetSNMP.oid>?, count: Int) -> OID {
        OID(UnsafeBufferPointer(start: start, count: count).map { UInt32(truncatingIfNeeded: $0) })
    }

    private static func add(_ binding: VariableBinding, to pdu: UnsafeMutablePointer<netsnmp_pdu>) -> Bool {
        let name = binding.name.subidentifiers.map { CNetSNMP.oid($0) }
        func add(_ type: UInt8, _ value: UnsafeRawPointer?, _ length: Int) -> Bool {
            snmp_varlist_add_variable(&pdu.pointee.variables, name, name.count, type, value, length) != nil
        }
        func add(_ type: UInt8, number: Int) -> Bool {
            withUnsafeBytes(of: number) { add(type, $0.baseAddress, $0.count) }
        }
        switch binding.value {
        case .integer(let number): return add(BERTag.integer, number: Int(number))
        case .octetString(let octets): return add(BERTag.octetString, octets, octets.count)
        case .null: return add(BERTag.null, nil, 0)
        case .oid(let oid):
            let arcs = oid.subidentifiers.map { CNetSNMP.oid($0) }
            return arcs.withUnsafeBytes { add(BERTag.objectIdentifier, $0.baseAddress, $0.count) }
        case .ipAddress(let address):
            return withUnsafeBytes(of: address.bigEndian) { add(BERTag.ipAddress, $0.baseAddress, 4) }
        case .counter32(let number): return add(BERTag.counter32, number: Int(number))
        case .gauge32(let number): return add(BERTag.gauge32, number: Int(number))
        case .timeTicks(let number): return add(BERTag.timeTicks, number: Int(number))
        case .opaque(let octets): return add(BERTag.opaque, octets, octets.count)
        case .counter64(let number):
            let halves = counter64(high: UInt(number >> 32), low: UInt(number & 0xffff_ffff))
            return withUnsafeBytes(of: halves) { add(BERTag.counter64, $0.baseAddress, $0.count) }
        case .noSuchObject: return add(BERTag.noSuchObject, nil, 0)
        case .noSuchInstance: return add(BERTag.noSuchInstance, nil, 0)
        case .endOfMibView: return add(BERTag.endOfMibView, nil, 0)
        }
    }
}

extension Int {
    /// SNMP_DEFAULT_VERSION, a macro: the version is taken from the message.
    fileprivate static let defaultVersion = -1
}
