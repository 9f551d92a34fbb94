import Model
import SNMP
import Testing

@Suite struct ColumnRunsTests {
    private let packing = RequestPacking(
        maximumBindings: 54, maximumRequestOctets: 1400, maximumResponseOctets: 1400, overhead: 37)

    private func plan(columns: Int, rows: Int, version: Version = .v2c, packing: RequestPacking) -> [ColumnRuns.Run] {
        ColumnRuns(
            columns: (1...columns).map { .init(root: ScriptedAgent.column(UInt32($0)), valueOctets: 5) },
            instances: (1...rows).map { OID([UInt32($0)]) }, version: version, packing: packing
        ).runs
    }

    @Test(arguments: [(9, 48), (1, 48), (1, 200), (2, 27), (10, 48), (7, 3), (54, 2), (60, 1), (13, 31)])
    func `a plan brings every cell once, in the fewest packets`(columns: Int, rows: Int) {
        let agent = ScriptedAgent.table(columns: columns, rows: rows)
        let runs = plan(columns: columns, rows: rows, packing: packing)
        var names: [OID] = []
        for run in runs {
            let answer = agent.answer(run.request)
            #expect(answer.bindings.map(\.name) == run.expected)
            #expect(answer.bindings.count <= 54)
            names += run.expected
        }
        #expect(names.sorted() == agent.bindings.dropLast().map(\.name))
        #expect(runs.count == (columns * rows + 53) / 54)
    }

    @Test func `nine columns of 48 ports are eight GETBULKs of six rows`() {
        let runs = plan(columns: 9, rows: 48, packing: packing)
        #expect(runs.count == 8)
        #expect(runs.allSatisfy { $0.request.kind == .getBulk(nonRepeaters: 0, maxRepetitions: 6) })
        #expect(runs[1].request.names[8] == ScriptedAgent.column(9).appending([6]))
    }

    @Test func `GETs are taken where rows would leave room in every packet`() {
        let runs = plan(columns: 7, rows: 100, packing: packing)
        #expect(runs.count == 13 && runs.allSatisfy { $0.request.kind == .get })
    }

    @Test func `SNMPv1 gets only GETs`() {
        let runs = plan(columns: 9, rows: 48, version: .v1, packing: packing)
        #expect(runs.count == 8 && runs.allSatisfy { $0.request.kind == .get })
    }

    @Test(arguments: [100, 300, 1000])
    func `no response is estimated above the limit`(limit: Int) {
        var packing = packing
        packing.maximumResponseOctets = limit
        let agent = ScriptedAgent.table(columns: 4, rows: 30)
        for run in plan(columns: 4, rows: 30, packing: packing) {
            let message = CommunityMessage(version: .v2c, community: [0x70], pdu: agent.answer(run.request))
            #expect(message.encoded().count <= limit)
        }
    }

    @Test func `an empty table asks nothing`() {
        #expect(ColumnRuns(columns: [], instances: [[1]], version: .v2c, packing: packing).runs.isEmpty)
        #expect(
            ColumnRuns(
                columns: [.init(root: [1, 3], valueOctets: 5)], instances: [], version: .v2c, packing: packing
            ).runs.isEmpty)
    }
}
