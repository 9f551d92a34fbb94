internal import Model

extension ProbeReader {
    /// What all columns of a group share.
    private struct GroupWords {
        var kind: String
        var `class`: String?
        /// Of columns that have none of their own.
        var unit = Unit.none
    }

    /// Reads what stands under one name: a group, or several that differ in what a column says of the row.
    mutating func readGroups(_ entry: YAMLNode.Entry) -> [Probe.Group] {
        guard case .mapping(let written) = entry.value.content, written.contains(where: { $0.key == "split" }) else {
            checkName(entry.key, entry.keyLocation, "group")
            return readGroup(entry, nil).map { [$0] } ?? []
        }
        let split = written.first { $0.key == "split" }
        return (split.map { readSplit($0.value) } ?? []).compactMap { readGroup(entry, $0) }
    }

    /// One of the groups that a table falls into.
    private struct Part {
        var name: String
        var `class`: String?
        var unit: Unit
        var filter: Probe.RowFilter
    }

    private mutating func readSplit(_ node: YAMLNode) -> [Part] {
        guard let fields = Fields(node, of: "'split'", known: ["column", "into"], &mistakes),
            let column = fields.required("column", of: "'split'", "write column: OID", &mistakes)?
                .oid("'column'", &mistakes),
            let into = fields.required("into", of: "'split'", "write into: with the groups' names", &mistakes)
        else { return [] }
        return (into.entries("'into'", &mistakes) ?? []).compactMap { entry in
            checkName(entry.key, entry.keyLocation, "group")
            guard
                let fields = Fields(
                    entry.value, of: "part \(quoted(entry.key))", known: ["is", "class", "unit"], &mistakes),
                fields.required("is", of: "part \(quoted(entry.key))", "write the column's values: is: [8]", &mistakes)
                    != nil
            else { return nil }
            return Part(
                name: entry.key, class: fields.text("class", &mistakes), unit: readUnit(fields) ?? .none,
                filter: Probe.RowFilter(column: column, condition: .oneOf(values(fields, "is"))))
        }
    }

    /// Reads one group: its rows, columns and checks.
    private mutating func readGroup(_ entry: YAMLNode.Entry, _ part: Part?) -> Probe.Group? {
        let what = "group \(quoted(entry.key))"
        let known = ["kind", "class", "label", "every", "polled", "hosts", "rows", "columns", "checks", "split"]
        guard let fields = Fields(entry.value, of: what, known: known, &mistakes),
            let kindNode = fields.required("kind", of: what, "write what its rows are: kind: port", &mistakes),
            let kind = kindNode.text("'kind'", &mistakes)
        else { return nil }
        checkName(kind, kindNode.location, "kind")
        let words = GroupWords(
            kind: kind, class: part?.class ?? fields.text("class", &mistakes), unit: part?.unit ?? .none)
        var (rows, discontinuity) = fields["rows"].map { readRows($0) } ?? (.scalar, nil)
        if let part {
            if case .table(var table) = rows {
                table.filters.append(part.filter)
                rows = .table(table)
            } else {
                mistakes.add(entry.keyLocation, "\(what) is split and has no table", "write rows: with a key:")
            }
        }
        var group = Probe.Group(
            name: part?.name ?? entry.key, kind: kind, class: words.class, label: fields.display("label", &mistakes),
            rows: rows,
            columns: [], discontinuity: discontinuity)
        group.everyVisits = Int(fields["every"]?.integer("'every'", in: 1...10_000, &mistakes) ?? 1)
        group.isPolled = fields.flag("polled", &mistakes) ?? true
        group.areHosts = fields.flag("hosts", &mistakes) ?? false
        if group.areHosts, let node = fields["hosts"] {
            if case .table = rows {
            } else {
                mistakes.add(node.location, "\(what) has no table of hosts", "write rows: with a key:")
            }
        }
        if !group.isPolled, let node = fields["checks"] {
            mistakes.add(
                node.location, "\(what) is not polled, so its checks judge nothing", "remove the one or the other")
        }
        if case .mustRun = rows {
            if let node = fields["columns"] {
                mistakes.add(
                    node.location, "\(what) has columns, but what must run is only counted",
                    "remove them: there is one, count")
            }
            let count = Column(name: "count", kind: kind, class: words.class, unit: .none, measure: .gauge)
            group.columns = [Probe.Field(column: count, source: .objects([]))]
        } else if let node = fields["columns"] {
            group.columns = readColumns(node, words)
        } else if group.isPolled || rows == .scalar {
            let remedy = "write columns: with what is read; only a table that is not polled may do without"
            _ = fields.required("columns", of: what, remedy, &mistakes)
        }
        for node in fields["checks"]?.list("'checks'", acceptsOne: false, &mistakes) ?? [] {
            if let check = readCheck(node, group.columns) { group.checks.append(check) }
        }
        return group
    }

