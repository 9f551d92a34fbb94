/// Comma-separated values (RFC 4180) that a spreadsheet takes for what they are.
public enum CSV {
    /// A text as a field. Spreadsheets run what begins with = + - @ or a control: such a text gets an apostrophe before it
    /// (OWASP, "CSV Injection"); what could steer a terminal is made visible.
    public static func field(_ text: String) -> String {
        let shown = text.visible()
        let starts: Set<Character> = ["=", "+", "-", "@", "\t", "\r"]
        let safe = shown.first.map(starts.contains) == true ? "'" + shown : shown
        guard safe.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" }) else { return safe }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// A number as a field, empty where nothing is known.
    public static func field(_ number: Double?) -> String {
        number.map { $0.rounded() == $0 && abs($0) < 1e15 ? String(Int64($0)) : $0.description } ?? ""
    }
}
