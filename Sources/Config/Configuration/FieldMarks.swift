internal import Model

/// Checksums of what is said of a thing, field by field: the same in every run, whatever the order of sets. What is not said
/// (`nil`, empty, `no`) has none, so that a field that a later version of the program knows changes nothing by itself.
enum FieldMarks {
    /// How the configuration calls what the program calls otherwise.
    private static let words = [
        "endpoint": "address", "credential": "snmp", "parents": "parent", "firstStep": "first-step",
        "mustRun": "must-run", "isSlow": "slow", "maximum": "max", "lineOperator": "operator", "isJudged": "judge",
    ]

    /// - Parameter identity: Fields that are left out.
    static func of(_ value: Any, without identity: Set<String>) -> [String: UInt32] {
        var marks: [String: UInt32] = [:]
        for child in Mirror(reflecting: value).children {
            let label = child.label ?? ""
            guard !identity.contains(label), let text = text(of: child.value) else { continue }
            marks[words[label] ?? label] = checksum(text)
        }
        return marks
    }

    /// A text that two values share only if they are equal; `nil` for what says nothing, and for places in files.
    static func text(of value: Any) -> String? {
        if value is SourceLocation { return nil }
        if let flag = value as? Bool { return flag ? "yes" : nil }
        let mirror = Mirror(reflecting: value)
        let parts = mirror.children.map { child in (child.label ?? "") + "=" + (text(of: child.value) ?? "") }
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { text(of: $0.value) }
        case .collection: return parts.isEmpty ? nil : "[" + parts.joined(separator: ",") + "]"
        case .set, .dictionary: return parts.isEmpty ? nil : "{" + parts.sorted().joined(separator: ",") + "}"
        case .struct, .class, .tuple, .enum, .foreignReference:
            return parts.isEmpty ? "\(value)" : "(" + parts.joined(separator: ",") + ")"
        case nil: return "\(value)" == "" ? nil : "\(value)"
        @unknown default: return "\(value)"
        }
    }

    /// FNV-1a (draft-eastlake-fnv §2): not against forgery, only to tell texts apart.
    private static func checksum(_ text: String) -> UInt32 {
        text.utf8.reduce(0x811c_9dc5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    }
}
