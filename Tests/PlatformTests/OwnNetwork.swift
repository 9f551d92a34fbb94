import Glibc

/// A thread in a network namespace of its own, with loopback up and ping sockets open to every group.
enum OwnNetwork {
    private typealias Unshare = @convention(c) (Int32) -> Int32

    /// Not visible to Swift: behind _GNU_SOURCE.
    private static var unshare: Unshare? {
        dlsym(nil, "unshare").map { unsafeBitCast($0, to: Unshare.self) }
    }

    /// Whether this user may make one.
    static var isAllowed: Bool { run { true } == true }

    /// Runs `body` in a new one; `nil` if it could not be made. It ends when the last of its sockets is closed.
    static func run<Value>(_ body: @escaping () -> Value) -> Value? {
        var result: Value?
        let work: () -> Void = {
            if enter() { result = body() }
        }
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Box(work))
        let made = pthread_create(
            &thread, nil,
            { pointer in
                if let pointer { Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().work() }
                return nil
            }, box.toOpaque())
        guard made == 0 else {
            box.release()
            return nil
        }
        pthread_join(thread, nil)
        return result
    }

    private final class Box {
        let work: () -> Void
        init(_ work: @escaping () -> Void) { self.work = work }
    }

    private static func enter() -> Bool {
        let newNetwork: Int32 = 0x4000_0000
        guard unshare?(newNetwork) == 0 else { return false }
        let control = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(control) }
        var request = ifreq()
        withUnsafeMutableBytes(of: &request.ifr_ifrn) { $0.copyBytes(from: Array("lo".utf8)) }
        request.ifr_ifru.ifru_flags = Int16(IFF_UP)
        guard ioctl(control, UInt(SIOCSIFFLAGS), &request) == 0 else { return false }
        // Of the namespace of the thread that opens it.
        let range = open("/proc/sys/net/ipv4/ping_group_range", O_WRONLY)
        defer { close(range) }
        return write(range, "0 2147483647", 12) == 12
    }
}
