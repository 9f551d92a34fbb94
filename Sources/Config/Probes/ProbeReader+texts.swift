internal import Model

/// Texts of a row, and the filters on them.
extension ProbeReader {
    /// A list of sources, or one: an OID, or where else the text stands.
    mutating func textSources(_ fields: Fields, _ name: String) -> [Probe.TextSource] {
        guard let node = fields[name] else { return [] }
        if case .mapping = node.content { return readTextSource(node, quoted(name)).map { [$0] } ?? [] }
        return (node.list(quoted(name), &mistakes) ?? []).compactMap {
            readTextSource($0, "an element of \(quoted(name))")
        }
    }

    /// An OID, `{column: OID, at: …}`, `{instance: …}`, `{constant: …}` or `{join: […], with: …}`.
    mutating func readTextSource(_ node: YAMLNode, _ what: String) -> Probe.TextSource? {
        guard case .mapping = node.content else { return node.oid(what, &mistakes).map { Probe.TextSource($0) } }
        let known = ["column", "at", "instance", "constant", "join", "with", "as", "pattern"]
        guard let fields = Fields(node, of: what, known: known, &mistakes) else { return nil }
        return readTextSource(node, fields, what)
    }

    /// - Parameter fields: May hold more than what belongs to the source.
    mutating func readTextSource(_ node: YAMLNode, _ fields: Fields, _ what: String) -> Probe.TextSource? {
        let forms = Probe.TextSource.Form.allCases.map { ($0.rawValue, $0) }
        let form = fields["as"]?.choice("'as'", among: forms, &mistakes) ?? .plain
        let pattern = pattern(fields, "pattern")
        let origins = ["column", "instance", "constant", "join"].filter { fields[$0] != nil }
        guard origins.count == 1, let word = origins.first else {
            mistakes.add(
                node.location, "\(what) needs one source", "write one of column:, instance:, constant: or join:")
            return nil
        }
        let origin: Probe.TextSource.Origin?
        switch word {
        case "column":
            let place = fields["at"].map { readPlace($0) } ?? .row
            origin = oid(fields, "column").flatMap { column in place.map { .column(column, at: $0) } }
        case "instance": origin = fields["instance"].flatMap { readInstance($0) }
        case "constant": origin = fields.display("constant", &mistakes).map { .constant($0) }
        default:
            let parts = textSources(fields, "join")
            origin = parts.isEmpty ? nil : .joined(parts, separator: separator(fields))
        }
        return origin.map { Probe.TextSource($0, form: form, pattern: pattern) }
    }

    /// What stands between the parts; a space if nothing is written.
    private mutating func separator(_ fields: Fields) -> String {
        guard let node = fields["with"] else { return " " }
        if case .text(let text) = node.content, text.isEmpty { return "" }
        if case .nothing = node.content { return "" }
        return node.text("'with'", &mistakes) ?? " "
    }

    /// `all`, or some of its sub-identifiers.
    private mutating func readInstance(_ node: YAMLNode) -> Probe.TextSource.Origin? {
        if case .text("all") = node.content { return .instance(nil) }
        return readPart(node, "'instance'").map { .instance($0) }
    }

    /// `2`, `[1, 3]`, `{cell: OID}` or `{part: 1, then: 0}`.
    private mutating func readPlace(_ node: YAMLNode) -> Probe.TextSource.Place? {
        guard case .mapping = node.content else { return readPart(node, "'at'").map { .part($0, suffix: []) } }
        guard let fields = Fields(node, of: "'at'", known: ["cell", "part", "then"], &mistakes) else { return nil }
        if let cell = fields["cell"] { return readTextSource(cell, "'cell'").map { .cell($0) } }
        guard let partNode = fields.required("part", of: "'at'", "write cell: OID or part: 1", &mistakes),
            let part = readPart(partNode, "'part'")
        else { return nil }
        let suffix = (fields["then"]?.list("'then'", &mistakes) ?? []).compactMap {
            $0.integer("an element of 'then'", in: 0...Int64(UInt32.max), &mistakes)
        }
        return .part(part, suffix: OID(suffix.map { UInt32($0) }))
    }

    /// One place in an instance, or the first and last of several.
    private mutating func readPart(_ node: YAMLNode, _ what: String) -> Probe.TextSource.Part? {
        let numbers = (node.list(what, &mistakes) ?? []).compactMap {
            $0.integer(what, in: -128...128, &mistakes).map { Int($0) }
        }
        guard let first = numbers.first, let last = numbers.last, numbers.count <= 2, !numbers.contains(0) else {
            mistakes.add(
                node.location, "\(what) names no part of an instance",
                "write a place from 1, or -1 for the last, or the first and last of several: [2, -1]")
            return nil
        }
        return Probe.TextSource.Part(first: first, last: last)
    }

    /// The filters of a table or of a fact.
    mutating func readFilters(_ fields: Fields) -> [Probe.RowFilter] {
        (fields["where"]?.list("'where'", acceptsOne: false, &mistakes) ?? []).compactMap { readFilter($0) }
    }

    private mutating func readFilter(_ node: YAMLNode) -> Probe.RowFilter? {
        let conditions = ["is", "not", "matches", "lacks"]
        let known = ["column", "at", "instance", "join", "with", "as", "pattern"] + conditions
        guard let fields = Fields(node, of: "a filter", known: known, &mistakes) else { return nil }
        guard let text = readTextSource(node, fields, "a filter") else { return nil }
        let written = conditions.filter { fields[$0] != nil }
        guard written.count == 1, let word = written.first else {
            mistakes.add(node.location, "a filter needs one condition", "write one of \(listed(conditions, "or"))")
            return nil
        }
        switch word {
        case "is": return Probe.RowFilter(text: text, condition: .oneOf(values(fields, "is")))
        case "not": return Probe.RowFilter(text: text, condition: .noneOf(values(fields, "not")))
        case "matches": return pattern(fields, word).map { Probe.RowFilter(text: text, condition: .matches($0)) }
        default: return pattern(fields, word).map { Probe.RowFilter(text: text, condition: .lacks($0)) }
        }
    }

    mutating func values(_ fields: Fields, _ name: String) -> [String] {
        (fields[name]?.texts(quoted(name), &mistakes) ?? []).map(\.text)
    }
}
