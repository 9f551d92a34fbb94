import Testing

@testable import Lab

@Suite struct EchoReplyTests {
    /// 20 octets of an IPv4 header that nobody looks into but for version and length.
    private static let header: [UInt8] = [0x45] + [UInt8](repeating: 0, count: 19)

    private func answer(to bytes: [UInt8]) -> [UInt8]? {
        EchoReply.reply(to: bytes.span.bytes)
    }

    /// RFC 1071: over a sound message the one's complement sum is all ones.
    private func sum(_ message: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0
        for place in stride(from: 0, to: message.count, by: 2) {
            sum += UInt32(message[place]) << 8 + UInt32(place + 1 < message.count ? message[place + 1] : 0)
        }
        while sum >> 16 != 0 { sum = (sum & 0xffff) + (sum >> 16) }
        return sum
    }

    @Test func `the reply keeps identifier, number and data, and its checksum is right`() throws {
        for data in 0..<200 {
            var request: [UInt8] =
                [8, 0, 0, 0, 0x12, 0x34, UInt8(data), 0xff] + [UInt8](repeating: UInt8(data), count: data)
            let checksum = ~sum(request) & 0xffff
            request[2] = UInt8(checksum >> 8)
            request[3] = UInt8(checksum & 0xff)
            let reply = try #require(answer(to: EchoReplyTests.header + request))
            #expect(reply[0] == 0)
            #expect(reply.dropFirst(4) == request.dropFirst(4))
            #expect(sum(reply) == 0xffff)
        }
    }

    @Test func `nothing else is answered`() {
        #expect(answer(to: []) == nil)
        #expect(answer(to: EchoReplyTests.header) == nil)
        #expect(answer(to: EchoReplyTests.header + [0, 0, 0, 0, 0, 0, 0, 0]) == nil)
        #expect(answer(to: EchoReplyTests.header + [8, 0, 0]) == nil)
        #expect(answer(to: [0x4f] + EchoReplyTests.header.dropFirst() + [8, 0, 0, 0, 0, 0, 0, 0]) == nil)
        #expect(answer(to: [0x65] + EchoReplyTests.header.dropFirst() + [8, 0, 0, 0, 0, 0, 0, 0]) == nil)
        #expect(answer(to: [0x40] + EchoReplyTests.header.dropFirst() + [8, 0, 0, 0, 0, 0, 0, 0]) == nil)
    }
}
