import Model
import SNMP

/// Sound messages of every kind, from which the fuzzer goes on.
enum Seeds {
    private static let values: [VariableValue] = [
        .integer(-7), .octetString(Array("port A1".utf8)), .null, .oid([1, 3, 6, 1, 4, 1, 11]), .ipAddress(0x0a4d_0001),
        .counter32(.max), .gauge32(41), .timeTicks(360_000), .opaque([0x9f, 0x78, 4, 0x41, 0xb2, 0x66, 0x66]),
        .counter64(.max), .noSuchObject, .noSuchInstance, .endOfMibView,
    ]

    static var all: [[UInt8]] {
        let bindings = values.enumerated().map { place, value in
            VariableBinding(
                name: [1, 3, 6, 1, 2, 1, 2, 2, 1, 10, UInt32(place + 1) << UInt32(place + 1)], value: value)
        }
        let operations: [PDU.Operation] = [.response, .get, .getNext, .getBulk, .set, .inform, .trap, .report]
        var seeds: [[UInt8]] = []
        for operation in operations {
            let pdu = PDU(operation: operation, requestID: 77, bindings: bindings)
            for version in [Version.v1, .v2c] {
                let message = CommunityMessage(version: version, community: Array("public".utf8), pdu: pdu).encoded()
                for way: UInt8 in [0, 1, 3] { seeds.append([way] + message) }
            }
            // Behind the tag that the test writes around it.
            var scoped = BERWriter()
            scoped.element(BERTag.octetString, octets: [0x80, 0, 0x1f, 0x88, 4, 1, 2, 3])
            scoped.element(BERTag.octetString, octets: [])
            scoped.pdu(pdu)
            seeds.append([6] + scoped.bytes)
            seeds.append([14] + scoped.bytes)
        }
        for object: UInt32 in 1...6 {
            let report = VariableBinding(name: [1, 3, 6, 1, 6, 3, 15, 1, 1, object, 0], value: .counter32(1))
            var scoped = BERWriter()
            scoped.element(BERTag.octetString, octets: [])
            scoped.element(BERTag.octetString, octets: [])
            scoped.pdu(PDU(operation: .report, requestID: 77, bindings: [report]))
            seeds.append([14] + scoped.bytes)
            var message = BERWriter()
            message.element(BERTag.sequence) { message in
                message.integer(3)
                message.element(BERTag.sequence) { head in
                    head.integer(77)
                    head.integer(65_507)
                    head.element(BERTag.octetString, octets: [0])
                    head.integer(3)
                }
                message.element(BERTag.octetString) { parameters in
                    parameters.element(BERTag.sequence) { security in
                        security.element(BERTag.octetString, octets: [0x80, 0, 0x1f, 0x88, 4, 1, 2, 4])
                        security.integer(9)
                        security.integer(4711)
                        for _ in 0..<3 { security.element(BERTag.octetString, octets: []) }
                    }
                }
                message.element(BERTag.sequence, octets: scoped.bytes)
            }
            seeds.append([2] + message.bytes)
        }
        return seeds
    }
}
