import ArgumentParser
import Control
import Glibc
import Model
import Platform
import Screen

/// What of the records is looked at, and in which form.
struct QueryView {
    private enum Kind {
        case readings
        case windows([Aggregate])
        case volumes
        case percentile(Double)
    }

    private let kind: Kind
    let step: Step?
    /// What the daemon is to tell of windows.
    let show: [Aggregate]
    private var foundAny = false

    /// - Throws: `ValidationError` for options that mean nothing or do not go together.
    init(_ command: QueryCommand) throws {
        let step = try command.step.map(QueryView.step)
        let words = command.show.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let show = try words.map { try QueryView.aggregate(String($0)) }
        let other = [("--step", command.step), ("--volume", command.volume), ("--percentile", command.percentile)]
            .first { $0.1 != nil }?.0
        if let other, command.series == nil {
            throw ValidationError("\(other) needs a series: 'port/*'; without it the command lists which there are")
        }
        if !words.isEmpty, step == nil {
            throw ValidationError("--show needs --step: --step 1h, or --step all for one value")
        }
        if let volume = command.volume {
            if step != nil || command.percentile != nil {
                throw ValidationError("--volume stands alone; leave --step, --show and --percentile out")
            }
            let periods: [String: Step] = [
                "hour": .seconds(3600), "day": .days(1), "week": .weeks(1), "month": .months(1), "year": .months(12),
            ]
            guard let period = periods[volume] else {
                throw ValidationError("--volume \(volume.visible()) is no period; write hour, day, week, month or year")
            }
            (kind, self.step, self.show) = (.volumes, period, [.sum, .covered])
        } else if let text = command.percentile {
            guard let percent = Double(text), percent > 0, percent <= 100 else {
                throw ValidationError("--percentile \(text.visible()) is no number above 0 and up to 100; write 95")
            }
            if !words.isEmpty {
                throw ValidationError("write p\(text) among the words of --show, or --percentile without it")
            }
            kind = step == nil ? .percentile(percent) : .windows([.percentile(percent)])
            (self.step, self.show) = (step ?? .whole, [.percentile(percent)])
        } else if let step {
            let chosen = show.isEmpty ? [.average] : show
            (kind, self.step, self.show) = (.windows(chosen), step, chosen)
        } else {
            (kind, self.step, self.show) = (.readings, nil, [])
        }
    }

    private static func step(_ text: String) throws -> Step {
        guard let step = Step(text) else {
            throw ValidationError(
                "--step \(text.visible()) is no length of a window; write 5min, 1h, 1d, 1w, 1mo or all")
        }
        return step
    }

    private static func aggregate(_ text: String) throws -> Aggregate {
        guard let aggregate = Aggregate(text) else {
            throw ValidationError(
                "--show \(text.visible()): write \(Aggregate.words.map(\.word).joined(separator: ", ")) or p95, with "
                    + "commas between them")
        }
        return aggregate
    }

    func writer(_ format: QueryCommand.Format?, _ wording: Wording) -> any QueryWriter {
        switch (format, kind) {
        case (.json, _): QueryDocument()
        case (.csv, .readings): QueryCSV(nil)
        case (.csv, _): QueryCSV(show)
        case (nil, .readings): QueryTable(.readings, wording: wording, now: SystemClock.now())
        case (nil, .windows(let show)):
            QueryTable(.windows(step ?? .whole, show), wording: wording, now: SystemClock.now())
        case (nil, .volumes): QueryTable(.volumes(step ?? .whole), wording: wording, now: SystemClock.now())
        case (nil, .percentile(let percent)): QueryPercentiles(percent, wording: wording)
        }
    }

    /// The reply without what has no volume.
    mutating func chosen(_ reply: QueryReply) -> QueryReply {
        guard case .volumes = kind else {
            foundAny = true
            return reply
        }
        var reply = reply
        reply.series.removeAll { $0.counted != .bytes }
        foundAny = foundAny || !reply.series.isEmpty
        return reply
    }

    /// To be called when all has been written.
    ///
    /// - Throws: If nothing of it had a volume.
    func end() throws {
        guard !foundAny else { return }
        printError("monitor: none of these series counts bytes")
        printError("ask for others ('port/*Octets'), or sum what is counted: --step 1d --show sum")
        throw ExitCode(EX_USAGE)
    }
}
