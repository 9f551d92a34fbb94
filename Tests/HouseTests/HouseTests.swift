import Testing

/// The sources as they are, held against what the house promises.
struct HouseTests {
    private let house: House
    private let sources: [SourceFile]

    init() throws {
        house = House(manifest: try SourceTree.file("Package.swift").lines)
        sources = try SourceTree.sources()
    }

    @Test func `imports go downwards only`() {
        #expect(sources.count > 100)
        #expect(sources.flatMap(house.complaints) == [])
    }

    @Test func `every floor of the house is there`() {
        #expect(Set(house.rooms.values.map(\.floor)) == [-1, 0, 1, 2, 3, 4])
        #expect(house.rooms["Model"] == House.Room(floor: 0, dependencies: []))
        #expect(house.rooms["monitor"]?.dependencies.isSuperset(of: ["Model", "Control", "Screen"]) == true)
    }

    @Test func `a file has at most 400 lines, of tests 600`() throws {
        let long =
            sources.filter { $0.lines.count > 400 } + (try SourceTree.tests().filter { $0.lines.count > 600 })
        #expect(long.map { "\($0.path): \($0.lines.count) lines" } == [])
    }

    @Test func `types and public functions say what they are for`() {
        #expect(sources.flatMap(Style.undocumented) == [])
    }

    @Test func `nothing ends the process, hides an error or names somebody's machine`() throws {
        let others = try SourceTree.files(
            below: ["Tests", "Benchmarks", "Config", "Probes", "docs", "systemd"],
            extensions: ["swift", "md", "yaml", "service", "timer", "conf"])
        #expect((sources + others).flatMap(Style.forbiddenWords) == [])
    }
}

/// What is looked for is found: the tests above can fail.
struct HouseRulesTests {
    private let house = House(
        manifest: """
            // What only C can see
            shim("CCurses", links: ["ncursesw"]),

            // Floor 0
            library("Model"),

            // Floor 1
            library("SNMP", ["Model"]),
            library("Ping", ["Model"]),

            // Floor 2
            program(
                "monitor",
                [
                    "Model", "SNMP", "CCurses",
                ]),
            // Tests
            tests("SNMP", ["Model"]),
            """.split(separator: "\n").map { "        " + $0 }.map { $0[...] })

    @Test func `the floors are read from the table`() {
        #expect(
            house.rooms == [
                "CCurses": .init(floor: -1, dependencies: []), "Model": .init(floor: 0, dependencies: []),
                "SNMP": .init(floor: 1, dependencies: ["Model"]), "Ping": .init(floor: 1, dependencies: ["Model"]),
                "monitor": .init(floor: 2, dependencies: ["Model", "SNMP", "CCurses"]),
            ])
    }

    @Test(arguments: [
        ("Sources/SNMP/A.swift", "import Model", []), ("Sources/SNMP/A.swift", "public import Model", []),
        ("Sources/SNMP/A.swift", "import Ping", ["Sources/SNMP/A.swift:1: SNMP (floor 1) imports Ping (floor 1)"]),
        ("Sources/Model/A.swift", "\nimport SNMP", ["Sources/Model/A.swift:2: Model (floor 0) imports SNMP (floor 1)"]),
        (
            "Sources/Ping/A.swift", "internal import struct SNMP.Message",
            ["Sources/Ping/A.swift:1: Ping (floor 1) imports SNMP (floor 1)"]
        ),
        (
            "Sources/monitor/A.swift", "@testable import Ping",
            ["Sources/monitor/A.swift:1: monitor imports Ping, which Package.swift does not say"]
        ),
        ("Sources/SNMP/A.swift", "import Foundation", ["Sources/SNMP/A.swift:1: SNMP imports Foundation"]),
        (
            "Sources/SNMP/A.swift", "import FoundationEssentials",
            ["Sources/SNMP/A.swift:1: SNMP imports FoundationEssentials"]
        ),
        ("Sources/Attic/A.swift", "", ["Sources/Attic/A.swift: its target Attic stands on no floor of Package.swift"]),
        ("Sources/SNMP/A.swift", "// import Ping is not done", []), ("Sources/SNMP/A.swift", "import Glibc", []),
    ])
    func `an import is held against the floors`(path: String, text: String, complaints: [String]) {
        #expect(house.complaints(about: SourceFile(path: path, text: text)) == complaints)
    }

    @Test(arguments: [
        ("public func a() {}", ["x.swift:1: a"]), ("/// B.\npublic func b() {}", []),
        ("/// C.\n@discardableResult\npublic func c() {}", []), ("struct D {}", ["x.swift:1: D"]),
        ("public final class E {}", ["x.swift:1: E"]), ("@main struct F {}", ["x.swift:1: F"]),
        ("private struct G {}", []), ("    public static func h() {}", ["x.swift:1: h"]), ("    func i() {}", []),
        ("// J.\nactor J {}", ["x.swift:2: J"]), ("/// K.\n// So.\nactor K {}", []),
        ("    public func encode(to encoder: any Encoder) throws {}", []),
    ])
    func `a declaration without a doc comment is found`(text: String, complaints: [String]) {
        #expect(Style.undocumented(in: SourceFile(path: "x.swift", text: text)) == complaints)
    }

    @Test func `forbidden words are found as words`() {
        let found = Style.forbidden.map { "x \($0)y" }.joined(separator: "\n")
        #expect(Style.forbiddenWords(in: SourceFile(path: "x", text: found)).count == Style.forbidden.count)
        let innocent = "/dev/root rw, /var/home/x, network/a, TO DO"
        #expect(Style.forbiddenWords(in: SourceFile(path: "x", text: innocent)) == [])
    }
}
