import Model
import SNMP

extension Probe.Table {
    /// The columns that a discovery has to walk to know the rows.
    var discoveryColumns: [OID] {
        keys + (labels + identities + filters.map(\.text)).flatMap(\.columns)
    }

    /// The rows that the cells show, in the order of the device, each with an identity of its own.
    func rows(in cells: Cells, patterns: PatternCache) -> [Row] {
        let instances = instances(in: cells).filter { cells.fits($0, filters, patterns) }
        func text(_ source: Probe.TextSource, _ instance: OID) -> String? {
            guard let text = cells.text(source, of: instance, patterns) else { return nil }
            return pattern.flatMap { patterns.capture($0, text) } ?? text
        }
        let identified = identities.lazy.compactMap { source in
            let texts = instances.map { text(source, $0) }
            let present = texts.compactMap { $0 }
            return present.count == instances.count && Set(present).count == present.count ? texts : nil
        }.first
        return instances.enumerated().map { place, instance in
            let label = labels.lazy.compactMap { text($0, instance) }.first
            let identity = identified?[place] ?? nil
            return Row(
                identity: identity ?? instance.description, label: label ?? instance.description, instance: instance)
        }
    }
}

extension Probe.Table {
    /// Those of the key column in the order of the device; of several columns all, in the order of a walk.
    private func instances(in cells: Cells) -> [OID] {
        let columns = keys.map { cells.instances(of: $0) }
        let all = Set(columns.joined())
        return columns.first { $0.count == all.count } ?? all.sorted()
    }
}

extension Probe.RowFilter {
    /// Whether a row with this text in the filter's column is taken. A cell that is missing counts as empty text.
    func holds(for text: String?, patterns: PatternCache) -> Bool {
        let text = text ?? ""
        switch condition {
        case .oneOf(let texts): return texts.contains(text)
        case .noneOf(let texts): return !texts.contains(text)
        case .matches(let pattern): return patterns.matches(pattern, text)
        case .lacks(let pattern): return !patterns.matches(pattern, text)
        }
    }
}

extension GroupLayout {
    /// The layout after a discovery: known rows keep their slots (found by identity), new ones come behind.
    ///
    /// - Returns: The layout, and for each discovered row its place in it.
    func merging(_ discovered: [Row]) -> (layout: GroupLayout, places: [Int]) {
        var layout = self
        var known: [String: Int] = [:]
        for (place, row) in rows.enumerated() {
            known[row.identity] = place
        }
        var places: [Int] = []
        places.reserveCapacity(discovered.count)
        for row in discovered {
            if let place = known[row.identity] {
                layout.rows[place] = row
                places.append(place)
            } else {
                known[row.identity] = layout.rows.count
                places.append(layout.rows.count)
                layout.rows.append(row)
            }
        }
        return (layout, places)
    }
}