    private mutating func readRows(_ node: YAMLNode) -> (Probe.Rows, OID?) {
        let known = ["key", "label", "identity", "pattern", "where", "texts", "discontinuity", "must-run"]
        guard let fields = Fields(node, of: "'rows'", known: known, &mistakes) else { return (.scalar, nil) }
        if let node = fields["must-run"] {
            let names = oids(fields, "must-run")
            for other in known.dropLast() where fields[other] != nil {
                mistakes.add(node.location, "'must-run' stands beside '\(other)'", "remove the one or the other")
            }
            return (names.isEmpty ? .scalar : .mustRun(names: names), nil)
        }
        guard fields.required("key", of: "'rows'", "write the column to walk: key: OID", &mistakes) != nil,
            case let keys = oids(fields, "key"), let key = keys.first
        else { return (.scalar, nil) }
        let table = Probe.Table(
            key: key, otherKeys: Array(keys.dropFirst()), labels: textSources(fields, "label"),
            identities: textSources(fields, "identity"), pattern: pattern(fields, "pattern"),
            filters: readFilters(fields), texts: fields["texts"].map { readTexts($0) } ?? [])
        return (.table(table), oid(fields, "discontinuity"))
    }

    private mutating func readTexts(_ node: YAMLNode) -> [Probe.RowText] {
        let names = Probe.RowText.Name.allCases
        guard let fields = Fields(node, of: "'texts'", known: names.map(\.rawValue), &mistakes) else { return [] }
        return names.compactMap { name in
            let sources = textSources(fields, name.rawValue)
            return sources.isEmpty ? nil : Probe.RowText(name: name, sources: sources)
        }
    }

    private mutating func readColumns(_ node: YAMLNode, _ words: GroupWords) -> [Probe.Field] {
        var columns: [Probe.Field] = []
        for entry in node.entries("'columns'", &mistakes) ?? [] {
            checkName(entry.key, entry.keyLocation, "column", isColumn: true)
            if let column = readColumn(entry, words, before: columns) { columns.append(column) }
        }
        return columns
    }

    private mutating func readColumn(
        _ entry: YAMLNode.Entry, _ words: GroupWords, before: [Probe.Field]
    ) -> Probe.Field? {
        let what = "column \(quoted(entry.key))"
        let known = [
            "object", "objects", "computed", "class", "measure", "unit", "scale", "missing", "states", "words",
            "bits", "pattern", "unsigned", "limits",
        ]
        guard let fields = Fields(entry.value, of: what, known: known, &mistakes) else { return nil }
        let unit = readUnit(fields) ?? (fields["states"] == nil ? words.unit : .none)
        let states = fields["states"].flatMap { readStates($0) }
        let measures = [Measure.gauge, .counter32, .counter64].map { ($0.rawValue, $0) }
        let written = fields["measure"]?.choice("'measure'", among: measures, &mistakes)
        let measure = fields["states"] == nil ? written ?? .gauge : .state
        let column = Column(
            name: entry.key, kind: words.kind, class: fields.text("class", &mistakes) ?? words.class, unit: unit,
            measure: measure)

        let sources = ["object", "objects", "computed"].filter { fields[$0] != nil }
        guard sources.count == 1 else {
            mistakes.add(
                entry.keyLocation, "\(what) needs one source", "write one of object:, objects: or computed:")
            return nil
        }
        if let node = fields["computed"] {
            for name in ["measure", "scale", "missing", "states", "words", "bits", "pattern", "unsigned", "limits"] {
                if let extra = fields[name] {
                    mistakes.add(extra.location, "a computed column has no '\(name)'", "remove it")
                }
            }
            return expression(node, "'computed'", before).map { Probe.Field(column: column, source: .computed($0)) }
        }
        let shared = Probe.Field.Object(
            oid: [], scale: readScale(fields) ?? .one, isUnsigned: fields.flag("unsigned", &mistakes) ?? false)
        let nodes =
            fields["object"].map { [$0] } ?? fields["objects"]?.list("'objects'", acceptsOne: false, &mistakes) ?? []
        let objects = nodes.compactMap { readObject($0, shared, measure) }
        let missing = (fields["missing"]?.list("'missing'", &mistakes) ?? []).compactMap {
            $0.integer("an element of 'missing'", in: .min ... .max, &mistakes)
        }
        return Probe.Field(
            column: column, source: .objects(objects), missing: missing, states: states,
            words: fields["words"].map { readWords($0) } ?? [:], isBits: fields.flag("bits", &mistakes) ?? false,
            pattern: pattern(fields, "pattern"),
            limits: fields["limits"].map { readLimitObjects($0) } ?? [:])
    }

