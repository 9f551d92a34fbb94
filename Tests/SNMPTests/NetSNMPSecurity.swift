import CNetSNMP
import Model

@testable import SNMP

/// A user at an engine, known to net-snmp's User-based Security Model, which derives its keys from the passwords itself.
struct NetSNMPSecurity {
    let user: Credential.User
    let message: SecureMessage

    /// - Parameter message: Whose engine and clock are made known, and at whose level messages are built.
    init?(_ user: Credential.User, _ message: SecureMessage) {
        guard NetSNMPSecurity.isReady else { return nil }
        self.user = user
        self.message = message
        let hex = message.engineID.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var words = ["-e", "0x\(hex)", user.name]
        if let method = user.authentication {
            words += [NetSNMPSecurity.names[method.algorithm] ?? method.algorithm, "\"\(method.key.reveal())\""]
        }
        if let method = user.privacy {
            words += [NetSNMPSecurity.names[method.algorithm] ?? method.algorithm, "\"\(method.key.reveal())\""]
        }
        var line = Array((words.joined(separator: " ") + "\0").utf8CString)
        usm_parse_create_usmUser("createUser", &line)
        guard
            set_enginetime(
                message.engineID, UInt32(message.engineID.count), UInt32(message.boots), UInt32(message.time), 1) == 0
        else { return nil }
    }

    /// Registers the model once; no configuration is read.
    private static let isReady: Bool = {
        // Without a name for its configuration it crashes.
        netsnmp_ds_set_string(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_APPTYPE, "oracle")
        init_usm()
        // It compares each message's engine with its own.
        setup_engineID(nil, "oracle")
        return true
    }()

    /// Where net-snmp's name is not ours.
    private static let names = [
        "SHA-1": "SHA", "AES-128": "AES", "AES-192-C": "AES192C", "AES-256-C": "AES256C",
    ]

    /// SNMP_SEC_LEVEL_…
    private var level: Int32 {
        switch message.level {
        case .authPriv: 3
        case .authNoPriv: 2
        default: 1
        }
    }

    /// The datagram as net-snmp builds it; `nil` if it refuses.
    func build(_ pdu: PDU) -> [UInt8]? {
        var name = Array(user.name.utf8CString)
        var engineID = message.engineID
        return name.withUnsafeMutableBufferPointer { name in
            engineID.withUnsafeMutableBufferPointer { engineID in
                NetSNMP.build(pdu, version: .v3) { session, packet in
                    session.securityModel = 3
                    session.securityLevel = level
                    session.securityName = name.baseAddress
                    session.securityNameLen = name.count - 1
                    session.securityEngineID = engineID.baseAddress
                    session.securityEngineIDLen = engineID.count
                    session.contextEngineID = engineID.baseAddress
                    session.contextEngineIDLen = engineID.count
                    // Empty: it ends where the user's name ends.
                    session.contextName = name.baseAddress.map { $0 + (name.count - 1) }
                    session.contextNameLen = 0
                    packet.securityModel = 3
                    packet.securityLevel = level
                    packet.msgid = Int(message.messageID)
                }
            }
        }
    }

    /// The PDU as net-snmp reads it, decrypted and authenticated; `nil` if it refuses.
    func parse(_ octets: [UInt8]) -> PDU? {
        NetSNMP.withParsed(octets) { packet in
            guard packet.version == Version.v3.rawValue, packet.securityLevel == level,
                packet.msgid == Int(message.messageID)
            else { return nil }
            return NetSNMP.pdu(packet)
        }
    }
}
