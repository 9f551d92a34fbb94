import Foundation
import Model
import Testing

/// The stories that are told in `Stories`, one file each.
@Suite struct StoryFileTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Stories")

    /// All, or those that have the environment's `STORY` in their names.
    static func files(named part: String? = ProcessInfo.processInfo.environment["STORY"]) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path())
            .filter { name in name.hasSuffix(".story") && part.map { name.contains($0) } ?? true }.sorted()
    }

    @Test(arguments: try files()) func `comes true`(story: String) throws {
        let path = StoryFileTests.folder.appending(path: story)
        let text = try String(contentsOf: path, encoding: .utf8)
        func place(_ line: Int) -> Testing.SourceLocation {
            Testing.SourceLocation(fileID: "RulesTests/\(story)", filePath: path.path(), line: line, column: 1)
        }
        do {
            for failure in try StoryPlay.failures(of: StoryParser.read(text, file: story)) {
                Issue.record("\(story):\(failure.line): \(failure.text)", sourceLocation: place(failure.line))
            }
        } catch let mistake as StoryError {
            Issue.record("\(mistake)", sourceLocation: place(mistake.line))
        }
    }

    @Test func `there is one for every promise and pain`() throws {
        #expect(try StoryFileTests.files(named: nil).count >= 60)
    }
}
