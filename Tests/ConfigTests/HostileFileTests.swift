import Config
import Foundation
import Testing

/// Files that nobody would write, and files that somebody broke.
struct HostileFileTests {
    private func mistakes(_ bytes: [UInt8]) throws -> [String] {
        let directory = try TemporaryDirectory()
        try directory.write(bytes, to: "monitor.yaml")
        do throws(ConfigurationErrors) {
            _ = try Configuration.load(file: directory.path("monitor.yaml"), environment: [:])
            return []
        } catch {
            return error.mistakes.map(\.description)
        }
    }

    @Test func `bytes that are not UTF-8 are told with their place`() throws {
        #expect(
            try mistakes(Array("title: a\ntell: p".utf8) + [0xE4, 0x69]) == [
                "monitor.yaml:2:8: the file is not UTF-8 from here on; save it as UTF-8"
            ])
    }

    @Test func `a control character is told with its place`() throws {
        #expect(
            try mistakes(Array("title: a\u{0}b".utf8)) == [
                "monitor.yaml:1:9: the character U+0 has no place in a text file; remove it"
            ])
    }

    @Test func `a byte order mark does no harm`() throws {
        #expect(try mistakes([0xEF, 0xBB, 0xBF] + Array("title: a\n".utf8)) == [])
    }

    @Test func `Windows line ends do no harm`() throws {
        #expect(try mistakes(Array("title: a\r\nhosts: {}\r\n".utf8)) == [])
    }

    @Test func `an empty file is told so`() throws {
        #expect(
            try mistakes([]) == ["monitor.yaml:1:1: the file is empty; see docs/configuration.md for a beginning"])
    }

    @Test func `a file of more than a mebibyte is refused unread`() throws {
        #expect(
            try mistakes(Array(repeating: UInt8(ascii: "#"), count: 1_048_577)) == [
                "monitor.yaml:1:1: the file is larger than 1024 KiB; split it"
            ])
    }

    @Test func `a million brackets are refused`() throws {
        #expect(try mistakes(Array("title: ".utf8) + Array(repeating: UInt8(ascii: "["), count: 1_000_000)).count == 1)
    }

    @Test func `an alias bomb is refused at its first anchor`() throws {
        let lines = (1...30).map {
            "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ","))]"
        }
        let bomb = "a0: &a0 [x]\n" + lines.joined(separator: "\n")
        let found = try mistakes(Array(bomb.utf8))
        #expect(found.first?.contains("anchors (&) and aliases (*) are not used here") == true)
        #expect(found.count <= 31)
    }

    @Test func `no more than 500 mistakes are told, the rest is counted`() throws {
        let text = "hosts:\n" + (1...600).map { "  h\($0): {}" }.joined(separator: "\n")
        let found = try mistakes(Array(text.utf8))
        #expect(found.count == 501)
        #expect(found.last?.contains("and 100 more mistakes") == true)
    }

    @Test func `a directory or a missing file in place of the configuration is told`() throws {
        let directory = try TemporaryDirectory()
        for name in ["", "nowhere.yaml"] {
            #expect(throws: ConfigurationErrors.self) {
                try Configuration.load(file: directory.path(name), environment: [:])
            }
            #expect(throws: ConfigurationErrors.self) { try ProbeCatalogue.load(directory: directory.path(name)) }
        }
    }

    @Test func `a configuration broken at random is loaded or refused, never a crash`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(state: seed)
        let sample = try Data(contentsOf: ProbeFileTests.repository.appending(path: "Config/hosts/townhall.yaml"))
        let directory = try TemporaryDirectory()
        for _ in 0..<300 {
            var bytes = [UInt8](sample)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes[place] = Array("{}[]:,&*'\"\n\t-? |>#%@".utf8).randomElement(using: &random) ?? 0
                case 2: bytes.remove(at: place)
                default: bytes.insert(contentsOf: bytes[place..<min(place + 20, bytes.count)], at: place)
                }
            }
            try directory.write(bytes, to: "monitor.yaml")
            do {
                _ = try Configuration.load(file: directory.path("monitor.yaml"), environment: [:])
            } catch {
                #expect(!error.mistakes.isEmpty, "seed \(seed)")
                #expect(error.mistakes.allSatisfy { $0.location.line >= 1 && $0.location.column >= 1 }, "seed \(seed)")
            }
        }
    }
}

/// A small generator with a seed (Steele, Lea, Flood: Fast splittable pseudorandom number generators).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var result = state
        result = (result ^ (result >> 30)) &* 0xbf58_476d_1ce4_e5b9
        result = (result ^ (result >> 27)) &* 0x94d0_49bb_1331_11eb
        return result ^ (result >> 31)
    }
}
