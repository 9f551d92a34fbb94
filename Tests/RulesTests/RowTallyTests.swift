import Model
import TestSupport
import Testing

@testable import Rules

/// Rows that are judged together.
@Suite struct RowTallyTests {
    static let states: [Double: Status] = [1: .green, 2: .yellow, 3: .red, 4: .blue]
    static let judgement = Judgement(
        condition: .states(
            StateMap(
                Dictionary(
                    uniqueKeysWithValues: states.map { (Int64($0), StateMap.State(name: "\($1)", status: $1)) }))),
        unit: .none, hold: .zero, origin: .builtIn)

    struct Row: Sendable {
        /// States of the rows; 9 is a state that nobody knows.
        var states: [Double]
        var yellow: Application.Quorum?
        var red: Application.Quorum?
        var status: Status
        var needed: Int
    }

    private func found(_ row: Row) -> (Status, CountedRows)? {
        var tally = RowTally(
            RowCount(name: "psu", yellow: row.yellow, red: row.red), origin: SourceLocation(file: "r", line: 1))
        for place in row.states.indices {
            tally.add(RowTally.Member(row: place, sum: 0, judgement: 0, name: "psu \(place + 1)"))
        }
        let answer = tally.judge(absence: RowAbsence(), by: [Self.judgement], at: Timestamp(seconds: 0)) {
            Visit.Found(value: row.states[$0.row])
        }
        guard case .found(let status, .condition(.counted(let rows))) = answer else { return nil }
        return (status, rows)
    }

    @Test(arguments: [
        Row(states: [1, 1, 1], yellow: .all, red: .count(2), status: .green, needed: 2),
        Row(states: [1, 3, 1], yellow: .all, red: .count(2), status: .yellow, needed: 2),
        Row(states: [2, 3, 1], yellow: .all, red: .count(2), status: .red, needed: 2),
        Row(states: [1, 3, 1], red: .count(2), status: .green, needed: 2),
        Row(states: [1, 1, 3, 3], yellow: .count(3), red: .count(1), status: .yellow, needed: 3),
        Row(states: [1, 1, 3, 3], yellow: .percent(50), status: .green, needed: 2),
        Row(states: [1, 3, 3, 3], yellow: .percent(50), status: .yellow, needed: 2),
        // More are wanted than there are.
        Row(states: [1], red: .count(2), status: .red, needed: 2),
        // An empty slot is none.
        Row(states: [1, 4, 1], yellow: .all, red: .count(2), status: .green, needed: 2),
        // What nobody knows makes it grey where it decides.
        Row(states: [1, 9], red: .count(2), status: .grey, needed: 2),
        Row(states: [1, 1, 9], red: .count(2), status: .green, needed: 2),
        Row(states: [1, 3, 9], yellow: .all, red: .count(3), status: .red, needed: 3),
        Row(states: [1, 1, 3, 9], yellow: .all, red: .count(2), status: .yellow, needed: 2),
    ])
    func `fewer good rows than are needed make the colour`(row: Row) throws {
        let (status, rows) = try #require(found(row))
        #expect(status == row.status)
        #expect(rows.needed == row.needed)
        #expect(rows.good == row.states.count { $0 == 1 })
    }

    @Test func `empty slots alone are nothing to judge`() {
        #expect(found(Row(states: [4, 4], red: .count(1), status: .green, needed: 1)) == nil)
    }

    @Test func `a row without a value for once stays what it was`() {
        var tally = RowTally(RowCount(name: "psu", red: .count(2)), origin: SourceLocation(file: "r", line: 1))
        for place in 0..<2 { tally.add(RowTally.Member(row: place, sum: 0, judgement: 0, name: "psu \(place)")) }
        var absence = RowAbsence()
        func judge(_ values: [Double?], at seconds: Int64) -> Status? {
            let time = Timestamp(seconds: seconds)
            absence.take(
                Readings(
                    key: GroupKey(host: "core-1", group: "psu"), time: time,
                    values: values.map { $0.map { .real($0) } }), rows: 2, width: 1)
            let answer = tally.judge(absence: absence, by: [Self.judgement], at: time) {
                Visit.Found(value: values[$0.row])
            }
            if case .found(let status, _) = answer { return status }
            return nil
        }
        #expect(judge([1, nil], at: 0) == nil, "it may have been missed")
        #expect(judge([1, 1], at: 60) == .green)
        #expect(judge([1, nil], at: 120) == .green)
        #expect(judge([1, nil], at: 180) == .red)
        #expect(judge([1, 1], at: 240) == .green)
    }

    @Test(
        arguments: [
            ("psu *", "psu"), ("psu-*", "psu"), ("Fan", "Fan"), ("*", nil), ("a*b*", nil),
            ("Power Supply*", "Power Supply"),
        ] as [(String, String?)])
    func `a light is called what is written of its rows`(pattern: String, name: String?) {
        #expect(RowCount.name(of: pattern) == name)
    }
}
