import Control
import Glibc
import Model
import Testing

/// What people do, over a real socket.
@Suite struct ActTests {
    @Test func `who does something is taken from the socket`() async throws {
        let account = try #require(getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) })
        try await ServerHarness.run { harness in
            let client = harness.client
            let reply = try await blocking {
                try client.act(
                    ActRequest(
                        .acknowledge, incident: 1482, until: SampleBoard.now + .seconds(3600), text: "new PSU, 5 €",
                        initials: "MK"))
            }
            #expect(reply.act.person == Person(user: account, initials: "MK"))
            #expect(reply.act.deed == .acknowledge(1482, until: SampleBoard.now + .seconds(3600)))
            #expect(reply.act.text == "new PSU, 5 €")
        }
    }

    @Test(arguments: [
        (#"{"act":"acknowledge","incident":1}"#, "200", #""user":"#),
        (#"{"act":"acknowledge"}"#, "500", "could not answer"),
        (#"{"act":"dance","host":"a"}"#, "400", "the body says no act"), ("no JSON", "400", "the body says no act"),
        (#"{"act":"pause","host":"nobody"}"#, "404", "no host nobody"),
        (#"{"act":"pause","host":"nobody"}"#, "404", #""objection":{"unknownHost":"#),
        (#"{"act":"note","host":"a","text":"\#(String(repeating: "x", count: 20_000))"}"#, "413", "longer than"),
    ])
    func `curl gets what was done, or what is wrong`(body: String, status: String, words: String) async throws {
        try await ServerHarness.run { harness in
            let answer = try await harness.curl("-X", "POST", "--data", body, "http://monitor/v1/acts")
            #expect(answer.hasSuffix(status), "\(answer)")
            #expect(answer.contains(words), "\(answer)")
        }
    }

    @Test func `an act without what it needs is no deed`() {
        for request in [
            ActRequest(.acknowledge), ActRequest(.acknowledge, incident: 1, host: "a"), ActRequest(.accept, host: "a"),
            ActRequest(.pause), ActRequest(.pause, host: "a", site: "b"), ActRequest(.resume, host: "a", until: .epoch),
            ActRequest(.note), ActRequest(.tell, host: "a"), ActRequest(.retire, site: "b"),
            ActRequest(.retire, host: "a", until: .epoch),
        ] {
            #expect(throws: ActObjection.Gap.self, "\(request)") { try request.deed() }
        }
        #expect(throws: Never.self) { try ActRequest(.note, incident: 7).deed() }
    }
}

extension Timestamp {
    fileprivate static let epoch = Timestamp(seconds: 0)
}
