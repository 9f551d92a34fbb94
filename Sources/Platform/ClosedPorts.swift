internal import CLinux
import Glibc
import Model

/// Which UDP ports are closed, by what their hosts say (ICMP port unreachable, RFC 1122 §4.1.3.1). A connected socket hears
/// that without any powers; silence may mean anything.
public enum ClosedPorts {
    /// So many sockets are open at once.
    private static let together = 128

    /// Sends each an empty datagram, which no agent answers.
    ///
    /// - Parameter patience: How long to wait for what the hosts say, for each 128 of them.
    /// - Throws: `PlatformError` if no socket is to be had.
    public static func among(
        _ addresses: [SocketAddress], patience: Duration = .milliseconds(500)
    ) async throws -> Set<SocketAddress> {
        var closed: Set<SocketAddress> = []
        for start in stride(from: 0, to: addresses.count, by: together) {
            let part = addresses[start..<min(start + together, addresses.count)]
            let sockets = try part.map { (address: $0, socket: try ConnectedSocket($0)) }
            for (_, socket) in sockets { socket.knock() }
            try await Task.sleep(for: patience)
            closed.formUnion(sockets.filter { $0.socket.wasRefused }.map(\.address))
        }
        return closed
    }
}

/// A UDP socket of one peer; closed when it is released.
private final class ConnectedSocket {
    private let descriptor: Int32

    init(_ peer: SocketAddress) throws(PlatformError) {
        descriptor = try DatagramSocket.open(AddressFamily(of: peer.address), .udp)
        var address = clinux_address(peer.address, port: peer.port)
        let result = unsafe clinux_connect(descriptor, &address)
        guard result == 0 else {
            _ = close(descriptor)
            throw PlatformError("connect to", peer.description, code: -result)
        }
    }

    deinit { _ = close(descriptor) }

    func knock() { _ = Glibc.send(descriptor, nil, 0, 0) }

    /// Whether the host has said that the port is closed; tells it once.
    var wasRefused: Bool {
        var error: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0 && error == ECONNREFUSED
    }
}
