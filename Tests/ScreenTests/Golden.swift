import Foundation
import Model
import Testing

@testable import Screen

/// Frames as text files in `golden/`. `MONITOR_ACCEPT=1 swift test --filter ScreenTests` takes the present ones as right.
enum Golden {
    /// Holds a frame against its file: the characters, then a map of the styles, one letter a cell.
    static func expect(_ frame: Frame, _ name: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws
    {
        let text = (frame.text + ["", "styles"] + styles(frame)).joined(separator: "\n") + "\n"
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "golden/\(name).txt")
        if ProcessInfo.processInfo.environment["MONITOR_ACCEPT"] == "1" {
            try Data(text.utf8).write(to: file)
            return
        }
        let accepted = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        guard text != accepted else { return }
        let lines = zip(
            text.split(separator: "\n", omittingEmptySubsequences: false),
            accepted.split(separator: "\n", omittingEmptySubsequences: false))
        let difference = lines.enumerated().first { $1.0 != $1.1 }
        Issue.record(
            """
            \(name).txt differs, first in line \((difference?.offset ?? -1) + 1):
            is       \(difference?.element.0 ?? "(length)")
            accepted \(difference?.element.1 ?? "(length)")
            If the new one is right: MONITOR_ACCEPT=1 swift test --filter ScreenTests
            """, sourceLocation: sourceLocation)
    }

    /// r y g b o for the lights' colours (o: grey), m for muted, `.` for the terminal's own; capitals are bold, `!` stands
    /// for reversed, `'` for dim.
    private static func styles(_ frame: Frame) -> [String] {
        frame.rows.map { row in
            let letters = row.map { cell -> Character in
                if cell.style.isReversed { return "!" }
                if cell.style.isDim { return "'" }
                let letter: Character =
                    switch cell.style.role {
                    case .text: cell.style.isBold ? "T" : "."
                    case .muted: "m"
                    case .light(.red): "r"
                    case .light(.yellow): "y"
                    case .light(.green): "g"
                    case .light(.blue): "b"
                    case .light(.grey): "o"
                    }
                return cell.style.isBold ? Character(letter.uppercased()) : letter
            }
            return String(String(letters).reversed().drop { $0 == "." }.reversed())
        }
    }
}
