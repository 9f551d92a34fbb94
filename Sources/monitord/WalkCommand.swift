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

    @Option(name: .long, help: "The community; else the host's, else that of the credential 'default', else public.")
    var community: String?

    @Option(name: .long, help: "1 or 2c.")
    var snmpVersion = "2c"

    @Option(name: .long, help: "End after this many values.")
    var limit = 100_000

    func run() async throws {
        guard let root = OID(oid), root.isEncodable else {
            throw ValidationError("'\(oid)' is no OID; write numbers with dots: 1.3.6.1.2.1.1")
        }
        guard let version = ["1": Version.v1, "2c": Version.v2c][snmpVersion] else {
            throw ValidationError("'\(snmpVersion)' is no version that can be walked; write 1 or 2c")
        }
        let (endpoint, secret) = try target(version)
        let session = try WalkSession(endpoint: endpoint, version: version, community: secret)
        let end = try session.walk(root, limit: limit) { binding in
            print("\(binding.name) = \(binding.value.shown)")
        }
        if let complaint = end {
            printError("the walk ended early: \(complaint)")
            throw ExitCode(1)
        }
    }

    /// Where to ask, and with which community. The configuration is only read when the address is a host's name.
    private func target(_ version: Version) throws -> (Endpoint, Secret) {
        if let endpoint = Endpoint(address) { return (endpoint, Secret(community ?? "public")) }
        do throws(ConfigurationErrors) {
            let configuration = try Configuration.load(file: files.config, environment: environment())
            guard let host = configuration.fleet.host(address) else {
                throw ConfigurationErrors(mistakes: [
                    Mistake(
                        location: SourceLocation(file: files.config, line: 1), what: "there is no host '\(address)'",
                        remedy: "write an address, or the name of a host under 'hosts:'")
                ])
            }
            let credential = host.credential.flatMap { configuration.credentials[$0] }
            let secret: Secret =
                switch credential?.security {
                case .v1(let community), .v2c(let community): community
                case .v3, nil: Secret("public")
                }
            return (host.endpoint, community.map { Secret($0) } ?? secret)
        } catch {
            for mistake in error.mistakes { printError("\(mistake)") }
            throw ExitCode(EX_USAGE)
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
