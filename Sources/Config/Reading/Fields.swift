internal import Model

/// The fields of one mapping whose names are known beforehand.
struct Fields {
    let location: SourceLocation
    private let values: [String: YAMLNode]
    /// The fields that were probably meant by unknown ones: they are not reported as missing, too.
    private let misspelt: Set<String>

    /// Reports what is no mapping (`nil` then), unknown fields and fields written twice.
    ///
    /// - Parameters:
    ///   - what: What the mapping describes: `a host`, `host 'core-1'`.
    ///   - hidesUnknown: Unknown names are not repeated in the message: where a secret may have slipped into their place.
    init?(_ node: YAMLNode, of what: String, known: [String], hidesUnknown: Bool = false, _ mistakes: inout Mistakes) {
        guard let entries = node.entries(what, &mistakes) else { return nil }
        location = node.location
        var values: [String: YAMLNode] = [:]
        var misspelt: Set<String> = []
        for entry in entries {
            guard known.contains(entry.key) else {
                if let meant = nearestWord(to: entry.key, among: known) { misspelt.insert(meant) }
                Fields.report(unknown: entry, of: what, known: known, hidesUnknown: hidesUnknown, &mistakes)
                continue
            }
            values[entry.key] = entry.value
        }
        self.values = values
        self.misspelt = misspelt
    }

    /// Whether some field was probably misspelt.
    var hasMisspelt: Bool { !misspelt.isEmpty }

    private static func report(
        unknown entry: YAMLNode.Entry, of what: String, known: [String], hidesUnknown: Bool, _ mistakes: inout Mistakes
    ) {
        if entry.key == "<<" {
            mistakes.add(entry.keyLocation, "merge keys (<<) are not used here", "write the fields out")
            return
        }
        let isNear = nearestWord(to: entry.key, among: known) != nil
        mistakes.add(
            entry.keyLocation, hidesUnknown && !isNear ? "unknown field" : "unknown field \(quoted(entry.key))",
            remedy(for: entry.key, among: known, otherwise: "\(what) has \(listed(known))"))
    }

    subscript(_ name: String) -> YAMLNode? { values[name] }

    /// A field that must be there.
    func required(_ name: String, of what: String, _ remedy: String, _ mistakes: inout Mistakes) -> YAMLNode? {
        if let value = values[name] { return value }
        if !misspelt.contains(name) {
            mistakes.add(location, "\(what) has no \(quoted(name))", remedy)
        }
        return nil
    }

    /// The text of a field, if it is there.
    func text(_ name: String, _ mistakes: inout Mistakes) -> String? {
        values[name]?.text(quoted(name), &mistakes)
    }

    /// The text of a field that people read: no control or direction characters, at most 200 characters.
    func display(_ name: String, _ mistakes: inout Mistakes) -> String? {
        guard let node = values[name], let text = node.text(quoted(name), &mistakes) else { return nil }
        return node.checkedDisplay(text, quoted(name), &mistakes)
    }

    /// The texts of a field that is a list of them, or one.
    func displays(_ name: String, _ mistakes: inout Mistakes) -> [String] {
        guard let node = values[name], let elements = node.list(quoted(name), &mistakes) else { return [] }
        return elements.compactMap { element in
            let what = "an element of \(quoted(name))"
            return element.text(what, &mistakes).flatMap { element.checkedDisplay($0, what, &mistakes) }
        }
    }

    /// The duration of a field, if it is there.
    func duration(_ name: String, from minimum: Duration, _ mistakes: inout Mistakes) -> Duration? {
        values[name]?.duration(quoted(name), from: minimum, &mistakes)
    }

    /// The number of a field, if it is there.
    func number(_ name: String, _ mistakes: inout Mistakes) -> Double? {
        values[name]?.number(quoted(name), &mistakes)
    }

    /// The yes or no of a field, if it is there.
    func flag(_ name: String, _ mistakes: inout Mistakes) -> Bool? {
        values[name]?.flag(quoted(name), &mistakes)
    }
}
