import Foundation
import Model
import Testing

/// What the daemon says of itself: a value on the wire, a sentence in the reader's language.
@Suite struct OwnConditionTests {
    private static let now = UTCTime(year: 2026, month: 11, day: 23, hour: 11, minute: 38).timestamp

    private static let recovery = OwnCondition.DatabaseRecovery(
        finding: "database disk image is malformed", setAside: "monitor.db.damaged", backup: "backups/b.db",
        passedOver: ["a.db: cut off"], from: now - .seconds(3600), to: now, hasAllEvents: true)

    private static let all: [OwnCondition] = [
        .text("the disk said no"), .polls(late: 3, of: 200, seconds: 10), .queues(reports: 0, datagrams: 0),
        .queues(reports: 2, datagrams: 5), .configurationInUse, .configurationRefused("m.yaml:3:1: no", more: 2),
        .probes(known: 280), .probesLeftOut("a.yaml:1:1: no", more: 0), .database(.stores), .database(.diskFull),
        .database(.diskTooSlow), .database(.lost(readings: 7, rows: 1)), .database(.recovered(recovery)), .echoesSent,
        .echoesFailed("no permission"), .algorithmsMissing(hosts: 4, first: "sw-1"), .findings(first: "sw-1", more: 2),
        .sight(.noRoute), .sight(.uplinkUp(["eth0", "eth1"])), .sight(.uplinkDown(["eth0"])), .sight(.sees),
        .sight(.blindWithoutLine), .sight(.blindWithoutFleet),
        .backup(OwnCondition.BackupCondition(last: now - .seconds(7200), bytes: 3 << 20)),
        .backup(OwnCondition.BackupCondition(isRunning: true, isFirstAwaited: true)),
        .backup(OwnCondition.BackupCondition(failure: "no room")),
    ]

    private func text(_ condition: OwnCondition, _ language: Language) -> String {
        Wording(language: language) { CalendarTime(utc: $0) }
            .reason(.own(OwnStatement(condition)), now: OwnConditionTests.now)
    }

    @Test func `every language has words of its own for each`() {
        for condition in OwnConditionTests.all.dropFirst() {
            let texts = Language.allCases.map { text(condition, $0) }
            #expect(texts.allSatisfy { !$0.isEmpty && $0.visible(limit: 2000) == $0 }, "\(texts)")
            #expect(Set(texts).count == Language.allCases.count, "\(texts)")
        }
        #expect(Language.allCases.allSatisfy { text(OwnConditionTests.all[0], $0) == "the disk said no" })
    }

    @Test(arguments: [
        (OwnCondition.polls(late: 3, of: 200, seconds: 10), "3 of 200 polls late in the last 10 s"),
        (.configurationRefused("m.yaml:3:1: no", more: 2), "the old one is in use: m.yaml:3:1: no (and 2 more)"),
        (.findings(first: "sw-1", more: 2), "something to mend at sw-1 and 2 more: monitor status sw-1 names it"),
        (.findings(first: "sw-1", more: 0), "something to mend at sw-1: monitor status sw-1 names it"),
        (.sight(.uplinkUp(["eth0", "eth1"])), "eth0, eth1 up"),
        (
            .backup(OwnCondition.BackupCondition(last: OwnConditionTests.now - .seconds(7200), bytes: 3 << 20)),
            "the last good one is 2 h old, 3 MiB"
        ), (.backup(OwnCondition.BackupCondition(failure: "no room")), "no room; there is none"),
        (
            .database(.recovered(OwnConditionTests.recovery)),
            "the database was damaged (database disk image is malformed) and lies in monitor.db.damaged now; the backup "
                + "backups/b.db took its place (not good: a.db: cut off); from Mon 23.11. 10:38 to Mon 23.11. 11:38 "
                + "no readings are known; move that file away when it is not needed any more"
        ),
    ])
    func `in English`(condition: OwnCondition, sentence: String) {
        #expect(text(condition, .english) == sentence)
    }

    @Test func `each comes back from the wire, and plain text is a string as it always was`() throws {
        for condition in OwnConditionTests.all {
            let reason = Reason.own(OwnStatement(condition))
            let bytes = try JSONEncoder().encode(reason)
            #expect(try JSONDecoder().decode(Reason.self, from: bytes) == reason)
        }
        let old = #"{"own":{"_0":"the disk is full"}}"#
        #expect(try JSONDecoder().decode(Reason.self, from: Data(old.utf8)) == .own("the disk is full"))
        #expect(String(decoding: try JSONEncoder().encode(Reason.own("the disk is full")), as: UTF8.self) == old)
        #expect(throws: (any Error).self) {
            try JSONDecoder().decode(Reason.self, from: Data(#"{"own":{"_0":{"nonsense":{}}}}"#.utf8))
        }
    }
}
