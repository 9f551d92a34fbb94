extension CommunityMessage {
    /// The message as it travels in one datagram.
    public func encoded() -> [UInt8] {
        var writer = BERWriter()
        writer.element(BERTag.sequence) { message in
            message.integer(Int64(version.rawValue))
            message.element(BERTag.octetString, octets: community)
            message.pdu(pdu)
        }
        return writer.bytes
    }

    /// Reads a whole message, SNMPv1 or v2c.
    /// - Throws: ``DecodingError`` with the octet where it stopped to be one.
    public init(decoding bytes: RawSpan) throws(DecodingError) {
        let header = try ResponseHeader(decoding: bytes)
        self.init(
            version: header.version, community: bytes.octets(header.community),
            pdu: try PDU(header.pdu, in: bytes))
    }

    /// Reads a whole message, SNMPv1 or v2c.
    /// - Throws: ``DecodingError`` with the octet where it stopped to be one.
    public init(decoding bytes: [UInt8]) throws(DecodingError) {
        // Safe: `bytes` is marked because of elements with padding, and a UInt8 has none.
        unsafe try self.init(decoding: bytes.span.bytes)
    }
}

extension PDU {
    /// Reads the bindings behind a header that was read from the same octets.
    public init(_ header: PDUHeader, in bytes: RawSpan) throws(DecodingError) {
        self.init(
            operation: header.operation, requestID: header.requestID, errorStatus: header.errorStatus,
            errorIndex: header.errorIndex, bindings: [])
        var cursor = BindingCursor(header.bindings)
        while let binding = try cursor.next(in: bytes) {
            bindings.append(try binding.binding(in: bytes))
        }
    }
}

extension BERWriter {
    /// A PDU of any operation.
    public mutating func pdu(_ pdu: PDU) {
        element(pdu.operation.rawValue) { body in
            body.integer(Int64(pdu.requestID))
            body.afterRequestID(of: pdu)
        }
    }

    /// What follows the request identifier in a PDU.
    mutating func afterRequestID(of pdu: PDU) {
        integer(Int64(pdu.errorStatus))
        integer(Int64(pdu.errorIndex))
        element(BERTag.sequence) { list in
            for binding in pdu.bindings {
                list.binding(binding)
            }
        }
    }

    /// A name and its value.
    public mutating func binding(_ binding: VariableBinding) {
        element(BERTag.sequence) { pair in
            pair.oid(binding.name)
            pair.value(binding.value)
        }
    }

    /// A value under its type's tag.
    public mutating func value(_ value: VariableValue) {
        switch value {
        case .integer(let number): integer(Int64(number))
        case .octetString(let octets): element(BERTag.octetString, octets: octets)
        case .null: element(BERTag.null, octets: [])
        case .oid(let oid): self.oid(oid)
        case .ipAddress(let address):
            element(
                BERTag.ipAddress,
                octets: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: address >> UInt32($0)) })
        case .counter32(let number): unsigned(UInt64(number), tag: BERTag.counter32)
        case .gauge32(let number): unsigned(UInt64(number), tag: BERTag.gauge32)
        case .timeTicks(let number): unsigned(UInt64(number), tag: BERTag.timeTicks)
        case .opaque(let octets): element(BERTag.opaque, octets: octets)
        case .counter64(let number): unsigned(number, tag: BERTag.counter64)
        case .noSuchObject: element(BERTag.noSuchObject, octets: [])
        case .noSuchInstance: element(BERTag.noSuchInstance, octets: [])
        case .endOfMibView: element(BERTag.endOfMibView, octets: [])
        }
    }
}
