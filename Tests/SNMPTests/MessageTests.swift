import Model
import SNMP
import Testing

@Suite struct MessageTests {
    /// `snmpget -v2c -c public HOST 1.3.6.1.2.1.1.3.0` and its answer, octet by octet.
    static let request: [UInt8] = [
        0x30, 0x29, 0x02, 0x01, 0x01, 0x04, 0x06, 0x70, 0x75, 0x62, 0x6c, 0x69, 0x63, 0xa0, 0x1c, 0x02, 0x04, 0x1f,
        0x3a, 0x5c, 0x7e, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00, 0x30, 0x0e, 0x30, 0x0c, 0x06, 0x08, 0x2b, 0x06, 0x01,
        0x02, 0x01, 0x01, 0x03, 0x00, 0x05, 0x00,
    ]
    static let answer: [UInt8] = [
        0x30, 0x2c, 0x02, 0x01, 0x01, 0x04, 0x06, 0x70, 0x75, 0x62, 0x6c, 0x69, 0x63, 0xa2, 0x1f, 0x02, 0x04, 0x1f,
        0x3a, 0x5c, 0x7e, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00, 0x30, 0x11, 0x30, 0x0f, 0x06, 0x08, 0x2b, 0x06, 0x01,
        0x02, 0x01, 0x01, 0x03, 0x00, 0x43, 0x03, 0x01, 0xe2, 0x40,
    ]
    static let sysUpTime: OID = [1, 3, 6, 1, 2, 1, 1, 3, 0]

    @Test func `a GET of sysUpTime has the octets of the wire`() throws {
        let message = CommunityMessage(
            version: .v2c, community: Array("public".utf8),
            pdu: PDU(
                operation: .get, requestID: 0x1f3a_5c7e, bindings: [VariableBinding(name: MessageTests.sysUpTime)]))
        #expect(message.encoded() == MessageTests.request)
        #expect(try CommunityMessage(decoding: MessageTests.request) == message)
    }

