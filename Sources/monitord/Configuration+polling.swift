import Config
import Model
import Polling
import Rules
import Store

extension RetentionSettings {
    /// As the archive takes it.
    var retention: Retention { Retention(readings: readings, hours: hours, days: days, events: events) }
}

extension Configuration {
    /// The hosts as they are to be polled.
    var targets: [PollTarget] {
        let timing = timing
        return fleet.hosts.map { host in
            PollTarget(
                host: host, credential: host.credential.flatMap { credentials[$0] }, interval: interval,
                ping: timing.ping(over: fleet.line(to: host)), budget: fleet.site(host.site)?.budget)
        }
    }

    /// Over a slow line one host, its router, is pinged every 30 s and those behind it every 60 s, or as rarely as all
    /// others.
    var timing: Judge.Timing {
        Judge.Timing(
            interval: interval, ping: ping, slowPing: max(ping, .seconds(30)), behindSlowPing: max(ping, .seconds(60)),
            grace: grace)
    }

    /// What a running daemon cannot change: where its database and its socket are, the process's time zone, the language
    /// of the texts that its API gives.
    func fixed(in next: Configuration) -> Mistake? {
        let pairs = [
            ("data", dataDirectory, next.dataDirectory), ("socket", socketPath, next.socketPath),
            ("timezone", timezone, next.timezone), ("language", language.rawValue, next.language.rawValue),
        ]
        guard let (key, now, wanted) = pairs.first(where: { $0.1 != $0.2 }) else { return nil }
        return Mistake(
            location: SourceLocation(file: next.file, line: 1),
            what: "'\(key)' is \(wanted) now, but the running daemon uses \(now)",
            remedy: "restart the daemon to change it")
    }
}
