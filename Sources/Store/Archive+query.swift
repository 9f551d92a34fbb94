public import Model

extension Archive {
    /// The series that are stored, sorted by host and path.
    ///
    /// - Parameters:
    ///   - host: `nil`: of all hosts.
    ///   - pattern: For the path, with `*` for anything; `nil`: all.
    public func series(host: Host.Name? = nil, matching pattern: String? = nil) throws(StoreError) -> [Series] {
        catalog.series(host: host, matching: pattern)
    }

    /// The newest value of each chosen series that has one.
    public func newestValues(
        host: Host.Name? = nil, matching pattern: String? = nil
    ) throws(StoreError) -> [SeriesData] {
        let fits = GroupCatalog.choice(pattern)
        var found: [SeriesData] = []
        for groups in catalog.generations.values {
            guard let layout = groups.last?.layout, host == nil || layout.key.host == host,
                let readings = try newestReadings(of: layout.key)
            else { continue }
            for (slot, value) in readings.values.enumerated() where slot < layout.slotCount {
                let series = layout.series(slot: slot)
                guard let value, fits(series) else { continue }
                found.append(
                    SeriesData(series: series, points: [SeriesData.Point(time: readings.time, value: value)]))
            }
        }
        return found
    }
}

extension GroupCatalog {
    /// The series of the present layouts, sorted by host and path.
    func series(host: Host.Name?, matching pattern: String?) -> [Series] {
        let fits = Self.choice(pattern)
        var found: [Series] = []
        for groups in generations.values {
            guard let layout = groups.last?.layout, host == nil || layout.key.host == host else { continue }
            for slot in 0..<layout.slotCount {
                let series = layout.series(slot: slot)
                if fits(series) { found.append(series) }
            }
        }
        return found.map { ($0, $0.path) }.sorted { ($0.0.host, $0.1) < ($1.0.host, $1.1) }.map(\.0)
    }

    /// Whether a series is meant by the pattern.
    static func choice(_ pattern: String?) -> (Series) -> Bool {
        guard let pattern = pattern.map(NamePattern.init) else { return { _ in true } }
        return { pattern.fits($0.path) }
    }
}

extension GroupLayout {
    /// Where the series lies in readings of this layout; its label may have been another then.
    func slot(of series: Series) -> Int? {
        guard let column = columns.firstIndex(where: { $0.name == series.field && $0.kind == series.kind }),
            let row = rows.firstIndex(where: { $0.identity == series.identity })
        else { return nil }
        return slot(row: row, column: column)
    }
}
