import Model
import Testing

struct AddressTests {
    /// RFC 5952 §1, §2 and §4, and the forms of RFC 4291 §2.2.
    @Test(arguments: [
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:0db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:db8::1:0:0:1", "2001:db8::1:0:0:1"), ("2001:DB8:0:0:1::1", "2001:db8::1:0:0:1"),
        ("2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:1"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:db8::0:1", "2001:db8::1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("0:0:0:0:0:0:0:0", "::"), ("::1", "::1"), ("1::", "1::"),
        ("::ffff:192.0.2.1", "::ffff:c000:201"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ("FF01:0:0:0:0:0:0:101", "ff01::101"), ("127.0.0.1", "127.0.0.1"), ("255.255.255.255", "255.255.255.255"),
    ])
    func `an address is read and written in its one canonical form`(text: String, canonical: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == canonical)
        #expect(IPAddress(canonical) == address)
    }

    @Test(arguments: [
        "", "localhost", "10.1", "10.0.0", "10.0.0.0.1", "10.0.0.256", "10.0.0.01", "10.0.0.-1", "10.0.0.+1",
        " 10.0.0.1", "0x0a.0.0.1", "10.0.0.1/24", ":", ":::", "1:2", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::",
        "::g", ":1::", "1:2:3:4:5:6:7::8", "fe80::1%eth0", "1.2.3.4::", "::1.2.3", "::1.2.3.4:5", "[::1]",
    ])
    func `what is no address is none`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.255.0.3", true), ("126.0.0.1", false), ("::1", true), ("::2", false),
        ("::ffff:127.0.0.1", false),
    ])
    func `loopback is 127.0.0.0/8 and ::1`(text: String, isLoopback: Bool) throws {
        #expect(try #require(IPAddress(text)).isLoopback == isLoopback)
    }

    @Test func `a link-local address shows its zone`() {
        #expect(IPAddress.v6(high: 0xfe80 << 48, low: 1, zone: 3).description == "fe80::1%3")
    }

    @Test(
        arguments: [
            ("10.77.0.1", nil, "10.77.0.1"), ("127.0.1.3:16161", 16161, "127.0.1.3:16161"), ("::1", nil, "::1"),
            ("[::1]", nil, "::1"), ("[2001:db8::1]:161", 161, "[2001:db8::1]:161"),
            ("10.0.0.1:65535", 65535, "10.0.0.1:65535"),
        ] as [(String, UInt16?, String)])
    func `an endpoint is an address and perhaps a port`(text: String, port: UInt16?, written: String) throws {
        let endpoint = try #require(Endpoint(text))
        #expect(endpoint.port == port)
        #expect(endpoint.description == written)
        #expect(Endpoint(written) == endpoint)
    }

    @Test(arguments: [
        "", "switch:161", "10.0.0.1:", "10.0.0.1:0", "10.0.0.1:65536", "10.0.0.1:+1", "10.0.0.1:161:1", "[::1",
        "[::1]161", "[::1]:", "[10.0.0.1]:161", "2001:db8::1:2:3:4:5:6:161",
    ])
    func `what is no endpoint is none`(text: String) {
        #expect(Endpoint(text) == nil)
    }
}
