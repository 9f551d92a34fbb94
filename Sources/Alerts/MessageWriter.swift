public import Model

/// Turns notices into messages in one language and time zone.
public struct MessageWriter: Sendable {
    /// A phone held upright.
    static let columns = 40
    /// A message that comes so long after its cause says how late it is.
    static let late = Duration.seconds(300)

    let wording: Wording

    public init(wording: Wording) {
        self.wording = wording
    }

    /// The message that tells the notice, as it is written at `now`.
    public func message(for notice: Notice, now: Timestamp) -> Message {
        let paragraphs = [head(of: notice), explanation(of: notice), foot(of: notice, now: now)]
        let body = paragraphs.filter { !$0.isEmpty }.map { lines in
            lines.flatMap { wrap($0, columns: Self.columns) }.map { $0 + "\n" }.joined()
        }.joined(separator: "\n")
        let first = "incident-\(notice.incident.number).\(notice.incident.opened.milliseconds).began"
        return Message(
            subject: subject(of: notice), body: body, language: wording.language,
            identity: notice.stage == .began
                ? first
                : "incident-\(notice.incident.number).\(notice.time.milliseconds).\(notice.stage.rawValue)",
            thread: notice.stage == .began ? nil : first, written: wording.localTime(now))
    }

    // MARK: - Parts

    /// `[PUN] Päiväkoti Kanerva: kanerva-sw1 ei yhteyttä, takana 9 (3 min)`: place, fault, what hangs on it, and how
    /// long it went on when it was noticed.
    private func subject(of notice: Notice) -> String {
        let incident = notice.incident
        let host = incident.cause.host.plain
        var text = "[\(tag(of: notice))] \(notice.site.plain): "
        switch notice.stage {
        case .began, .worsened:
            if notice.stage == .worsened { text += wording.worse + ", " }
            text += "\(host) \(wording.fault(of: incident))"
            if !incident.behind.isEmpty { text += ", " + wording.behind(incident.behind.count) }
        case .ended:
            text += "\(host) \(wording.ending(of: incident))"
        }
        let lasted = until(notice) - incident.opened
        guard lasted >= .seconds(60) || notice.stage == .ended else { return text }
        return text + " (\(wording.lasted(lasted, isOver: notice.stage == .ended)))"
    }

    private func tag(of notice: Notice) -> String {
        notice.stage == .ended ? wording.over : wording.short(notice.incident.status)
    }

    private func until(_ notice: Notice) -> Timestamp {
        notice.stage == .ended ? notice.incident.closed ?? notice.time : notice.time
    }

    /// Where, what, since when.
    private func head(of notice: Notice) -> [String] {
        let incident = notice.incident
        let place = [notice.site.plain, notice.place?.plain].compactMap { $0 }.joined(separator: ", ")
        let what = notice.stage == .ended ? wording.ending(of: incident) : wording.fault(of: incident)
        var lines = [place, "\(incident.cause.host.plain): \(what)"]
        lines.append("\(wording.began) \(wording.dayAndClock(incident.opened))")
        if notice.stage == .ended {
            lines.append("\(wording.ended) \(wording.dayAndClock(until(notice)))")
        }
        return lines
    }

    /// Why, what hangs on it, what to do, what to say, and who is on it.
    private func explanation(of notice: Notice) -> [String] {
        let incident = notice.incident
        guard notice.stage != .ended else {
            return (incident.isFlapping == true ? [wording.flapped] : [])
                + (incident.behind.isEmpty ? [] : ["\(wording.wasBehind(incident.behind.count)): \(names(incident))"])
                + (incident.acknowledgement.map { [wording.taken($0, from: notice.time, isOver: true)] } ?? [])
        }
        var lines = incident.isFlapping == true ? [wording.flaps] : []
        if let cause = cause(of: notice) { lines.append("\(wording.cause): \(cause)") }
        if let cause = incident.probableCause {
            let text = wording.probably(cause, now: notice.time).plain
            lines.append(text.prefix(1).uppercased() + text.dropFirst() + ".")
        }
        if !incident.behind.isEmpty {
            lines.append("\(wording.effect): \(wording.behindSentence(incident.behind.count)) (\(names(incident)))")
        }
        if incident.cause.aspect == .reach || incident.cause.aspect == .link, let line = notice.lineOperator {
            let parts = [
                line.name.plain, line.phone.map { "\(wording.phone) \($0.plain)" },
                line.circuit.map { "\(wording.circuit) \($0.plain)" },
            ]
            lines.append("\(wording.line): \(parts.compactMap { $0 }.joined(separator: ", "))")
        }
        if let step = notice.firstStep { lines.append("\(wording.first): \(step.plain)") }
        // What somebody wrote of this very incident beats what stands in the configuration.
        if let tell = incident.saying?.text ?? notice.tell { lines.append("\(wording.tell): \(tell.plain)") }
        lines.append(
            incident.acknowledgement.map { wording.taken($0, from: notice.time, isOver: false) } ?? wording.nobody)
        return lines
    }

    /// The reason in full; `nil` where the fault has said it already.
    private func cause(of notice: Notice) -> String? {
        switch notice.incident.reason {
        case .state, .processes, .own, .finding: nil
        case .notYetChecked, .answers, .noAnswer, .behind, .hostDown, .blind, .silent, .measured, .stale, .notVisible,
            .version, .support, .paused, .closed, .act, .gone, .expected, .unusual, .noPower, .condition:
            wording.reason(notice.incident.reason, now: notice.time)
        }
    }

    /// At most six names; how many more there are stands before them.
    private func names(_ incident: Incident) -> String {
        let shown = incident.behind.prefix(6).map(\.plain).joined(separator: ", ")
        return incident.behind.count > 6 ? shown + "…" : shown
    }

    /// The number to name on the phone, when this was sent, how late, and when to expect more.
    private func foot(of notice: Notice, now: Timestamp) -> [String] {
        let number = "\(wording.incident) #\(notice.incident.number)"
        let isOver = notice.stage == .ended
        var lines = ["\(number)\(isOver ? " " + wording.hasEnded : "") · \(wording.sent) \(wording.clock(now))"]
        if now - notice.time >= Self.late {
            lines.append(wording.comesLate(now - notice.time))
        }
        if !isOver { lines.append(wording.next) }
        return lines
    }
}

extension String {
    /// One line, without anything that steers a terminal or a header.
    var plain: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ").visible()
    }
}

/// The text in lines of at most so many columns, broken between words; a longer word is cut.
func wrap(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
        var rest = word[...]
        if !line.isEmpty, line.count + 1 + rest.count > columns {
            lines.append(line)
            line = ""
        }
        while rest.count > columns {
            lines.append(String(rest.prefix(columns)))
            rest = rest.dropFirst(columns)
        }
        line += (line.isEmpty ? "" : " ") + rest
    }
    return line.isEmpty ? lines : lines + [line]
}
