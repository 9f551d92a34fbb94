public import Model
import SNMP

/// What a row says of itself beside what is polled, read at discovery.
struct RowDescription {
    var texts: [Probe.RowText.Name: String] = [:]
    /// The device's own limits, by the place of the field that they are for.
    var limits: [Int: DeviceLimits] = [:]
}

/// A device's own limits for a value, in the value's unit.
public typealias DeviceLimits = [Probe.Field.LimitName: Double]

extension Probe.Group {
    /// What a description takes beside the columns that are polled.
    var descriptionColumns: [OID] {
        guard case .table(let table) = rows else { return [] }
        return table.textColumns + columns.flatMap { $0.limits.values }
    }

    /// The limits of a group without rows: they are read one by one.
    var scalarLimits: [OID] {
        rows == .scalar ? columns.flatMap { $0.limits.values.sorted() } : []
    }
}

extension ReadingPlan {
    /// What the rows of each group say of themselves.
    ///
    /// - Parameter answers: Where the limits of groups without rows stand.
    func descriptions(
        cells: Cells, answers: [OID: VariableValue], patterns: PatternCache
    ) -> [[RowDescription]] {
        var descriptions = groups.map { group in
            group.layout.rows.map { row in RowDescription(texts: group.texts(of: row, in: cells, patterns)) }
        }
        for cell in self.cells where cell.role != .discontinuity {
            let group = groups[Int(cell.group)]
            let (row, column) = Int(cell.slot).quotientAndRemainder(dividingBy: group.layout.columns.count)
            let field = group.fields[column]
            let instance = group.layout.rows[row].instance
            for (name, oid) in group.source.columns[field].limits {
                let raw = answers[oid.appending(instance)] ?? cells.value(oid, instance)
                guard let raw, let limit = decoding(of: cell).value(of: raw, patterns) else { continue }
                descriptions[Int(cell.group)][row].limits[field, default: [:]][name] = limit.number
            }
        }
        return descriptions
    }
}

extension ReadingPlan.Group {
    fileprivate func texts(
        of row: Row, in cells: Cells, _ patterns: PatternCache
    ) -> [Probe.RowText.Name: String] {
        guard case .table(let table) = source.rows else { return [:] }
        return table.texts(of: row, in: cells, patterns)
    }
}

extension Probe.Table {
    /// What a row says of itself.
    func texts(of row: Row, in cells: Cells, _ patterns: PatternCache) -> [Probe.RowText.Name: String] {
        let texts = texts.compactMap { text in
            cells.text(text.sources, of: row.instance, patterns).map { (text.name, $0) }
        }
        return Dictionary(texts) { first, _ in first }
    }
}

extension Decoding {
    /// The value of a variable; `nil` for one that stands for "no value" and for what is no number.
    func value(of variable: VariableValue, _ patterns: PatternCache) -> Value? {
        if let number = variable.number { return value(integer: number) }
        guard case .octetString(let octets) = variable else { return nil }
        return value(text: octets, patterns)
    }
}
