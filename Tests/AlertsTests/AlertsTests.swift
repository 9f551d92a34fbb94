import Alerts
import Model

extension Timestamp {
    /// Monday 23 November 2026, 12:04:10 in Helsinki.
    static let fault = Timestamp(seconds: 1_795_428_250)
}

extension Wording {
    /// Finland's winter time, without a zone file.
    static func inHelsinki(_ language: Language) -> Wording {
        Wording(language: language) { moment in
            let time = UTCTime(moment + .seconds(7200))
            let day = (moment + .seconds(7200)).milliseconds / 86_400_000
            return CalendarTime(
                year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute,
                second: time.second, weekday: Int((day + 3) % 7) + 1, offset: 7200)
        }
    }
}

extension Incident {
    /// A day-care centre's line is dead, nine devices hang on it.
    static let line = Incident(
        number: 1481, cause: Check(host: "kanerva-sw1", aspect: .reach), site: "kanerva", status: .red, worst: .red,
        reason: .noAnswer(lastAnswer: .fault - .seconds(29)), opened: .fault,
        behind: (1...9).map { "kanerva-ap0\($0)" })

    /// A power supply has failed, everything else goes on.
    static let powerSupply = Incident(
        number: 1482, cause: Check(host: "kuusela-sw2", aspect: .hardware, subject: "psu 2"), site: "kuusela",
        status: .red, worst: .red, reason: .state(name: "failed", number: 3), opened: .fault)

    /// A disk is full.
    static let disk = Incident(
        number: 1483, cause: Check(host: "srv-1", aspect: .disk, subject: "C:"), site: "hall", status: .red,
        worst: .red,
        reason: .measured(value: 97, unit: .percent, condition: .above, limits: Limits(yellow: 90, red: 95)),
        opened: .fault)

    func closed(after duration: Duration) -> Incident {
        var closed = self
        closed.closed = opened + duration
        closed.status = .green
        return closed
    }
}

extension Notice {
    static func line(_ stage: Stage, after duration: Duration) -> Notice {
        Notice(
            stage: stage, incident: stage == .ended ? .line.closed(after: duration) : .line,
            time: .fault + duration, site: "Päiväkoti Kanerva", place: "eteinen, kytkinkaappi",
            lineOperator: Site.LineOperator(name: "Elisa", phone: "0800 95050", circuit: "FI-88213"),
            firstStep: "katso vilkkuuko reitittimen 5G-valo", tell: "verkko on poikki, operaattori selvittää")
    }

    static func powerSupply(_ stage: Stage, after duration: Duration) -> Notice {
        Notice(
            stage: stage, incident: stage == .ended ? .powerSupply.closed(after: duration) : .powerSupply,
            time: .fault + duration, site: "Skolan Kuusela", place: "2. vån., rum 214",
            firstStep: "kontrollera elkabeln och säkringen")
    }

    /// The power supply again, that comes and goes, and somebody is on it.
    static func taken(_ stage: Stage, after duration: Duration) -> Notice {
        var notice = powerSupply(stage, after: duration)
        notice.incident.isFlapping = true
        notice.incident.acknowledgement = Acknowledgement(
            person: Person(user: "helpdesk", initials: "MK"), since: .fault + .seconds(1620),
            until: .fault + .seconds(10_550), text: "vaihdettu varaosaan, B3 tyhjä", status: .red)
        notice.incident.saying = Saying(
            person: Person(user: "verkko"), time: .fault, text: "WLAN poikki 2. krs, käyttäkää verkkojohtoa")
        return notice
    }

    /// A switch loses echoes, and the port that it hangs on is full.
    static func loss(_ stage: Stage, after duration: Duration) -> Notice {
        var incident = Incident(
            number: 1484, cause: Check(host: "kanerva-sw1", aspect: .link, subject: "loss"), site: "kanerva",
            status: .yellow, worst: .yellow,
            reason: .measured(
                value: 23, unit: .percent, condition: .above, limits: Limits(yellow: 10, red: 40, hysteresis: 3)),
            opened: .fault)
        incident.probableCause = ProbableCause(
            number: 1480, check: Check(host: "core-1", aspect: .traffic, subject: "in A1"),
            reason: .measured(value: 96, unit: .percent, condition: .above, limits: Limits(yellow: 90)))
        return Notice(stage: stage, incident: incident, time: .fault + duration, site: "Päiväkoti Kanerva")
    }

    static func disk(_ stage: Stage, after duration: Duration) -> Notice {
        Notice(
            stage: stage, incident: stage == .ended ? .disk.closed(after: duration) : .disk,
            time: .fault + duration, site: "Town hall", firstStep: "empty D:\\Temp", tell: "file shares may be slow")
    }
}
