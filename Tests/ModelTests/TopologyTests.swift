import Model
import Testing

/// Who hangs on which port of whom.
struct TopologyTests {
    private static func mac(_ number: UInt64) -> MACAddress { MACAddress(number: number) }

    /// A core with two switches, on the second of them a third that speaks no LLDP, and what hangs on them.
    private static let stations = ["core", "sw-1", "sw-2", "dumb", "ap", "camera", "server"].enumerated().map {
        Topology.Station(host: $1, systemName: $1.uppercased() + ".town.example", macs: [mac(UInt64($0 + 1))])
    }

    private static let surroundings: [Host.Name: Surroundings] = [
        "core": Surroundings(
            neighbours: [.init(port: "A1", mac: mac(2)), .init(port: "A2", name: "sw-2")],
            forwarding: [mac(2): "A1", mac(5): "A1", mac(3): "A2", mac(4): "A2", mac(6): "A2", mac(7): "A9"]),
        "sw-1": Surroundings(
            neighbours: [.init(port: "49", mac: mac(1)), .init(port: "7", mac: mac(5))],
            forwarding: [mac(1): "49", mac(7): "49", mac(3): "49", mac(5): "7"]),
        "sw-2": Surroundings(
            neighbours: [.init(port: "24", name: "CORE")],
            forwarding: [mac(1): "24", mac(7): "24", mac(5): "24", mac(4): "3", mac(6): "3"]),
        "dumb": Surroundings(forwarding: [mac(1): "8", mac(3): "8", mac(5): "8", mac(6): "2"]),
    ]

    private let topology = Topology(stations: stations, surroundings: surroundings)

    @Test(arguments: [
        ("ap", "sw-1:7"), ("camera", "dumb:2"), ("server", "core:A9"),
        // Both sides name each other: who is above is a matter of where one stands.
        ("sw-1", "core:A1"),
    ])
    func `a host hangs where it is named, or where its address was seen among the fewest`(
        _ host: String, _ port: String
    ) {
        #expect(topology.attachment(of: host).map { "\($0)" } == port)
    }

    @Test func `of known parents only these count`() {
        #expect(topology.attachment(of: "ap", among: ["core"]) == nil)
        #expect(topology.attachment(of: "core", among: ["sw-1"])?.port == "49")
        #expect(topology.attachment(of: "nobody") == nil)
    }

    @Test func `seen from the core everything hangs below it`() {
        let tree = topology.tree(from: "core").mapValues { "\($0)" }
        #expect(
            tree == [
                "sw-1": "core:A1", "sw-2": "core:A2", "ap": "sw-1:7", "dumb": "sw-2:3", "camera": "dumb:2",
                "server": "core:A9",
            ])
    }

    @Test func `seen from elsewhere the way is turned round; without a root the one with most neighbours is it`() {
        #expect(topology.tree(from: "sw-2")["core"].map { "\($0)" } == "sw-2:24")
        #expect(topology.tree()["core"] == nil)
    }

    @Test func `a port that leads to another switch feeds no access point, however quiet it is`() {
        // The access point bridges for many, and the uplink of the quiet switch sees few.
        let clients = Dictionary(uniqueKeysWithValues: (100..<160).map { (Self.mac($0), "7") })
        let quiet = Topology(
            stations: Self.stations,
            surroundings: [
                "sw-1": Surroundings(forwarding: clients.merging([Self.mac(5): "7", Self.mac(3): "49"]) { $1 }),
                "sw-2": Surroundings(forwarding: [Self.mac(2): "24", Self.mac(5): "24"]),
            ])
        #expect(quiet.attachment(of: "ap").map { "\($0)" } == "sw-1:7")
    }

    @Test func `two switches that only see each other make no circle`() {
        let two = Topology(
            stations: Self.stations,
            surroundings: [
                "sw-1": Surroundings(forwarding: [Self.mac(3): "24"]),
                "sw-2": Surroundings(forwarding: [Self.mac(2): "1"]),
            ])
        #expect(two.tree().count == 1)
    }

    @Test func `a name that two hosts have names nobody`() {
        let twins = Topology(
            stations: ["a", "b"].map { Topology.Station(host: $0, systemName: "switch") },
            surroundings: ["a": Surroundings(neighbours: [.init(port: "1", name: "switch")])])
        #expect(twins.tree() == [:])
    }

    @Test(arguments: ["00:1a:1e:02:03:04", "0:1A:1e:2:3:4", "00-1A-1E-02-03-04"])
    func `an address is read in any of its forms`(_ text: String) {
        #expect(MACAddress(text)?.description == "00:1a:1e:02:03:04")
        #expect(MACAddress(text)?.isUnicast == true)
    }

    @Test(arguments: ["", "00:1a:1e:02:03", "00:1a:1e:02:03:04:05", "00:1a:1e:02:03:100", "sw-1"])
    func `what is none is refused`(_ text: String) {
        #expect(MACAddress(text) == nil)
    }

    @Test func `groups and nothing are no interface`() {
        #expect(MACAddress("01:80:c2:00:00:0e")?.isUnicast == false)
        #expect(MACAddress("00:00:00:00:00:00")?.isUnicast == false)
    }
}
