/// OIDs below a device's own sysObjectID: makers that give each product a tree of its own have one MIB at many places.
extension Probe {
    /// Which part of sysObjectID the OIDs are below that begin with `baseMark`.
    public enum Base: Sendable, Hashable {
        case whole
        /// So many of its first sub-identifiers.
        case first(Int)
    }

    /// Stands where the base comes; no object has it, as the first sub-identifier is 0, 1 or 2.
    public static let baseMark = OID([UInt32.max])

    /// The probe as a host of that sysObjectID has it; without the facts and groups that need a base where it has none.
    public func based(on systemObjectID: OID?) -> Probe {
        guard usesBase else { return self }
        guard let root = systemObjectID.flatMap({ root(in: $0) }) else {
            var probe = self
            probe.facts.removeAll { $0.usesBase }
            probe.groups.removeAll { $0.usesBase }
            return probe
        }
        return mapping { $0.suffix(after: Probe.baseMark).map { root.appending($0) } ?? $0 }
    }

    private func root(in systemObjectID: OID) -> OID? {
        let count: Int? =
            switch base {
            case .whole: systemObjectID.count
            case .first(let count): count
            case nil: nil
            }
        // Below enterprises, or it is no product of anybody.
        guard let count, count <= systemObjectID.count, count >= 7 else { return nil }
        return OID(Array(systemObjectID.subidentifiers.prefix(count)))
    }

    /// Whether an OID of it is below the base.
    public var usesBase: Bool { facts.contains { $0.usesBase } || groups.contains { $0.usesBase } }

    private func mapping(_ change: (OID) -> OID) -> Probe {
        var probe = self
        probe.facts = facts.map { $0.mapping(change) }
        probe.groups = groups.map { $0.mapping(change) }
        return probe
    }
}

/// Whether what is mapped has an OID below the base.
private func touchesBase(_ mapping: ((OID) -> OID) -> Void) -> Bool {
    var isUsed = false
    mapping {
        if $0.hasPrefix(Probe.baseMark) { isUsed = true }
        return $0
    }
    return isUsed
}

extension Probe.Fact {
    fileprivate var usesBase: Bool { touchesBase { _ = mapping($0) } }

    fileprivate func mapping(_ change: (OID) -> OID) -> Probe.Fact {
        var fact = self
        switch source {
        case .object(let oid): fact.source = .object(change(oid))
        case .constant: break
        case .row(let text, let filters):
            fact.source = .row(text.mapping(change), where: filters.map { $0.mapping(change) })
        }
        return fact
    }
}

extension Probe.RowFilter {
    fileprivate func mapping(_ change: (OID) -> OID) -> Probe.RowFilter {
        Probe.RowFilter(text: text.mapping(change), condition: condition)
    }
}

extension Probe.TextSource {
    fileprivate func mapping(_ change: (OID) -> OID) -> Probe.TextSource {
        var text = self
        switch origin {
        case .column(let column, .cell(let cell)):
            text.origin = .column(change(column), at: .cell(cell.mapping(change)))
        case .column(let column, let place): text.origin = .column(change(column), at: place)
        case .joined(let sources, let separator):
            text.origin = .joined(sources.map { $0.mapping(change) }, separator: separator)
        case .instance, .constant: break
        }
        return text
    }
}

extension Probe.Group {
    fileprivate var usesBase: Bool { touchesBase { _ = mapping($0) } }

    fileprivate func mapping(_ change: (OID) -> OID) -> Probe.Group {
        var group = self
        switch rows {
        case .scalar: break
        case .mustRun(let names): group.rows = .mustRun(names: names.map(change))
        case .table(var table):
            table.keys = table.keys.map(change)
            table.labels = table.labels.map { $0.mapping(change) }
            table.identities = table.identities.map { $0.mapping(change) }
            table.filters = table.filters.map { $0.mapping(change) }
            table.texts = table.texts.map { text in
                Probe.RowText(name: text.name, sources: text.sources.map { $0.mapping(change) })
            }
            group.rows = .table(table)
        }
        group.discontinuity = discontinuity.map(change)
        group.columns = columns.map { $0.mapping(change) }
        return group
    }
}

extension Probe.Field {
    fileprivate func mapping(_ change: (OID) -> OID) -> Probe.Field {
        var field = self
        if case .objects(let objects) = source {
            field.source = .objects(
                objects.map { object in
                    var object = object
                    object.oid = change(object.oid)
                    switch object.scale {
                    case .one, .times, .factor: break
                    case .cell(let cell): object.scale = .cell(change(cell))
                    case .sensor(let scale, let precision):
                        object.scale = .sensor(scale: change(scale), precision: change(precision))
                    }
                    return object
                })
        }
        field.limits = limits.mapValues(change)
        return field
    }
}
