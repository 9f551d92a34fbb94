internal import Model
internal import SNMP

/// Reads the text of a recording: a line `OID|TAG|VALUE` for each object, in the order of the OIDs.
///
/// The first two `|` separate; white space at the end of a line does not belong to the value.
struct RecordingParser {
    /// Octets of a binding: it has to fit a datagram, with a message around it.
    static let bindingLimit = 65_000
    /// Octets of all bindings of a recording.
    static let totalLimit = 1 << 30

    let file: String
    private let text: [UInt8]
    /// The line that is read, from 1.
    private(set) var line = 0
    private var recording = Recording()
    private var previous: [UInt8] = []

    private init(_ text: [UInt8], file: String) {
        self.text = text
        self.file = file
    }

    /// Reads the whole.
    ///
    /// - Parameter file: Its name, for messages.
    static func parse(_ text: [UInt8], file: String) throws(RecordingError) -> Recording {
        var parser = RecordingParser(text, file: file)
        return try parser.read()
    }

    private mutating func read() throws(RecordingError) -> Recording {
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
            line += 1
            try readLine(start..<end)
            start = end + 1
        }
        guard recording.count > 0 else {
            throw RecordingError(file, "there is nothing in it", "write a line 'OID|TAG|VALUE' for each object")
        }
        recording.finish()
        return recording
    }

    private mutating func readLine(_ whole: Range<Int>) throws(RecordingError) {
        var range = whole
        while let last = range.last, RecordingParser.isSpace(text[last]) { range = range.lowerBound..<last }
        guard let first = text[range].firstIndex(of: UInt8(ascii: "|")),
            let second = text[first + 1..<range.upperBound].firstIndex(of: UInt8(ascii: "|"))
        else {
            throw mistake("'\(shown(range))' is no object", "write OID|TAG|VALUE, or delete the line")
        }
        let name = try readName(range.lowerBound..<first)
        if line > 1 {
            let order = NameOrder.compare(name, 0..<name.count, previous)
            guard order != 0 else {
                throw mistake("\(shown(range.lowerBound..<first)) is there twice", "delete one of the lines")
            }
            guard order > 0 else {
                throw mistake(
                    "\(shown(range.lowerBound..<first)) comes behind a greater OID",
                    "sort the lines by OID, number by number")
            }
        }
        let value = try readValue(tag: first + 1..<second, second + 1..<range.upperBound)
        guard name.count + value.count < RecordingParser.bindingLimit else {
            throw mistake("the value is longer than a datagram", "cut it to less than 65,000 octets")
        }
        guard recording.octets.count < RecordingParser.totalLimit else {
            throw mistake("the recording is longer than 1 GiB", "cut it in pieces")
        }
        recording.append(name: name, value: value, isCounter64: value.first == BERTag.counter64)
        previous = name
    }

    private func readName(_ range: Range<Int>) throws(RecordingError) -> [UInt8] {
        guard text[range].first != UInt8(ascii: "."), let name = RecordingParser.oid(text[range]) else {
            throw mistake(
                "'\(shown(range))' is no OID", "write decimal numbers with dots, without a dot before them: 1.3.6.1.2.1"
            )
        }
        return name
    }

    /// A mistake of this line.
    func mistake(_ what: String, _ remedy: String) -> RecordingError {
        RecordingError(file, line: line, what, remedy)
    }

    /// A part of the line for a message.
    func shown(_ range: Range<Int>) -> String {
        String(decoding: text[range].prefix(200), as: UTF8.self).visible(limit: 60)
    }

    /// The bytes of a part of the line.
    func bytes(_ range: Range<Int>) -> ArraySlice<UInt8> { text[range] }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    /// The content octets of a name in dotted decimal; `nil` if it is none or has no encoding (X.690 §8.19).
    static func oid(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var octets: [UInt8] = []
        octets.reserveCapacity(text.count)
        var number: UInt64?
        var arcs = 0
        var firstArc: UInt64 = 0
        func endArc() -> Bool {
            guard let arc = number, arc <= UInt64(UInt32.max), arcs < OID.maximumLength else { return false }
            number = nil
            arcs += 1
            switch arcs {
            case 1:
                firstArc = arc
                return arc <= 2
            case 2:
                guard firstArc == 2 || arc < 40 else { return false }
                appendSubidentifier(firstArc * 40 + arc, to: &octets)
            default: appendSubidentifier(arc, to: &octets)
            }
            return true
        }
        for byte in text {
            if byte == UInt8(ascii: ".") {
                guard endArc() else { return nil }
                continue
            }
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10, number ?? 0 <= UInt64(UInt32.max) else { return nil }
            number = (number ?? 0) * 10 + UInt64(digit)
        }
        return endArc() && arcs >= 2 ? octets : nil
    }

    private static func appendSubidentifier(_ value: UInt64, to octets: inout [UInt8]) {
        var shift: UInt64 = 28
        while shift > 0, value >> shift == 0 { shift -= 7 }
        while shift > 0 {
            octets.append(0x80 | UInt8(truncatingIfNeeded: value >> shift))
            shift -= 7
        }
        octets.append(UInt8(value & 0x7f))
    }
}
