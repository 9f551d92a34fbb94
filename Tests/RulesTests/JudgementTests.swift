import Model
import TestSupport
import Testing

@testable import Rules

/// The small decisions, as tables.
@Suite struct JudgementTests {
    struct Step: Sendable {
        var value: Double
        var previous: Status?
        var status: Status
    }

    @Test(arguments: [
        Step(value: 79.9, previous: nil, status: .green), Step(value: 80, previous: nil, status: .yellow),
        Step(value: 90, previous: nil, status: .red), Step(value: 88, previous: .red, status: .red),
        Step(value: 87.9, previous: .red, status: .yellow), Step(value: 78, previous: .yellow, status: .yellow),
        Step(value: 78, previous: .red, status: .yellow), Step(value: 77.9, previous: .red, status: .green),
        Step(value: 89, previous: .yellow, status: .yellow), Step(value: 79, previous: .green, status: .green),
    ])
    func `above a limit is worse, and going back takes the margin`(step: Step) {
        let condition = Condition.above(Limits(yellow: 80, red: 90, hysteresis: 2))
        #expect(condition.level(of: step.value, unit: .percent, after: step.previous).status == step.status)
    }

    @Test(arguments: [
        Step(value: 21, previous: nil, status: .green), Step(value: 20, previous: nil, status: .yellow),
        Step(value: 10, previous: nil, status: .red), Step(value: 12, previous: .red, status: .red),
        Step(value: 12.1, previous: .red, status: .yellow), Step(value: 22, previous: .yellow, status: .yellow),
        Step(value: 22.1, previous: .yellow, status: .green),
    ])
    func `below a limit is worse, and going back takes the margin`(step: Step) {
        let condition = Condition.below(Limits(yellow: 20, red: 10, hysteresis: 2))
        #expect(condition.level(of: step.value, unit: .percent, after: step.previous).status == step.status)
    }

    @Test(arguments: [
        Step(value: 18, previous: nil, status: .green), Step(value: 17.9, previous: nil, status: .yellow),
        Step(value: 27.1, previous: nil, status: .yellow), Step(value: 9, previous: nil, status: .red),
        Step(value: 36, previous: .green, status: .red), Step(value: 18.9, previous: .yellow, status: .yellow),
        Step(value: 19, previous: .yellow, status: .green), Step(value: 10.5, previous: .red, status: .red),
        Step(value: 11, previous: .red, status: .yellow), Step(value: 26.1, previous: .yellow, status: .yellow),
        Step(value: 22, previous: .red, status: .green),
    ])
    func `outside of two limits is worse, and going back takes the margin at both ends`(step: Step) {
        let condition = Condition.outside(Band(yellow: 18...27, red: 10...35, hysteresis: 1))
        #expect(condition.level(of: step.value, unit: .celsius, after: step.previous).status == step.status)
    }

