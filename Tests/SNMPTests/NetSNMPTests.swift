import Model
import SNMP
import Testing

/// Ours against net-snmp's. One test after the other: the library has no locks.
@Suite(.serialized) struct NetSNMPTests {
    /// A random message that net-snmp would build too: no SNMPv2 operation in v1, no report
    /// (which it builds for v3 only), a community, a binding.
    private func message(by random: inout SeededRandom) -> CommunityMessage {
        var message = random.message(bindings: Int.random(in: 1...40, using: &random))
        if message.community.isEmpty { message.community = [0x70] }
        switch message.pdu.operation {
        case .get, .getNext, .response, .set: break
        case .getBulk, .inform, .trap: message.version = .v2c
        case .report: message.pdu.operation = .response
        }
        return message
    }

    @Test func `net-snmp reads what we write`() throws {
        let seed: UInt64 = 0x81
        var random = SeededRandom(seed: seed)
        for round in 0..<500 {
            let message = message(by: &random)
            let parsed = try #require(NetSNMP.parse(message.encoded()), "seed \(seed), round \(round): \(message)")
            #expect(parsed == message, "seed \(seed), round \(round)")
        }
    }

    @Test func `we read what net-snmp writes, and write the same octets`() throws {
        let seed: UInt64 = 0x82
        var random = SeededRandom(seed: seed)
        for round in 0..<500 {
            let message = message(by: &random)
            let built = try #require(NetSNMP.build(message), "seed \(seed), round \(round): \(message)")
            #expect(built == message.encoded(), "seed \(seed), round \(round)")
            #expect(try CommunityMessage(decoding: built) == message, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: [
        Request(.get, RequestTests.names), Request(.getNext, Array(RequestTests.names[..<9])),
        Request(.getBulk(nonRepeaters: 2, maxRepetitions: 25), Array(RequestTests.names[..<11])),
    ])
    func `net-snmp reads a patched template`(request: Request) throws {
        let community = Array("town hall".utf8)
        let template = RequestTemplate(version: .v2c, community: community, request: request)
        for requestID: Int32 in [0x0080_0000, 0x7fff_ffff, 1, -1] {
            let parsed = try #require(NetSNMP.parse(template.bytes(requestID: requestID)))
            #expect(
                parsed
                    == CommunityMessage(
                        version: .v2c, community: community, pdu: request.pdu(requestID: requestID)))
        }
    }

    @Test(arguments: [
        ([0x9f, 0x78, 0x04, 0x41, 0xb2, 0x66, 0x66], Double(Float(22.3))),
        ([0x9f, 0x79, 0x08, 0xc0, 0x09, 0x21, 0xfb, 0x54, 0x44, 0x2d, 0x18], -Double.pi),
    ])
    func `floating-point numbers in an Opaque are those of net-snmp`(octets: [UInt8], number: Double) throws {
        let message = CommunityMessage(
            version: .v2c, community: [0x70],
            pdu: PDU(
                operation: .response, requestID: 1,
                bindings: [VariableBinding(name: [1, 3, 6, 1, 4, 1, 2021, 10], value: .opaque(octets))])
        ).encoded()
        let span = message.span.bytes
        var cursor = BindingCursor(try ResponseHeader(decoding: span).bindings)
        let next = try cursor.next(in: span)
        let ours = try #require(next).real(in: span)
        #expect(ours == number)
        #expect(NetSNMP.parseReal(message) == number)
    }

    @Test(arguments: [
        [0x02, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05], [0x02, 0x02, 0xff, 0xfe],
        [0x41, 0x04, 0xff, 0xff, 0xff, 0xff], [0x42, 0x05, 0x00, 0x80, 0x00, 0x00, 0x00],
        [0x46, 0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x46, 0x04, 0x00, 0x00, 0x00, 0x09],
        [0x41, 0x01, 0xff], [0x43, 0x03, 0x80, 0x00, 0x01], [0x46, 0x02, 0xff, 0xfe],
        [0x06, 0x03, 0x2b, 0x80, 0x05], [0x06, 0x03, 0x88, 0x37, 0x03],
        [0x04, 0x84, 0x00, 0x00, 0x00, 0x01, 0x41], [0x02, 0x05, 0x00, 0xff, 0xff, 0xff, 0xff],
    ])
    func `we take sloppy values for what net-snmp takes them`(value: [UInt8]) throws {
        var writer = BERWriter()
        writer.element(BERTag.sequence) { message in
            message.integer(1)
            message.element(BERTag.octetString, octets: [0x70])
            message.element(PDU.Operation.response.rawValue) { pdu in
                for _ in 0..<3 { pdu.integer(0) }
                pdu.element(BERTag.sequence) { list in
                    var pair = BERWriter()
                    pair.oid([1, 3, 6, 1])
                    list.element(BERTag.sequence, octets: pair.bytes + value)
                }
            }
        }
        let parsed = try #require(NetSNMP.parse(writer.bytes))
        let ours = try CommunityMessage(decoding: writer.bytes)
        #expect(ours == parsed, "\(difference(ours, parsed))")
    }

    @Test func `of 40000 mutated messages none is read differently`() {
        let seed: UInt64 = 0x83
        var random = SeededRandom(seed: seed)
        let originals = (0..<60).map { _ in message(by: &random).encoded() }.filter { $0.count < 600 }
        var readByBoth = 0
        for round in 0..<40_000 {
            var octets = originals[round % originals.count]
            for _ in 0..<Int.random(in: 1...2, using: &random) { octets.mutate(by: &random) }
            guard let theirs = NetSNMP.parse(octets), let ours = try? CommunityMessage(decoding: octets) else {
                continue
            }
            readByBoth += 1
            if ours != theirs {
                Issue.record("seed \(seed), round \(round): \(difference(ours, theirs)) \(octets)")
            }
        }
        #expect(readByBoth > 4_000)
    }

    /// The first binding in which two readings differ.
    private func difference(_ ours: CommunityMessage, _ theirs: CommunityMessage) -> String {
        for (one, other) in zip(ours.pdu.bindings, theirs.pdu.bindings) where one != other {
            return "ours \(one), theirs \(other)"
        }
        var (ours, theirs) = (ours, theirs)
        let counts = (ours.pdu.bindings.count, theirs.pdu.bindings.count)
        (ours.pdu.bindings, theirs.pdu.bindings) = ([], [])
        return "bindings \(counts), ours \(ours), theirs \(theirs)"
    }
}
