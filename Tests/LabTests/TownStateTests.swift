import Model
import SNMP
import Testing

@testable import Lab

@Suite struct TownStateTests {
    let opened = Shipped.noon - .seconds(3600)
    var state: TownState

    init() throws {
        var town = try Shipped.town()
        town.mishaps = town.mishaps.map { Mishap(name: $0.name, deed: $0.deed) }
        state = TownState(town, opened: opened)
    }

    private func names(_ places: [Bool]) -> [String] {
        zip(state.town.devices, places).filter { !$1 }.map(\.0.name)
    }

    @Test mutating func `a dead switch takes along what hangs on it, and nothing else`() throws {
        #expect(names(state.isReachable).isEmpty)
        try state.begin("rantala-dead", at: Shipped.noon)
        #expect(names(state.hasPower) == ["rantala-sw2"])
        #expect(names(state.isReachable) == ["rantala-sw2"] + (8...12).map { "rantala-ap\($0 < 10 ? "0" : "")\($0)" })
        try state.end("rantala-dead", at: Shipped.noon + .seconds(60))
        #expect(names(state.isReachable).isEmpty)
    }

    @Test mutating func `a dead core leaves nobody`() throws {
        try state.begin("core-dead", at: Shipped.noon)
        #expect(state.isReachable.allSatisfy { !$0 })
        #expect(names(state.hasPower) == ["core-1"])
    }

    @Test mutating func `a cut line takes the router and all behind it`() throws {
        try state.begin("kanerva-line", at: Shipped.noon)
        #expect(names(state.isReachable).count == 10)
        #expect(names(state.isReachable).allSatisfy { $0.hasPrefix("kanerva-") })
        #expect(names(state.hasPower).isEmpty)
    }

    @Test mutating func `a silent agent still answers echoes`() throws {
        let before = state.agentAnswers
        try state.begin("ta-silent", at: Shipped.noon)
        #expect(state.isReachable.allSatisfy { $0 })
        let changed = zip(state.town.devices, zip(before, state.agentAnswers)).filter { $1.0 != $1.1 }
        #expect(changed.map(\.0.name) == ["ta-win-2"])
    }

    @Test mutating func `a slow line is slower by what was said`() throws {
        let site = try #require(state.town.sites.firstIndex { $0.key == "satama" })
        let before = (state.latency, state.lossPercent)
        try state.begin("satama-slow", at: Shipped.noon)
        #expect(state.latency[site] == before.0[site] + .milliseconds(600))
        #expect(state.lossPercent[site] == before.1[site] + 8)
        for other in state.town.sites.indices where other != site {
            #expect(state.latency[other] == before.0[other])
        }
        #expect(state.isReachable.allSatisfy { $0 })
    }

    @Test mutating func `what had no power boots when it has some again`() throws {
        let index = try #require(state.town.device(named: "rantala-sw2"))
        let child = try #require(state.town.device(named: "rantala-ap08"))
        let before = Glance(state, child, at: Shipped.noon).booted
        try state.begin("rantala-dead", at: Shipped.noon)
        try state.end("rantala-dead", at: Shipped.noon + .seconds(60))
        let glance = Glance(state, index, at: Shipped.noon + .seconds(65))
        #expect(glance.uptimeTicks == 500)
        #expect(Glance(state, child, at: Shipped.noon + .seconds(65)).booted == before)
    }

    @Test func `the timeline begins and ends by itself, but a person may be faster`() throws {
        let deed = Mishap.Deed.dead(host: "core-1")
        var town = state.town
        town.mishaps = [
            Mishap(name: "a", deed: deed, offset: .seconds(10), duration: .seconds(20)),
            Mishap(name: "b", deed: .lineCut(site: "lukio"), offset: .seconds(5), duration: .seconds(50)),
        ]
        var state = TownState(town, opened: opened)
        #expect(state.nextAppointment == opened + .seconds(5))
        #expect(state.advance(to: opened + .seconds(4)).isEmpty)
        #expect(state.advance(to: opened + .seconds(12)) == ["b", "a"])
        #expect(state.active == ["a": opened + .seconds(10), "b": opened + .seconds(5)])
        try state.end("a", at: opened + .seconds(15))
        #expect(state.advance(to: opened + .seconds(40)).isEmpty)
        #expect(state.advance(to: opened + .seconds(60)) == ["b"])
        #expect(state.active.isEmpty)
        #expect(state.nextAppointment == nil)
    }

    @Test func `a late look at the clock plays everything in its order`() {
        var town = state.town
        town.mishaps = [
            Mishap(name: "a", deed: .dead(host: "core-1"), offset: .seconds(10), duration: .seconds(20))
        ]
        var state = TownState(town, opened: opened)
        #expect(state.advance(to: opened + .seconds(1000)) == ["a", "a"])
        #expect(state.active.isEmpty)
        #expect(state.boot(of: 0) == opened + .seconds(30))
    }

