public import Model

extension Board {
    /// A small board with a light of every colour: a dead switch, a printer behind it, a full disk, a paused host.
    public static func sample(at time: Timestamp = ManualClock.start) -> Board {
        let endpoint = Endpoint(address: .v4(0x7f00_0001), port: 161)
        func host(_ name: Host.Name, _ status: Status, _ reason: Reason, _ aspect: Aspect = .reach) -> HostLight {
            let check = Check(host: name, aspect: aspect, subject: aspect == .disk ? "C:" : "")
            let light = CheckLight(
                check: check, verdict: Verdict(status: status, reason: reason, evidence: time), since: time)
            return HostLight(
                id: name, site: "hall", endpoint: endpoint, status: status, since: time,
                aspects: [AspectLight(aspect: aspect, status: status)], troubles: status == .green ? [] : [light],
                evidence: time)
        }
        let noAnswer = Reason.noAnswer(lastAnswer: time)
        let disk = Reason.measured(
            value: 91, unit: .percent, condition: .above, limits: Limits(yellow: 90, red: 95, hysteresis: 1))
        return Board(
            sequence: 1, time: time, title: "Town", interval: .seconds(60),
            sites: [SiteLight(id: "hall", name: "Town hall")],
            hosts: [
                host("sw-1", .red, noAnswer), host("printer-1", .grey, .behind("sw-1")),
                host("srv-1", .yellow, disk, .disk), host("srv-2", .green, .answers(roundTrip: 800, loss: 0)),
                host("srv-3", .blue, .answers(roundTrip: 800, loss: 0)),
            ],
            incidents: [
                Incident(
                    number: 1, cause: Check(host: "sw-1", aspect: .reach), site: "hall", status: .red, worst: .red,
                    reason: noAnswer, opened: time, behind: ["printer-1"]),
                Incident(
                    number: 2, cause: Check(host: "srv-1", aspect: .disk, subject: "C:"), site: "hall",
                    status: .yellow, worst: .yellow, reason: disk, opened: time),
            ],
            freshness: Freshness(fresh: 5, total: 5, oldest: time))
    }
}
