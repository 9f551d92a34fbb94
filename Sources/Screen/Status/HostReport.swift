import Control
public import Model

/// `monitor status HOST`: everything about one host on 25 lines, for a terminal or a pipe.
public struct HostReport: Sendable {
    /// As many as are read without scrolling.
    static let lineLimit = 25

    private let detail: HostDetail
    private let siteName: String
    private let scene: Scene
    private let labelWidth: Int

    /// - Parameter width: In columns; less than 80 is taken as 80.
    public init(detail: HostDetail, siteName: String, wording: Wording, now: Timestamp, width: Int = 100) {
        self.detail = detail
        self.siteName = siteName
        var state = WatchState(language: wording.language, source: "")
        _ = state.event(.connected, now: now)
        scene = Scene(state: state, size: Size(columns: max(80, width), rows: 1), wording: wording, now: now)
        labelWidth = max(9, detail.light.aspects.map { wording.word($0.aspect).columns }.max() ?? 0)
    }

    /// The light of the host.
    public var status: Status { detail.light.status }

    /// - Parameter inColour: Only for a terminal.
    public func lines(inColour: Bool) -> [String] {
        let fixed = [title] + trouble + facts + aspects + behind + findings
        let end = polled + [next]
        let room = max(1, Self.lineLimit - fixed.count - end.count)
        return (fixed + events(atMost: room) + end).map { $0.text(inColour: inColour) }
    }

    private var wording: Wording { scene.wording }
    private var light: HostLight { detail.light }
    private var openIncident: Incident? { detail.openIncident }

    // MARK: What is wrong

    private var title: Line {
        let age = light.evidence.map { wording.dataAge(scene.now - $0) } ?? wording.noDataYet
        let right = wording.headerTime(scene.now) + ", " + age
        var line = scene.mark(light.status)
        let place = [siteName, light.place].compactMap { $0 }.joined(separator: ", ")
        line.add("\(light.id) · \(place)", width: max(0, scene.width - line.columns - right.columns - 1), .bold)
        line.add(" " + right)
        return line
    }

    private var trouble: [Line] {
        guard let worst = light.troubles.first, light.status != .green else { return calm }
        let reason = worst.verdict.reason
        let duration = wording.duration(scene.now - worst.since)
        // A silence says itself since when.
        let since =
            if case .silent = reason { "(\(duration))" } else {
                wording.since(wording.since(worst.since, now: scene.now), duration)
            }
        let head = head(wording.trouble(worst.check, reason, now: scene.now), since: since)
        // What is paused or closed says all by that.
        if reason.isShut { return head }
        let why = [
            wording.reason(reason, now: scene.now), "(\(wording.origin(worst.verdict.origin)))",
            wording.greenWhen(reason).map { "; " + $0 },
        ].compactMap { $0 }
        let effect = openIncident.flatMap { $0.behind.isEmpty ? nil : labelled("→", wording.behind($0.behind.count)) }
        let tell = openIncident?.saying?.text ?? detail.tell
        return head + labelled(wording.whyLabel, why[0] + " " + why[1...].joined(), atMost: 2)
            + [effect].compactMap { $0 }
            + steps(reason) + (tell.map { labelled(wording.tellLabel, $0, atMost: 2) } ?? [])
    }

    /// What is wrong since when, the incident's number and who is on it; that in a line of its own where it is too long.
    private func head(_ what: String, since: String) -> [Line] {
        let flaps = openIncident?.isFlapping == true ? " ~ " + wording.comesAndGoes.lowercased() : ""
        let number = openIncident.map { "   \(wording.incident) #\($0.number)" } ?? ""
        let taken = light.status == .blue ? nil : openIncident.map { wording.taken($0.acknowledgement, now: scene.now) }
        let short = flaps + (what.contains(",") ? " · " : " ") + since + number
        let whole = short + (taken.map { ", " + $0 } ?? "")
        let isWhole = what.columns + whole.columns <= scene.width
        let end = isWhole ? whole : short
        var line = Line(what.clipped(to: max(10, scene.width - end.columns)), .bold)
        line.add(end)
        guard !isWhole, let taken else { return [line] }
        return [line] + labelled(wording.whoLabel, taken, atMost: 2)
    }

