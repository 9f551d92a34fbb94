public import Model

/// How the known cells of a table are fetched: by packed GETs, or by GETBULKs that each bring a run of rows of several
/// columns, whichever needs fewer packets. Where both need as many it is GETBULK, whose requests are shorter.
public struct ColumnRuns: Hashable, Sendable {
    /// A column and what its values are expected to take.
    public struct Column: Hashable, Sendable {
        public var root: OID
        /// Content octets of a value: up to 9 for a number, the length of a string.
        public var valueOctets: Int

        public init(root: OID, valueOctets: Int) {
            self.root = root
            self.valueOctets = valueOctets
        }
    }

    /// One request, and the names of its response in their order. Another name there means that the table has changed.
    public struct Run: Hashable, Sendable {
        public let request: Request
        public let expected: [OID]
    }

    public let runs: [Run]

    /// - Parameters:
    ///   - instances: of all rows, ascending, as the last walk found them. Rows left out would come all the same by
    ///     GETBULK: where only some are wanted, pack GETs with ``RequestPacking``.
    ///   - version: SNMPv1 has no GETBULK.
    public init(columns: [Column], instances: [OID], version: Version, packing: RequestPacking) {
        let table = Table(columns: columns, instances: instances, packing: packing)
        let gets = table.gets()
        guard version != .v1, let blocks = table.fewestBlocks(), blocks.count <= gets.count else {
            runs = gets
            return
        }
        runs = blocks.map { table.bulk($0) }
    }
}

/// Some rows of some columns, by position: what one GETBULK brings.
private struct Block {
    var columns: Range<Int>
    var rows: Range<Int>
}

/// The cells and what each takes in a response.
private struct Table {
    let columns: [ColumnRuns.Column]
    let instances: [OID]
    let packing: RequestPacking
    /// Row by row.
    let cells: [ExpectedBinding]

    init(columns: [ColumnRuns.Column], instances: [OID], packing: RequestPacking) {
        self.columns = columns
        self.instances = instances
        self.packing = packing
        cells = instances.flatMap { instance in
            columns.map { column in
                ExpectedBinding(
                    nameOctets: EncodedOID(column.root.appending(instance)).octets.count,
                    valueOctets: column.valueOctets)
            }
        }
    }

    func gets() -> [ColumnRuns.Run] {
        let all = names(Block(columns: columns.indices, rows: instances.indices))
        return packing.requests(cells).map { range in
            let asked = Array(all[range])
            return ColumnRuns.Run(request: Request(.get, asked), expected: asked)
        }
    }

    func bulk(_ block: Block) -> ColumnRuns.Run {
        let before = block.rows.lowerBound - 1
        let behind = columns[block.columns].map { before < 0 ? $0.root : $0.root.appending(instances[before]) }
        return ColumnRuns.Run(
            request: Request(.getBulk(nonRepeaters: 0, maxRepetitions: block.rows.count), behind),
            expected: names(block))
    }

    private func names(_ block: Block) -> [OID] {
        instances[block.rows].flatMap { instance in columns[block.columns].map { $0.root.appending(instance) } }
    }

    /// Fewer columns in a request let more rows fit; which width is best depends on what is left over. `nil` for an
    /// empty table.
    func fewestBlocks() -> [Block]? {
        var best: [Block]?
        for width in stride(from: min(columns.count, packing.maximumBindings), to: 0, by: -1) {
            guard let blocks = blocks(width: width) else { continue }
            if blocks.count < best?.count ?? .max { best = blocks }
        }
        return best
    }

    /// `nil` where not even one row of so many columns fits into a response.
    private func blocks(width: Int) -> [Block]? {
        var blocks: [Block] = []
        for start in stride(from: 0, to: columns.count, by: width) {
            let group = start..<min(start + width, columns.count)
            var row = 0
            while row < instances.count {
                let end = endOfRun(from: row, group)
                guard end > row else { return nil }
                blocks.append(Block(columns: group, rows: row..<end))
                row = end
            }
        }
        return blocks.isEmpty ? nil : blocks
    }

    /// Behind the last row that fits into one response with row `start`. A cell too big by itself is asked alone.
    private func endOfRun(from start: Int, _ group: Range<Int>) -> Int {
        let mostRows = max(1, packing.maximumBindings / group.count)
        var octets = packing.overhead
        var end = start
        while end < instances.count, end - start < mostRows {
            for column in group {
                octets += cells[end * columns.count + column].responseOctets
            }
            let isAlone = end == start && group.count == 1
            guard octets <= packing.maximumResponseOctets || isAlone else { break }
            end += 1
        }
        return end
    }
}
