/// Why the API cannot be served.
public enum ControlServerError: Error, Hashable, Sendable {
    /// Another daemon answers on the socket.
    case alreadyRunning(String)
    /// Something is there that is not a socket.
    case notASocket(String)
    case pathTooLong(String, limit: Int)
    /// The socket could not get its mode or its name; the system's words.
    case cannotPublish(String, String)
}

extension ControlServerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .alreadyRunning(let path):
            "another monitord answers on \(path); stop it (systemctl stop monitord), or give this one another socket: in "
                + "its configuration"
        case .notASocket(let path):
            "\(path) is there and is not a socket; remove it, or name another place under socket: in the configuration"
        case .pathTooLong(let path, let limit):
            "the socket's path \(path) is longer than \(limit) bytes; name a shorter one under socket: in the configuration"
        case .cannotPublish(let path, let detail):
            "cannot make the socket \(path): \(detail); its directory has to belong to the user of monitord "
                + "(RuntimeDirectory=monitor in the unit)"
        }
    }
}
