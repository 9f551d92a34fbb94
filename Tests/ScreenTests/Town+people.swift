import Model

/// The same morning after people took things in hand.
extension Town {
    static let network = Person(user: "verkko")
    static let helpdesk = Person(user: "helpdesk", initials: "MK")

    /// One red is taken with a word for callers, one flaps, one is nobody's; updates are accepted, access points paused, a
    /// youth centre is closed, a switch is new.
    static var attended: Board {
        var board = Town.board
        func change(_ number: Incident.Number, _ change: (inout Incident) -> Void) {
            if let position = board.incidents.firstIndex(where: { $0.number == number }) {
                change(&board.incidents[position])
            }
        }
        change(1484) {
            $0.acknowledgement = Acknowledgement(
                person: network, since: at(12, 6), until: at(14, 0), text: "soitettu Elisalle, vika E-5512",
                status: .red)
            $0.saying = Saying(
                person: network, time: at(12, 7), text: "operaattorin vika, arvio klo 14. Käyttäkää puhelimen jakoa")
        }
        change(1482) {
            $0.acknowledgement = Acknowledgement(
                person: helpdesk, since: at(11, 50), until: nil, text: "", status: .red)
            $0.isFlapping = true
        }
        change(1471) {
            $0.acknowledgement = Acknowledgement(
                person: Person(user: "sahko"), since: at(8, 0), until: nil, text: "akku tilattu", status: .yellow)
        }
        change(1466) { $0.isFlapping = true }
        for number: Incident.Number in 1457...1461 {
            change(number) {
                $0.acknowledgement = Acknowledgement(
                    person: helpdesk, since: at(9, 0, day: 20), until: at(0, 0, day: 30), text: "joulun jälkeen",
                    status: .yellow, isAccepted: true)
            }
        }
        board.incidents.append(
            quiet(1480, "ktalo-sw1", "ktalo", .blue, .noAnswer(lastAnswer: at(10, 58)), at(10, 59)))
        var new = quiet(
            1485, "museo-sw5", "museo", .yellow,
            .measured(value: 91, unit: .percent, condition: .above, limits: Limits(yellow: 90)), at(12, 10))
        new.isMuted = true
        board.incidents.append(new)
        for position in board.hosts.indices {
            switch board.hosts[position].site {
            case "ktalo" where board.hosts[position].status == .blue:
                pause(
                    &board.hosts[position],
                    .paused(Pause(person: network, since: at(11, 0), until: at(15, 0), text: "MSM-vaihto")))
            case "nuokkari": pause(&board.hosts[position], .closed(opens: at(14, 0)))
            default: break
            }
        }
        return board
    }

    private static func quiet(
        _ number: Incident.Number, _ host: Host.Name, _ site: Site.Key, _ status: Status, _ reason: Reason,
        _ opened: Timestamp
    ) -> Incident {
        let aspect: Aspect = if case .noAnswer = reason { .reach } else { .memory }
        return Incident(
            number: number, cause: Check(host: host, aspect: aspect), site: site, status: status, worst: .red,
            reason: reason, opened: opened)
    }

    static func pause(_ host: inout HostLight, _ reason: Reason) {
        host.status = .blue
        host.since = at(11, 0)
        host.aspects = host.aspects.map { AspectLight(aspect: $0.aspect, status: .blue) }
        host.troubles = [
            CheckLight(
                check: Check(host: host.id, aspect: .reach),
                verdict: Verdict(status: .blue, reason: reason, evidence: now - .seconds(12)), since: at(11, 0))
        ]
    }
}
