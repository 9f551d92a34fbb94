import Model

/// Everything about one host that is not history, as `monitor status HOST` shows it.
enum HostView {
    /// The page as a frame of exactly the scene's size.
    static func draw(_ name: Host.Name, _ board: Board, _ scene: Scene) -> Frame {
        let footer = scene.footer([.back, .acknowledge, .accept, .pause, .resume, .note, .search, .help, .quit])
        guard let light = board.host(name) else {
            return scene.page([Line("\(name): " + scene.wording.noSuchHost)], footer: footer)
        }
        // The board is newer than a detail, which is asked for only now and then.
        var detail = scene.state.details[name] ?? HostDetail(light: light, checks: light.troubles)
        detail.light = light
        let known = Set(detail.incidents.map(\.number))
        detail.incidents = board.incidents.filter { $0.cause.host == name || known.contains($0.number) }
        var lines = HostLines(detail: detail, siteName: board.siteName(light.site), scene: scene).all
        if scene.state.details[name] == nil {
            let trouble = scene.state.missingDetails[name].map(scene.wording.detailMissing)
            lines.append(Line(trouble ?? scene.wording.detailComing, .muted))
        }
        let room = scene.bodyRows
        guard lines.count > room else { return scene.page(lines, footer: footer) }
        let start = min(scene.state.page.scroll, lines.count - room + 1)
        let rest = lines.count - start - (room - 1)
        var shown = Array(lines.dropFirst(start).prefix(rest > 0 ? room - 1 : room))
        if rest > 0 { shown.append(Line(scene.wording.moreBelow(rest), .muted)) }
        return scene.page(shown, footer: footer)
    }
}

/// The lines of a host's page.
struct HostLines {
    let detail: HostDetail
    let siteName: String
    let scene: Scene

    private var wording: Wording { scene.wording }
    private var light: HostLight { detail.light }
    private var labelWidth: Int { max(10, light.aspects.map { wording.word($0.aspect).columns }.max() ?? 0) }

    var all: [Line] {
        [title] + trouble + [facts] + aspects + behind + findings + events + polled
    }

    // MARK: What is wrong

    private var title: Line {
        let place = [siteName, light.place].compactMap { $0 }.joined(separator: ", ")
        let age = light.evidence.map { wording.dataAge(scene.now - $0) } ?? wording.noDataYet
        var line = scene.mark(light.status)
        line.add("\(light.id) · \(place)", width: max(0, scene.width - line.columns - age.columns - 1), .bold)
        line.add(" ")
        line.add(age)
        return line
    }

    private var trouble: [Line] {
        let incident = detail.openIncident
        guard let worst = light.troubles.first, light.status != .green else {
            guard let incident, incident.isFlapping == true, incident.cause.host == light.id else { return [] }
            return [head(wording.trouble(incident.cause, incident.reason, now: scene.now), since: incident.opened)]
                + [who].compactMap { $0 }
        }
        let reason = worst.verdict.reason
        let head = head(wording.trouble(worst.check, reason, now: scene.now), since: worst.since)
        // What is paused or closed says all by that.
        if reason.isShut { return [head] }
        var why = wording.origin(worst.verdict.origin)
        if let green = wording.greenWhen(reason) { why += "; " + green }
        var steps = [detail.firstStep].compactMap { $0 }
        if case .silent(let cause, _) = reason { steps.append(wording.remedy(cause)) }
        let tell = incident?.saying?.text ?? detail.tell
        return [head] + [who].compactMap { $0 } + [labelled(wording.whyLabel, why)]
            + steps.enumerated().map { labelled($0 == 0 ? wording.tryLabel : "", $1) }
            + [tell.map { labelled(wording.tellLabel, $0) }].compactMap { $0 }
    }

    private func head(_ what: String, since moment: Timestamp) -> Line {
        let since = wording.since(moment, now: scene.now)
        let flaps = detail.openIncident?.isFlapping == true ? " ~ " + wording.comesAndGoes.lowercased() : ""
        var head = what + flaps + " · " + wording.since(since, wording.duration(scene.now - moment))
        let numbers = detail.incidents.filter { $0.closed == nil }.map { "#\($0.number)" }
        if !numbers.isEmpty { head += " · " + wording.incident + " " + numbers.joined(separator: " ") }
        if light.status != .blue, detail.openIncident.map({ $0.acknowledgement == nil }) == true {
            head += ", " + wording.taken(nil, now: scene.now)
        }
        return Line(head, .bold)
    }

