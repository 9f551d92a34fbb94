import Glibc
import Model
import Platform
import Testing

/// Real echoes to this machine's own loopback addresses, answered by its kernel.
@Suite struct ICMPSocketTests {
    static let loopbacks = [IPAddress.v4(0x7f00_0001), .v6(high: 0, low: 1)]

    /// RFC 792 / RFC 4443 §4.1, with the checksum of RFC 1071 for version 4.
    func echo(_ family: AddressFamily, identifier: UInt16, sequence: UInt16) -> [UInt8] {
        var bytes: [UInt8] = [family == .v4 ? 8 : 128, 0, 0, 0]
        bytes += [UInt8(identifier >> 8), UInt8(identifier & 0xff), UInt8(sequence >> 8), UInt8(sequence & 0xff)]
        bytes += [0xca, 0xfe]
        guard family == .v4 else { return bytes }
        var sum = stride(from: 0, to: bytes.count, by: 2).reduce(0) { $0 + Int(bytes[$1]) << 8 + Int(bytes[$1 + 1]) }
        while sum > 0xffff { sum = sum & 0xffff + sum >> 16 }
        bytes[2] = UInt8(~sum >> 8 & 0xff)
        bytes[3] = UInt8(~sum & 0xff)
        return bytes
    }

    /// The first that satisfies `isWanted`, waited for at most 5 s, and what else is there that does: other tests and
    /// programs of this machine may ping meanwhile.
    func received(by socket: DatagramSocket, where isWanted: ([UInt8]) -> Bool) -> [Datagram] {
        var datagrams: [Datagram] = []
        var wanted = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
        while datagrams.isEmpty, poll(&wanted, 1, 5000) > 0 {
            socket.receiveBatch { bytes, peer, time, local in
                let bytes = bytes.byteOffsets.map { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
                guard isWanted(bytes) else { return }
                datagrams.append(Datagram(bytes: bytes, peer: peer, received: time, local: local))
            }
        }
        return datagrams
    }

    static func rawIsRefused() -> Bool {
        do throws(PlatformError) {
            _ = try DatagramSocket(family: .v4, kind: .icmpRaw([0]))
            return false
        } catch {
            return error.codeName == "EPERM"
        }
    }

    @Test(.disabled(if: rawIsRefused(), "needs CAP_NET_RAW"), arguments: loopbacks)
    func `a raw socket hears the reply with its kernel stamp, and not its own request`(address: IPAddress) throws {
        let family = AddressFamily(of: address)
        let socket = try DatagramSocket(family: family, kind: .icmpRaw(.echoAnswers(family)))
        let identifier = UInt16.random(in: 1...UInt16.max)
        let before = SystemClock.nanoseconds()
        let request = echo(family, identifier: identifier, sequence: 7)
        #expect(socket.send(request, to: SocketAddress(address)) == .sent)

        // Raw IPv4 sockets deliver the IP header too (man 7 raw): 20 bytes without options.
        let start = family == .v4 ? 20 : 0
        let replies = received(by: socket) {
            $0.count == start + 10 && Array($0[start + 4..<start + 6]) == Array(request[4..<6])
        }

        let reply = try #require(replies.first)
        #expect(replies.count == 1, "the request itself is an echo, type 8 or 128, that the filter keeps out")
        #expect(reply.bytes[start] == (family == .v4 ? 0 : 129))
        #expect(Array(reply.bytes[(start + 4)...]) == Array(request[4...]))
        #expect(reply.peer == SocketAddress(address))
        #expect(reply.received.isKernelStamp)
        #expect((before...SystemClock.nanoseconds()).contains(reply.received.nanoseconds))
    }

    @Test(.disabled(if: rawIsRefused(), "needs CAP_NET_RAW"), arguments: [AddressFamily.v4, .v6])
    func `the filter lets through what it names and nothing else`(family: AddressFamily) throws {
        let loopback = SocketAddress(Self.loopbacks[family == .v4 ? 0 : 1])
        let request: UInt8 = family == .v4 ? 8 : 128
        let requests = try DatagramSocket(family: family, kind: .icmpRaw([request]))
        let nothing = try DatagramSocket(family: family, kind: .icmpRaw([]))
        let identifier = UInt16.random(in: 1...UInt16.max)
        #expect(requests.send(echo(family, identifier: identifier, sequence: 1), to: loopback) == .sent)
        let start = family == .v4 ? 20 : 0
        let types = received(by: requests) { $0.count == start + 10 }.map { $0.bytes[start] }
        #expect(!types.isEmpty)
        #expect(types.allSatisfy { $0 == request })
        #expect(nothing.receiveBatch { _, _, _, _ in } == 0)
    }

    @Test(.disabled(if: !OwnNetwork.isAllowed, "needs CAP_SYS_ADMIN"), arguments: [AddressFamily.v4, .v6])
    func `a ping socket knows its identifier before the first echo, and its kernel puts it in`(
        family: AddressFamily
    ) throws {
        let loopback = SocketAddress(Self.loopbacks[family == .v4 ? 0 : 1])
        let request = echo(family, identifier: 1, sequence: 7)
        // Facts only: an expectation on a bare thread would not know its test.
        let result = OwnNetwork.run {
            Result {
                let socket = try DatagramSocket.echo(family: family)
                let outcome = socket.send(request, to: loopback)
                return (socket.kind, socket.localAddress, outcome, self.received(by: socket) { _ in true })
            }
        }
        let (kind, local, outcome, replies) = try #require(result).get()
        #expect(kind == .icmpDatagram)
        #expect(outcome == .sent)
        let identifier = try #require(local).port
        let reply = try #require(replies.first)
        #expect(replies.count == 1)
        #expect(reply.bytes[0] == (family == .v4 ? 0 : 129))
        #expect(Array(reply.bytes[4..<8]) == [UInt8(identifier >> 8), UInt8(identifier & 0xff), 0, 7])
        #expect(reply.received.isKernelStamp)
    }

    @Test func `a ping socket that is refused says what to grant`() throws {
        do throws(PlatformError) {
            // Allowed on machines with an open ping_group_range; then there is no refusal to look at.
            _ = try DatagramSocket(family: .v4, kind: .icmpDatagram)
        } catch {
            #expect(error.codeName == "EACCES")
            #expect(error.remedy?.contains("CAP_NET_RAW") == true)
            #expect(error.remedy?.contains("net.ipv4.ping_group_range") == true)
        }
    }

    @Test(.disabled(if: rawIsRefused(), "needs CAP_NET_RAW"), arguments: [AddressFamily.v4, .v6])
    func `an echo socket is of the kind that this user may have`(family: AddressFamily) throws {
        #expect(try DatagramSocket.echo(family: family, prefersRaw: true).kind == .icmpRaw(.echoAnswers(family)))
        _ = try DatagramSocket.echo(family: family)
    }
}
