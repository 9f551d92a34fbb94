/// The encoding of a body that is mostly ASCII (RFC 2045 §6.7).
enum QuotedPrintable {
    static let lineLength = 76

    /// The lines of the text, encoded and without their ends; a long one is continued after a `=`.
    static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.flatMap(encode)
    }

    private static func encode(_ line: Substring) -> [String] {
        var result: [String] = []
        var current = ""
        let bytes = Array(line.utf8)
        for (place, byte) in bytes.enumerated() {
            let isLast = place == bytes.count - 1
            let next = quote(byte, isLast: isLast)
            // Room for the `=` that continues the line, unless it ends here.
            if current.utf8.count + next.utf8.count > lineLength - (isLast ? 0 : 1) {
                result.append(current + "=")
                current = ""
            }
            current += next
        }
        return result + [current]
    }

    /// Blanks at the end of a line would be lost on the way (rule 3).
    private static func quote(_ byte: UInt8, isLast: Bool) -> String {
        switch byte {
        case UInt8(ascii: "="): hexadecimal(byte)
        case UInt8(ascii: " "), UInt8(ascii: "\t"): isLast ? hexadecimal(byte) : String(UnicodeScalar(byte))
        case 0x21...0x7E: String(UnicodeScalar(byte))
        default: hexadecimal(byte)
        }
    }
}
