internal import Model

/// Reads one probe.
struct ProbeReader {
    let name: String
    var mistakes = Mistakes()
    /// The probe that it extends, and where that is written.
    private(set) var parent: (name: String, location: SourceLocation)?

    init(name: String) {
        self.name = name
    }

    /// `nil` where there is nothing to read; else what could be read, with the mistakes kept.
    mutating func read(_ root: YAMLNode) -> Probe? {
        guard let fields = readFields(root), let entry = readEntry(fields) else { return nil }
        var probe = Probe(
            name: name, title: entry.title, recognition: entry.recognition, maximum: entry.maximum)
        if let node = fields["facts"] { probe.facts = readFacts(node) }
        for entry in fields["groups"]?.entries("'groups'", &mistakes) ?? [] {
            probe.groups += readGroups(entry)
        }
        if let node = fields["base"] { probe.base = readBase(node) }
        if probe.base == nil, parent == nil, probe.usesBase {
            mistakes.add(
                root.location, "OIDs are written as base.…, and nowhere what that is", "write base: sysObjectID")
        }
        if parent == nil, probe.facts.isEmpty, probe.groups.isEmpty, mistakes.isEmpty {
            mistakes.add(root.location, "the probe reads nothing", "write facts: or groups:")
        }
        return probe
    }

    /// Reads whom it fits and what it extends, whatever else is written.
    mutating func readEntry(_ root: YAMLNode) -> ProbeLibrary.Entry? {
        readFields(root).flatMap { readEntry($0) }
    }

    private mutating func readFields(_ root: YAMLNode) -> Fields? {
        Fields(
            root, of: "a probe", known: ["title", "extends", "recognize", "max"] + ProbeReader.bodyFields, &mistakes)
    }

    /// What is not needed to know whom a probe fits.
    static let bodyFields = ["base", "facts", "groups"]

    private mutating func readEntry(_ fields: Fields) -> ProbeLibrary.Entry? {
        guard fields.required("title", of: "the probe", "write what it reads: title: …", &mistakes) != nil else {
            return nil
        }
        let title = fields.display("title", &mistakes) ?? name
        let recognition = fields["recognize"].map { readRecognition($0) } ?? Probe.Recognition()
        if let node = fields["extends"], let name = node.text("'extends'", &mistakes) {
            parent = (name, node.location)
        }
        let colours = [Status.green, .yellow, .red].map { ($0.rawValue, $0) }
        return ProbeLibrary.Entry(
            name: name, title: title, recognition: recognition,
            maximum: fields["max"]?.choice("'max'", among: colours, &mistakes))
    }

    /// `sysObjectID`, or `{sysObjectID: 10}`: its first ten sub-identifiers.
    private mutating func readBase(_ node: YAMLNode) -> Probe.Base? {
        guard case .mapping = node.content else {
            return node.choice("'base'", among: [("sysObjectID", Probe.Base.whole)], &mistakes)
        }
        guard let fields = Fields(node, of: "'base'", known: ["sysObjectID"], &mistakes),
            let count = fields.required("sysObjectID", of: "'base'", "write sysObjectID: 10", &mistakes)?
                .integer("'sysObjectID'", in: 7...128, &mistakes)
        else { return nil }
        return .first(Int(count))
    }

    private mutating func readRecognition(_ node: YAMLNode) -> Probe.Recognition {
        let known = ["sysObjectID", "sysDescr", "present", "absent"]
        guard let fields = Fields(node, of: "'recognize'", known: known, &mistakes) else { return Probe.Recognition() }
        return Probe.Recognition(
            systemObjectIDs: oids(fields, "sysObjectID"), descriptions: patterns(fields, "sysDescr"),
            present: oids(fields, "present"), absent: oids(fields, "absent"))
    }

    private mutating func readFacts(_ node: YAMLNode) -> [Probe.Fact] {
        let names = Probe.Fact.Name.allCases.map(\.rawValue)
        return (node.entries("'facts'", &mistakes) ?? []).flatMap { entry -> [Probe.Fact] in
            guard let name = Probe.Fact.Name(rawValue: entry.key) else {
                mistakes.add(
                    entry.keyLocation, "there is no fact \(quoted(entry.key))",
                    remedy(for: entry.key, among: names, otherwise: "facts are \(listed(names))"))
                return []
            }
            guard case .list(let choices) = entry.value.content else {
                return readFact(name, entry.value).map { [$0] } ?? []
            }
            return choices.compactMap { readFact(name, $0) }
        }
    }

