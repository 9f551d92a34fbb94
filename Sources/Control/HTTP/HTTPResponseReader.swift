/// Turns the bytes of one HTTP/1.1 response (RFC 9112) into its parts, however they were cut into pieces.
///
/// It understands what our server sends: a status line, headers, and a body by Content-Length, in chunks, or up to the
/// end of the connection. No trailers are kept, no 1xx answers, no folded headers.
struct HTTPResponseReader {
    enum Part: Equatable {
        case head(status: Int)
        case body([UInt8])
        case end
    }

    /// The largest head that is taken, in bytes.
    static let headLimit = 16 * 1024
    /// The longest line that says the size of a chunk, in bytes.
    private static let chunkLineLimit = 256

    private enum State: Equatable {
        /// → length, chunkSize, untilClosed, ended
        case head
        /// Bytes of the body that are still to come. → ended
        case length(Int)
        /// → chunk, trailer
        case chunkSize
        /// Bytes of the chunk that are still to come. → chunkEnd
        case chunk(Int)
        /// → chunkSize
        case chunkEnd
        /// → ended
        case trailer
        /// → ended
        case untilClosed
        case ended
    }

    private var state = State.head
    private var buffer: [UInt8] = []
    private var start = 0

    /// Takes what came from the socket.
    mutating func append(_ bytes: [UInt8]) {
        if start == buffer.count {
            buffer = bytes
            start = 0
        } else {
            buffer.removeFirst(start)
            start = 0
            buffer += bytes
        }
    }

    /// The next part, `nil` if more bytes are needed.
    mutating func next() throws(ControlError) -> Part? {
        while true {
            switch state {
            case .head: return try head()
            case .length(0):
                state = .ended
                return .end
            case .length(let rest):
                guard let piece = take(upTo: rest) else { return nil }
                state = .length(rest - piece.count)
                return .body(piece)
            case .chunkSize:
                guard let line = try line(limit: Self.chunkLineLimit) else { return nil }
                let size = try chunkSize(line)
                state = size == 0 ? .trailer : .chunk(size)
            case .chunk(let rest):
                guard let piece = take(upTo: rest) else { return nil }
                state = rest == piece.count ? .chunkEnd : .chunk(rest - piece.count)
                return .body(piece)
            case .chunkEnd:
                guard let line = try line(limit: 2) else { return nil }
                guard line.isEmpty else { throw .malformed("a chunk longer than it says") }
                state = .chunkSize
            case .trailer:
                guard let line = try line(limit: Self.headLimit) else { return nil }
                guard line.isEmpty else { continue }
                state = .ended
                return .end
            case .untilClosed:
                return take(upTo: .max).map { .body($0) }
            case .ended: return nil
            }
        }
    }

    /// The other end has closed: the end of a body that had no length, a cut-off answer otherwise.
    mutating func finish() throws(ControlError) {
        guard state == .untilClosed || state == .ended else { throw .closed }
        state = .ended
    }

    private mutating func head() throws(ControlError) -> Part? {
        guard let end = endOfHead() else {
            guard buffer.count - start <= Self.headLimit else { throw .tooLarge("head", limit: Self.headLimit) }
            return nil
        }
        guard end - start <= Self.headLimit else { throw .tooLarge("head", limit: Self.headLimit) }
        let lines = String(decoding: buffer[start..<end], as: UTF8.self).split(separator: "\r\n")
        start = end
        let words = (lines.first ?? "").split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count >= 2, words[0] == "HTTP/1.1" || words[0] == "HTTP/1.0", words[1].count == 3,
            let status = Int(words[1]), (200...599).contains(status)
        else { throw .malformed("no HTTP status line") }
        state = try body(headers: lines.dropFirst())
        return .head(status: status)
    }

    /// How the body comes, RFC 9112 §6.3.
    private func body(headers: ArraySlice<Substring>) throws(ControlError) -> State {
        var length: Int?
        var isChunked = false
        for header in headers {
            guard let colon = header.firstIndex(of: ":") else { throw .malformed("a header without a colon") }
            let value = header[header.index(after: colon)...].trimmed
            switch header[..<colon].lowercased() {
            case "content-length":
                guard let number = Int(value), number >= 0, length == nil || length == number else {
                    throw .malformed("a Content-Length of \(value)")
                }
                length = number
            case "transfer-encoding":
                guard value.lowercased() == "chunked" else { throw .malformed("a Transfer-Encoding of \(value)") }
                isChunked = true
            default: break
            }
        }
        return isChunked ? .chunkSize : length.map { .length($0) } ?? .untilClosed
    }

    private func chunkSize(_ line: ArraySlice<UInt8>) throws(ControlError) -> Int {
        let digits = String(decoding: line.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)[...].trimmed
        guard (1...8).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
            let size = Int(digits, radix: 16)
        else { throw .malformed("a chunk without a size") }
        return size
    }

    /// The place behind the empty line that ends the head.
    private func endOfHead() -> Int? {
        var place = start
        while place + 3 < buffer.count {
            if buffer[place] == 13, buffer[place + 1] == 10, buffer[place + 2] == 13, buffer[place + 3] == 10 {
                return place + 4
            }
            place += 1
        }
        return nil
    }

    /// The next line without its end (CR LF), `nil` if it is not whole yet.
    private mutating func line(limit: Int) throws(ControlError) -> ArraySlice<UInt8>? {
        guard let lineFeed = buffer[start...].firstIndex(of: 10) else {
            guard buffer.count - start <= limit else { throw .tooLarge("line", limit: limit) }
            return nil
        }
        let line = buffer[start..<lineFeed]
        start = lineFeed + 1
        guard line.last == 13 else { throw .malformed("a line without CR") }
        return line.dropLast()
    }

    private mutating func take(upTo limit: Int) -> [UInt8]? {
        let count = min(limit, buffer.count - start)
        guard count > 0 else { return nil }
        defer { start += count }
        return Array(buffer[start..<start + count])
    }
}

extension Substring {
    /// Without the blanks and tabs around it (OWS, RFC 9110 §5.6.3).
    fileprivate var trimmed: Substring {
        var text = self
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
