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

    /// Digits of times, dates, ages and numbers of incidents become `0`, one for one, so that columns stay where they
    /// are; blanks between what follows a masked number are kept.
    static func masked(_ screen: String) -> String {
        let patterns = [
            #"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) +\d+\.\d+\."#, #"\d\d:\d\d(:\d\d)?"#, #"\d+ (s|min|h)\b( \d+ min)?"#,
            #"#\d+"#, #"data \d+/"#,
        ]
        var text = screen
        for pattern in patterns {
            guard let expression = try? NSRegularExpression(pattern: pattern) else { continue }
            let whole = NSRange(text.startIndex..., in: text)
            for match in expression.matches(in: text, range: whole).reversed() {
                guard let range = Range(match.range, in: text) else { continue }
                let mask = text[range].map { $0.isNumber ? "0" : String($0) }.joined()
                text.replaceSubrange(range, with: mask)
            }
        }
        return text
    }
}
