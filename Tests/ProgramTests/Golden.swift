import Foundation
import Testing

/// Screens as text files in `golden/`. `MONITOR_ACCEPT=1 swift test --filter ProgramTests` takes the present ones as
/// right.
enum Golden {
    /// Holds a screen against its file, with everything that is another at each run masked.
    static func expect(_ screen: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let text = masked(screen)
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "golden/\(name).txt")
        if ProcessInfo.processInfo.environment["MONITOR_ACCEPT"] == "1" {
            try Data(text.utf8).write(to: file)
            return
        }
        let accepted = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        if text != accepted {
            Issue.record(
                "\(name).txt differs. It is\n\(text)\nIf that is right: MONITOR_ACCEPT=1 swift test --filter ProgramTests",
                sourceLocation: sourceLocation)
        }
    }

    /// Clock times, dates, ages, counts of fresh hosts and numbers of incidents in the same words each time; the mark of
    /// what is ageing is left out.
    static func masked(_ screen: String) -> String {
        screen
            .replacing(/(Mon|Tue|Wed|Thu|Fri|Sat|Sun) +\d+\.\d+\./, with: "Mon 23.11.")
            .replacing(/\d\d:\d\d(:\d\d)?/) { $0.1 == nil ? "12:00" : "12:00:00" }
            .replacing(/\b\d+ (s|min|h)\b( \d+ min)? */, with: "0 s  ")
            .replacing(/[ ]*#\d+/, with: " #1")
            .replacing(/fresh data \d+/, with: "fresh data 0")
            .replacing("~", with: " ")
    }
}
