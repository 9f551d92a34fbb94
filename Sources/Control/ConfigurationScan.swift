/// The few words of the configuration that the tool needs, without a YAML reader, which would make it slow to start.
///
/// Read are top-level scalars of one line (`socket: /run/…`), bare or in quotes, with or without a comment behind; what
/// is written otherwise is not seen and the default holds. `monitord` reads the same file whole and says what is wrong.
public enum ConfigurationScan {
    private static let words: Set<Substring> = ["socket", "data", "language", "timezone"]

    /// The words that are there with their values; of one that stands twice the last.
    public static func scan(_ text: String) -> [String: String] {
        var found: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":"), words.contains(line[..<colon]) else { continue }
            if let value = scalar(line[line.index(after: colon)...]) {
                found[String(line[..<colon])] = value
            }
        }
        return found
    }

    private static func scalar(_ text: Substring) -> String? {
        let text = text.drop { $0 == " " || $0 == "\t" }
        guard let first = text.first else { return nil }
        if first == "\"" || first == "'" {
            let inside = text.dropFirst().prefix { $0 != first }
            return inside.isEmpty ? nil : String(inside)
        }
        var value = ""
        for character in text {
            if character == "#", value.last == " " { break }
            value.append(character)
        }
        while value.last == " " || value.last == "\t" { value.removeLast() }
        return value.isEmpty || value.first == "#" ? nil : value
    }
}
