import Glibc
import Model
import Platform
import Testing

/// Loopback only. On a busy machine the kernel may deliver a moment after `send` has returned: what is expected is
/// waited for, at most 5 s.
@Suite struct DatagramSocketTests {
    static let loopbacks = [Endpoint(address: .v4(0x7f00_0001)), Endpoint(address: .v6(high: 0, low: 1))]

    func pair(
        on endpoint: Endpoint, options: DatagramSocket.Options = .init()
    ) throws -> (DatagramSocket, DatagramSocket, SocketAddress) {
        let family = AddressFamily(of: endpoint.address)
        let receiver = try DatagramSocket(family: family, kind: .udp, bind: endpoint, options: options)
        let sender = try DatagramSocket(family: family, kind: .udp, bind: endpoint)
        return (sender, receiver, try #require(receiver.localAddress))
    }

    /// One batch after another until `count` have come or nothing does.
    func drain(_ socket: DatagramSocket, expecting count: Int = 0) -> [Datagram] {
        var datagrams: [Datagram] = []
        repeat {
            if count > 0 {
                var wanted = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
                guard poll(&wanted, 1, 5000) > 0 else { break }
            }
            socket.receiveBatch { bytes, peer, received, local in
                datagrams.append(
                    Datagram(
                        bytes: bytes.byteOffsets.map { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) },
                        peer: peer, received: received, local: local))
            }
        } while datagrams.count < count
        return datagrams
    }

    @Test(arguments: loopbacks)
    func `datagrams arrive in order with sender, address asked and kernel stamp`(endpoint: Endpoint) throws {
        var options = DatagramSocket.Options()
        options.wantsDestination = true
        let (sender, receiver, address) = try pair(on: endpoint, options: options)
        let before = SystemClock.nanoseconds()
        for number in UInt8(0)..<10 {
            #expect(sender.send([number, 0xaa], to: address) == .sent)
        }

        let datagrams = drain(receiver, expecting: 10)
        let after = SystemClock.nanoseconds()

        #expect(datagrams.map(\.bytes) == (0..<10).map { [$0, 0xaa] })
        for datagram in datagrams {
            #expect(datagram.peer == sender.localAddress)
            #expect(datagram.local == endpoint.address)
            #expect(datagram.received.isKernelStamp)
            #expect((before...after).contains(datagram.received.nanoseconds))
        }
        #expect(receiver.counters.received == 10)
        #expect(sender.counters.sent == 10)
        #expect(drain(receiver).isEmpty)
        #expect(receiver.counters.receiveFailures == 0)
    }

    @Test(arguments: loopbacks)
    func `a batch longer than one system call goes out whole`(endpoint: Endpoint) throws {
        let (sender, receiver, address) = try pair(on: endpoint)
        let datagrams = (0..<150).map { [UInt8($0)] }
        for bytes in datagrams { sender.stage(bytes, to: address) }
        #expect(sender.flush() == 0)
        #expect(drain(receiver, expecting: 150).map(\.bytes) == datagrams)
        #expect(sender.counters.sent == 150)
    }

    @Test func `datagrams that cannot go are counted, and those behind them go`() throws {
        let (sender, receiver, address) = try pair(on: Self.loopbacks[0])
        sender.stage([1], to: address)
        // Broadcast without SO_BROADCAST is EACCES, in the kernel and not in us.
        sender.stage([2], to: SocketAddress(.v4(0xffff_ffff), port: 9))
        sender.stage(Array(repeating: 0, count: 70_000), to: address)
        sender.stage([3], to: address)
        #expect(sender.flush() == 2)
        #expect(sender.flush() == 0)
        #expect(drain(receiver, expecting: 2).map(\.bytes) == [[1], [3]])
        #expect(sender.counters.sendFailures == 2)
        #expect(sender.counters.sent == 2)
    }

    @Test func `an answer leaves from the address that was asked`() throws {
        let any = Endpoint(address: .v4(0))
        var options = DatagramSocket.Options()
        options.wantsDestination = true
        let agent = try DatagramSocket(family: .v4, kind: .udp, bind: any, options: options)
        let asker = try DatagramSocket(family: .v4, kind: .udp, bind: Self.loopbacks[0])
        let port = try #require(agent.localAddress).port
        let asked = [0x7f00_0105, 0x7f4d_0001].map { IPAddress.v4($0) }
        for address in asked {
            #expect(asker.send([7], to: SocketAddress(address, port: port)) == .sent)
        }

        for question in drain(agent, expecting: 2) {
            #expect(agent.send(question.bytes, to: question.peer, from: question.local) == .sent)
        }
        for address in asked { agent.stage([8], to: asker.localAddress ?? .init(.v4(0)), from: address) }
        #expect(agent.flush() == 0)

        #expect(drain(asker, expecting: 4).map(\.peer.address) == asked + asked)
    }

    @Test func `what is too long or overflows is dropped and counted`() throws {
        var options = DatagramSocket.Options()
        options.datagramBytes = 100
        options.receiveBufferBytes = 4096
        let (sender, receiver, address) = try pair(on: Self.loopbacks[0], options: options)
        #expect(sender.send(Array(repeating: 1, count: 101), to: address) == .sent)
        #expect(sender.send(Array(repeating: 2, count: 100), to: address) == .sent)
        #expect(drain(receiver, expecting: 1).map(\.bytes.count) == [100])
        #expect(receiver.counters.tooLong == 1)

        for _ in 0..<100 { _ = sender.send([3], to: address) }
        let kept = drain(receiver, expecting: 1).count
        #expect(kept < 100)
        // The count comes with the first datagram that is queued after the loss.
        #expect(sender.send([4], to: address) == .sent)
        let rest = drain(receiver, expecting: 1)
        #expect(rest.last?.bytes == [4])
        #expect(receiver.counters.overflowed == 101 - kept - rest.count)
    }

    @Test func `an address in use, a foreign one and the wrong family are errors that say what to do`() throws {
        let first = try DatagramSocket(family: .v4, kind: .udp, bind: Self.loopbacks[0])
        let taken = try #require(first.localAddress).endpoint
        let used = #expect(throws: PlatformError.self) {
            try DatagramSocket(family: .v4, kind: .udp, bind: taken)
        }
        #expect(
            used?.description
                == "cannot bind UDP socket to \(taken): Address already in use (EADDRINUSE); stop the other program that "
                + "uses this address (ss -lnp shows it), or choose another one")
        let foreign = #expect(throws: PlatformError.self) {
            try DatagramSocket(family: .v4, kind: .udp, bind: Endpoint("192.0.2.1:5000"))
        }
        #expect(foreign?.codeName == "EADDRNOTAVAIL")
        let wrong = #expect(throws: PlatformError.self) {
            try DatagramSocket(family: .v6, kind: .udp, bind: Endpoint("127.0.0.1:5000"))
        }
        #expect(wrong?.codeName == "EAFNOSUPPORT")
    }

    @Test func `addresses go to endpoints and back`() throws {
        for text in ["10.77.0.1", "127.0.1.3:16161", "[2001:db8::1]:161", "fe80::1"] {
            let endpoint = try #require(Endpoint(text))
            #expect(SocketAddress(endpoint).endpoint == endpoint)
            #expect(SocketAddress(endpoint, defaultPort: 161).port == endpoint.port ?? 161)
        }
        let zoned = SocketAddress(.v6(high: 0xfe80 << 48, low: 1, zone: 2), port: 161)
        let other = SocketAddress(.v6(high: 0xfe80 << 48, low: 1, zone: 3), port: 161)
        #expect(Set([zoned, other, zoned]).count == 2)
    }
}
