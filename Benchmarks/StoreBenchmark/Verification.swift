import Model
import Store

/// Holds what comes back from the archive against the file, value by value and time by time, bit for bit.
struct Verification {
    private let placements: [Placement]
    private let reader: ArchiveReader
    /// What one day must have, by group and series.
    private var expected: [[[SeriesData.Point]]]
    private var compared = 0
    private var differences: [String] = []
    private static let mostDifferences = 20

    static func run(_ path: String, in directory: String, division: Division) async throws {
        var polls = try PollReader(path)
        var verification = Verification(
            placements: polls.groups.map { Placement($0, division: division) },
            reader: try ArchiveReader(directory: directory))
        let begin = Figures.processorSeconds()
        let dayMilliseconds: Int64 = 86_400_000
        var day = polls.first.milliseconds / dayMilliseconds * dayMilliseconds
        while let poll = polls.next() {
            while poll.time.milliseconds >= day + dayMilliseconds {
                try await verification.compare(from: day, to: day + dayMilliseconds - 1)
                day += dayMilliseconds
            }
            verification.expect(poll)
        }
        try await verification.compare(from: day, to: day + dayMilliseconds - 1)
        guard verification.differences.isEmpty, verification.compared == polls.samples else {
            throw BenchmarkError(
                "\(verification.compared) of \(polls.samples) values came back as they were; for example\n"
                    + verification.differences.joined(separator: "\n"))
        }
        let cpu = (Figures.processorSeconds() - begin) / Double(polls.samples) * 1e6
        print("verify samples=\(verification.compared) all bit for bit, cpu-per-million=\(cpu.rounded(to: 3))")
    }

    private init(placements: [Placement], reader: ArchiveReader) {
        self.placements = placements
        self.reader = reader
        expected = placements.map { $0.places.map { _ in [] } }
    }

    private mutating func expect(_ poll: Poll) {
        for (number, value) in poll.values.enumerated() {
            guard let value else { continue }
            expected[poll.group][number].append(SeriesData.Point(time: poll.time, value: value))
        }
    }

    private mutating func compare(from: Int64, to: Int64) async throws {
        for (group, placement) in placements.enumerated() {
            let series = placement.places.indices.map(placement.series)
            let found = try await reader.points(
                of: series, from: Timestamp(milliseconds: from), to: Timestamp(milliseconds: to), counters: .stored)
            let bySeries = Dictionary(found.map { ($0.series, $0.points) }) { $0 + $1 }
            for (number, name) in series.enumerated() {
                compare(bySeries[name] ?? [], with: expected[group][number], of: name)
                expected[group][number].removeAll(keepingCapacity: true)
            }
        }
    }

    private mutating func compare(_ found: [SeriesData.Point], with wanted: [SeriesData.Point], of series: Series) {
        if found.count != wanted.count {
            note("\(series.host) \(series.path): \(found.count) values instead of \(wanted.count)")
        }
        for (one, other) in zip(found, wanted) {
            if one.time == other.time, one.value.isSame(as: other.value) {
                compared += 1
            } else {
                note("\(series.host) \(series.path): \(one) instead of \(other)")
            }
        }
    }

    private mutating func note(_ difference: String) {
        if differences.count < Self.mostDifferences { differences.append(difference) }
    }
}

extension Value {
    /// Bit for bit: NaN is the same as itself, 0 is not −0.
    fileprivate func isSame(as other: Value) -> Bool {
        switch (self, other) {
        case (.integer(let one), .integer(let two)): one == two
        case (.real(let one), .real(let two)): one.bitPattern == two.bitPattern
        case (.integer, .real), (.real, .integer): false
        }
    }
}