    @Test func `an answer with TimeTicks is read`() throws {
        let message = try CommunityMessage(decoding: MessageTests.answer)
        #expect(message.pdu.operation == .response)
        #expect(message.pdu.requestID == 0x1f3a_5c7e)
        #expect(
            message.pdu.bindings == [VariableBinding(name: MessageTests.sysUpTime, value: .timeTicks(123_456))])
    }

    @Test(arguments: [
        (VariableValue.integer(0), [0x02, 0x01, 0x00]),
        (.integer(127), [0x02, 0x01, 0x7f]),
        (.integer(128), [0x02, 0x02, 0x00, 0x80]),
        (.integer(-128), [0x02, 0x01, 0x80]),
        (.integer(-129), [0x02, 0x02, 0xff, 0x7f]),
        (.integer(.min), [0x02, 0x04, 0x80, 0x00, 0x00, 0x00]),
        (.counter32(.max), [0x41, 0x05, 0x00, 0xff, 0xff, 0xff, 0xff]),
        (.gauge32(0), [0x42, 0x01, 0x00]),
        (.counter64(.max), [0x46, 0x09, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        (.counter64(1 << 62), [0x46, 0x08, 0x40, 0, 0, 0, 0, 0, 0, 0]),
        (.ipAddress(0x0a4d_0001), [0x40, 0x04, 10, 77, 0, 1]),
        (.oid([0, 0]), [0x06, 0x01, 0x00]),
        (.oid([2, 999, 3]), [0x06, 0x03, 0x88, 0x37, 0x03]),
        (.oid([1, 3, 127, 128, 4_294_967_295]), [0x06, 0x09, 0x2b, 0x7f, 0x81, 0x00, 0x8f, 0xff, 0xff, 0xff, 0x7f]),
        (.octetString([]), [0x04, 0x00]),
        (.octetString(Array(repeating: 7, count: 128)), [0x04, 0x81, 0x80] + Array(repeating: 7, count: 128)),
        (.octetString(Array(repeating: 7, count: 256)), [0x04, 0x82, 0x01, 0x00] + Array(repeating: 7, count: 256)),
        (.opaque([0x9f, 0x78, 0x04, 0x3f, 0x80, 0, 0]), [0x44, 0x07, 0x9f, 0x78, 0x04, 0x3f, 0x80, 0, 0]),
        (.null, [0x05, 0x00]),
        (.noSuchObject, [0x80, 0x00]),
        (.noSuchInstance, [0x81, 0x00]),
        (.endOfMibView, [0x82, 0x00]),
    ])
    func `a value has one shortest encoding (X.690 §8)`(value: VariableValue, octets: [UInt8]) throws {
        var writer = BERWriter()
        writer.value(value)
        #expect(writer.bytes == octets)
        #expect(try decoded(octets) == value)
    }

    @Test(arguments: [
        ([0x02, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05], VariableValue.integer(5)),
        ([0x02, 0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe], .integer(-2)),
        ([0x02, 0x05, 0x00, 0xff, 0xff, 0xff, 0xff], .integer(-1)),
        ([0x41, 0x04, 0xff, 0xff, 0xff, 0xff], .counter32(.max)),
        ([0x42, 0x05, 0xff, 0x80, 0x00, 0x00, 0x00], .gauge32(0x8000_0000)),
        ([0x46, 0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], .counter64(.max)),
        ([0x47, 0x01, 0x07], .gauge32(7)),
        ([0x06, 0x00], .oid([0, 0])),
        ([0x06, 0x03, 0x2b, 0x80, 0x05], .oid([1, 3, 5])),
        ([0x04, 0x84, 0x00, 0x00, 0x00, 0x01, 0x41], .octetString([0x41])),
    ])
    func `what sloppy agents send is taken as net-snmp takes it`(octets: [UInt8], value: VariableValue) throws {
        #expect(try decoded(octets) == value)
    }

    @Test(arguments: [
        ([0x02, 0x00], DecodingError.Reason.badLength),
        ([0x02, 0x09, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], .integerTooLong),
        ([0x02, 0x05, 0x01, 0, 0, 0, 0], .integerOutOfRange),
        ([0x02, 0x09, 1, 0, 0, 0, 0, 0, 0, 0, 1], .integerTooLong),
        ([0x41, 0x05, 0x01, 0, 0, 0, 0], .integerOutOfRange),
        ([0x46, 0x0a, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], .integerTooLong),
        ([0x40, 0x03, 1, 2, 3], .badLength),
        ([0x05, 0x01, 0], .badLength),
        ([0x06, 0x02, 0x2b, 0x86], .truncated),
        ([0x06, 0x06, 0x2b, 0x90, 0x80, 0x80, 0x80, 0x00], .subidentifierLimit),
        ([0x06, 0x81, 0x80] + Array(repeating: 1, count: 128), .subidentifierLimit),
        ([0x04, 0x80, 0, 0], .badLength),
        ([0x04, 0x85, 0, 0, 0, 0, 0], .badLength),
        ([0x04, 0x84, 0xff, 0xff, 0xff, 0xff], .pastTheEnd),
        ([0x04, 0x03, 1, 2], .pastTheEnd),
        ([0x04, 0x82, 1], .truncated),
        ([0x04], .truncated),
        ([0x1f, 0x00], .badTag(0x1f)),
        ([0x45, 0x00], .badTag(0x45)),
    ])
    func `octets that are no value are refused with the reason`(octets: [UInt8], reason: DecodingError.Reason) {
        #expect { try decoded(octets) } throws: { ($0 as? DecodingError)?.reason == reason }
    }

    @Test func `an error names the octet and says it in words`() {
        var octets = MessageTests.answer
        octets[41] = 0x30
        #expect { try CommunityMessage(decoding: octets) } throws: {
            "\($0)" == "octet 43: the tag 0x30 does not belong here"
        }
    }

    @Test func `SNMPv3 is not for this decoder`() {
        var octets = MessageTests.answer
        octets[4] = 3
        #expect(throws: DecodingError(offset: 2, reason: .unsupportedVersion)) {
            try CommunityMessage(decoding: octets)
        }
    }

    @Test func `octets behind the message are skipped`() throws {
        #expect(
            try CommunityMessage(decoding: MessageTests.answer + [0, 0])
                == CommunityMessage(decoding: MessageTests.answer))
    }

    @Test func `2048 bindings are read and 2049 are refused`() throws {
        func message(_ count: Int) -> [UInt8] {
            CommunityMessage(
                version: .v2c, community: [],
                pdu: PDU(
                    operation: .response, requestID: 1,
                    bindings: Array(repeating: VariableBinding(name: [1, 3, 6]), count: count))
            ).encoded()
        }
        #expect(try CommunityMessage(decoding: message(2048)).pdu.bindings.count == 2048)
        #expect { try CommunityMessage(decoding: message(2049)) } throws: {
            ($0 as? DecodingError)?.reason == .tooManyBindings
        }
    }

    @Test func `more than 65535 octets are no datagram`() {
        #expect(throws: DecodingError(offset: 65_535, reason: .messageTooLong)) {
            try CommunityMessage(decoding: Array(repeating: 0x30, count: 65_536))
        }
    }

    @Test func `numbers are had from every type that is one`() {
        #expect(VariableValue.integer(-5).integer == -5)
        #expect(VariableValue.gauge32(.max).integer == 4_294_967_295)
        #expect(VariableValue.counter64(.max).integer == -1)
        #expect(VariableValue.octetString([0x31]).integer == nil)
        #expect(VariableValue(opaque: Float(22.5)) == .opaque([0x9f, 0x78, 4, 0x41, 0xb4, 0, 0]))
        #expect(VariableValue(opaque: Float(22.5)).real == 22.5)
        #expect(VariableValue(opaque: 0.1).real == 0.1)
    }

    @Test(arguments: [
        [], [0x9f], [0x9f, 0x78, 4], [0x9f, 0x78, 4, 0, 0, 0], [0x9f, 0x78, 8, 0, 0, 0, 0],
        [0x30, 0x78, 4, 0, 0, 0, 0],
        [0x9f, 0x79, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ])
    func `an Opaque of anything else is no number`(octets: [UInt8]) {
        #expect(VariableValue.opaque(octets).real == nil)
        #expect(!VariableValue.opaque(octets).isMissing)
    }

    @Test func `a name without an encoding is written as zero dot zero`() {
        for oid: OID in [[3, 1], [1, 40], [1], [], OID(Array(repeating: 1, count: 129))] {
            #expect(!oid.isEncodable)
            #expect(EncodedOID(oid).octets == [0])
        }
    }

    /// The one value of a message around these octets.
    private func decoded(_ octets: [UInt8]) throws -> VariableValue {
        var reader = BERReader(0..<octets.count)
        let span = octets.span.bytes
        let (tag, content) = try reader.element(in: span)
        return try BERContent.value(tag: tag, in: span, content)
    }
}
