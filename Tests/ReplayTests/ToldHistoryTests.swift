import FoundationEssentials
import Model
import Rules
import Store
import TestSupport
import Testing

@testable import Replay

/// What stored events add to readings: pauses, silent agents, and who gets power from whom.
@Suite struct `What was told beside the readings` {
    private static let begin = ManualClock.start
    private static let patience = Duration.seconds(15)
    private let person = Person(user: "mikko")

    private func event(
        _ minutes: Int64, _ host: Host.Name, _ reason: Reason, _ from: Status = .green, _ to: Status = .green,
        subject: String = ""
    ) -> Event {
        Event(
            time: Self.begin + .seconds(minutes * 60), check: Check(host: host, aspect: .reach, subject: subject),
            from: from, to: to, reason: reason)
    }

    private func pause(_ host: Host.Name, minutes: Int64?) -> Act {
        Act(
            person: person,
            deed: .pause(.host(host), until: minutes.map { Self.begin + .seconds($0 * 60) }), text: "fans")
    }

    @Test func `what somebody did to many is done once, and only what changes colours`() {
        var history = ToldHistory()
        let act = Act(person: person, deed: .pause(.site("hall"), until: nil))
        let events = ["a", "b", "c"].map { event(5, $0, .act(act)) }
        let moments = events.flatMap { history.moments(of: $0, patience: Self.patience) }
        #expect(moments.count == 1)
        guard case .act(act, Self.begin + .seconds(300))? = moments.first else {
            Issue.record("\(moments)")
            return
        }
        let note = Act(person: person, deed: .note(.host("a")), text: "x")
        #expect(history.moments(of: event(6, "a", .act(note)), patience: Self.patience).isEmpty)
        #expect(history.moments(of: event(7, "a", .act(act)), patience: Self.patience).count == 1)
    }

    @Test func `a silence is two silent visits`() {
        var history = ToldHistory()
        let since = Self.begin + .seconds(60)
        let silent = event(3, "a", .silent(.timeout, since: since), .green, .grey, subject: "snmp")
        let starts = history.moments(of: silent, patience: Self.patience).map { moment in
            if case .visit(let report) = moment, report.outcome == .silent(.timeout) {
                report.started
            } else {
                Self.begin
            }
        }
        #expect(starts == [since, silent.time])
        #expect(history.moments(of: event(3, "a", .silent(.timeout, since: since)), patience: Self.patience).isEmpty)
    }

    @Test func `who is paused when it begins`() {
        let resume = Act(person: person, deed: .resume(.host("b")))
        let events = [
            event(0, "a", .act(pause("a", minutes: 600))), event(1, "b", .act(pause("b", minutes: nil))),
            event(2, "c", .act(pause("c", minutes: 60))), event(3, "d", .act(pause("d", minutes: nil))),
            event(4, "b", .act(resume)),
        ]
        let pauses = ToldHistory.pauses(events, at: Self.begin + .seconds(7200))
        #expect(Set(pauses.keys) == ["a", "d"])
        #expect(pauses["a"]?.text == "fans")
        #expect(pauses["a"]?.until == Self.begin + .seconds(36_000))
    }

    @Test func `a paused disk is no mail, and alarms again when the pause is over`() throws {
        var town = Town()
        town.add("srv-1")
        let setting = Rehearsal.Setting(fleet: town.fleet, probes: ProbeLibrary([]), rules: [])
        func mails(_ surroundings: HistorySurroundings, acts: [(Int64, Act)] = []) -> Int {
            var rehearsal = Rehearsal(
                setting, from: Self.begin, begin: Self.begin, calendar: { CalendarTime(utc: $0) },
                surroundings: surroundings)
            func reach(_ answers: Bool, _ minutes: Int64) -> HistoryMoment {
                .reach(
                    ReachReport(
                        host: "srv-1", answers: answers, time: Self.begin + .seconds(minutes * 60), lastAnswer: nil))
            }
            var moments = [reach(true, 1), reach(false, 10), reach(true, 20), reach(false, 40), reach(true, 50)]
            moments += acts.map { .act($1, Self.begin + .seconds($0 * 60)) }
            for moment in moments.sorted(by: { $0.time < $1.time }) { rehearsal.take(moment) }
            rehearsal.advance(to: Self.begin + .seconds(3600))
            return rehearsal.incidents.reduce(0) { $0 + $1.mails }
        }
        let known = Pause(person: person, since: Self.begin, until: Self.begin + .seconds(1800))
        #expect(mails(HistorySurroundings()) == 4)
        #expect(mails(HistorySurroundings(pauses: ["srv-1": known])) == 2)
        #expect(mails(HistorySurroundings(), acts: [(5, pause("srv-1", minutes: nil))]) == 0)
        let resume = Act(person: person, deed: .resume(.host("srv-1")))
        #expect(mails(HistorySurroundings(), acts: [(5, pause("srv-1", minutes: nil)), (30, resume)]) == 2)
        // Of a host that this configuration does not have.
        #expect(mails(HistorySurroundings(), acts: [(5, pause("srv-9", minutes: nil))]) == 4)
    }

    @Test func `who hangs on which port is taken from what is stored, else from what was told`() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "told-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        let archive = try Archive(directory: directory.path(), now: Self.begin)
        let events = [
            event(200, "ap-1", .noPower(from: "sw-1", port: "7"), .green, .grey),
            event(210, "ap-2", .noPower(from: "sw-1", port: "8"), .green, .grey),
            event(
                220, "ap-3",
                .finding(
                    .moved(from: Attachment(host: "sw-1", port: "1"), to: Attachment(host: "sw-1", port: "9")))),
            event(1, "ap-1", .act(pause("ap-1", minutes: nil))),
        ]
        var facts = HostFacts()
        facts.attachment = Attachment(host: "sw-1", port: "12")
        try await archive.write(Batch(events: events, facts: [("ap-2", facts)]))
        try await archive.close()
        let reader = try ArchiveReader(directory: directory.path())
        let history = HistoryReader(
            reader, from: Self.begin + .seconds(5 * 3600), to: Self.begin + .seconds(6 * 3600))
        let surroundings = try await history.surroundings(facts: try await reader.facts())
        #expect(
            surroundings.attachments == [
                "ap-1": Attachment(host: "sw-1", port: "7"), "ap-2": Attachment(host: "sw-1", port: "12"),
                "ap-3": Attachment(host: "sw-1", port: "9"),
            ])
        #expect(Set(surroundings.pauses.keys) == ["ap-1"])
        try await reader.close()
        try FileManager.default.removeItem(at: directory)
    }
}
