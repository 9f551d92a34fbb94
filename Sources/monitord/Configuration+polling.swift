import Config
import Model
import Polling
import Rules

extension Configuration {
    /// The hosts as they are to be polled. Behind slow lines they are pinged every 30 s, or as rarely as all others.
    var targets: [PollTarget] {
        fleet.hosts.map { host in
            PollTarget(
                host: host, credential: host.credential.flatMap { credentials[$0] }, interval: interval,
                ping: host.isSlow ? max(ping, Configuration.slowPing) : ping)
        }
    }

    var timing: Judge.Timing {
        Judge.Timing(interval: interval, ping: ping, slowPing: max(ping, Configuration.slowPing))
    }

    private static let slowPing = Duration.seconds(30)

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
