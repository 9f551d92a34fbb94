import Model

/// The readings of some slots of a group over a stretch of time, column by column.
struct Stretch {
    /// Milliseconds since 1970.
    var times: [Int64]
    var uptimes: ChunkColumn
    /// In the order in which the slots were asked for, each with as many places as there are times.
    var columns: [ChunkColumn]

    init(times: [Int64], uptimes: ChunkColumn, columns: [ChunkColumn]) {
        self.times = times
        self.uptimes = uptimes
        self.columns = columns
    }

    /// A stretch without times.
    init(columns count: Int) {
        self.init(
            times: [], uptimes: ChunkColumn(count: 0),
            columns: [ChunkColumn](repeating: ChunkColumn(count: 0), count: count))
    }

    /// What a chunk holds whose period begins at that moment.
    init(_ chunk: ChunkReader, begin: Int64) throws(RowError) {
        let whole = try chunk.chunk()
        self.init(times: whole.times.map { $0 &+ begin }, uptimes: whole.uptimes, columns: whole.columns)
    }

    /// Adds another stretch at the end; the shorter one of the two lists of columns is filled up with missing ones.
    mutating func append(_ other: Stretch) {
        guard !times.isEmpty || !columns.isEmpty else {
            self = other
            return
        }
        while columns.count < other.columns.count { columns.append(ChunkColumn(count: times.count)) }
        times += other.times
        uptimes.append(other.uptimes)
        for place in columns.indices {
            columns[place].append(
                place < other.columns.count ? other.columns[place] : ChunkColumn(count: other.times.count))
        }
    }

    /// In the order of the times; of equal ones as they are.
    func sorted() -> Stretch {
        guard !isAscending else { return self }
        return taking(times.indices.sorted { (times[$0], $0) < (times[$1], $1) })
    }

    /// What lies in a span of time, in order; `nil` if nothing does.
    func cut(to bounds: ClosedRange<Int64>) -> Stretch? {
        guard let first = times.first, let last = times.last else { return nil }
        if bounds.contains(first), bounds.contains(last), isAscending { return self }
        let places = times.indices.filter { bounds.contains(times[$0]) }
        guard !places.isEmpty else { return nil }
        return taking(places).sorted()
    }

    /// The chunk of a period that begins at that moment, of some of the columns.
    func chunk(begin: Int64, columns range: Range<Int>) -> Chunk {
        Chunk(times: times.map { $0 &- begin }, uptimes: uptimes, columns: Array(columns[range]))
    }

    private var isAscending: Bool {
        var before = Int64.min
        for time in times {
            guard time >= before else { return false }
            before = time
        }
        return true
    }

    func taking(_ places: [Int]) -> Stretch {
        Stretch(
            times: places.map { times[$0] }, uptimes: uptimes.taking(places), columns: columns.map { $0.taking(places) }
        )
    }

    /// The readings of one time.
    func readings(_ place: Int, of key: GroupKey) -> Readings {
        Readings(
            key: key, time: Timestamp(milliseconds: times[place]),
            uptime: uptimes[place]?.integer.flatMap(UInt32.init(exactly:)), values: columns.map { $0[place] })
    }
}

extension ChunkColumn {
    subscript(place: Int) -> Value? {
        switch kinds[place] {
        case .missing: nil
        case .integer: .integer(Int64(bitPattern: patterns[place]))
        case .real: .real(Double(bitPattern: patterns[place]))
        }
    }

    mutating func append(_ value: Value?) {
        switch value {
        case nil:
            kinds.append(.missing)
            patterns.append(0)
        case .integer(let integer):
            kinds.append(.integer)
            patterns.append(UInt64(bitPattern: integer))
        case .real(let real):
            kinds.append(.real)
            patterns.append(real.bitPattern)
        }
    }

    mutating func append(_ more: ChunkColumn) {
        kinds += more.kinds
        patterns += more.patterns
    }

    fileprivate func taking(_ places: [Int]) -> ChunkColumn {
        ChunkColumn(kinds: places.map { kinds[$0] }, patterns: places.map { patterns[$0] })
    }
}
