/// Where things are asked for. Version 1 keeps its names and only ever gains fields (docs/api.md).
public enum ControlPath {
    /// The board: `StatusReply`.
    public static let status = "/v1/status"
    /// Everything about one host, behind its name: `HostReply`.
    public static let hosts = "/v1/hosts"
    /// What changed: `EventsReply`.
    public static let events = "/v1/events"
    /// What was wrong, by number: `IncidentsReply`; behind a number: `IncidentReply`.
    public static let incidents = "/v1/incidents"
    /// Behind a host's path, what changed before its trouble: `WhyReply`.
    public static let why = "/why"
    /// The board as it was: `ReplayReply`.
    public static let replay = "/v1/replay"
    /// The board and then its changes, as server-sent events: `BoardUpdate`.
    public static let board = "/v1/board"
    /// What was recorded: `QueryReply`.
    public static let query = "/v1/query"
    /// What all hosts say of themselves: `FactsReply`.
    public static let facts = "/v1/facts"
    /// What people do, by POST: `ActRequest`, `ActReply`.
    public static let acts = "/v1/acts"
    /// What the daemon has done since its start: `CountersReply`.
    public static let counters = "/v1/counters"

    /// A path with one more component, which may hold anything.
    public static func path(_ path: String, _ component: String) -> String {
        path + "/" + percentEncoded(component)
    }

    /// A path with the parameters that have a value.
    public static func path(_ path: String, _ parameters: [(name: String, value: String?)]) -> String {
        let given = parameters.compactMap { parameter in
            parameter.value.map { "\(parameter.name)=\(percentEncoded($0))" }
        }
        return given.isEmpty ? path : path + "?" + given.joined(separator: "&")
    }

    /// Everything but RFC 3986's unreserved characters as `%XX`.
    private static func percentEncoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                result += "%" + (hex.count == 1 ? "0" : "") + hex
            }
        }
        return result
    }

    /// A component as it was before `path` encoded it; `nil` if it is not percent-encoded UTF-8.
    public static func component(_ encoded: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(encoded.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
                let decoded = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
