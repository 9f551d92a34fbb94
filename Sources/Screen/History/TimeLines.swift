public import Control
public import Model

/// `monitor incidents 1482`: one incident with all that happened and all that people did, in the order of time.
public struct IncidentStory: Sendable {
    private let reply: IncidentReply
    private let wording: Wording
    private let now: Timestamp
    private let width: Int

    /// - Parameter width: In columns; less than 80 is taken as 80.
    public init(_ reply: IncidentReply, wording: Wording, now: Timestamp, width: Int = 100) {
        self.reply = reply
        self.wording = wording
        self.now = now
        self.width = max(80, width)
    }

    /// - Parameter inColour: Only for a terminal.
    public func lines(inColour: Bool) -> [String] {
        let incident = reply.incident
        var title = Line("#\(incident.number) ")
        title.add("\(incident.worst.shape) \(wording.short(incident.worst))", Style(.light(incident.worst)))
        title.add("  " + reply.site + "  ")
        title.add(wording.headline(incident, now: now), .bold)
        let behind = incident.behind.isEmpty ? nil : incident.behind.joined(separator: " ")
        let facts = [
            wording.span(incident, now: now),
            incident.acknowledgement.map { wording.acknowledgement($0, now: now) },
            incident.saying.map { wording.tell($0.text) },
            behind.map { wording.behindLabel + " " + wording.hosts(incident.behind.count) + ": " + $0 },
        ].compactMap { $0 }.flatMap { TimeLine.wrapped($0, indent: 7, width: width) }
        let story = reply.events.map { event in
            TimeLine(event.time, wording.story(event, of: incident, now: now), status: event.to)
        }
        return ([title] + facts + TimeLine.lines(story, wording, width: width)).map { $0.text(inColour: inColour) }
    }
}

/// `monitor why HOST`: at most twelve lines of what changed before its trouble.
public struct WhyReport: Sendable {
    private let reply: WhyReply
    private let wording: Wording
    private let now: Timestamp
    private let width: Int

    /// - Parameter width: In columns; less than 80 is taken as 80.
    public init(_ reply: WhyReply, wording: Wording, now: Timestamp, width: Int = 100) {
        self.reply = reply
        self.wording = wording
        self.now = now
        self.width = max(80, width)
    }

    /// - Parameter inColour: Only for a terminal.
    public func lines(inColour: Bool) -> [String] {
        let title = wording.whyTitle(reply.host, reply.incident, at: reply.at, now: now)
        var lines = title.wrapped(to: width, atMost: 2).map { Line($0, .bold) }
        if reply.lines.isEmpty {
            lines += TimeLine.wrapped(wording.nothingChanged, indent: 2, width: width)
        }
        let story = reply.lines.map {
            TimeLine($0.time, wording.why($0, of: reply.host, now: now), status: $0.event?.to ?? .yellow)
        }
        lines += TimeLine.lines(story, wording, width: width)
        return lines.map { $0.text(inColour: inColour) }
    }
}

/// One moment of a story.
private struct TimeLine {
    var time: Timestamp
    var text: String
    var status: Status

    init(_ time: Timestamp, _ text: String, status: Status) {
        self.time = time
        self.text = text
        self.status = status
    }

    /// The day stands where a new one begins, else only the time.
    static func lines(_ story: [TimeLine], _ wording: Wording, width: Int) -> [Line] {
        let dayWidth = story.map { wording.day($0.time).columns }.max() ?? 0
        var day = ""
        return story.flatMap { entry -> [Line] in
            let own = wording.day(entry.time)
            defer { day = own }
            var head = Line("  ")
            head.add(own == day ? "" : own, width: dayWidth, .muted)
            head.add(" " + wording.clockWithSeconds(entry.time) + "  ")
            head.add("\(entry.status.shape)", Style(.light(entry.status)))
            head.add(" ")
            let room = width - head.columns
            return entry.text.visible(limit: 1000).wrapped(to: room, atMost: 3).enumerated().map { position, part in
                var line = position == 0 ? head : Line(String(repeating: " ", count: head.columns))
                line.add(part)
                return line
            }
        }
    }

    static func wrapped(_ text: String, indent: Int, width: Int) -> [Line] {
        text.visible(limit: 2000).wrapped(to: width - indent, atMost: 3).map {
            Line(String(repeating: " ", count: indent) + $0)
        }
    }
}