    @Test mutating func `wrong names and wrong moments are refused in words`() throws {
        #expect(throws: TownState.Problem.notGoingOn("core-dead")) { try state.end("core-dead", at: opened) }
        try state.begin("core-dead", at: opened)
        #expect(throws: TownState.Problem.alreadyGoingOn("core-dead")) { try state.begin("core-dead", at: opened) }
        let problem = #expect(throws: TownState.Problem.self) { try state.begin("x\u{1b}", at: opened) }
        #expect(problem?.description.hasPrefix("there is no incident x\\u{1B}; the town has: kuusela-psu, ") == true)
    }

    // MARK: - What a mishap changes in what devices say

    /// `host: OID` of every value that differs at one and the same moment.
    private func differences(_ name: String, after: Duration = .zero) throws -> [String: Set<OID>] {
        var changed = state
        try changed.begin(name, at: Shipped.noon)
        let views = try Shipped.views()
        var result: [String: Set<OID>] = [:]
        for index in state.town.devices.indices {
            guard let view = views[index] else { continue }
            let moment = Shipped.noon + after
            let (before, now) = (Glance(state, index, at: moment), Glance(changed, index, at: moment))
            let names = zip(view.names, view.reads).filter { $1(before) != $1(now) }.map(\.0)
            if !names.isEmpty { result[state.town.devices[index].name] = Set(names) }
        }
        return result
    }

    @Test func `a failed fan shows in its sensor and in the temperature`() throws {
        let sensor: OID = [1, 3, 6, 1, 4, 1, 11, 2, 14, 11, 1, 2, 6, 1]
        #expect(
            try differences("rantala-fan") == [
                "rantala-sw1": [
                    sensor.appending([4, 4]), sensor.appending([6, 4]), [1, 3, 6, 1, 2, 1, 99, 1, 1, 1, 4, 11],
                ]
            ])
    }

    @Test func `a stopped service is gone from the services and the programs of its host`() throws {
        let service = Array("SQL Server (MSSQLSERVER)".utf8).map(UInt32.init)
        let changed = try differences("sql-stopped")
        #expect(changed.keys.sorted() == ["sql-1"])
        let names = try #require(changed["sql-1"])
        let column: OID = [1, 3, 6, 1, 4, 1, 77, 1, 2, 3, 1, 1]
        #expect(names.contains(column.appending([UInt32(service.count)] + service)))
        let services: OID = [1, 3, 6, 1, 4, 1, 77, 1, 2]
        let programs: OID = [1, 3, 6, 1, 2, 1, 25, 4, 2, 1]
        #expect(names.allSatisfy { $0.hasPrefix(services) || $0.hasPrefix(programs) })
        #expect(names.filter { $0.hasPrefix(programs) }.count == 7)
    }

    @Test func `a full disk is one number that ends where it was said`() throws {
        let used: OID = [1, 3, 6, 1, 2, 1, 25, 2, 3, 1, 6, 2]
        #expect(try differences("sql-disk", after: .seconds(3600)) == ["sql-1": [used]])
        var full = state
        try full.begin("sql-disk", at: Shipped.noon)
        let index = try #require(full.town.device(named: "sql-1"))
        func fullness(_ after: Duration) -> Double {
            Glance(full, index, at: Shipped.noon + after).fullness(ofVolume: "D:", base: 0.55)
        }
        #expect(fullness(.zero) < 0.8)
        #expect(fullness(.seconds(240)) > fullness(.zero) + 0.05)
        #expect(abs(fullness(.seconds(480)) - 0.97) < 1e-9)
        #expect(abs(fullness(.seconds(9999)) - 0.97) < 1e-9)
    }

    @Test func `a failed power supply halves the power and darkens the access points, as controller and switch tell`()
        throws
    {
        let changed = try differences("kuusela-psu")
        #expect(changed.keys.sorted() == ["kuusela-sw2", "wlc-2"])
        let names = try #require(changed["kuusela-sw2"])
        #expect(names.contains([1, 3, 6, 1, 2, 1, 105, 1, 3, 1, 1, 2, 1]))
        #expect(names.contains([1, 3, 6, 1, 4, 1, 11, 2, 14, 11, 1, 2, 6, 1, 4, 2]))
        let status: OID = [1, 3, 6, 1, 4, 1, 14823, 2, 2, 1, 5, 2, 1, 4, 1, 19]
        #expect(changed["wlc-2"]?.filter { $0.hasPrefix(status) }.count == 3)
    }

    @Test func `a lost access point shows at its controller and at its switch port`() throws {
        let changed = try differences("ap-lost")
        #expect(changed.keys.sorted() == ["rantala-sw1", "wlc-1"])
        let status: OID = [1, 3, 6, 1, 4, 1, 8744, 5, 23, 1, 2, 1, 1, 5]
        #expect(changed["wlc-1"]?.filter { $0.hasPrefix(status) }.count == 1)
        let operational: OID = [1, 3, 6, 1, 2, 1, 2, 2, 1, 8]
        #expect(changed["rantala-sw1"]?.filter { $0.hasPrefix(operational) }.count == 1)
    }
}
