/// Header text beyond ASCII (RFC 2047), and folding (RFC 5322 §2.2.3).
enum EncodedWord {
    /// RFC 2047 §2: a line of a header with encoded words has at most 76 characters.
    static let lineLength = 76

    /// `name: text` as lines without their ends. Text that is not plain ASCII becomes encoded words.
    static func header(_ name: String, _ text: String) -> [String] {
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
        return isPlain ? fold("\(name): \(text)") : encode(text, after: "\(name): ")
    }

    /// Broken before blanks; a word that is longer than a line stays whole.
    private static func fold(_ text: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, line.utf8.count + 1 + word.utf8.count > lineLength, !word.isEmpty,
                // A continuation line is one only if something stands before it.
                !line.allSatisfy({ $0 == " " })
            {
                lines.append(line)
                line = " " + word
            } else {
                line += (line.isEmpty && lines.isEmpty ? "" : " ") + word
            }
        }
        return lines + [line]
    }

    /// Each word holds whole characters and stands on a line of its own; readers join them without the blanks between.
    private static func encode(_ text: String, after start: String) -> [String] {
        let opening = "=?utf-8?Q?"
        var lines: [String] = []
        var line = start + opening
        for scalar in text.unicodeScalars {
            let next = String(scalar).utf8.map(quote).joined()
            if line.utf8.count + next.utf8.count + 2 > lineLength {
                lines.append(line + "?=")
                line = " " + opening
            }
            line += next
        }
        return lines + [line + "?="]
    }

    /// RFC 2047 §4.2; letters and digits stay, as do the few others that are safe everywhere (§5).
    private static func quote(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: " "): "_"
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "!"),
            UInt8(ascii: "*"), UInt8(ascii: "+"):
            String(UnicodeScalar(byte))
        default: hexadecimal(byte)
        }
    }
}

/// `=C3`, as both encodings of mail write a byte.
func hexadecimal(_ byte: UInt8) -> String {
    "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
}
