import Config
import Model
import Testing

@testable import Lab

@Suite struct TownFileTests {
    @Test func `the shipped town is as large as it promises`() throws {
        let town = try Shipped.town()
        func count(_ kinds: Town.Kind...) -> Int { town.devices.count { kinds.contains($0.kind) } }
        #expect(count(.coreSwitch) == 1)
        #expect(count(.accessSwitch) == 12)
        #expect(count(.msmAccessPoint, .arubaAccessPoint) == 70)
        #expect(count(.msmController, .arubaController) == 2)
        #expect(count(.linuxServer, .windowsServer) == 20)
        #expect(count(.ups) == 2)
        #expect((110...180).contains(town.devices.count))
        #expect(town.sites.count { $0.isSlow } == 3)
        #expect(Set(town.devices.map(\.hostNumber)).count == town.devices.count)
    }

    @Test func `a line with a count becomes numbered devices with addresses in a row`() throws {
        let town = try TownFile.parse(
            Array(
                """
                town: T
                sites: {a: {name: A, subnet: 7}}
                devices:
                  - {kind: switch, name: sw, site: a}
                  - {kind: camera, name: cam-##, first: 9, count: 2, site: a, parent: sw, address: 40}
                """.utf8), name: "town.yaml")
        #expect(town.devices.map(\.name) == ["sw", "cam-09", "cam-10"])
        #expect(town.address(of: 2).description == "10.77.7.41")
        #expect(town.address(of: 2, loopback: true).description == "127.77.7.41")
        #expect(town.children[0] == [1, 2])
        #expect(town.device(at: .v4(0x7f4d_0729)) == 2)
        #expect(town.device(at: .v4(0x0a4e_0729)) == nil)
    }

    static let mistakes: [(line: String, message: String)] = [
        (
            "  - {kind: swich, name: x, site: a}",
            "town.yaml:5:12: 'kind' is 'swich'; did you mean 'switch'?"
        ),
        (
            "  - {kind: switch, name: x, site: b}",
            "town.yaml:5:35: there is no site 'b'; did you mean 'a'?"
        ),
        (
            "  - {kind: switch, name: x, site: a, parent: sv}",
            "town.yaml:5:46: there is no device 'sv'; did you mean 'sw'?"
        ),
        (
            "  - {kind: switch, name: sw, site: a}",
            "town.yaml:5:5: there are two devices 'sw'; rename one of them"
        ),
        (
            "  - {kind: camera, name: cam, count: 2, site: a}",
            "town.yaml:5:5: 'cam' and 'count' do not fit together; write name: cam## with count:, or neither"
        ),
        (
            "  - {kind: camera, name: cam, controller: sw, site: a}",
            "town.yaml:5:43: 'sw' is no controller; name a device of kind msm-controller or aruba-controller"
        ),
        (
            "  - {kind: camera, name: cam, address: 1, site: a}",
            "town.yaml:5:5: 'cam' has the address of 'sw'; write another address:"
        ),
        (
            "  - {kind: camera, name: cam, colour: red, site: a}",
            "town.yaml:5:31: unknown field 'colour'; "
        ),
        (
            "incidents: [{name: i, what: fan-fails, host: sx}]",
            "town.yaml:5:46: there is no device 'sx'; did you mean 'sw'?"
        ),
        (
            "incidents: [{name: i, what: service-stops, host: sw, service: x}]",
            "town.yaml:5:50: 'sw' is a switch: it has no such part; name another host"
        ),
        (
            "incidents: [{name: i, what: line-slow, site: a, loss: 101}]",
            "town.yaml:5:55: 'loss' is 101.0; write 0 to 100 per cent"
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is told with its place and the remedy`(line: String, message: String) throws {
        let text =
            "town: T\nsites: {a: {name: A, subnet: 7}}\ndevices:\n  - {kind: switch, name: sw, site: a}\n\(line)\n"
        let errors = #expect(throws: ConfigurationErrors.self) {
            try TownFile.parse(Array(text.utf8), name: "town.yaml")
        }
        let description = try #require(errors).description
        #expect(description.hasPrefix(message), "\(description)")
        #expect(try #require(errors).mistakes.count == 1)
    }

    @Test func `all mistakes are told at once`() {
        let text = "sites: {a: {name: A}}\ndevices:\n  - {name: x}\nincidents:\n  - {what: dead}\n"
        let errors = #expect(throws: ConfigurationErrors.self) {
            try TownFile.parse(Array(text.utf8), name: "town.yaml")
        }
        #expect((errors?.mistakes.count ?? 0) >= 4)
    }
}
