/// One event of a stream (WHATWG HTML, "Server-sent events"): a name and one line of data.
public struct ServerSentEvent: Hashable, Sendable {
    public var name: String
    public var data: [UInt8]

    public init(name: String, data: [UInt8]) {
        self.name = name
        self.data = data
    }

    /// As it goes over the wire. The data must not contain line ends; JSON of `ControlJSON` does not.
    public var encoded: [UInt8] {
        Array("event: \(name)\ndata: ".utf8) + data + Array("\n\n".utf8)
    }
}

/// Finds the events in a stream of bytes, however they were cut into pieces. Comments, `id:` and `retry:` are skipped.
struct ServerSentEventReader {
    /// The largest event that is taken, in bytes: a board of 10,000 hosts is about 10 MB.
    static let limit = 64 * 1024 * 1024

    private var line: [UInt8] = []
    private var name = ""
    private var data: [UInt8] = []
    private var hasData = false

    /// The events that are whole now.
    mutating func read(_ bytes: [UInt8]) throws(ControlError) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for piece in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
            if piece.offset > 0, let event = endLine() { events.append(event) }
            guard line.count + data.count + piece.element.count <= Self.limit else {
                throw .tooLarge("event", limit: Self.limit)
            }
            line += piece.element
        }
        return events
    }

    private mutating func endLine() -> ServerSentEvent? {
        defer { line = [] }
        if line.last == 13 { line.removeLast() }
        guard !line.isEmpty else {
            defer { (name, data, hasData) = ("", [], false) }
            return hasData ? ServerSentEvent(name: name, data: data) : nil
        }
        if let value = value(of: "event") {
            name = String(decoding: value, as: UTF8.self)
        } else if let value = value(of: "data") {
            if hasData { data.append(10) }
            data += value
            hasData = true
        }
        return nil
    }

    private func value(of field: String) -> ArraySlice<UInt8>? {
        guard line.starts(with: Array("\(field):".utf8)) else { return nil }
        let value = line.dropFirst(field.utf8.count + 1)
        return value.first == UInt8(ascii: " ") ? value.dropFirst() : value
    }
}