    @Test(arguments: [
        (97.0, 400e9, Status.green), (97, 40e9, .yellow), (97, 9e9, .red), (92, 9e9, .yellow), (50, 1e9, .green),
    ])
    func `a volume is full when little is left in both ways`(percent: Double, left: Double, status: Status) {
        let judgement = Judgement(
            condition: .above(Limits(yellow: 90, red: 95)), unit: .percent,
            room: Judgement.Room(unit: .bytes, limits: Limits(yellow: 50e9, red: 10e9)), hold: .zero, origin: .builtIn)
        let found = judgement.level(of: percent, left: left, after: nil)
        #expect(found.status == status)
        guard case .measured(_, _, _, _, let room?) = found.reason else { return #expect(Bool(false)) }
        #expect(room == Reason.Amount(value: left, unit: .bytes))
        // What is left is not known: the share alone counts.
        #expect(judgement.level(of: 97, after: nil).status == .red)
    }

    @Test func `reasons come back from JSON, also those of before`() throws {
        let old = #"{"measured":{"condition":"above","limits":{"hysteresis":0,"red":95},"unit":"%","value":97}}"#
        let reason: Reason = try read(old)
        #expect(reason == .measured(value: 97, unit: .percent, condition: .above, limits: Limits(red: 95)))
        #expect(try kept(reason) == reason)
    }

    @Test func `a state is named, and one that nobody knows is grey`() {
        let condition = Condition.states(
            StateMap([1: StateMap.State(name: "ok", status: .green), 2: StateMap.State(name: "failed", status: .red)]))
        let failed = condition.level(of: 2, unit: .none, after: .green)
        #expect(failed.status == .red)
        #expect(failed.reason == .state(name: "failed", number: 2))
        #expect(condition.level(of: 9, unit: .none, after: .green).status == .grey)
        #expect(condition.level(of: 1e300, unit: .none, after: nil).status == .grey)
    }

    struct Picked: Sendable {
        var rules: [Rule]
        var host: Host.Name = "srv-1"
        var subject = "C:"
        var yellow: Double?
        var line: Int?
    }

    private static func rule(
        _ line: Int, host: String? = nil, site: String? = nil, tag: String? = nil, subject: String? = nil,
        yellow: Double? = nil, hold: Duration? = nil
    ) -> Rule {
        Rule(
            aspect: .disk, host: host, site: site, tag: tag, subject: subject,
            limits: yellow.map { Limits(yellow: $0) }, hold: hold, origin: SourceLocation(file: "r", line: line))
    }

    @Test(arguments: [
        Picked(rules: [], yellow: 80, line: nil),
        Picked(rules: [rule(1, yellow: 70)], yellow: 70, line: 1),
        Picked(rules: [rule(1, yellow: 70), rule(2, yellow: 60)], yellow: 60, line: 2),
        Picked(rules: [rule(1, host: "srv-1", yellow: 70), rule(2, host: "srv-*", yellow: 60)], yellow: 70, line: 1),
        Picked(rules: [rule(1, host: "srv-*", yellow: 70), rule(2, tag: "db", yellow: 60)], yellow: 70, line: 1),
        Picked(rules: [rule(1, tag: "db", yellow: 70), rule(2, site: "hall", yellow: 60)], yellow: 70, line: 1),
        Picked(rules: [rule(1, site: "hall", yellow: 70), rule(2, subject: "C:", yellow: 60)], yellow: 70, line: 1),
        Picked(rules: [rule(1, subject: "C:", yellow: 70), rule(2, subject: "*", yellow: 60)], yellow: 70, line: 1),
        Picked(rules: [rule(1, subject: "D:", yellow: 70)], yellow: 80, line: nil),
        Picked(rules: [rule(1, host: "srv-2", yellow: 70)], yellow: 80, line: nil),
        Picked(rules: [rule(1, site: "school", yellow: 70)], yellow: 80, line: nil),
        Picked(rules: [rule(1, yellow: 70), rule(2, host: "srv-1", hold: .seconds(9))], yellow: 70, line: 1),
        Picked(rules: [rule(1, host: "srv-1", hold: .seconds(9))], yellow: 80, line: nil),
    ])
    func `the most specific rule speaks, of equals the later`(picked: Picked) throws {
        let host = Host(
            id: picked.host, endpoint: Endpoint(address: .v4(1), port: 161), site: "hall", tags: ["db"])
        let standard = Judgement(
            condition: .above(Limits(yellow: 80)), unit: .percent, hold: .zero, origin: .probe("host"))
        let judgement = try #require(
            RuleBook(picked.rules).page(for: host).judgement(
                aspect: .disk, subject: picked.subject, otherwise: standard))
        guard case .above(let limits) = judgement.condition else {
            Issue.record("another condition")
            return
        }
        #expect(limits.yellow == picked.yellow)
        let origin = picked.line.map { Origin.file(SourceLocation(file: "r", line: $0)) } ?? .probe("host")
        #expect(judgement.origin == origin)
    }

    @Test(arguments: [
        (Status.red, Status.yellow, Status.yellow), (.red, .green, .green), (.yellow, .red, .yellow),
        (.grey, .yellow, .grey), (.blue, .yellow, .blue), (.green, .yellow, .green),
    ])
    func `a cap lowers red and yellow only`(status: Status, maximum: Status, shown: Status) {
        #expect(status.capped(at: maximum) == shown)
        #expect(status.capped(at: nil) == status)
    }
}
