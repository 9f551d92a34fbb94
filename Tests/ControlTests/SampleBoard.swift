import Model

/// A small town: two switches at two sites, one of them broken.
enum SampleBoard {
    static let now = Timestamp(iso8601: "2026-11-23T10:16:04.000Z") ?? Timestamp(seconds: 0)

    static func light(_ name: String, _ status: Status, site: String = "kuusela") -> HostLight {
        let reason: Reason = status == .green ? .answers(roundTrip: 1100, loss: 0) : .noAnswer(lastAnswer: now)
        let verdict = Verdict(status: status, reason: reason, evidence: now)
        let check = CheckLight(check: Check(host: name, aspect: .reach), verdict: verdict, since: now)
        return HostLight(
            id: name, site: site, endpoint: Endpoint(address: .v4(0x7f00_0001), port: 161), status: status, since: now,
            aspects: [AspectLight(aspect: .reach, status: status)], troubles: status == .green ? [] : [check],
            evidence: now)
    }

    static func incident(_ number: Int64, _ host: String, site: String = "kuusela") -> Incident {
        Incident(
            number: number, cause: Check(host: host, aspect: .reach), site: site, status: .red, worst: .red,
            reason: .noAnswer(lastAnswer: now), opened: now)
    }

    static let board = Board(
        sequence: 7, time: now, title: "Town", interval: .seconds(60),
        sites: [SiteLight(id: "kuusela", name: "Koulu Kuusela"), SiteLight(id: "hall", name: "Kaupungintalo")],
        hosts: [
            light("kuusela-sw1", .green), light("kuusela-sw2", .red), light("hall-sw1", .green, site: "hall"),
        ],
        incidents: [incident(1482, "kuusela-sw2")],
        freshness: Board.Freshness(fresh: 3, total: 3, oldest: now))
}