    private mutating func readFact(_ name: Probe.Fact.Name, _ node: YAMLNode) -> Probe.Fact? {
        if case .text = node.content {
            return node.oid(quoted(name.rawValue), &mistakes).map { Probe.Fact(name: name, source: .object($0)) }
        }
        let what = "fact \(quoted(name.rawValue))"
        let known = ["object", "pattern", "constant", "column", "at", "as", "where", "names"]
        guard let fields = Fields(node, of: what, known: known, &mistakes) else { return nil }
        if fields["column"] != nil {
            if let extra = fields["object"] ?? fields["constant"] {
                mistakes.add(extra.location, "\(what) has two sources", "remove the one or the other")
            }
            return readTextSource(node, fields, what).map {
                Probe.Fact(name: name, source: .row($0, where: readFilters(fields)), names: readNames(fields))
            }
        }
        if let constant = fields.display("constant", &mistakes) {
            if let extra = fields["object"] ?? fields["pattern"] {
                mistakes.add(extra.location, "\(what) is constant and read", "remove the one or the other")
            }
            return Probe.Fact(name: name, source: .constant(constant))
        }
        let pattern = pattern(fields, "pattern")
        let forms = Probe.TextSource.Form.allCases.map { ($0.rawValue, $0) }
        let form = fields["as"]?.choice("'as'", among: forms, &mistakes) ?? .plain
        guard
            let object = fields.required(
                "object", of: what, "write object: OID, column: OID or constant: TEXT", &mistakes),
            let oid = object.oid("'object'", &mistakes)
        else { return nil }
        return Probe.Fact(name: name, source: .object(oid), form: form, pattern: pattern, names: readNames(fields))
    }

    /// What the device's words stand for: `{3: Model S, 4: Model L}`.
    private mutating func readNames(_ fields: Fields) -> [String: String] {
        var names: [String: String] = [:]
        for entry in fields["names"]?.entries("'names'", &mistakes) ?? [] {
            guard let text = entry.value.text("the name of \(quoted(entry.key))", &mistakes) else { continue }
            names[entry.key] = entry.value.checkedDisplay(text, "the name of \(quoted(entry.key))", &mistakes)
        }
        return names
    }
}

extension ProbeReader {
    /// Names of groups and columns: a letter, then letters, digits and `-`.
    mutating func checkName(_ name: String, _ location: SourceLocation, _ what: String, isColumn: Bool = false) {
        let fits = name.unicodeScalars.allSatisfy {
            $0.isASCII
                && ($0.properties.isAlphabetic || "0123456789".unicodeScalars.contains($0) || ($0 == "-" && !isColumn))
        }
        if !fits || name.first?.isLetter != true || name.count > 40
            || (isColumn && ["rate", "either", "log10"].contains(name))
        {
            mistakes.add(
                location, "\(quoted(name)) cannot be the name of a \(what)",
                isColumn
                    ? "use a letter, then letters and digits; not rate, either or log10"
                    : "use a letter, then letters, digits and -")
        }
    }

    /// A list of OIDs, or one.
    mutating func oids(_ fields: Fields, _ name: String) -> [OID] {
        guard let node = fields[name], let elements = node.list(quoted(name), &mistakes) else { return [] }
        return elements.compactMap { $0.oid("an element of \(quoted(name))", &mistakes) }
    }

    mutating func oid(_ fields: Fields, _ name: String) -> OID? {
        fields[name]?.oid(quoted(name), &mistakes)
    }

    /// A list of regular expressions, or one.
    mutating func patterns(_ fields: Fields, _ name: String) -> [String] {
        (fields[name]?.texts(quoted(name), &mistakes) ?? []).map { text, location in
            checkPattern(text, location)
            return text
        }
    }

    mutating func pattern(_ fields: Fields, _ name: String) -> String? {
        guard let node = fields[name], let text = node.text(quoted(name), &mistakes) else { return nil }
        checkPattern(text, node.location)
        return text
    }

    mutating func checkPattern(_ text: String, _ location: SourceLocation) {
        do {
            _ = try Regex(text)
        } catch {
            mistakes.add(location, "\(quoted(text)) is no regular expression", "mend it, or escape . ( [ * + ? with \\")
        }
    }
}
