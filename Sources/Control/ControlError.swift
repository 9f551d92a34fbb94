public import Model

/// Why the daemon could not be asked, or what it said against it.
public enum ControlError: Error, Hashable, Sendable {
    /// Nobody listens on the socket, or there is none.
    case noDaemon(path: String)
    /// The socket is there, but not for this user; the group that may use it, where it is known.
    case permissionDenied(path: String, group: String?)
    /// No answer in time.
    case timeout(path: String, after: Duration)
    /// The daemon answered with an error.
    case refused(status: Int, Refusal)
    /// The other end closed in the middle of an answer, or of the stream.
    case closed
    /// What came was not what this version understands.
    case malformed(String)
    /// More came than is taken; the limit in bytes.
    case tooLarge(String, limit: Int)
    /// Any other failure of the system, in its words.
    case system(String)
}

/// An error as the daemon tells it.
public struct Refusal: Hashable, Sendable, Codable {
    public var error: String
    public var remedy: String?
    /// Known names like the one that was asked for, nearest first.
    public var nearest: [String]?
    /// Why an act was refused, for who says it in another language; `error` and `remedy` are in English.
    public var objection: ActObjection?

    public init(
        error: String, remedy: String? = nil, nearest: [String]? = nil, objection: ActObjection? = nil
    ) {
        self.error = error
        self.remedy = remedy
        self.nearest = nearest
        self.objection = objection
    }
}

extension Refusal {
    /// What was said against it, in the reader's language where the daemon said it as a value.
    public func problem(in wording: Wording) -> String { objection.map(wording.problem) ?? error }

    /// What to do about it.
    public func remedy(in wording: Wording) -> String? { objection.map(wording.remedy) ?? remedy }
}

extension ControlError {
    /// What a person can do about it; `nil` where that is not known.
    public var remedy: String? {
        switch self {
        case .noDaemon:
            "start it (systemctl start monitord), or name its socket (--socket PATH or MONITOR_SOCKET)"
        case .permissionDenied(let path, let group):
            if let group {
                "become a member of the group \(group) (usermod -aG \(group) NAME, then log in again)"
            } else {
                "ask the administrator for access to \(path)"
            }
        case .timeout: "look at the daemon (systemctl status monitord, journalctl -u monitord)"
        case .refused(_, let refusal): refusal.remedy
        case .closed: "try again; if it stays so, look at the daemon (journalctl -u monitord)"
        case .malformed, .tooLarge: "use a monitor and a monitord of the same version (--version)"
        case .system: nil
        }
    }
}

extension ControlError: CustomStringConvertible {
    /// What happened, without the remedy.
    public var description: String {
        switch self {
        case .noDaemon(let path): "no daemon answers on \(path)"
        case .permissionDenied(let path, _): "no permission to use \(path)"
        case .timeout(let path, let duration):
            "no answer from the daemon on \(path) within \(duration.wholeMilliseconds) ms"
        case .refused(_, let refusal): refusal.error.visible()
        case .closed: "the daemon closed the connection in the middle of an answer"
        case .malformed(let detail): "cannot understand the daemon's answer: \(detail.visible())"
        case .tooLarge(let what, let limit): "the daemon's \(what) is larger than \(limit) bytes"
        case .system(let detail): detail.visible()
        }
    }
}
