internal import CLinux
import Glibc

/// Who is at the other end of a connected Unix socket, as the kernel saw it when it connected (SO_PEERCRED).
public struct PeerCredentials: Hashable, Sendable {
    public var process: Int32
    public var user: UInt32
    public var group: UInt32

    /// Throws ENOTCONN, ENOTSOCK.
    public init(descriptor: Int32) throws(PlatformError) {
        (process, user, group) = (0, 0, 0)
        let result = unsafe clinux_peer_credentials(descriptor, &process, &user, &group)
        guard result == 0 else { throw PlatformError("ask who is at the other end of the socket", code: -result) }
    }

    /// As another library was told by the kernel.
    public init(process: Int32, user: UInt32, group: UInt32) {
        self.process = process
        self.user = user
        self.group = group
    }

    /// The user's name by the system's user database; `nil` for a number that has none.
    public var userName: String? {
        var entry = unsafe passwd()
        var found: UnsafeMutablePointer<passwd>? = nil
        var room = 1024
        // ERANGE: the entry does not fit. No entry is longer than 1 MiB.
        while room <= 1 << 20 {
            var buffer = [CChar](repeating: 0, count: room)
            let result = unsafe getpwuid_r(user, &entry, &buffer, room, &found)
            if result == ERANGE {
                room *= 4
                continue
            }
            guard result == 0, unsafe found != nil, let name = unsafe entry.pw_name else { return nil }
            // The name points into `buffer`.
            return withExtendedLifetime(buffer) { unsafe String(cString: name) }
        }
        return nil
    }
}
