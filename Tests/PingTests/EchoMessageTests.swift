import Model
import Testing

@testable import Ping

@Suite struct EchoMessageTests {
    static let request = EchoRequest(
        identifier: 0x1234, sequence: 0xabcd, token: 0x0102_0304_0506_0708, sentNanoseconds: 0x1112_1314_1516_1718)

    func decode(_ bytes: [UInt8], _ version: ICMPVersion, ipHeader: Bool = false) throws(EchoDecodingError)
        -> EchoAnswer
    {
        try EchoAnswer.decode(bytes.span.bytes, version: version, hasIPHeader: ipHeader)
    }

    /// With the right ICMP checksum in place, for version 4.
    func summed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let checksum = ~InternetChecksum.sum(of: bytes)
        bytes[2] = UInt8(checksum >> 8)
        bytes[3] = UInt8(checksum & 0xff)
        return bytes
    }

    func ipv4Header(protocolNumber: UInt8 = 1, options: Int = 0, to address: [UInt8] = [10, 0, 0, 7]) -> [UInt8] {
        [0x45 + UInt8(options), 0, 0, 60, 0, 0, 0x40, 0, 64, protocolNumber, 0, 0, 10, 0, 0, 1] + address
            + Array(repeating: 1, count: options * 4)
    }

    func ipv6Header(nextHeader: UInt8 = 58) -> [UInt8] {
        [0x60, 0, 0, 0, 0, 24, nextHeader, 64] + [0x20, 1, 0xd, 0xb8] + Array(repeating: 0, count: 11) + [1]
            + [0x20, 1, 0xd, 0xb8] + Array(repeating: 0, count: 11) + [7]
    }

    @Test func `RFC 1071 §3: the example words sum to ddf2`() {
        #expect(InternetChecksum.sum(of: [0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]) == 0xddf2)
    }

    @Test func `RFC 792: an echo has type 8, code 0, checksum, identifier, sequence and data`() {
        // Checksum worked out by hand: the words sum to 0x12669, folded 0x266a, complement 0xd995.
        #expect(
            Self.request.encoded(for: .v4) == [
                8, 0, 0xd9, 0x95, 0x12, 0x34, 0xab, 0xcd, 1, 2, 3, 4, 5, 6, 7, 8, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16,
                0x17, 0x18,
            ])
    }

    @Test func `RFC 4443 §4.1: an echo has type 128 and leaves the checksum to the kernel`() {
        let bytes = Self.request.encoded(for: .v6, length: 64)
        #expect(bytes.count == 64)
        #expect(Array(bytes[0..<10]) == [128, 0, 0, 0, 0x12, 0x34, 0xab, 0xcd, 1, 2])
    }

    @Test(arguments: [ICMPVersion.v4, .v6], [0, 1, 31, 32, 57])
    func `a reply gives back what the request carried`(version: ICMPVersion, padding: Int) throws {
        var bytes = Self.request.encoded(for: version, length: 24 + padding)
        bytes[0] = version == .v4 ? 0 : 129
        bytes = version == .v4 ? summed(bytes.enumerated().map { 2...3 ~= $0 ? 0 : $1 }) : bytes
        let expected = EchoAnswer.reply(identifier: 0x1234, sequence: 0xabcd, token: 0x0102_0304_0506_0708)
        #expect(try decode(bytes, version) == expected)
        guard version == .v4 else { return }
        #expect(try decode(ipv4Header() + bytes, .v4, ipHeader: true) == expected)
        #expect(try decode(ipv4Header(options: 10) + bytes, .v4, ipHeader: true) == expected)
    }

    @Test func `a reply with too little data is read, without a token`() throws {
        #expect(
            try decode(summed([0, 0, 0, 0, 0, 1, 0, 2, 9, 9, 9]), .v4)
                == .reply(identifier: 1, sequence: 2, token: nil))
    }

    struct RefusalCase: Sendable {
        var version: ICMPVersion
        var type: UInt8
        var code: UInt8
        var refusal: Refusal
    }

    @Test(arguments: [
        RefusalCase(version: .v4, type: 3, code: 0, refusal: .noRoute),
        RefusalCase(version: .v4, type: 3, code: 1, refusal: .hostUnreachable),
        RefusalCase(version: .v4, type: 3, code: 4, refusal: .tooBig),
        RefusalCase(version: .v4, type: 3, code: 13, refusal: .prohibited),
        RefusalCase(version: .v4, type: 3, code: 2, refusal: .other(type: 3, code: 2)),
        RefusalCase(version: .v4, type: 11, code: 0, refusal: .timeExceeded),
        RefusalCase(version: .v4, type: 12, code: 0, refusal: .other(type: 12, code: 0)),
        RefusalCase(version: .v6, type: 1, code: 0, refusal: .noRoute),
        RefusalCase(version: .v6, type: 1, code: 1, refusal: .prohibited),
        RefusalCase(version: .v6, type: 1, code: 3, refusal: .hostUnreachable),
        RefusalCase(version: .v6, type: 2, code: 0, refusal: .tooBig),
        RefusalCase(version: .v6, type: 3, code: 0, refusal: .timeExceeded),
        RefusalCase(version: .v6, type: 4, code: 1, refusal: .other(type: 4, code: 1)),
    ])
    func `a refusal names its reason and the echo that it quotes`(test: RefusalCase) throws {
        let echo = Self.request.encoded(for: test.version)
        let destination: IPAddress = test.version == .v4 ? .v4(0x0a00_0007) : .v6(high: 0x2001_0db8 << 32, low: 7)
        let header = test.version == .v4 ? ipv4Header() : ipv6Header()
        func message(quoting bytes: some Sequence<UInt8>) -> [UInt8] {
            let message = [test.type, test.code, 0, 0, 0, 0, 0, 0] + header + bytes
            return test.version == .v4 ? summed(message) : message
        }
        func expected(_ token: UInt64?) -> EchoAnswer {
            .refusal(test.refusal, identifier: 0x1234, sequence: 0xabcd, destination: destination, token: token)
        }
        #expect(try decode(message(quoting: echo), test.version) == expected(0x0102_0304_0506_0708))
        #expect(try decode(message(quoting: echo.prefix(8)), test.version) == expected(nil))
        #expect(throws: EchoDecodingError.self) { try decode(message(quoting: echo.prefix(7)), test.version) }
    }

    @Test func `what is no answer is refused with reason and offset`() {
        func failure(_ bytes: [UInt8], _ version: ICMPVersion = .v4, ipHeader: Bool = false) -> EchoDecodingError? {
            #expect(throws: EchoDecodingError.self) { try decode(bytes, version, ipHeader: ipHeader) }
        }
        #expect(failure([]) == .init(reason: .truncated, offset: 0))
        #expect(failure([0x45], ipHeader: true) == .init(reason: .truncated, offset: 1))
        #expect(failure(ipv6Header(), ipHeader: true) == .init(reason: .notIPv4, offset: 0))
        #expect(failure([0x44] + ipv4Header().dropFirst(), ipHeader: true) == .init(reason: .notIPv4, offset: 0))
        #expect(failure([0x4f] + ipv4Header().dropFirst(), ipHeader: true) == .init(reason: .truncated, offset: 20))
        #expect(failure([0, 0, 1, 1, 0, 0, 0, 0]) == .init(reason: .wrongChecksum, offset: 2))
        #expect(failure(Self.request.encoded(for: .v4)) == .init(reason: .otherType(8), offset: 0))
        #expect(failure(Self.request.encoded(for: .v6), .v6) == .init(reason: .otherType(128), offset: 0))
        let udp = summed([3, 3, 0, 0, 0, 0, 0, 0] + ipv4Header(protocolNumber: 17) + Array(repeating: 0, count: 8))
        #expect(failure(udp) == .init(reason: .otherQuote, offset: 17))
        let reply = summed([3, 1, 0, 0, 0, 0, 0, 0] + ipv4Header() + Array(repeating: 0, count: 8))
        #expect(failure(reply) == .init(reason: .otherQuote, offset: 28))
        #expect(
            failure([1, 0, 0, 0, 0, 0, 0, 0] + ipv6Header(nextHeader: 0) + Array(repeating: 0, count: 8), .v6)
                == .init(reason: .otherQuote, offset: 14))
    }

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func `random and mutated bytes never trap`(seed: UInt64) {
        var generator = SplitMix(state: seed)
        var decoded = 0
        for round in 0..<4000 {
            var bytes: [UInt8] = [3, 1, 0, 0, 0, 0, 0, 0] + ipv4Header() + Self.request.encoded(for: .v4)
            if round % 2 == 0 { bytes = [1, 3, 0, 0, 0, 0, 0, 0] + ipv6Header() + Self.request.encoded(for: .v6) }
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator))
            for version in [ICMPVersion.v4, .v6] {
                for ipHeader in [false, true] where version == .v4 || !ipHeader {
                    do throws(EchoDecodingError) {
                        _ = try decode(bytes, version, ipHeader: ipHeader)
                        decoded += 1
                    } catch {
                        #expect(error.offset <= bytes.count)
                    }
                }
            }
        }
        #expect(decoded > 0, "seed \(seed): some messages must get through, or the test tests nothing")
    }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators": the same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }
}
