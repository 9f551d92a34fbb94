import Model

/// A town on a Monday at 12.16.04 in Helsinki: 14 sites, 178 hosts, three of its sites in trouble.
enum Town {
    static let now = at(12, 16, 4)

    /// Helsinki in winter.
    static func wording(_ language: Language) -> Wording {
        Wording(language: language) { moment in
            let time = UTCTime(moment + .seconds(7200))
            let days = (moment.milliseconds + 7_200_000) / 86_400_000
            return CalendarTime(
                year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute,
                second: time.second, weekday: Int((days + 3) % 7) + 1, offset: 7200)
        }
    }

    /// A time of 23 November 2026, as the clocks in Helsinki show it.
    static func at(_ hour: Int, _ minute: Int, _ second: Int = 0, day: Int = 23) -> Timestamp {
        UTCTime(year: 2026, month: 11, day: day, hour: hour, minute: minute, second: second).timestamp - .seconds(7200)
    }

    static var board: Board {
        let hosts = places.flatMap(hosts(of:)).map(troubled)
        return Board(
            sequence: 41, time: now, title: "Kaupungin valvonta", interval: .seconds(60), sites: places.map(\.light),
            hosts: hosts, incidents: incidents,
            freshness: .init(fresh: 163, total: hosts.count, oldest: now - .seconds(41)))
    }

    // MARK: Sites and hosts

    struct Place {
        var light: SiteLight
        var prefix: String
        var hosts: Int
        var aspects: [Aspect]
    }

    static let places: [Place] = {
        let switches: [Aspect] = [.reach, .memory, .cpu, .hardware, .updates, .traffic, .wireless, .link]
        let servers = Aspect.allCases
        func place(_ id: String, _ name: String, _ hosts: Int, _ aspects: [Aspect]? = nil) -> Place {
            let isKanerva = id == "kanerva"
            return Place(
                light: SiteLight(
                    id: id, name: name, contact: isKanerva ? "Maija Meri, 040 123 4567" : nil,
                    lineOperator: isKanerva
                        ? .init(name: "Elisa", phone: "0800 05050", circuit: "4G-88123") : nil,
                    budgetBytesPerSecond: isKanerva ? 4000 : nil, usedBytesPerSecond: isKanerva ? 1234 : nil),
                prefix: id,
                hosts: hosts, aspects: aspects ?? switches)
        }
        return [
            place("kuusela", "Koulu Kuusela", 20), place("sali", "Konesali", 37, servers),
            place("kanerva", "Päiväkoti Kanerva", 10), place("ta", "Terveysasema", 14, servers),
            place("kirj", "Kirjasto", 13, servers), place("rantala", "Koulu Rantala", 17), place("jh", "Jäähalli", 8),
            place("ktalo", "Kaupungintalo", 19), place("uimala", "Uimahalli", 6), place("museo", "Museo", 5),
            place("varikko", "Varikko", 9), place("paloasema", "Paloasema", 8), place("nuokkari", "Nuorisotalo", 4),
            place("apila", "Päiväkoti Apila", 8),
        ]
    }()

    private static func hosts(of place: Place) -> [HostLight] {
        (1...place.hosts).map { number in
            HostLight(
                id: "\(place.prefix)-sw\(number)", site: place.light.id,
                endpoint: Endpoint(address: .v4(0x0A4D_0000 + UInt32(number))), place: "\(number % 3 + 1). krs",
                parents: number == 1 ? [] : ["\(place.prefix)-sw1"], status: .green, since: at(8, 0, day: 16),
                aspects: place.aspects.map { AspectLight(aspect: $0, status: .green) }, troubles: [],
                evidence: now - .seconds(12))
        }
    }

    /// What is wrong today, by host: aspect, subject, colour, reason, since.
    private static let troubles: [Host.Name: [CheckLight]] = {
        var all: [Host.Name: [CheckLight]] = [:]
        func add(
            _ host: String, _ aspect: Aspect, _ subject: String, _ status: Status, _ reason: Reason, _ since: Timestamp
        ) {
            all[host, default: []].append(
                CheckLight(
                    check: Check(host: host, aspect: aspect, subject: subject),
                    verdict: Verdict(status: status, reason: reason, evidence: now - .seconds(12)), since: since))
        }
        for incident in incidents {
            add(
                incident.cause.host, incident.cause.aspect, incident.cause.subject, incident.status, incident.reason,
                incident.opened)
            for host in incident.behind {
                add(host, .reach, "", .grey, .behind(incident.cause.host), incident.opened)
            }
        }
        for number in 1...5 {
            add("ktalo-sw\(number)", .reach, "", .blue, .own("huolto klo 15 asti"), at(11, 0))
        }
        return all
    }()

    private static func troubled(_ host: HostLight) -> HostLight {
        guard let troubles = troubles[host.id] else { return host }
        var host = host
        host.troubles = troubles
        host.status = Status.fold(troubles.map(\.verdict.status)) ?? .green
        host.since = troubles[0].since
        for trouble in troubles {
            for position in host.aspects.indices where host.aspects[position].aspect == trouble.check.aspect {
                host.aspects[position].status = trouble.verdict.status
            }
        }
        return host
    }

    // MARK: Incidents

