import Foundation
import Model
import Testing

/// `monitor lab` with recordings, as net-snmp's tools see it.
@Suite struct RecordingTests {
    let scene: Scene

    init() throws { scene = try Scene() }

    /// A lab that serves recordings.
    private struct Lab {
        var process: Program
        /// `ADDRESS:PORT` by name.
        var devices: [String: String]
    }

    private func startLab(_ arguments: [String]) async throws -> Lab {
        let list = scene.path("list")
        let process = try scene.start(
            Built.monitor, ["lab", "--port", "\(try FreePort.udp())", "--list", list] + arguments)
        try await eventually("the lab writes its list: \(process.errors)", within: .seconds(60)) {
            try #require(!process.hasEnded, "the lab ended: \(process.errors)")
            return FileManager.default.fileExists(atPath: list)
        }
        var devices: [String: String] = [:]
        for line in try scene.text("list").split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            devices[words[0]] = words[1]
        }
        return Lab(process: process, devices: devices)
    }

    /// What a tool of net-snmp says, numeric.
    private func ask(
        _ tool: String, _ options: [String], _ address: String?, _ names: String..., patience: String = "3"
    ) async throws -> Program.Outcome {
        try await scene.run(
            "/usr/bin/\(tool)",
            options + ["-t", patience, "-r", "1", "-On", "-Oe", "-Ot", "-Ox", try #require(address)] + names,
            environment: ["MIBS": "", "SNMP_PERSISTENT_DIR": scene.path("tools")])
    }

    /// The names of the objects in a tool's output, without the dot before them.
    private func names(_ output: String) -> [String] {
        output.split(separator: "\n").filter { $0.hasPrefix(".") && $0.contains(" = ") && !$0.contains(" = No more ") }
            .map { String($0.dropFirst().prefix { $0 != " " }) }
    }

    /// The names of the objects of a recording.
    private func recorded(_ text: String) -> [String] {
        text.split(separator: "\n").map { String($0.prefix { $0 != "|" }) }
    }

    private func writeDevices() throws {
        try scene.makeDirectory("devices")
        var text = "1.3.6.1.2.1.1.1.0|4|A|B\n1.3.6.1.2.1.1.3.0|67|4711\n1.3.6.1.2.1.1.5.0|4x|74616c6c\n"
        for port in 1...100 { text += "1.3.6.1.2.1.31.1.1.1.6.\(port)|70|1844674407370955161\(port % 6)\n" }
        text += "1.3.6.1.4.1.9.1|4x|" + String(repeating: "ff", count: 5000) + "\n1.3.6.1.4.1.9.2|5|\n"
        try scene.write(text, to: "devices/tall.snmprec")
        try scene.write("1.3.6.1.2.1.17.1.2.0|2|-5\n", to: "devices/tall@12.snmprec")
        try scene.write("1.3.6.1.2.1.1.5.0|4e|\\x73\\t\n", to: "devices/short.snmprec")
    }

    @Test func `a directory of recordings is walked as it was recorded`() async throws {
        try writeDevices()
        let lab = try await startLab(["--recordings", scene.path("devices"), "--max-size", "65507"])
        #expect(lab.devices.keys.sorted() == ["short", "tall"])
        #expect(lab.devices["short"]?.hasPrefix("127.18.0.1:") == true)
        let all = recorded(try scene.text("devices/tall.snmprec"))
        let bulk = try await ask("snmpbulkwalk", ["-v2c", "-c", "any"], lab.devices["tall"], ".1")
        #expect(names(bulk.output) == all, "\(bulk.errors)")
        #expect(bulk.output.contains(".1.3.6.1.2.1.31.1.1.1.6.5 = Counter64: 18446744073709551615\n"))
        let old = try await ask("snmpwalk", ["-v1", "-c", "any"], lab.devices["tall"], ".1")
        #expect(names(old.output) == all.filter { !$0.contains(".31.1.1.1.6.") }, "\(old.errors)")
        let inVLAN = try await ask("snmpget", ["-v2c", "-c", "x@12"], lab.devices["tall"], ".1.3.6.1.2.1.17.1.2.0")
        #expect(inVLAN.output == ".1.3.6.1.2.1.17.1.2.0 = INTEGER: -5\n")
        let text = try await ask("snmpget", ["-v2c", "-c", "any"], lab.devices["short"], ".1.3.6.1.2.1.1.5.0")
        #expect(text.output == ".1.3.6.1.2.1.1.5.0 = Hex-STRING: 73 09 \n")
        lab.process.signal(SIGTERM)
        let outcome = try await lab.process.outcome()
        #expect(outcome.code == 0)
        #expect(outcome.errors.contains("lab: 3 recordings with 107 objects as 2 devices on 127.18.0.1 to 127.18.0.2"))
    }

    @Test func `a bad file of a directory is named, and a named one ends the lab`() async throws {
        try writeDevices()
        let bad = try scene.write("1.3.6.1.2.1.1.5.0|9|x\n", to: "devices/bad.snmprec")
        let lab = try await startLab(["--recordings", scene.path("devices"), "--copies", "3"])
        #expect(lab.devices.count == 6)
        let copy = try await ask("snmpget", ["-v2c", "-c", "x"], lab.devices["tall-3"], ".1.3.6.1.2.1.1.5.0")
        #expect(copy.output.hasPrefix(".1.3.6.1.2.1.1.5.0 = Hex-STRING: 74 61 6C 6C"))
        lab.process.signal(SIGINT)
        let outcome = try await lab.process.outcome()
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("lab: \(bad):1: the tag '9' is none; write 2, 4, 5, 6,"))
        #expect(outcome.errors.contains("; left out 1, see above"))

        let alone = try await scene.run(Built.monitor, ["lab", "--recording", bad])
        #expect((alone.code, alone.output) == (1, ""))
        #expect(alone.errors.hasPrefix("lab: \(bad):1: the tag '9' is none;"))
    }

    @Test(arguments: [
        ([], "what is to be served? Give --town FILE, --recording FILE or --recordings DIR."),
        (["--town", "x", "--recording", "y"], "--town FILE and recordings exclude each other; start a lab for each."),
        (["--recordings", "x", "--recording", "y"], "--recording FILE and --recordings DIR exclude each other;"),
        (
            ["--recordings", "x", "--latency", "soon"],
            "--latency soon is no duration; write one like 400ms, 10s or 5m."
        ),
        (["--recordings", "x", "--loss", "101"], "--loss is 0 to 100 per cent."),
        (["--recordings", "x", "--max-size", "483"], "--max-size is 484 to 65507 bytes."),
        (["--recordings", "x", "--copies", "0"], "--copies is 1 or more."),
        (["--recordings", "x", "--calm"], "--write-config, --time, --calm and a command belong to --town FILE."),
        (["--town", "x", "--mute"], "faults are for recordings; those of a town stand in its file as incidents."),
        (["--recordings", "x", "--v3-auth", "MD5"], "--v3-auth, --v3-privacy and their keys need --v3-user NAME."),
        (
            ["--recordings", "x", "--v3-user", "a", "--v3-auth", "md5", "--v3-auth-key", "12345678"],
            "--v3-auth md5 is no algorithm; there are MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512."
        ),
        (
            ["--recordings", "x", "--v3-user", "a", "--v3-auth", "MD5", "--v3-auth-key", "short"],
            "--v3-auth-key and --v3-privacy-key are passphrases of 8 characters or more."
        ),
        (["--recordings", "/nonexistent"], "cannot read directory /nonexistent: No such file or directory (ENOENT);"),
    ])
    func `a mistake in the options is told with its remedy`(options: [String], message: String) async throws {
        let outcome = try await scene.run(Built.monitor, ["lab"] + options)
        #expect(outcome.code != 0)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func `faults of the command line are faults on the wire`() async throws {
        try writeDevices()
        let file = scene.path("devices/tall.snmprec")
        let lab = try await startLab(["--recording", file, "--latency", "400ms", "--restart-every", "1h"])
        let began = ContinuousClock.now
        let said = try await ask("snmpget", ["-v2c", "-c", "x"], lab.devices["tall"], ".1.3.6.1.2.1.1.3.0")
        #expect(ContinuousClock.now - began >= .milliseconds(400))
        let ticks = said.output.split(separator: " ").last.flatMap { Int($0.dropLast()) } ?? .max
        #expect(ticks != 4711 && ticks < 6000, "\(said)")
        lab.process.end()
        #expect(lab.process.errors.contains("lab: 1 requests, 1 datagrams sent,"))

        try FileManager.default.removeItem(atPath: scene.path("list"))
        let mute = try await startLab(["--recording", file, "--mute"])
        let nothing = try await ask(
            "snmpget", ["-v2c", "-c", "x"], mute.devices["tall"], ".1.3.6.1.2.1.1.3.0", patience: "0.2")
        #expect(nothing.errors.contains("Timeout"))
    }

    @Test func `a user of SNMPv3 is answered, in contexts too, and nobody else`() async throws {
        try writeDevices()
        let lab = try await startLab([
            "--recordings", scene.path("devices"), "--v3-user", "anna", "--v3-auth", "SHA-512", "--v3-auth-key",
            "authword", "--v3-privacy", "AES-256", "--v3-privacy-key", "privword",
        ])
        let anna = ["-v3", "-u", "anna", "-l", "authPriv", "-a", "SHA-512", "-A", "authword", "-x", "AES-256"]
        let right = anna + ["-X", "privword"]
        let walked = try await ask("snmpbulkwalk", right, lab.devices["tall"], ".1.3.6.1.2.1.31")
        #expect(names(walked.output).count == 100, "\(walked.errors)")
        let inVLAN = try await ask("snmpget", right + ["-n", "12"], lab.devices["tall"], ".1.3.6.1.2.1.17.1.2.0")
        #expect(inVLAN.output == ".1.3.6.1.2.1.17.1.2.0 = INTEGER: -5\n")
        let wrong = try await ask("snmpget", anna + ["-X", "wrongword"], lab.devices["tall"], ".1.3.6.1.2.1.1.5.0")
        #expect(wrong.errors.contains("Decryption error"))
        let bert = ["-v3", "-u", "bert", "-l", "noAuthNoPriv"]
        #expect(try await ask("snmpget", bert, lab.devices["tall"], ".1").errors.contains("Unknown user name"))
    }

    // MARK: - Recordings of real devices, which are no part of the project

    private static let shared = "\(Built.source)/../shared/recordings/open"

    @Test(.enabled(if: FileManager.default.fileExists(atPath: shared)))
    func `fifty recordings of real devices are walked as they were recorded`() async throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.shared).sorted()
        // Every so many, but none of those that are long to walk.
        let sample = try stride(from: 0, to: files.count, by: max(1, files.count / 80)).map { files[$0] }
            .filter { file in
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(Self.shared)/\(file)")
                return (attributes[.size] as? Int ?? .max) < 100_000 && !file.contains("@")
            }.prefix(50)
        #expect(sample.count == 50)
        let lab = try await startLab(
            sample.flatMap { ["--recording", "\(Self.shared)/\($0)"] } + ["--max-size", "65507"])
        #expect(lab.devices.count == 50)
        for file in sample {
            let walked = try await ask(
                "snmpbulkwalk", ["-v2c", "-c", "public", "-Cc", "-Cr50"],
                lab.devices[String(file.dropLast(".snmprec".count))], ".1")
            let text = try Data(contentsOf: URL(filePath: "\(Self.shared)/\(file)"))
            #expect(names(walked.output) == recorded(String(decoding: text, as: UTF8.self)), "\(file)")
        }
    }
}
