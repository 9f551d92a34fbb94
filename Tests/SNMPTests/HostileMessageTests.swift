import Model
import SNMP
import Testing

@Suite struct HostileMessageTests {
    @Test func `random messages come back as they were`() throws {
        let seed: UInt64 = 0x51
        var random = SeededRandom(seed: seed)
        for round in 0..<1000 {
            let message = random.message(bindings: round % 60)
            #expect(
                try CommunityMessage(decoding: message.encoded()) == message, "seed \(seed), round \(round)")
        }
    }

    @Test func `cursor and decoder see the same values`() throws {
        let seed: UInt64 = 0x52
        var random = SeededRandom(seed: seed)
        for round in 0..<500 {
            let message = random.message(bindings: 20)
            let octets = message.encoded()
            let span = octets.span.bytes
            let header = try ResponseHeader(decoding: span)
            #expect(header.requestID == message.pdu.requestID)
            #expect(header.community.map { octets[$0] } == message.community)
            var cursor = BindingCursor(header.bindings)
            for binding in message.pdu.bindings {
                let next = try cursor.next(in: span)
                let encoded = try #require(next, "seed \(seed), round \(round)")
                let (copy, integer) = (try encoded.binding(in: span), try encoded.integer(in: span))
                #expect(copy == binding)
                #expect(integer == binding.value.integer)
                #expect(encoded.isMissing == binding.value.isMissing)
            }
            let last = try cursor.next(in: span)
            #expect(last == nil)
        }
    }

    @Test func `a message cut anywhere is refused`() throws {
        var random = SeededRandom(seed: 0x53)
        let octets = random.message(bindings: 12).encoded()
        _ = try CommunityMessage(decoding: octets)
        for length in 0..<octets.count {
            #expect(throws: DecodingError.self) { try CommunityMessage(decoding: Array(octets[..<length])) }
        }
    }

    @Test func `200000 mutated messages are read or refused, never worse`() {
        let seed: UInt64 = 0x54
        var random = SeededRandom(seed: seed)
        let originals = (0..<50).map { random.message(bindings: $0 % 7).encoded() }
        var refused = 0
        for round in 0..<200_000 {
            var octets = originals[round % originals.count]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                octets.mutate(by: &random)
            }
            do {
                _ = try CommunityMessage(decoding: octets)
            } catch {
                refused += 1
                if !(0...octets.count).contains(error.offset) {
                    Issue.record("seed \(seed), round \(round): \(error)")
                }
            }
        }
        #expect((20_000..<200_000).contains(refused))
    }
}
