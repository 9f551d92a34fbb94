import Model
import Rules
import TestSupport
import Testing

/// Another configuration is told among the events of those it concerns, and is never an alarm.
@Suite struct ConfigurationNewsTests {
    private static func judge(hosts: Int) -> Judge {
        var town = Town()
        for number in 1...hosts { town.add("srv-\(number)", tags: number == 1 ? ["db"] : []) }
        return Judge(
            fleet: town.fleet, probes: [], rules: [], timing: Judge.Timing(), title: "", state: nil,
            now: ManualClock.start)
    }

    private func told(
        _ items: [ConfigurationChange.Item], hosts: Int = 3
    ) -> [Host.Name: ConfigurationChange] {
        var judge = ConfigurationNewsTests.judge(hosts: hosts)
        let outcome = judge.take(items, now: ManualClock.start)
        #expect(outcome.incidents.isEmpty)
        #expect(outcome.events.allSatisfy { $0.from == $0.to && $0.incident == nil })
        var found: [Host.Name: ConfigurationChange] = [:]
        for event in outcome.events {
            if case .finding(.configured(let change)) = event.reason { found[event.check.host] = change }
        }
        #expect(found.count == outcome.events.count)
        return found
    }

    @Test func `each host is told what concerns it, the daemon all`() {
        let items: [ConfigurationChange.Item] = [
            .init(.host, .changed, "srv-2", fields: ["parent"]), .init(.host, .removed, "srv-9"),
            .init(.rule, .added, "disk tag db", scope: .init(tag: "db")), .init(.application, .added, "Payroll"),
        ]
        let told = told(items)
        #expect(Set(told.keys) == ["srv-1", "srv-2", Judge.ownHost])
        #expect(told["srv-1"] == ConfigurationChange([items[2]]))
        #expect(told["srv-2"] == ConfigurationChange([items[0]]))
        #expect(told[Judge.ownHost] == ConfigurationChange(items))
        #expect(told[Judge.ownHost]?.isWide == nil)
    }

    @Test func `a site, a credential and a setting concern all hosts that they are for`() {
        #expect(told([.init(.site, .changed, "hall", fields: ["hours"])]).count == 4)
        #expect(told([.init(.site, .changed, "library")]).count == 1)
        #expect(told([.init(.credential, .changed, "public")]).count == 4)
        #expect(told([.init(.setting, .changed, "interval")]).count == 4)
        #expect(told([.init(.setting, .changed, "title")]).count == 1)
        #expect(told([]).isEmpty)
    }

    @Test func `what concerns more than a hundred hosts is told of the daemon alone`() {
        let told = told([.init(.rule, .changed, "disk", scope: .init()), .init(.host, .added, "srv-7")], hosts: 101)
        #expect(Set(told.keys) == ["srv-7", Judge.ownHost])
        #expect(told[Judge.ownHost]?.isWide == true)
    }
}
