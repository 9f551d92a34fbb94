import Glibc

/// Tells systemd how the service is (man 3 sd_notify), without its library.
public struct ServiceNotifier: Sendable {
    /// One word of the protocol.
    public enum State: Hashable, Sendable {
        case ready
        case stopping
        /// With the monotonic clock's time, as Type=notify-reload wants it; `ready` follows when it is done.
        case reloading
        case watchdog
        /// One line for `systemctl status`.
        case status(String)

        var text: String {
            switch self {
            case .ready: "READY=1"
            case .stopping: "STOPPING=1"
            case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(SystemClock.monotonicNanoseconds() / 1000)"
            case .watchdog: "WATCHDOG=1"
            // A line break would begin another word.
            case .status(let text): "STATUS=\(String(text.map { $0.isNewline ? " " : $0 }))"
            }
        }
    }

    private let path: String

    /// `path` as in NOTIFY_SOCKET: absolute, or `@name`.
    public init(path: String) {
        self.path = path
    }

    /// The socket that systemd has put into the environment; `nil` when it does not wait for us.
    public static func fromEnvironment() -> ServiceNotifier? {
        environmentVariable("NOTIFY_SOCKET").map { ServiceNotifier(path: $0) }
    }

    /// How often `watchdog` must be said, half of what systemd waits (man 3 sd_watchdog_enabled); `nil`: never.
    public static func watchdogInterval() -> Duration? {
        watchdogInterval(
            microseconds: environmentVariable("WATCHDOG_USEC"), process: environmentVariable("WATCHDOG_PID"))
    }

    static func watchdogInterval(microseconds: String?, process: String?) -> Duration? {
        guard let microseconds = microseconds.flatMap({ Int64($0) }), microseconds > 0 else { return nil }
        // Meant for another process of the service.
        if let process, Int32(process) != getpid() { return nil }
        return .microseconds(microseconds / 2)
    }

    /// Sends the words in one message, without waiting. Throws when nobody listens: worth a line in the log, no more.
    public func notify(_ states: State...) throws(PlatformError) {
        let address = try UnixAddress(path)
        let flags = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, flags, 0)
        guard descriptor >= 0 else { throw PlatformError("open socket for", path, code: errno) }
        defer { _ = close(descriptor) }
        let message = Array(states.map(\.text).joined(separator: "\n").utf8)
        let sent = unsafe address.withPointer { pointer, length in
            unsafe sendto(descriptor, message, message.count, Int32(MSG_NOSIGNAL), pointer, length)
        }
        guard sent == message.count else { throw PlatformError("notify", path, code: errno) }
    }
}

/// The value of an environment variable; `nil` if it is not set or empty.
public func environmentVariable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
}