    static let incidents: [Incident] = {
        func incident(
            _ number: Int64, _ site: String, _ host: String, _ aspect: Aspect, _ subject: String, _ status: Status,
            _ reason: Reason, _ opened: Timestamp, behind: [String] = []
        ) -> Incident {
            Incident(
                number: number, cause: Check(host: host, aspect: aspect, subject: subject), site: site, status: status,
                worst: status, reason: reason, opened: opened, behind: behind)
        }
        let full = Reason.measured(
            value: 97, unit: .percent, condition: .above, limits: Limits(yellow: 85, red: 95, hysteresis: 2))
        let updates = Reason.measured(value: 12, unit: .none, condition: .above, limits: Limits(yellow: 1))
        return [
            incident(
                1484, "kanerva", "kanerva-sw1", .reach, "", .red, .noAnswer(lastAnswer: at(12, 3, 41)), at(12, 4),
                behind: (2...10).map { "kanerva-sw\($0)" }),
            incident(1483, "sali", "sali-sw7", .disk, "D:", .red, full, at(11, 52)),
            incident(
                1482, "kuusela", "kuusela-sw2", .hardware, "virtalähde 2", .red, .state(name: "failed", number: 3),
                at(11, 38), behind: ["kuusela-sw7", "kuusela-sw9", "kuusela-sw12"]),
            incident(
                1479, "ta", "ta-sw2", .memory, "", .grey, .silent(.timeout, since: at(8, 12)), at(8, 12)),
            incident(
                1471, "kirj", "kirj-sw5", .hardware, "akku", .yellow,
                .measured(value: 660, unit: .seconds, condition: .below, limits: Limits(yellow: 900)),
                at(17, 0, day: 21)),
            incident(
                1466, "sali", "sali-sw9", .disk, "ds-02", .yellow,
                .measured(value: 86, unit: .percent, condition: .above, limits: Limits(yellow: 85, red: 95)),
                at(9, 0, day: 19)),
            incident(1461, "sali", "sali-sw11", .updates, "", .yellow, updates, at(7, 0, day: 2)),
            incident(1460, "sali", "sali-sw12", .updates, "", .yellow, updates, at(7, 0, day: 2)),
            incident(1459, "rantala", "rantala-sw3", .updates, "", .yellow, updates, at(7, 0, day: 2)),
            incident(1458, "rantala", "rantala-sw4", .updates, "", .yellow, updates, at(7, 0, day: 2)),
            incident(1457, "jh", "jh-sw2", .updates, "", .yellow, updates, at(7, 0, day: 2)),
        ]
    }()

    /// An engine ID as net-snmp makes them (RFC 3411 §5, format 5: octets).
    static func engine(_ number: UInt8) -> EngineID {
        EngineID([0x80, 0x00, 0x1F, 0x88, 0x80, 0xE9, 0xBD, 0x0C, 0x1D, 0x12, 0x66, 0x7A, 0x51, 0, 0, 0, number])
    }

    /// What the daemon tells of a host when it is asked.
    static func detail(_ name: Host.Name) -> HostDetail? {
        guard let light = board.hosts.first(where: { $0.id == name }) else { return nil }
        var checks = light.troubles
        checks.append(
            CheckLight(
                check: Check(host: name, aspect: .reach),
                verdict: Verdict(
                    status: .green, reason: .answers(roundTrip: 1100, loss: 0), evidence: now - .seconds(4)),
                since: at(8, 0, day: 1)))
        checks.append(
            CheckLight(
                check: Check(host: name, aspect: .memory),
                verdict: Verdict(
                    status: .green,
                    reason: .measured(value: 41, unit: .percent, condition: .above, limits: Limits(yellow: 90)),
                    origin: .probe("hpe-procurve"), evidence: now - .seconds(12)), since: at(8, 0, day: 1)))
        return HostDetail(
            light: light, checks: checks,
            facts: HostFacts(
                vendor: "Aruba", model: "2930M-48G-PoE+ JL322A", serial: "SG0AKW3012", version: "WC.16.11.0012",
                started: now - .seconds(214 * 86_400), probes: ["if-mib", "hpe-procurve"]),
            behind: ["kuusela-sw7", "kuusela-sw9", "kuusela-sw12"],
            incidents: incidents.filter { $0.cause.host == name },
            events: [
                Event(
                    time: at(11, 38, 12), check: Check(host: name, aspect: .hardware, subject: "virtalähde 2"),
                    from: .green, to: .red, reason: .state(name: "failed", number: 3), incident: 1482),
                Event(
                    time: at(4, 12, day: 17), check: Check(host: name, aspect: .hardware, subject: "virtalähde 2"),
                    from: .red, to: .green, reason: .state(name: "powered", number: 2)),
                Event(
                    time: at(4, 11, day: 17), check: Check(host: name, aspect: .reach, subject: "snmp"), from: .green,
                    to: .green, reason: .finding(.sharedEngine(engine: engine(9), with: ["kuusela-sw1"]))),
            ],
            roundTrips: [900, 950, 1000, 1100, nil, 4000, 1200, 1100], lossPercent: 0,
            polled: .init(
                interval: .seconds(60), ping: .seconds(5), last: now - .seconds(12),
                cost: VisitCost(packetsSent: 11, packetsReceived: 11, bytesSent: 1400, bytesReceived: 5000),
                credential: "turvallinen", version: "SNMPv3",
                manners: Manners(
                    get: Manners.Limits(bindings: 12, octets: 640), walk: Manners.Limits(bindings: 1),
                    gapMilliseconds: 50, engine: Manners.Engine(id: engine(9), boots: 3, time: 60, asOf: now))),
            findings: [.sharedEngine(engine: engine(9), with: ["kuusela-sw1"])],
            firstStep: "tarkista virtajohto ja sulake. Varaosa: Kaupungintalo, hylly B3",
            tell: "WLAN poikki 2. krs itäpäässä, käyttäkää verkkojohtoa",
            origin: SourceLocation(file: "hosts/kuusela.yaml", line: 31))
    }
}
