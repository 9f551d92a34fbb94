import Model
import SNMP

extension Probe.Field {
    /// What is foretold of it wants to know where the device itself sees its limits.
    private static let wearingClasses: Set<String> = ["signal", "current", "fan", "temperature"]

    fileprivate var wearLimits: [OID] {
        guard let kind = column.class, Probe.Field.wearingClasses.contains(kind) else { return [] }
        return limits.values.sorted()
    }
}

extension Probe.Group {
    /// The columns with the device's own limits for what wears out.
    var wearLimitColumns: [OID] {
        if case .table = rows { columns.flatMap(\.wearLimits) } else { [] }
    }

    /// Those of a group without rows: they are read one by one.
    var scalarWearLimits: [OID] { rows == .scalar ? columns.flatMap(\.wearLimits) : [] }
}

extension ReadingPlan {
    /// The device's own limits for the values of the plan.
    ///
    /// - Parameter answers: Where the limits of groups without rows stand.
    func limits(cells found: Cells, answers: [OID: VariableValue], patterns: PatternCache) -> [RowLimits] {
        cells.compactMap { cell in
            guard cell.role != .discontinuity else { return nil }
            let group = groups[Int(cell.group)]
            let (row, column) = Int(cell.slot).quotientAndRemainder(dividingBy: group.layout.columns.count)
            let known = group.layout.rows[row]
            let limits = group.source.columns[group.fields[column]].limits.compactMapValues { oid -> Double? in
                let raw = answers[oid.appending(known.instance)] ?? found.value(oid, known.instance)
                return raw.flatMap { decoding(of: cell).value(of: $0, patterns)?.number }
            }
            guard !limits.isEmpty else { return nil }
            return RowLimits(
                group: group.layout.key.group, identity: known.identity, column: group.layout.columns[column].name,
                low: limits[.low], lowWarn: limits[.lowWarn], highWarn: limits[.highWarn], high: limits[.high])
        }
    }
}
