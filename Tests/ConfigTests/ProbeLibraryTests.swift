import Config
import Model
import Testing

/// Probes of which only whom they fit is read at first.
struct ProbeLibraryTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        try directory.write(
            "title: Base\nrecognize: {sysObjectID: 1.3.6.1.4.1.9}\nfacts: {os: {constant: B}}\n"
                + "groups:\n  a: {kind: load, columns: {x: {object: 1.3.1.0}}}\n", to: "switches/base.yaml")
        try directory.write(
            "title: Child\nextends: base\n# A comment.\nrecognize:\n  sysDescr: Child\n", to: "switches/child.yaml")
        try directory.write(
            "groups:\n  a:\n    kind: load\n    colums: {}\nrecognize:\n  present: 1.3.4\ntitle: Broken below\n",
            to: "below.yaml")
    }

    private func open() throws -> (library: ProbeLibrary, mistakes: [Mistake]) {
        try ProbeCatalogue.open(directory: directory.path(""))
    }

    @Test func `whom they fit is known without the rest, in directories too`() throws {
        let (library, mistakes) = try open()
        #expect(mistakes == [])
        #expect(library.entries.map(\.name) == ["base", "below", "child"])
        #expect(library.entries.map(\.title) == ["Base", "Broken below", "Child"])
        #expect(library.entries[0].recognition.systemObjectIDs == [OID("1.3.6.1.4.1.9")])
        #expect(library.entries[1].recognition.present == [OID("1.3.4")])
        #expect(library.entries[2].recognition.descriptions == ["Child"])
        #expect(library.entries[2].ancestors == ["base"])
        #expect(library.faults == [])
    }

    @Test func `the rest is the same as if all had been read`() throws {
        let library = try open().library
        try directory.write("title: Below\nfacts: {os: {constant: B}}\n", to: "below.yaml")
        let whole = try ProbeCatalogue.load(directory: directory.path("")).probes
        #expect(library.probe("child") == whole.last)
        #expect(library.probe("child")?.groups.map(\.name) == ["a"])
        #expect(library.group("base.a") == whole.first?.groups.first)
        #expect(library.group("base.b") == nil && library.group("nobody.a") == nil && library.group("base") == nil)
    }

    @Test func `what is wrong in the rest is told when it is asked for, with its line`() throws {
        let library = try open().library
        #expect(library.probe("below") == nil)
        #expect(
            library.faults.flatMap(\.lines).first
                == "below.yaml:4:5: unknown field 'colums'; did you mean 'columns'?")
        #expect(library.probe("base") != nil)
    }

    @Test func `what is wrong at the top leaves out that probe, and who extends it`() throws {
        try directory.write("title: Base\nrecognise: {}\n", to: "switches/base.yaml")
        let (library, mistakes) = try open()
        #expect(library.entries.map(\.name) == ["below"])
        #expect(
            mistakes.map(\.description) == [
                "switches/base.yaml:2:1: unknown field 'recognise'; did you mean 'recognize'?",
                "switches/child.yaml:2:10: 'base', which it extends, is left out; mend that one",
            ])
    }

    @Test func `two of one name are told`() throws {
        try directory.write("title: Another\nfacts: {os: {constant: B}}\n", to: "base.yaml")
        #expect(
            try open().mistakes.map(\.description) == [
                "switches/base.yaml:1:1: base.yaml has the same name; give each probe a name of its own"
            ])
    }

    @Test func `those of the same files are the same`() throws {
        let before = try open().library
        #expect(try open().library == before)
        try directory.write("title: Below\nfacts: {os: {constant: B}}\n", to: "below.yaml")
        #expect(try open().library != before)
        #expect(ProbeLibrary([]) == [])
    }
}

/// The table of systems out of support.
struct SupportTableTests {
    @Test func `that which we ship loads`() throws {
        let systems = try SupportTable.load(directory: ProbeFileTests.directory.path)
        let old = try #require(systems.first { $0.name == "Windows Server 2012 R2" })
        #expect(old.end == Timestamp(iso8601: "2023-10-10T23:59:59Z"))
        #expect(Set(systems.map(\.name)).count == systems.count)
    }

    @Test func `one that is not there is empty, mistakes in it are told`() throws {
        let directory = try TemporaryDirectory()
        #expect(try SupportTable.load(directory: directory.path("")) == [])
        try directory.write(
            "- {name: A, sysDescr: '(', ends: 2020-01-01}\n- {name: B, sysDescr: B, ends: 2020-13-01}\n- {name: C}\n",
            to: "support.yaml")
        let error = #expect(throws: ConfigurationErrors.self) {
            try SupportTable.load(directory: directory.path(""))
        }
        #expect(error?.mistakes.map(\.location.line) == [1, 2, 3])
        #expect(error?.mistakes.map(\.what).dropFirst().first == "'2020-13-01' is no day")
    }
}
