import ArgumentParser
import Config
import Glibc
import Model
import Platform
import Polling
import SNMP

/// `walk ADDRESS OID`: what an agent says below an OID.
struct WalkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "walk", abstract: "Print everything that an SNMP agent has below an OID.")

    @OptionGroup var files: FileOptions

    @Argument(help: "10.20.0.1, 127.0.0.1:16161, [2001:db8::1]:161, or the name of a host in the configuration.")
    var address: String

    @Argument(help: "Numeric: 1.3.6.1.2.1.1")
    var oid = "1.3.6.1.2.1"

    @Option(name: .long, help: "The community; else the host's credential, else public.")
    var community: String?

    @Option(name: .long, help: ArgumentHelp("A credential of the configuration, by its name.", valueName: "name"))
    var snmp: String?

    @Option(name: .long, help: "1 or 2c, with --community.")
    var snmpVersion = "2c"

    @Flag(name: .long, help: "Print a recording (.snmprec) that 'monitor lab --recording' can replay.")
    var recording = false

    @Option(name: .long, help: "End after this many values.")
    var limit = 100_000

    func run() async throws {
        guard let root = OID(oid), root.isEncodable else {
            throw ValidationError("'\(oid)' is no OID; write numbers with dots: 1.3.6.1.2.1.1")
        }
        guard let version = ["1": Version.v1, "2c": Version.v2c][snmpVersion] else {
            throw ValidationError("'\(snmpVersion)' is no version of --snmp-version; write 1 or 2c, or --snmp NAME")
        }
        if snmp != nil, community != nil {
            throw ValidationError("--snmp names a credential, --community is one: write one of them")
        }
        let (endpoint, credential) = try target(version)
        guard var session = try WalkSession(endpoint: endpoint, credential: credential) else {
            printError("this machine's libsnmp does not offer the algorithms of '\(credential.name.visible())'")
            throw ExitCode(1)
        }
        let ending = try session.walk(root, limit: limit) { binding in
            if recording {
                if let line = binding.recorded { print(line) }
            } else {
                print("\(binding.name) = \(binding.value.shown)")
            }
        }
        if let ending {
            printError("the walk ended early: \(WalkCommand.text(ending))")
            throw ExitCode(1)
        }
    }

    private static func text(_ ending: WalkSession.Ending) -> String {
        switch ending {
        case .silence(let endpoint): "no answer from \(endpoint)"
        case .fault(let fault): "SNMPv3: " + Wording.ofCommands.word(fault)
        case .walk(let detail): detail
        }
    }

    /// Where to ask, and as whom. The configuration is only read where a name of it is needed.
    private func target(_ version: Version) throws -> (Endpoint, Credential) {
        let secret = Secret(community ?? "public")
        let given = Credential(name: "", security: version == .v1 ? .v1(community: secret) : .v2c(community: secret))
        let endpoint = Endpoint(address)
        if let endpoint, snmp == nil { return (endpoint, given) }
        do throws(ConfigurationErrors) {
            let configuration = try Configuration.load(file: files.config, environment: environment())
            let host = configuration.fleet.host(address)
            guard let endpoint = endpoint ?? host?.endpoint else {
                throw ConfigurationErrors(mistakes: [
                    Mistake(
                        location: SourceLocation(file: files.config, line: 1), what: "there is no host '\(address)'",
                        remedy: "write an address, or the name of a host under 'hosts:'")
                ])
            }
            guard let name = snmp ?? (community == nil ? host?.credential : nil) else { return (endpoint, given) }
            guard let credential = configuration.credentials[name] else {
                throw ConfigurationErrors(mistakes: [
                    Mistake(
                        location: SourceLocation(file: files.config, line: 1),
                        what: "there is no credential '\(name)'", remedy: "write a name under 'snmp:'")
                ])
            }
            return (endpoint, credential)
        } catch {
            for mistake in error.mistakes { printError("\(mistake)") }
            throw ExitCode(EX_USAGE)
        }
    }
}

extension VariableBinding {
    /// As a line of a recording, `OID|TAG|VALUE`: the tag in decimal, with an x behind it where the value is hexadecimal;
    /// `nil` for what is no value.
    fileprivate var recorded: String? {
        func line(_ tag: UInt8, _ value: String, isHex: Bool = false) -> String {
            "\(name)|\(tag)\(isHex ? "x" : "")|\(value)"
        }
        func hex(_ tag: UInt8, _ octets: [UInt8]) -> String {
            line(tag, octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(), isHex: true)
        }
        switch value {
        case .integer(let number): return line(BERTag.integer, "\(number)")
        case .octetString(let octets):
            // White space at the end of a line does not belong to a value.
            guard let text = String(validating: octets, as: UTF8.self), text.visible(limit: .max) == text,
                text.last?.isWhitespace != true
            else { return hex(BERTag.octetString, octets) }
            return line(BERTag.octetString, text)
        case .null: return line(BERTag.null, "")
        case .oid(let oid): return line(BERTag.objectIdentifier, "\(oid)")
        case .ipAddress(let number): return line(BERTag.ipAddress, "\(IPAddress.v4(number))")
        case .counter32(let number): return line(BERTag.counter32, "\(number)")
        case .gauge32(let number): return line(BERTag.gauge32, "\(number)")
        case .timeTicks(let number): return line(BERTag.timeTicks, "\(number)")
        case .opaque(let octets): return hex(BERTag.opaque, octets)
        case .counter64(let number): return line(BERTag.counter64, "\(number)")
        case .noSuchObject, .noSuchInstance, .endOfMibView: return nil
        }
    }
}

/// One line to standard error.
func printError(_ text: String) {
    _ = writeAll(text + "\n", to: STDERR_FILENO)
}

extension VariableValue {
    /// As people read it: text in quotes where it is text, else hexadecimal; everything from the device made visible.
    fileprivate var shown: String {
        switch self {
        case .integer(let value): "INTEGER \(value)"
        case .octetString(let bytes):
            if let text = String(validating: bytes, as: UTF8.self), text.visible(limit: .max) == text {
                "\"\(text)\""
            } else {
                "hex " + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
            }
        case .null: "NULL"
        case .oid(let oid): "OID \(oid)"
        case .ipAddress(let number): "IpAddress \(IPAddress.v4(number))"
        case .counter32(let value): "Counter32 \(value)"
        case .gauge32(let value): "Gauge32 \(value)"
        case .timeTicks(let value): "TimeTicks \(value)"
        case .opaque(let bytes): "Opaque " + bytes.map { String($0, radix: 16) }.joined(separator: " ")
        case .counter64(let value): "Counter64 \(value)"
        case .noSuchObject: "noSuchObject"
        case .noSuchInstance: "noSuchInstance"
        case .endOfMibView: "endOfMibView"
        }
    }
}