    /// A green host with an open incident: it comes and goes.
    private var calm: [Line] {
        guard let incident = openIncident, incident.isFlapping == true, incident.cause.host == light.id else {
            return []
        }
        let since = wording.since(
            wording.since(incident.opened, now: scene.now), wording.duration(scene.now - incident.opened))
        return head(wording.trouble(incident.cause, incident.reason, now: scene.now), since: since)
    }

    /// What to try: as the configuration says, and what the reason asks for.
    private func steps(_ reason: Reason) -> [Line] {
        var steps = [detail.firstStep].compactMap { $0 }
        if case .silent(let cause, _) = reason { steps.append(wording.remedy(cause)) }
        return steps.enumerated().flatMap { labelled($0 == 0 ? wording.tryLabel : "", $1, atMost: 2) }
    }

    // MARK: What it is and how it does

    private var facts: [Line] {
        let facts = detail.facts
        let model = [facts?.vendor, facts?.model].compactMap { $0 }.joined(separator: " ")
        let started = facts?.started.map {
            wording.upFor(scene.now - $0) + " (\(wording.since($0, now: scene.now)))"
        }
        let parts = [
            model.isEmpty ? nil : model, facts?.serial, facts?.version, light.endpoint.address.description, started,
        ]
        var line = Line()
        line.add(parts.compactMap { $0 }.joined(separator: " · ").clipped(to: scene.width))
        return [line]
    }

    private var aspects: [Line] {
        light.aspects.map { aspect in
            var line = label(wording.word(aspect.aspect))
            let word = aspect.status == .red ? wording.short(.red) : wording.word(aspect.status)
            let mark = "\(aspect.status.shape) \(word)" + (aspect.isAgeing ? " ~" : "")
            line.add(mark, width: 12, scene.light(aspect.status, isAgeing: aspect.isAgeing))
            if aspect.aspect == .reach {
                line.add(reach.clipped(to: max(10, scene.width - line.columns)))
            } else {
                line.add(checks(of: aspect.aspect).clipped(to: max(10, scene.width - line.columns)))
            }
            return line
        }
    }

    private var reach: String {
        let bars = detail.roundTrips.isEmpty ? nil : Sparkline.text(detail.roundTrips, width: 24)
        let parents = detail.parents.isEmpty ? nil : wording.parent(detail.parents.joined(separator: ", "))
        let reason = checks(of: .reach)
        return [reason.isEmpty ? nil : reason, bars, parents].compactMap { $0 }.joined(separator: "   ")
    }

    private static let mostGreen = 4

    /// The reasons of an aspect's checks, worst first; of a single one its limits and where they come from, too.
    private func checks(of aspect: Aspect) -> String {
        let lights = detail.checks.filter { $0.check.aspect == aspect }.sorted {
            ($1.verdict.status.foldRank, $1.nearness, $0.check.subject)
                < ($0.verdict.status.foldRank, $0.nearness, $1.check.subject)
        }
        // What hides all of them alike is said once; of a host that is down, why it is down.
        let reasons = Set(lights.map(\.verdict.reason))
        if let reason = reasons.first, reasons.count == 1, reason.isShared {
            // That of a blue host stands in its head.
            if light.status == .blue, reason.isShut { return "" }
            return wording.reason(reason, now: scene.now)
        }
        let own = lights.filter { $0.verdict.reason != .hostDown && !($0.check.aspect == .reach && $0.isSubordinate) }
        let texts = own.map { light in
            let reason = wording.reason(light.verdict.reason, now: scene.now)
            return light.check.subject.isEmpty ? reason : "\(light.check.subject.visible()) \(reason)"
        }
        guard lights.count == 1, let light = lights.first,
            case .measured(let value, let unit, _, let limits, _) = light.verdict.reason
        else {
            // Of many that are well those that are nearest to their limits say enough.
            let troubles = own.count { $0.verdict.status != .green }
            let shown = texts.prefix(max(Self.mostGreen, troubles))
            let more = texts.count > shown.count + 1 ? [wording.moreGreen(texts.count - shown.count)] : []
            return (more.isEmpty ? texts : shown + more).joined(separator: " · ")
        }
        let amount = [light.check.subject.visible(), wording.value(value, unit)].filter { !$0.isEmpty }
        return [amount.joined(separator: " "), wording.limits(limits, unit), wording.origin(light.verdict.origin)]
            .compactMap { $0 }.joined(separator: "   ")
    }

