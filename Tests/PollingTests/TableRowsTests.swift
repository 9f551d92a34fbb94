import Model
import SNMP
import Testing

@testable import Polling

struct TableRowsTests {
    private static let name: OID = [1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 1]
    private static let kind: OID = [1, 3, 6, 1, 2, 1, 2, 2, 1, 3]

    private func cells(_ names: [(UInt32, String)], loopbacks: Set<UInt32> = []) -> Cells {
        var cells = Cells()
        for (index, name) in names {
            cells.add(
                [VariableBinding(name: Self.name.appending([index]), value: .octetString(Array(name.utf8)))],
                columns: [Self.name])
            cells.add(
                [
                    VariableBinding(
                        name: Self.kind.appending([index]), value: .integer(loopbacks.contains(index) ? 24 : 6))
                ],
                columns: [Self.kind])
        }
        return cells
    }

    private let table = Probe.Table(
        key: kind, labels: [.init(name)], identities: [.init(name)],
        filters: [Probe.RowFilter(column: kind, condition: .noneOf(["24"]))])

    private func layout(_ rows: [Row]) -> GroupLayout {
        GroupLayout(
            key: GroupKey(host: "sw-1", group: "if-mib.ports"),
            columns: [Column(name: "inOctets", kind: "port", unit: .bytes, measure: .counter64)], rows: rows)
    }

    @Test func `rows are named by their label and filtered`() {
        let rows = table.rows(in: cells([(1, "lo"), (2, "A1"), (3, "A2")], loopbacks: [1]), patterns: PatternCache())
        #expect(rows.map(\.label) == ["A1", "A2"])
        #expect(rows.map(\.identity) == ["A1", "A2"])
        #expect(rows.map(\.instance) == [[2], [3]])
    }

    @Test func `names that are not unique are no identities`() {
        let rows = table.rows(in: cells([(2, "port"), (3, "port")]), patterns: PatternCache())
        #expect(rows.map(\.identity) == ["2", "3"])
        #expect(rows.map(\.label) == ["port", "port"])
    }

    @Test func `a device that renumbers keeps its slots`() {
        let before = layout(table.rows(in: cells([(2, "A1"), (3, "A2")]), patterns: PatternCache()))
        let discovered = table.rows(in: cells([(7, "A2"), (8, "A1"), (9, "A3")]), patterns: PatternCache())
        let (after, places) = before.merging(discovered)
        #expect(after.rows.map(\.identity) == ["A1", "A2", "A3"])
        #expect(after.rows.map(\.instance) == [[8], [7], [9]])
        #expect(places == [1, 0, 2])
    }

    @Test func `a row that is gone keeps its slot`() {
        let before = layout(table.rows(in: cells([(2, "A1"), (3, "A2")]), patterns: PatternCache()))
        let (after, places) = before.merging(table.rows(in: cells([(3, "A2")]), patterns: PatternCache()))
        #expect(after.rows.map(\.identity) == ["A1", "A2"])
        #expect(places == [1])
    }
}