    /// The numbers that the device's words stand for: `{OK: 1, FAILED: 2}`.
    private mutating func readWords(_ node: YAMLNode) -> [String: Int64] {
        var words: [String: Int64] = [:]
        for entry in node.entries("'words'", &mistakes) ?? [] {
            words[entry.key.lowercased()] = entry.value.integer(
                "the number of \(quoted(entry.key))", in: .min ... .max, &mistakes)
        }
        return words
    }

    /// Where the device's own limits stand, scaled as the value is.
    private mutating func readLimitObjects(_ node: YAMLNode) -> [Probe.Field.LimitName: OID] {
        let names = Probe.Field.LimitName.allCases
        guard let fields = Fields(node, of: "'limits'", known: names.map(\.rawValue), &mistakes) else { return [:] }
        var limits: [Probe.Field.LimitName: OID] = [:]
        for name in names { limits[name] = oid(fields, name.rawValue) }
        return limits
    }

    /// An OID, or an OID with what differs from the column.
    private mutating func readObject(
        _ node: YAMLNode, _ shared: Probe.Field.Object, _ measure: Measure
    ) -> Probe.Field.Object? {
        var object = shared
        if case .mapping = node.content {
            guard
                let fields = Fields(node, of: "an object", known: ["oid", "measure", "scale", "unsigned"], &mistakes),
                let oidNode = fields.required("oid", of: "an object", "write oid: …", &mistakes),
                let oid = oidNode.oid("'oid'", &mistakes)
            else { return nil }
            object.oid = oid
            let measures = [Measure.gauge, .counter32, .counter64].map { ($0.rawValue, $0) }
            object.measure = fields["measure"]?.choice("'measure'", among: measures, &mistakes)
            object.scale = readScale(fields) ?? shared.scale
            object.isUnsigned = fields.flag("unsigned", &mistakes) ?? shared.isUnsigned
        } else {
            guard let oid = node.oid("'object'", &mistakes) else { return nil }
            object.oid = oid
        }
        let isCounter = [.counter32, .counter64].contains(object.measure ?? measure)
        switch object.scale {
        case .one, .times: break
        case .factor, .cell, .sensor:
            if isCounter {
                mistakes.add(
                    node.location, "a counter has a scale that is no whole number",
                    "keep counters as they are: scale the rate")
            }
        }
        return object
    }

    private mutating func readScale(_ fields: Fields) -> Probe.Scale? {
        guard let node = fields["scale"] else { return nil }
        if case .mapping = node.content {
            guard
                let fields = Fields(
                    node, of: "'scale'", known: ["cell", "sensor-scale", "sensor-precision"], &mistakes)
            else { return nil }
            if fields["cell"] != nil { return oid(fields, "cell").map { .cell($0) } }
            guard let scale = oid(fields, "sensor-scale"), let precision = oid(fields, "sensor-precision") else {
                mistakes.add(
                    node.location, "'scale' is not complete",
                    "write {cell: OID} or {sensor-scale: OID, sensor-precision: OID}")
                return nil
            }
            return .sensor(scale: scale, precision: precision)
        }
        guard let number = node.number("'scale'", &mistakes) else { return nil }
        guard number != 0 else {
            mistakes.add(node.location, "'scale' is 0", "write what the number is multiplied with")
            return nil
        }
        if let whole = Int64(exactly: number) { return whole == 1 ? .one : .times(whole) }
        return .factor(number)
    }

    private mutating func readStates(_ node: YAMLNode) -> StateMap? {
        guard let entries = node.entries("'states'", &mistakes) else { return nil }
        let colours = Status.allCases.map { ($0.rawValue, $0) }
        var states: [Int64: StateMap.State] = [:]
        for entry in entries {
            guard let number = Int64(entry.key) else {
                mistakes.add(
                    entry.keyLocation, "\(quoted(entry.key)) is no state's number", "write {1: [ok, green], …}")
                continue
            }
            guard let parts = entry.value.list("state \(number)", acceptsOne: false, &mistakes) else { continue }
            guard parts.count == 2 else {
                mistakes.add(
                    entry.value.location, "state \(number) has \(parts.count) parts",
                    "write its name and colour: [ok, green]")
                continue
            }
            guard let name = parts[0].text("the name of state \(number)", &mistakes),
                let status = parts[1].choice("the colour of state \(number)", among: colours, &mistakes)
            else { continue }
            states[number] = StateMap.State(name: name, status: status)
        }
        return StateMap(states)
    }

    mutating func readUnit(_ fields: Fields) -> Unit? {
        let units = Unit.allCases.filter { $0 != .none }.map { ($0.rawValue, $0) }
        return fields["unit"]?.choice("'unit'", among: units, &mistakes)
    }
}