    private var behind: [Line] {
        guard !detail.behind.isEmpty else { return [] }
        let names = detail.behind.prefix(12).joined(separator: " ")
        return [labelled(wording.behindLabel, wording.hosts(detail.behind.count) + ": " + names)]
    }

    private var findings: [Line] {
        (detail.findings ?? []).enumerated().flatMap { position, finding in
            labelled(position == 0 ? wording.findingLabel : "", wording.finding(finding, now: scene.now), atMost: 2)
        }
    }

    // MARK: What happened, and how it is asked

    private func events(atMost limit: Int) -> [Line] {
        detail.events.prefix(limit).enumerated().map { position, event in
            var line = label(position == 0 ? wording.eventsLabel : "")
            let isToday = scene.now - event.time < .seconds(86_400)
            line.add(
                isToday ? wording.clockWithSeconds(event.time) : wording.dayAndClock(event.time),
                width: isToday ? 10 : 22)
            let isChange = event.from != event.to
            let change = isChange ? "\(wording.word(event.from)) → \(wording.word(event.to))" : ""
            let room = max(10, scene.width - line.columns - change.columns - 2)
            line.add(wording.trouble(event.check, event.reason, now: scene.now), width: room)
            line.add("  ")
            line.add(change, scene.light(event.to))
            return line
        }
    }

    private var polled: [Line] {
        guard let polled = detail.polled else { return [] }
        let bytes = wording.value(Double(polled.cost.bytesSent) + Double(polled.cost.bytesReceived), .bytes)
        var text = wording.polled(
            every: wording.duration(polled.interval), ping: wording.duration(polled.ping),
            packets: polled.cost.packetsSent, bytes: bytes)
        if let credential = polled.credential { text += "; \(polled.version ?? "SNMP") \"\(credential)\"" }
        if let origin = detail.origin { text += "; \(origin.short)" }
        let learnt = polled.manners.flatMap(wording.learnt)
        return [labelled(wording.polledLabel, text)]
            + (learnt.map { labelled(wording.learntLabel, $0, atMost: 2) } ?? [])
    }

    /// Commands that exist and lead on.
    private var next: Line {
        let head = wording.say(fi: "seuraavaksi: ", sv: "härnäst: ", en: "next: ")
        var commands = ["monitor query \(light.id)", "monitor watch"]
        if let cause = openIncident?.cause.host, cause != light.id { commands.insert("monitor status \(cause)", at: 0) }
        return Line(head + commands.joined(separator: " · "), .muted)
    }

    private func label(_ text: String) -> Line {
        var line = Line(" ")
        line.add(text, width: labelWidth, .muted)
        line.add(" ")
        return line
    }

    private func labelled(_ name: String, _ text: String) -> Line {
        var line = label(name)
        line.add(text.clipped(to: max(0, scene.width - line.columns)))
        return line
    }

    /// A text that may need more than one line.
    private func labelled(_ name: String, _ text: String, atMost limit: Int) -> [Line] {
        let room = max(1, scene.width - label("").columns)
        return text.visible(limit: 1000).wrapped(to: room, atMost: limit).enumerated().map {
            labelled($0 == 0 ? name : "", $1)
        }
    }
}

extension CheckLight {
    /// How near to its limit a value is: 1 there, 0 far away or where there is none.
    fileprivate var nearness: Double {
        guard case .measured(let value, _, let condition, let limits, _) = verdict.reason,
            let limit = limits.yellow ?? limits.red, value.isFinite
        else { return 0 }
        switch condition {
        case .above: return limit > 0 ? max(0, value / limit) : 0
        case .below: return value > 0 ? max(0, limit / value) : 1
        }
    }

    /// A green light beside the aspect's own: nothing to say of it.
    fileprivate var isSubordinate: Bool { !check.subject.isEmpty && verdict.status == .green }
}

extension Reason {
    /// Nobody is alarmed for now.
    var isShut: Bool {
        if case .paused = self { return true }
        if case .closed = self { return true }
        return false
    }

    /// Comes from outside the check, and so is the same for its neighbours.
    fileprivate var isShared: Bool {
        switch self {
        case .notYetChecked, .behind, .hostDown, .blind, .silent, .paused, .closed, .noPower: true
        case .answers, .noAnswer, .measured, .processes, .state, .stale, .notVisible, .own, .finding, .version,
            .support, .act, .gone, .expected, .unusual, .condition:
            false
        }
    }
}
