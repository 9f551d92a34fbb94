import Foundation
import Model
import Testing

/// Why the daemon does not do what somebody asks for, in the reader's language.
@Suite struct ActObjectionTests {
    private static let all: [ActObjection] = [
        .unknownHost("srv-9"), .unknownSite("moon", known: ["hall", "library"]), .unknownIncident(99),
        .incidentIsOver(7), .standsInConfiguration("sw-1", place: "hosts.yaml:3"),
        .standsInConfiguration("sw-1", place: nil), .tooFarAhead, .timeIsOver, .nothingIsYellow,
        .notPaused(isPlanned: true), .notPaused(isPlanned: false), .noteWithoutText,
        .textTooLong(characters: 501, limit: 500), .sharedAccount("wall", initials: ["MK", "HL"]),
        .unknownInitials("XX", known: ["MK"]), .gap(.needsUntil), .gap(.needsIncident(act: "tell")),
        .gap(.needsHostOrSite(act: "pause")), .gap(.needsHost), .gap(.hasNoEnd(act: "note")), .notStored,
    ]

    private func wording(_ language: Language) -> Wording { Wording(language: language) { CalendarTime(utc: $0) } }

    @Test func `what is wrong and what to do is said in each language`() {
        for objection in ActObjectionTests.all {
            let problems = Language.allCases.map { wording($0).problem(objection) }
            let remedies = Language.allCases.map { wording($0).remedy(objection) }
            #expect(Set(problems).count == Language.allCases.count, "\(problems)")
            #expect(Set(remedies).count == Language.allCases.count, "\(remedies)")
            #expect((problems + remedies).allSatisfy { !$0.isEmpty })
        }
    }

    @Test func `as logs and programs read it`() {
        let shared = ActObjection.sharedAccount("wall", initials: ["MK", "HL"])
        #expect(shared.problem == "the account wall is shared")
        #expect(shared.remedy == "say who you are, by your initials: MK and HL")
        #expect(wording(.finnish).problem(.incidentIsOver(7)) == "#7 on ohi")
        #expect(wording(.swedish).remedy(.timeIsOver) == "ange en kommande tid, som 15.00 eller +2h")
        #expect(
            ActObjection.standsInConfiguration("sw-1", place: "hosts.yaml:3").remedy
                == "take it out of hosts.yaml:3 and reload")
        #expect(ActObjection.unknownHost("\u{1B}[2J").problem == "no host \\u{1B}[2J")
    }

    @Test func `each comes back from the wire`() throws {
        for objection in ActObjectionTests.all {
            let bytes = try JSONEncoder().encode(objection)
            #expect(try JSONDecoder().decode(ActObjection.self, from: bytes) == objection)
        }
    }
}