    private var who: Line? {
        detail.openIncident?.acknowledgement.map { labelled(wording.whoLabel, wording.taken($0, now: scene.now)) }
    }

    // MARK: What it is

    private var facts: Line {
        let facts = detail.facts
        let model = [facts?.vendor, facts?.model].compactMap { $0 }.joined(separator: " ")
        let started = facts?.started.map { wording.upFor(scene.now - $0) }
        let parts = [
            model.isEmpty ? nil : model, facts?.serial, facts?.version, light.endpoint.address.description, started,
        ]
        var line = Line()
        line.add(parts.compactMap { $0 }.joined(separator: " · "), width: scene.width)
        return line
    }

    private var aspects: [Line] {
        light.aspects.map { aspect in
            var line = label(wording.word(aspect.aspect))
            let word = "\(aspect.status.shape) \(wording.word(aspect.status))" + (aspect.isAgeing ? " ~" : "")
            line.add(word, width: 14, scene.light(aspect.status, isAgeing: aspect.isAgeing))
            line.add(text(of: aspect.aspect))
            if aspect.aspect == .reach, !detail.roundTrips.isEmpty {
                line.add("  " + Sparkline.text(detail.roundTrips, width: 24))
            }
            if aspect.aspect == .reach, !detail.parents.isEmpty {
                line.add("  " + wording.parent(detail.parents.joined(separator: ", ")))
            }
            return line
        }
    }

    /// The reasons of an aspect's checks, worst first.
    private func text(of aspect: Aspect) -> String {
        // What makes the whole host blue stands in its head.
        let isBlue = light.status == .blue
        let checks = detail.checks.filter { $0.check.aspect == aspect && !(isBlue && $0.verdict.reason.isShut) }
            .sorted {
                ($1.verdict.status.foldRank, $0.check.subject) < ($0.verdict.status.foldRank, $1.check.subject)
            }
        return checks.map { check in
            let reason = wording.reason(check.verdict.reason, now: scene.now)
            return check.check.subject.isEmpty ? reason : "\(check.check.subject.visible()) \(reason)"
        }
        .joined(separator: " · ")
    }

    private var behind: [Line] {
        guard !detail.behind.isEmpty else { return [] }
        let names = detail.behind.prefix(12).joined(separator: " ")
        return [labelled(wording.behindLabel, wording.hosts(detail.behind.count) + ": " + names)]
    }

    private var findings: [Line] {
        (detail.findings ?? []).enumerated().map { position, finding in
            labelled(position == 0 ? wording.findingLabel : "", wording.finding(finding, now: scene.now))
        }
    }

    // MARK: What happened, and how it is asked

    private var events: [Line] {
        detail.events.prefix(8).enumerated().map { position, event in
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
        let bytes = wording.value(Double(polled.cost.bytesSent + polled.cost.bytesReceived), .bytes)
        var text = wording.polled(
            every: wording.duration(polled.interval), ping: wording.duration(polled.ping),
            packets: polled.cost.packetsSent, bytes: bytes)
        if let credential = polled.credential { text += "; \(polled.version ?? "SNMP") \(credential)" }
        if let origin = detail.origin { text += "; \(origin.short)" }
        let learnt = polled.manners.flatMap(wording.learnt)
        return [labelled(wording.polledLabel, text)]
            + [learnt.map { labelled(wording.learntLabel, $0) }].compactMap { $0 }
    }

    private func label(_ text: String) -> Line {
        var line = Line(" ")
        line.add(text, width: labelWidth, .muted)
        line.add(" ")
        return line
    }

    private func labelled(_ name: String, _ text: String) -> Line {
        var line = label(name)
        line.add(text, width: max(0, scene.width - line.columns))
        return line
    }
}

/// Numbers as a row of bars.
enum Sparkline {
    private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// The last `width` values held against the highest of them; `×` where there is none.
    static func text(_ values: [Int64?], width: Int) -> String {
        let shown = values.suffix(width)
        let highest = shown.compactMap { $0 }.max() ?? 0
        return String(
            shown.map { value -> Character in
                guard let value else { return "×" }
                guard highest > 0 else { return bars[0] }
                let share = Double(max(0, value)) / Double(highest)
                return bars[min(bars.count - 1, Int(share * Double(bars.count - 1)))]
            })
    }
}
