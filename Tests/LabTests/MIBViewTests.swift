import Model
import SNMP
import Testing

@testable import Lab

@Suite struct MIBViewTests {
    let state: TownState
    let views: TownViews

    init() throws {
        state = TownState(try Shipped.town(), opened: Shipped.noon - .seconds(60))
        views = try Shipped.views()
    }

    @Test func `hosts of one shape share a view`() {
        #expect(views.count < 40)
        #expect(views.count > 10)
    }

    @Test func `a walk goes strictly upwards and GET says the same as GETNEXT`() throws {
        for index in representatives(of: state.town) {
            let view = try #require(views[index])
            let glance = Glance(state, index, at: Shipped.noon)
            let walked = walk(view, glance)
            #expect(walked.count > 15, "\(glance.device.name)")
            #expect(walked == everything(view, glance))
            for (earlier, later) in zip(walked, walked.dropFirst()) where earlier.name >= later.name {
                Issue.record("\(glance.device.name): \(later.name) does not come behind \(earlier.name)")
            }
            for binding in walked where view.value(of: binding.name, at: glance) != binding.value {
                Issue.record("\(glance.device.name): GET and GETNEXT of \(binding.name) differ")
            }
        }
    }

    @Test func `GETNEXT of any name between two instances finds the later one`() throws {
        var random = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: 0...UInt64.max, using: &random)
        for index in representatives(of: state.town) {
            let view = try #require(views[index])
            let glance = Glance(state, index, at: Shipped.noon)
            let walked = everything(view, glance)
            for number in 0..<20 {
                let binding = walked[Int(Chance.bits(seed, UInt64(number)) % UInt64(walked.count))]
                var before = binding.name.subidentifiers
                if let last = before.popLast(), last > 0 { before += [last - 1, .max] }
                let name = OID(before)
                let expected = walked.first { $0.name > name }
                #expect(view.next(after: name, at: glance)?.name == expected?.name, "seed \(seed), after \(name)")
            }
        }
    }

    @Test func `counters only grow, over minutes and over days`() throws {
        let moments = [0, 1, 60, 61, 3600, 20_000, 86_400, 300_000, 604_800].map {
            Shipped.noon + .seconds($0)
        }
        for index in representatives(of: state.town) {
            let view = try #require(views[index])
            var last: [OID: UInt64] = [:]
            for moment in moments {
                let glance = Glance(state, index, at: moment)
                for binding in everything(view, glance) {
                    guard case .counter64(let count) = binding.value else { continue }
                    if let earlier = last[binding.name], count < earlier {
                        Issue.record("\(glance.device.name) \(binding.name) fell from \(earlier) to \(count)")
                    }
                    last[binding.name] = count
                }
            }
        }
    }

    @Test func `a school's uplink is busy at noon, nearly idle at night, and never faster than its line`() throws {
        let switchIndex = try #require(state.town.device(named: "kuusela-sw1"))
        let view = try #require(views[switchIndex])
        func megabits(hour: Int) -> Double {
            let start = UTCTime(year: 2026, month: 11, day: 23, hour: hour).timestamp
            func octets(_ moment: Timestamp) -> Double {
                let value = view.value(
                    of: [1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 6, 49], at: Glance(state, switchIndex, at: moment))
                guard case .counter64(let count) = value else { return .nan }
                return Double(count)
            }
            return (octets(start + .seconds(300)) - octets(start)) * 8 / 300 / 1e6
        }
        let (noon, night) = (megabits(hour: 10), megabits(hour: 1))
        #expect((50...1000).contains(noon), "\(noon)")
        #expect(night < noon / 10, "\(night)")
    }

    @Test func `sysUpTime goes on like a clock and stays when the lab is opened anew`() throws {
        let uptime: OID = [1, 3, 6, 1, 2, 1, 1, 3, 0]
        let other = TownState(state.town, opened: Shipped.noon + .seconds(40))
        for index in representatives(of: state.town) {
            let view = try #require(views[index])
            let first = view.value(of: uptime, at: Glance(state, index, at: Shipped.noon))
            let second = view.value(of: uptime, at: Glance(other, index, at: Shipped.noon + .seconds(90)))
            guard case .timeTicks(let before) = first, case .timeTicks(let after) = second else {
                Issue.record("no TimeTicks")
                continue
            }
            #expect(after &- before == 9000)
        }
    }

    @Test func `what is missing is told apart: no such object, no such instance`() throws {
        let view = try #require(views[0])
        let glance = Glance(state, 0, at: Shipped.noon)
        #expect(view.value(of: [1, 3, 6, 1, 2, 1, 1, 1], at: glance) == .noSuchInstance)
        #expect(view.value(of: [1, 3, 6, 1, 2, 1, 1, 1, 1], at: glance) == .noSuchInstance)
        #expect(view.value(of: [1, 3, 6, 1, 2, 1, 2, 2, 1, 2, 9999], at: glance) == .noSuchInstance)
        #expect(view.value(of: [1, 3, 6, 1, 2, 1, 1, 99, 0], at: glance) == .noSuchObject)
        #expect(view.value(of: [1, 3, 6, 1, 2, 1, 33, 1, 1, 1, 0], at: glance) == .noSuchObject)
    }

    static let landmarks: [(host: String, name: OID, value: VariableValue)] = [
        ("kuusela-sw2", [1, 3, 6, 1, 4, 1, 11, 2, 14, 11, 1, 2, 6, 1, 4, 2], .integer(4)),
        ("kuusela-sw2", [1, 3, 6, 1, 2, 1, 99, 1, 1, 1, 1, 11], .integer(8)),
        ("web-1", [1, 3, 6, 1, 2, 1, 1, 2, 0], .oid([1, 3, 6, 1, 4, 1, 8072, 3, 2, 10])),
        ("web-1", [1, 3, 6, 1, 4, 1, 2021, 13, 15, 1, 1, 2, 1], .text("sda")),
        ("sql-1", [1, 3, 6, 1, 2, 1, 25, 2, 3, 1, 6, 2], .integer(0)),
        ("konesali-ups", [1, 3, 6, 1, 2, 1, 33, 1, 2, 1, 0], .integer(2)),
        ("wlc-1", [1, 3, 6, 1, 4, 1, 8744, 5, 23, 1, 2, 1, 1, 5, 1], .integer(7)),
        ("wlc-2", [1, 3, 6, 1, 4, 1, 14823, 2, 2, 1, 5, 2, 1, 1, 0], .integer(38)),
        ("kanerva-rtr", [1, 3, 6, 1, 4, 1, 48690, 2, 2, 1, 13, 1], .text("Pohjan Verkko")),
        ("kuusela-tulostin1", [1, 3, 6, 1, 2, 1, 43, 11, 1, 1, 8, 1, 1], .integer(100)),
    ]

    @Test(arguments: landmarks)
    func `each kind has the objects of its MIBs`(host: String, name: OID, value: VariableValue) throws {
        let index = try #require(state.town.device(named: host))
        let said = try #require(views[index]).value(of: name, at: Glance(state, index, at: Shipped.noon))
        if case .integer(0) = value {
            // A living number: only its type is sure.
            guard case .integer(let number) = said else {
                Issue.record("\(said)")
                return
            }
            #expect(number > 0)
        } else {
            #expect(said == value)
        }
    }
}
