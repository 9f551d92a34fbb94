import Model
import Testing

@testable import Ping

struct PortRefusalTests {
    /// An IPv4 header without options.
    private func header(of kind: UInt8, to last: UInt8) -> [UInt8] {
        [0x45, 0, 0, 56, 0, 0, 0, 0, 64, kind, 0, 0, 127, 0, 0, 1, 127, 0, 0, last]
    }

    /// What a raw socket delivers when 127.0.0.9 refuses a datagram from port 40000 to its port 161.
    private func refusal(type: UInt8 = 3, code: UInt8 = 3, quoting kind: UInt8 = 17) -> [UInt8] {
        var message: [UInt8] = [type, code, 0, 0, 0, 0, 0, 0] + header(of: kind, to: 9)
        message += [0x9c, 0x40, 0, 161, 0, 36, 0xbe, 0xef]
        let sum = ~InternetChecksum.sum(of: message.span.bytes, from: 0)
        message[2] = UInt8(truncatingIfNeeded: sum >> 8)
        message[3] = UInt8(truncatingIfNeeded: sum)
        return header(of: 1, to: 1) + message
    }

    private func decode(_ bytes: some Sequence<UInt8>) -> PortRefusal? {
        let bytes = Array(bytes)
        return PortRefusal(decoding: bytes.span.bytes, version: .v4, hasIPHeader: true)
    }

    @Test func `a refused datagram is told by its ends`() throws {
        let refusal = try #require(decode(refusal()))
        #expect(refusal.destination == .v4(0x7f00_0009))
        #expect(refusal.destinationPort == 161)
        #expect(refusal.sourcePort == 40000)
    }

    @Test func `other messages are none`() {
        #expect(decode(refusal(type: 11)) == nil)
        #expect(decode(refusal(code: 1)) == nil)
        #expect(decode(refusal(quoting: 1)) == nil)
    }

    @Test func `a damaged or shortened message is none`() {
        let whole = refusal()
        for count in 0..<whole.count { #expect(decode(whole.prefix(count)) == nil) }
        for place in 20..<whole.count {
            var damaged = whole
            damaged[place] ^= 0x10
            #expect(decode(damaged) == nil)
        }
    }

    @Test func `any octets are harmless as IPv6`() {
        let bytes = [1, 4, 0, 0, 0, 0, 0, 0] + Array(repeating: 17 as UInt8, count: 44)
        for count in 0...bytes.count {
            let part = Array(bytes.prefix(count))
            let refusal = PortRefusal(decoding: part.span.bytes, version: .v6, hasIPHeader: false)
            #expect((refusal != nil) == (count == bytes.count))
        }
    }
}
