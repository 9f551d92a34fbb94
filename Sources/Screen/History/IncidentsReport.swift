public import Control
public import Model

/// `monitor incidents`: one line each, for a terminal or a pipe, and what they come to.
public struct IncidentsReport: Sendable {
    private let reply: IncidentsReply
    private let from: Timestamp?
    private let to: Timestamp
    private let wording: Wording
    private let now: Timestamp
    private let width: Int

    /// - Parameters:
    ///   - reply: All that is to be shown.
    ///   - from: Between these moments outages count.
    ///   - width: In columns; less than 80 is taken as 80.
    public init(
        _ reply: IncidentsReply, from: Timestamp?, to: Timestamp, wording: Wording, now: Timestamp, width: Int = 100
    ) {
        self.reply = reply
        self.from = from
        self.to = to
        self.wording = wording
        self.now = now
        self.width = max(80, width)
    }

    /// - Parameter inColour: Only for a terminal.
    public func lines(inColour: Bool) -> [String] {
        guard !reply.incidents.isEmpty else { return [wording.noIncidents] }
        let rows = reply.incidents.map(cells)
        func widest(_ cell: (Cells) -> String, atMost limit: Int) -> Int {
            min(limit, rows.map { cell($0).columns }.max() ?? 0)
        }
        let widths = Widths(
            number: widest(\.number, atMost: 12), opened: widest(\.opened, atMost: 20),
            closed: widest(\.closed, atMost: 20), duration: widest(\.duration, atMost: 12),
            site: widest(\.site, atMost: 13 + (width - 80) / 5), who: widest(\.who, atMost: 12))
        let outages = Outages.by(site: reply.incidents, from: from, to: to)
        return rows.map { line($0, widths).text(inColour: inColour) }
            + (wording.count(reply.incidents) + "; " + wording.outages(outages, sites: reply.sites))
            .wrapped(to: width, atMost: 10)
    }

    private var isWide: Bool { width >= 100 }

    private struct Cells {
        var number, opened, closed, duration, site, what, who: String
        var status: Status
    }

    private struct Widths {
        var number, opened, closed, duration, site, who: Int
    }

    private func cells(_ incident: Incident) -> Cells {
        Cells(
            number: "#\(incident.number)", opened: wording.column(incident.opened),
            // Where room is short, how long it was says it, too.
            closed: isWide ? wording.end(incident) : incident.closed == nil ? wording.open : "",
            duration: wording.duration((incident.closed ?? now) - incident.opened),
            site: (reply.sites[incident.site] ?? incident.site).visible(),
            what: wording.headline(incident, now: now),
            who: incident.acknowledgement.map { $0.person.shown.visible(limit: 40) } ?? "", status: incident.worst)
    }

    private func line(_ cells: Cells, _ widths: Widths) -> Line {
        var line = Line()
        line.add(cells.number, width: widths.number, .muted, alignment: .right)
        line.add(" ")
        line.add("\(cells.status.shape) \(wording.short(cells.status))", width: 6, Style(.light(cells.status)))
        line.add(" ")
        line.add(cells.opened, width: widths.opened)
        line.add(isWide ? " – " : " ")
        line.add(cells.closed, width: widths.closed)
        line.add(" ")
        line.add(cells.duration, width: widths.duration, alignment: .right)
        line.add("  ")
        line.add(cells.site, width: widths.site)
        line.add("  ")
        let end = widths.who == 0 ? 0 : widths.who + 2
        line.add(cells.what, width: max(10, width - line.columns - end))
        if widths.who > 0 {
            line.add("  ")
            line.add(cells.who, width: widths.who)
        }
        return line
    }
}

/// For programs: incidents as RFC 4180, times in UTC.
public enum IncidentsCSV {
    /// A head line and one line each.
    public static func text(_ reply: IncidentsReply, wording: Wording, now: Timestamp) -> String {
        let head = "number,opened,closed,seconds,worst,status,site,host,aspect,subject,cause,who,text"
        let rows = reply.incidents.map { incident in
            let length = incident.closed.map { Double(($0 - incident.opened).wholeMilliseconds) / 1000 }
            return [
                "\(incident.number)", incident.opened.description, incident.closed?.description ?? "",
                CSV.field(length), incident.worst.rawValue, incident.status.rawValue,
                CSV.field(reply.sites[incident.site] ?? incident.site), CSV.field(incident.cause.host),
                incident.cause.aspect.rawValue, CSV.field(incident.cause.subject),
                CSV.field(wording.reason(incident.reason, now: now)),
                CSV.field(incident.acknowledgement?.person.shown ?? ""),
                CSV.field(incident.acknowledgement?.text ?? ""),
            ].joined(separator: ",")
        }
        return ([head] + rows).joined(separator: "\n") + "\n"
    }
}
